import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { ownConfirmationSchema, ownRulesSchema } from '../contract/pages.ts';
import { sendRefusal } from '../problem.ts';
import { numberOf } from './own.ts';
import { ownRules } from './page-views.ts';

const config = { scope: 'own' } as const;

/** `/me/house-rules` */
export const ownRulesRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get(
    '/',
    {
      config,
      schema: {
        summary: 'The house rules, which version one confirmed, and whether one is asked to',
        response: { 200: ownRulesSchema },
      },
    },
    async (request) => ownRules(request.console.pages.ownRules(numberOf(request))),
  );

  server.post(
    '/confirmation',
    {
      config,
      schema: {
        summary: 'Says yes to the current house rules, which one read',
        body: ownConfirmationSchema,
        response: { 200: ownRulesSchema },
      },
    },
    async (request, reply) => {
      const { version } = request.body;
      const confirmed = await request.console.pages.confirmRules(numberOf(request), version);
      return confirmed.ok ? reply.send(ownRules(confirmed.value)) : sendRefusal(reply, confirmed.error);
    },
  );

  done();
};
