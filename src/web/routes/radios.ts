import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { RadioView } from '../../exchange/console/radios.ts';
import { holdsScope } from '../../policy/token-scopes.ts';
import { newRadioSchema, type Radio, radioSchema } from '../contract/radios.ts';
import { listOf } from '../contract.ts';
import { sendRefusal } from '../problem.ts';

export const radioRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get(
    '/',
    { config: { scope: 'read' }, schema: { response: { 200: listOf(radioSchema) } } },
    async (request) => {
      const items = request.console.radios.list().map(radio);
      const mayKnowAddresses = holdsScope(request.caller.scopes, 'write');
      return { items: mayKnowAddresses ? items : items.map((one) => ({ ...one, address: null })) };
    },
  );

  server.post(
    '/',
    { config: { scope: 'write' }, schema: { body: newRadioSchema, response: { 201: radioSchema } } },
    async (request, reply) => {
      const { talkLimitSeconds, ...wanted } = request.body;
      const added = await request.console.radios.add({ ...wanted, talkLimitS: talkLimitSeconds });
      return added.ok ? reply.code(201).send(radio(added.value)) : sendRefusal(reply, added.error);
    },
  );

  server.delete(
    '/:name',
    {
      config: { scope: 'write' },
      schema: { params: z.object({ name: z.string() }), response: { 200: radioSchema } },
    },
    async (request, reply) => {
      const removed = await request.console.radios.remove(request.params.name);
      return removed.ok ? reply.send(radio(removed.value)) : sendRefusal(reply, removed.error);
    },
  );

  done();
};

function radio({ talkLimitS, createdAtMs, ...view }: RadioView): Radio {
  return { ...view, talkLimitSeconds: talkLimitS, createdAt: new Date(createdAtMs).toISOString() };
}
