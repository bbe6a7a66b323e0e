import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { observationSchema } from '../contract/observations.ts';
import { sendRefusal } from '../problem.ts';

const byNumber = z.object({ number: z.string() });
const RATE_MINUTES = 60;

/** `/extensions/{number}/observations`. */
export const observationRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get(
    '/:number/observations',
    { config: { scope: 'read' }, schema: { params: byNumber, response: { 200: observationSchema } } },
    async (request, reply) => {
      const found = request.console.observationOf(request.params.number);
      if (!found.ok) return sendRefusal(reply, found.error);
      const { extension, protection } = found.value;
      return reply.send({
        extension,
        registersPerHour: found.value.registersWithin(RATE_MINUTES),
        wrongPasswordsPerHour: found.value.failuresWithin(RATE_MINUTES),
        srtp: protection ?? null,
      });
    },
  );
  done();
};
