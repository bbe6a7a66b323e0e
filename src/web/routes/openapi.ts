import type { FastifyPluginCallback } from 'fastify';
import type { ApiDescription } from '../api/openapi.ts';

/** The description of the whole API, for everyone: it holds nothing about this exchange. */
export function openApiRoute(description: ApiDescription): FastifyPluginCallback {
  return (server, _options, done) => {
    server.get('/openapi.json', { config: { scope: 'open' } }, async (_request, reply) =>
      reply.type('application/json').send(description.text()),
    );
    done();
  };
}
