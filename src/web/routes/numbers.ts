import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { numberPlanSchema } from '../contract.ts';

/** `/numbers` */
export const numberRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get(
    '/',
    {
      config: { scope: 'read' },
      schema: {
        summary: 'From which ranges numbers are proposed, and the lowest free ones',
        response: { 200: numberPlanSchema },
      },
    },
    async (request) => request.console.numbers(),
  );
  done();
};
