import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { statusSchema } from '../contract.ts';

export const statusRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get(
    '/',
    { config: { scope: 'read' }, schema: { response: { 200: statusSchema } } },
    async (request) => request.console.status(),
  );
  done();
};
