import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { CallFeaturesView } from '../../exchange/console/call-features.ts';
import {
  type CallFeatures,
  callFeaturesChangeSchema,
  callFeaturesSchema,
} from '../contract/call-features.ts';
import { sendRefusal } from '../problem.ts';

const byNumber = z.object({ number: z.string() });

/** `/extensions/{number}/features`. */
export const callFeatureRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get(
    '/:number/features',
    { config: { scope: 'people' }, schema: { params: byNumber, response: { 200: callFeaturesSchema } } },
    async (request, reply) => {
      const found = request.console.callFeatures.show(request.params.number);
      return found.ok ? reply.send(features(found.value)) : sendRefusal(reply, found.error);
    },
  );

  server.patch(
    '/:number/features',
    {
      config: { scope: 'write' },
      schema: { params: byNumber, body: callFeaturesChangeSchema, response: { 200: callFeaturesSchema } },
    },
    async (request, reply) => {
      const { ringSeconds, ...rest } = request.body;
      const set = await request.console.callFeatures.set(request.params.number, {
        ...rest,
        ringS: ringSeconds,
      });
      return set.ok ? reply.send(features(set.value)) : sendRefusal(reply, set.error);
    },
  );

  done();
};

export function features({ ringS, ...rest }: CallFeaturesView): CallFeatures {
  return { ...rest, ringSeconds: ringS };
}
