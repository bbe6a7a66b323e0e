import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { callSchema, listOf } from '../contract.ts';
import { sendRefusal } from '../problem.ts';
import { call } from '../views.ts';

const byId = z.object({ id: z.string() });

export const callRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get(
    '/',
    { config: { scope: 'read' }, schema: { response: { 200: listOf(callSchema) } } },
    async (request) => ({
      items: request.console.calls.list().map(call),
    }),
  );

  server.delete(
    '/:id',
    { config: { scope: 'write' }, schema: { params: byId, response: { 200: callSchema } } },
    async (request, reply) => {
      const ended = await request.console.calls.end(request.params.id);
      return ended.ok ? reply.send(call(ended.value)) : sendRefusal(reply, ended.error);
    },
  );

  done();
};
