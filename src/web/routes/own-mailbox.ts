import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { VoiceMessageView } from '../../exchange/console/own-mailbox.ts';
import { sendRanged } from '../api/ranged.ts';
import { mailboxChangeSchema, mailboxSchema } from '../contract/mailboxes.ts';
import {
  greetingSchema,
  LARGEST_GREETING_BYTES,
  type VoiceMessage,
  voiceMessageChangeSchema,
  voiceMessageSchema,
} from '../contract/voice-messages.ts';
import { listOf } from '../contract.ts';
import { sendRefusal } from '../problem.ts';
import { numberOf } from './own.ts';
import { SOUND, takeSound } from './prompts.ts';

type Server = Parameters<FastifyPluginCallbackZod>[0];

const byId = z.object({ id: z.string() });
const config = { scope: 'own' } as const;

/** `/me/voicemail`: one's own mailbox. An id of somebody else's message is an id of nothing. */
export const ownMailboxRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get(
    '/',
    { config, schema: { summary: 'Switches and counts', response: { 200: mailboxSchema } } },
    async (request, reply) => {
      const found = request.console.mailboxes.show(numberOf(request));
      return found.ok ? reply.send(found.value) : sendRefusal(reply, found.error);
    },
  );

  server.patch(
    '/',
    {
      config,
      schema: {
        summary: 'Switches voicemail, and its mail, on and off',
        body: mailboxChangeSchema,
        response: { 200: mailboxSchema },
      },
    },
    async (request, reply) => {
      const set = await request.console.mailboxes.set(numberOf(request), request.body);
      return set.ok ? reply.send(set.value) : sendRefusal(reply, set.error);
    },
  );

  registerMessages(server);
  registerGreeting(server);
  done();
};

function registerMessages(server: Server): void {
  server.get(
    '/messages',
    { config, schema: { summary: 'The newest first', response: { 200: listOf(voiceMessageSchema) } } },
    async (request) => ({ items: request.console.ownMailbox.list(numberOf(request)).map(voiceMessage) }),
  );

  server.get(
    '/messages/:id/sound',
    {
      config: { ...config, gives: SOUND },
      schema: { summary: 'The message, as WAV, whole or in parts', params: byId },
    },
    async (request, reply) => {
      const file = await request.console.ownMailbox.read(numberOf(request), request.params.id);
      return file.ok
        ? sendRanged(request, reply, { type: SOUND, ...file.value })
        : sendRefusal(reply, file.error);
    },
  );

  server.patch(
    '/messages/:id',
    {
      config,
      schema: {
        summary: 'Heard or new; kept for another thirty days',
        params: byId,
        body: voiceMessageChangeSchema,
        response: { 200: voiceMessageSchema },
      },
    },
    async (request, reply) => {
      const { params, body } = request;
      const changed = await request.console.ownMailbox.change(numberOf(request), params.id, body);
      return changed.ok ? reply.send(voiceMessage(changed.value)) : sendRefusal(reply, changed.error);
    },
  );

  server.delete(
    '/messages/:id',
    { config, schema: { params: byId, response: { 200: voiceMessageSchema } } },
    async (request, reply) => {
      const removed = await request.console.ownMailbox.remove(numberOf(request), request.params.id);
      return removed.ok ? reply.send(voiceMessage(removed.value)) : sendRefusal(reply, removed.error);
    },
  );
}

function registerGreeting(server: Server): void {
  takeSound(server);

  server.get(
    '/greeting/sound',
    {
      config: { ...config, gives: SOUND },
      schema: { summary: 'One’s own greeting, as WAV; 404 when the usual one is in use' },
    },
    async (request, reply) => {
      const file = await request.console.ownMailbox.readGreeting(numberOf(request));
      return file.ok
        ? sendRanged(request, reply, { type: SOUND, ...file.value })
        : sendRefusal(reply, file.error);
    },
  );

  server.put(
    '/greeting',
    {
      config: { ...config, takes: SOUND },
      bodyLimit: LARGEST_GREETING_BYTES,
      schema: {
        summary:
          'A WAV file as greeting: 8 to 48 kHz, 16-bit PCM, A-law or µ-law, one channel or two, 0.6 to 30 s',
        response: { 200: greetingSchema },
      },
    },
    async (request, reply) => {
      const file = request.body instanceof Uint8Array ? request.body : new Uint8Array();
      const set = await request.console.ownMailbox.setGreeting(numberOf(request), file);
      return set.ok ? reply.send({ own: true }) : sendRefusal(reply, set.error);
    },
  );

  server.delete(
    '/greeting',
    { config, schema: { summary: 'Back to the usual greeting', response: { 200: greetingSchema } } },
    async (request, reply) => {
      const cleared = await request.console.ownMailbox.clearGreeting(numberOf(request));
      return cleared.ok ? reply.send({ own: false }) : sendRefusal(reply, cleared.error);
    },
  );
}

export function voiceMessage({ receivedAtMs, expiresAtMs, ...view }: VoiceMessageView): VoiceMessage {
  return {
    ...view,
    receivedAt: new Date(receivedAtMs).toISOString(),
    expiresAt: new Date(expiresAtMs).toISOString(),
  };
}
