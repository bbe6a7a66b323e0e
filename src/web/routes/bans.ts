import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { banSchema, listOf, newBanSchema } from '../contract.ts';
import { sendRefusal } from '../problem.ts';
import { ban } from '../views.ts';

const byAddress = z.object({ address: z.string() });

export const banRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get(
    '/',
    { config: { scope: 'bans' }, schema: { response: { 200: listOf(banSchema) } } },
    async (request) => ({
      items: request.console.listBans().map(ban),
    }),
  );

  server.post(
    '/',
    { config: { scope: 'bans' }, schema: { body: newBanSchema, response: { 201: banSchema } } },
    async (request, reply) => {
      const added = await request.console.addBan(request.body.address, request.body.durationSeconds * 1000);
      return added.ok ? reply.code(201).send(ban(added.value)) : sendRefusal(reply, added.error);
    },
  );

  server.delete(
    '/:address',
    { config: { scope: 'bans' }, schema: { params: byAddress, response: { 200: banSchema } } },
    async (request, reply) => {
      const lifted = await request.console.liftBan(request.params.address);
      return lifted.ok ? reply.send(ban(lifted.value)) : sendRefusal(reply, lifted.error);
    },
  );

  done();
};
