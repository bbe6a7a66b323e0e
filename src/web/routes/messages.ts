import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { MessageDetailView, MessageView, ReplyView } from '../../exchange/console/messages.ts';
import {
  type Message,
  type MessageDetail,
  messageChangeSchema,
  messageDetailSchema,
  messageSchema,
  newMessageSchema,
  type Reply,
  replySchema,
} from '../contract/messages.ts';
import { listOf } from '../contract.ts';
import { sendRefusal } from '../problem.ts';

const byId = z.object({ id: z.string() });
/** They are written to people, and name some. */
const read = { scope: 'people' } as const;
const write = { scope: 'write' } as const;
const one = { params: byId, response: { 200: messageDetailSchema } } as const;

export const messageRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get(
    '/',
    {
      config: read,
      schema: { summary: 'Messages to holders, the newest first', response: { 200: listOf(messageSchema) } },
    },
    async (request) => ({ items: request.console.messages.list().map(message) }),
  );

  server.post(
    '/',
    {
      config: write,
      schema: {
        summary: 'Writes one: a draft, or with `send` at once to whoever is meant',
        body: newMessageSchema,
        response: { 201: messageDetailSchema },
      },
    },
    async (request, reply) => {
      const written = await request.console.messages.write(request.body);
      return written.ok ? reply.code(201).send(detail(written.value)) : sendRefusal(reply, written.error);
    },
  );

  server.get(
    '/:id',
    { config: read, schema: { summary: 'With who has read it, and what became of mail', ...one } },
    async (request, reply) => {
      const found = request.console.messages.show(request.params.id);
      return found.ok ? reply.send(detail(found.value)) : sendRefusal(reply, found.error);
    },
  );

  server.patch(
    '/:id',
    { config: write, schema: { summary: 'Changes a draft', body: messageChangeSchema, ...one } },
    async (request, reply) => {
      const changed = await request.console.messages.change(request.params.id, request.body);
      return changed.ok ? reply.send(detail(changed.value)) : sendRefusal(reply, changed.error);
    },
  );

  server.post(
    '/:id/sending',
    { config: write, schema: { summary: 'Sends a draft to whoever is meant at this moment', ...one } },
    async (request, reply) => {
      const sent = await request.console.messages.send(request.params.id);
      return sent.ok ? reply.send(detail(sent.value)) : sendRefusal(reply, sent.error);
    },
  );

  server.post(
    '/:id/retraction',
    {
      config: write,
      schema: { summary: 'Holders see it no more; mail of it that waits is not sent', ...one },
    },
    async (request, reply) => {
      const retracted = await request.console.messages.retract(request.params.id);
      return retracted.ok ? reply.send(detail(retracted.value)) : sendRefusal(reply, retracted.error);
    },
  );

  server.delete(
    '/:id',
    {
      config: write,
      schema: {
        summary: 'Deletes a draft, or one that was retracted',
        params: byId,
        response: { 200: messageSchema },
      },
    },
    async (request, reply) => {
      const removed = await request.console.messages.remove(request.params.id);
      return removed.ok ? reply.send(message(removed.value)) : sendRefusal(reply, removed.error);
    },
  );
  done();
};

/** What holders said to messages, and asked about instructions. */
export const replyRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get(
    '/',
    {
      config: read,
      schema: {
        summary: 'What holders said; those that wait for an administrator first',
        response: { 200: listOf(replySchema) },
      },
    },
    async (request) => ({ items: request.console.replies.list().map(replyBody) }),
  );

  server.post(
    '/:id/handled',
    {
      config: write,
      schema: { summary: 'It was seen to', params: byId, response: { 200: replySchema } },
    },
    async (request, reply) => {
      const handled = await request.console.replies.handle(request.params.id);
      return handled.ok ? reply.send(replyBody(handled.value)) : sendRefusal(reply, handled.error);
    },
  );
  done();
};

function message({ createdAtMs, sentAtMs, retractedAtMs, ...rest }: MessageView): Message {
  return {
    ...rest,
    targets: targetsOf(rest),
    createdAt: time(createdAtMs),
    sentAt: timeOrNull(sentAtMs),
    retractedAt: timeOrNull(retractedAtMs),
  };
}

function detail({ recipients, ...view }: MessageDetailView): MessageDetail {
  return {
    ...message(view),
    recipients: recipients.map(({ readAtMs, ...recipient }) => ({
      ...recipient,
      readAt: timeOrNull(readAtMs),
    })),
  };
}

function targetsOf({ targets }: Pick<MessageView, 'targets'>): Message['targets'] {
  return targets.kind === 'extensions' ? { ...targets, numbers: [...targets.numbers] } : targets;
}

export function replyBody({ createdAtMs, handledAtMs, ...rest }: ReplyView): Reply {
  return { ...rest, createdAt: time(createdAtMs), handledAt: timeOrNull(handledAtMs) };
}

function timeOrNull(ms: number | null): string | null {
  return ms === null ? null : time(ms);
}

function time(ms: number): string {
  return new Date(ms).toISOString();
}
