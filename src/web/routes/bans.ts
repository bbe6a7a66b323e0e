import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Console } from '../../exchange/console.ts';
import { banSchema, listOf, newBanSchema } from '../contract.ts';
import { sendRefusal } from '../problem.ts';
import { ban } from '../views.ts';

const byAddress = z.object({ address: z.string() });

export function banRoutes(console: Console): FastifyPluginCallbackZod {
  return (server, _options, done) => {
    server.get('/', { schema: { response: { 200: listOf(banSchema) } } }, async () => ({
      items: console.listBans().map(ban),
    }));

    server.post(
      '/',
      { schema: { body: newBanSchema, response: { 201: banSchema } } },
      async (request, reply) => {
        const added = await console.addBan(request.body.address, request.body.durationSeconds * 1000);
        return added.ok ? reply.code(201).send(ban(added.value)) : sendRefusal(reply, added.error);
      },
    );

    server.delete(
      '/:address',
      { schema: { params: byAddress, response: { 200: banSchema } } },
      async (request, reply) => {
        const lifted = await console.liftBan(request.params.address);
        return lifted.ok ? reply.send(ban(lifted.value)) : sendRefusal(reply, lifted.error);
      },
    );

    done();
  };
}
