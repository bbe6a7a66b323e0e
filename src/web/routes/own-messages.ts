import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { OwnMessageView, ReplyView } from '../../exchange/console/messages.ts';
import {
  helpWishSchema,
  newReplySchema,
  type OwnMessage,
  ownMessageSchema,
  ownReplySchema,
} from '../contract/messages.ts';
import { listOf } from '../contract.ts';
import { sendRefusal } from '../problem.ts';
import { replyBody } from './messages.ts';
import { numberOf } from './own.ts';

const byId = z.object({ id: z.string() });
const config = { scope: 'own' } as const;

/** `/me`: messages of administrators, and what one says to them and to instructions. */
export const ownMessageRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get(
    '/messages',
    {
      config,
      schema: {
        summary: 'Messages of administrators; those not read first, then the newest',
        response: { 200: listOf(ownMessageSchema) },
      },
    },
    async (request) => ({ items: request.console.ownMessages.list(numberOf(request)).map(ownMessage) }),
  );

  server.post(
    '/messages/:id/read',
    {
      config,
      schema: { summary: 'It was opened', params: byId, response: { 200: ownMessageSchema } },
    },
    async (request, reply) => {
      const read = await request.console.ownMessages.markRead(numberOf(request), request.params.id);
      return read.ok ? reply.send(ownMessage(read.value)) : sendRefusal(reply, read.error);
    },
  );

  server.post(
    '/messages/:id/replies',
    {
      config,
      schema: {
        summary: 'Answers the administrators',
        params: byId,
        body: newReplySchema,
        response: { 201: ownReplySchema },
      },
    },
    async (request, reply) => {
      const { ownMessages } = request.console;
      const said = await ownMessages.reply(numberOf(request), request.params.id, request.body.text);
      return said.ok ? reply.code(201).send(ownReply(said.value)) : sendRefusal(reply, said.error);
    },
  );

  server.post(
    '/instructions/:id/help',
    {
      config,
      schema: {
        summary: 'Asks the administrators for help with an instruction',
        params: byId,
        body: helpWishSchema,
        response: { 201: ownReplySchema },
      },
    },
    async (request, reply) => {
      const { text = '' } = request.body;
      const { ownMessages } = request.console;
      const asked = await ownMessages.askForHelp(numberOf(request), request.params.id, text);
      return asked.ok ? reply.code(201).send(ownReply(asked.value)) : sendRefusal(reply, asked.error);
    },
  );

  server.get(
    '/replies',
    {
      config,
      schema: {
        summary: 'What one said to administrators, and whether they saw to it',
        response: { 200: listOf(ownReplySchema) },
      },
    },
    async (request) => ({ items: request.console.ownMessages.replies(numberOf(request)).map(ownReply) }),
  );
  done();
};

export function ownMessage({ sentAtMs, readAtMs, ...rest }: OwnMessageView): OwnMessage {
  return {
    ...rest,
    sentAt: new Date(sentAtMs).toISOString(),
    readAt: readAtMs === null ? null : new Date(readAtMs).toISOString(),
  };
}

/** Which administrator it was is not for him. */
export function ownReply(view: ReplyView): z.infer<typeof ownReplySchema> {
  return ownReplySchema.parse(replyBody(view));
}
