import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { observationSchema } from '../contract/observations.ts';
import { sendRefusal } from '../problem.ts';

const byNumber = z.object({ number: z.string() });

/** `/extensions/{number}/observations`. */
export const observationRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get(
    '/:number/observations',
    { config: { scope: 'read' }, schema: { params: byNumber, response: { 200: observationSchema } } },
    async (request, reply) => {
      const found = request.console.instructions.observationOf(request.params.number);
      return found.ok ? reply.send(found.value) : sendRefusal(reply, found.error);
    },
  );
  done();
};
