import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Console } from '../../exchange/console.ts';
import { conferenceSchema, listOf, newConferenceSchema } from '../contract.ts';
import { sendRefusal } from '../problem.ts';
import { conference } from '../views.ts';

const byNumber = z.object({ number: z.string() });

export function conferenceRoutes(console: Console): FastifyPluginCallbackZod {
  return (server, _options, done) => {
    server.get('/', { schema: { response: { 200: listOf(conferenceSchema) } } }, async () => ({
      items: console.listConferences().map((one) => conference(one, one.participants)),
    }));

    server.post(
      '/',
      { schema: { body: newConferenceSchema, response: { 201: conferenceSchema } } },
      async (request, reply) => {
        const added = await console.addConference(request.body);
        if (!added.ok) return sendRefusal(reply, added.error);
        return reply.code(201).send(conference(added.value, 0));
      },
    );

    server.delete(
      '/:number',
      { schema: { params: byNumber, response: { 200: conferenceSchema } } },
      async (request, reply) => {
        const removed = await console.removeConference(request.params.number);
        return removed.ok ? reply.send(conference(removed.value, 0)) : sendRefusal(reply, removed.error);
      },
    );

    done();
  };
}
