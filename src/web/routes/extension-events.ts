import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { extensionEventsQuery, ownEventSchema } from '../contract/own.ts';
import { listOf } from '../contract.ts';
import { EXTENSION_EVENT_WORDS, toldEvent } from '../own-event-words.ts';
import { sendRefusal } from '../problem.ts';

const byNumber = z.object({ number: z.string() });

/** `/extensions/{number}/events`: names phones, so it is for who may see people. */
export const extensionEventRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get(
    '/:number/events',
    {
      config: { scope: 'people' },
      schema: {
        summary: 'What the phones of an extension did, the newest first; the last day',
        params: byNumber,
        querystring: extensionEventsQuery,
        response: { 200: listOf(ownEventSchema) },
      },
    },
    async (request, reply) => {
      const { params, query } = request;
      const shown = request.console.extensions.show(params.number);
      if (!shown.ok) return sendRefusal(reply, shown.error);
      const events = request.console.members.events(params.number, query.after).slice(0, query.limit);
      // With `next` it is no list to be put in the order of its names: the newest stay first.
      return reply.send({
        items: events.map((event) => toldEvent(event, EXTENSION_EVENT_WORDS)),
        next: null,
      });
    },
  );
  done();
};
