import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { RadioView } from '../../exchange/console/radios.ts';
import { holdsScope } from '../../policy/token-scopes.ts';
import { newRadioSchema, type Radio, radioChangeSchema, radioSchema } from '../contract/radios.ts';
import { listOf } from '../contract.ts';
import { sendRefusal } from '../problem.ts';

const byName = z.object({ name: z.string() });

export const radioRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get(
    '/',
    { config: { scope: 'read' }, schema: { response: { 200: listOf(radioSchema) } } },
    async (request) => {
      const { scopes } = request.caller;
      const [mayKnowAddresses, maySeePeople] = [holdsScope(scopes, 'write'), holdsScope(scopes, 'people')];
      const items = request.console.radios.list().map((view) => ({
        ...radio(view),
        ...(mayKnowAddresses ? {} : { address: null }),
        ...(maySeePeople ? { talker: view.talker } : {}),
      }));
      return { items };
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

  server.patch(
    '/:name',
    {
      config: { scope: 'write' },
      schema: {
        summary: 'Links it anew with other settings',
        params: byName,
        body: radioChangeSchema,
        response: { 200: radioSchema },
      },
    },
    async (request, reply) => {
      const { talkLimitSeconds, ...change } = request.body;
      const changed = await request.console.radios.change(request.params.name, {
        ...change,
        talkLimitS: talkLimitSeconds,
      });
      return changed.ok ? reply.send(radio(changed.value)) : sendRefusal(reply, changed.error);
    },
  );

  server.delete(
    '/:name',
    {
      config: { scope: 'write' },
      schema: { params: byName, response: { 200: radioSchema } },
    },
    async (request, reply) => {
      const removed = await request.console.radios.remove(request.params.name);
      return removed.ok ? reply.send(radio(removed.value)) : sendRefusal(reply, removed.error);
    },
  );

  done();
};

function radio({ talkLimitS, createdAtMs, lastHeardAtMs, received, lost, ...view }: RadioView): Radio {
  return {
    ...view,
    talker: null,
    talkLimitSeconds: talkLimitS,
    createdAt: new Date(createdAtMs).toISOString(),
    lastHeardAt: lastHeardAtMs === null ? null : new Date(lastHeardAtMs).toISOString(),
    packetsReceived: received,
    packetsLost: lost,
  };
}
