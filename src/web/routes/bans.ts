import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { listOf, newBanSchema, runningBanSchema } from '../contract.ts';
import { sendRefusal } from '../problem.ts';
import { runningBan } from '../views.ts';

const byAddress = z.object({ address: z.string() });

export const banRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get(
    '/',
    { config: { scope: 'bans' }, schema: { response: { 200: listOf(runningBanSchema) } } },
    async (request) => ({
      items: request.console.bans.list().map(runningBan),
    }),
  );

  server.post(
    '/',
    { config: { scope: 'bans' }, schema: { body: newBanSchema, response: { 201: runningBanSchema } } },
    async (request, reply) => {
      const added = await request.console.bans.add(request.body.address, request.body.durationSeconds * 1000);
      return added.ok ? reply.code(201).send(runningBan(added.value)) : sendRefusal(reply, added.error);
    },
  );

  server.delete(
    '/:address',
    { config: { scope: 'bans' }, schema: { params: byAddress, response: { 200: runningBanSchema } } },
    async (request, reply) => {
      const lifted = await request.console.bans.lift(request.params.address);
      return lifted.ok ? reply.send(runningBan(lifted.value)) : sendRefusal(reply, lifted.error);
    },
  );

  done();
};
