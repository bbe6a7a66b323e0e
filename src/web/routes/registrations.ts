import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { extensionRegistrationsSchema, listOf } from '../contract.ts';
import { registration } from '../views.ts';

/** `/registrations`: the phones there are, without the people they belong to. */
export const registrationRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get(
    '/',
    {
      config: { scope: 'read' },
      schema: {
        summary: 'The phones that are registered, by extension',
        response: { 200: listOf(extensionRegistrationsSchema) },
      },
    },
    async (request) => ({
      items: request.console.extensions
        .list()
        .filter(({ registrations }) => registrations.length > 0)
        .map(({ number, registrations }) => ({
          extension: number,
          registrations: registrations.map(registration),
        })),
    }),
  );
  done();
};
