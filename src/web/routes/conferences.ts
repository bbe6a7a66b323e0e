import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { RoomAct } from '../../exchange/console/conferences.ts';
import { holdsScope, type TokenScope } from '../../policy/token-scopes.ts';
import {
  type ConferenceActRequest,
  conferenceActSchema,
  conferenceChangeSchema,
  conferenceRoomSchema,
  conferenceSchema,
  newConferenceSchema,
} from '../contract/conferences.ts';
import { listOf } from '../contract.ts';
import { sendRefusal } from '../problem.ts';
import { conference, conferenceRoom } from '../views.ts';

const byNumber = z.object({ number: z.string() });

export const conferenceRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get(
    '/',
    { config: { scope: 'read' }, schema: { response: { 200: listOf(conferenceSchema) } } },
    async (request) => {
      const { mayKnowPins } = rights(request.caller.scopes);
      const items = request.console.conferences.list().map((one) => conference(one, one.participants));
      return { items: mayKnowPins ? items : items.map((one) => ({ ...one, pin: null })) };
    },
  );

  server.get(
    '/:number',
    { config: { scope: 'read' }, schema: { params: byNumber, response: { 200: conferenceRoomSchema } } },
    async (request, reply) => {
      const shown = request.console.conferences.show(request.params.number);
      if (!shown.ok) return sendRefusal(reply, shown.error);
      return reply.send(conferenceRoom(shown.value, rights(request.caller.scopes)));
    },
  );

  server.post(
    '/',
    {
      config: { scope: 'write' },
      schema: { body: newConferenceSchema, response: { 201: conferenceSchema } },
    },
    async (request, reply) => {
      const added = await request.console.conferences.add(settingsOf(request.body));
      if (!added.ok) return sendRefusal(reply, added.error);
      return reply.code(201).send(conference(added.value, 0));
    },
  );

  server.patch(
    '/:number',
    {
      config: { scope: 'write' },
      schema: { params: byNumber, body: conferenceChangeSchema, response: { 200: conferenceRoomSchema } },
    },
    async (request, reply) => {
      const changed = await request.console.conferences.change(
        request.params.number,
        settingsOf(request.body),
      );
      if (!changed.ok) return sendRefusal(reply, changed.error);
      return reply.send(conferenceRoom(changed.value, rights(request.caller.scopes)));
    },
  );

  server.post(
    '/:number/control',
    {
      config: { scope: 'write' },
      schema: { params: byNumber, body: conferenceActSchema, response: { 200: conferenceRoomSchema } },
    },
    async (request, reply) => {
      const done = await request.console.conferences.control(request.params.number, actOf(request.body));
      if (!done.ok) return sendRefusal(reply, done.error);
      return reply.send(conferenceRoom(done.value, rights(request.caller.scopes)));
    },
  );

  server.delete(
    '/:number',
    { config: { scope: 'write' }, schema: { params: byNumber, response: { 200: conferenceSchema } } },
    async (request, reply) => {
      const removed = await request.console.conferences.remove(request.params.number);
      return removed.ok ? reply.send(conference(removed.value, 0)) : sendRefusal(reply, removed.error);
    },
  );

  done();
};

function settingsOf<Settings extends { readonly talkLimitSeconds?: number | undefined }>({
  talkLimitSeconds,
  ...settings
}: Settings) {
  return { ...settings, talkLimitS: talkLimitSeconds };
}

function actOf(request: ConferenceActRequest): RoomAct {
  switch (request.act) {
    case 'mute':
    case 'unmute':
      return { kind: request.act, participant: request.participant };
    case 'remove':
      return { kind: 'remove', participant: request.participant };
    default:
      return { kind: request.act };
  }
}

/** What of a conference may be shown to whom. */
function rights(scopes: readonly TokenScope[]): { mayKnowPins: boolean; maySeePeople: boolean } {
  return { mayKnowPins: holdsScope(scopes, 'write'), maySeePeople: holdsScope(scopes, 'people') };
}
