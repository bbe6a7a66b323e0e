import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Console } from '../../exchange/console.ts';
import { callSchema, listOf } from '../contract.ts';
import { sendRefusal } from '../problem.ts';
import { call } from '../views.ts';

const byId = z.object({ id: z.string() });

export function callRoutes(console: Console): FastifyPluginCallbackZod {
  return (server, _options, done) => {
    server.get('/', { schema: { response: { 200: listOf(callSchema) } } }, async () => ({
      items: console.listCalls().map(call),
    }));

    server.delete(
      '/:id',
      { schema: { params: byId, response: { 200: callSchema } } },
      async (request, reply) => {
        const ended = console.endCall(request.params.id);
        return ended.ok ? reply.send(call(ended.value)) : sendRefusal(reply, ended.error);
      },
    );

    done();
  };
}
