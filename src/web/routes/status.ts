import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import type { Console } from '../../exchange/console.ts';
import { statusSchema } from '../contract.ts';

export function statusRoutes(console: Console): FastifyPluginCallbackZod {
  return (server, _options, done) => {
    server.get('/', { schema: { response: { 200: statusSchema } } }, async () => console.status());
    done();
  };
}
