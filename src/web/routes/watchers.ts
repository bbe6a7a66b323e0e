import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { WatchersView } from '../../exchange/console/watchers.ts';
import { type Watchers, watchersChangeSchema, watchersSchema } from '../contract/watchers.ts';
import { sendRefusal } from '../problem.ts';

const byNumber = z.object({ number: z.string() });

/** `/extensions/{number}/watchers`. */
export const watcherRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get(
    '/:number/watchers',
    { config: { scope: 'people' }, schema: { params: byNumber, response: { 200: watchersSchema } } },
    async (request, reply) => {
      const found = request.console.watchers.show(request.params.number);
      return found.ok ? reply.send(watchers(found.value)) : sendRefusal(reply, found.error);
    },
  );

  server.patch(
    '/:number/watchers',
    {
      config: { scope: 'write' },
      schema: { params: byNumber, body: watchersChangeSchema, response: { 200: watchersSchema } },
    },
    async (request, reply) => {
      const set = await request.console.watchers.set(request.params.number, request.body);
      return set.ok ? reply.send(watchers(set.value)) : sendRefusal(reply, set.error);
    },
  );

  done();
};

export function watchers({ extension, everyone, watchers: named }: WatchersView): Watchers {
  return { extension, everyone, watchers: [...named] };
}
