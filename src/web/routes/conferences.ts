import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { holdsScope } from '../../policy/token-scopes.ts';
import { conferenceSchema, listOf, newConferenceSchema } from '../contract.ts';
import { sendRefusal } from '../problem.ts';
import { conference } from '../views.ts';

const byNumber = z.object({ number: z.string() });

export const conferenceRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get(
    '/',
    { config: { scope: 'read' }, schema: { response: { 200: listOf(conferenceSchema) } } },
    async (request) => {
      const mayKnowPins = holdsScope(request.caller.scopes, 'write');
      const items = request.console.listConferences().map((one) => conference(one, one.participants));
      return { items: mayKnowPins ? items : items.map((one) => ({ ...one, pin: null })) };
    },
  );

  server.post(
    '/',
    {
      config: { scope: 'write' },
      schema: { body: newConferenceSchema, response: { 201: conferenceSchema } },
    },
    async (request, reply) => {
      const added = await request.console.addConference(request.body);
      if (!added.ok) return sendRefusal(reply, added.error);
      return reply.code(201).send(conference(added.value, 0));
    },
  );

  server.delete(
    '/:number',
    { config: { scope: 'write' }, schema: { params: byNumber, response: { 200: conferenceSchema } } },
    async (request, reply) => {
      const removed = await request.console.removeConference(request.params.number);
      return removed.ok ? reply.send(conference(removed.value, 0)) : sendRefusal(reply, removed.error);
    },
  );

  done();
};
