import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { COMPANY_CONSENT } from '../../directory/consent-texts.ts';
import type { MemberView } from '../../exchange/console/members.ts';
import { companyChangeSchema, type OwnCompany, ownCompanySchema } from '../contract/own.ts';
import type { Live } from '../live/live.ts';
import { problem, sendProblem, sendRefusal } from '../problem.ts';
import { companyView, numberOf } from './own.ts';

const config = { scope: 'own' } as const;

/** `/me/company`: whether other members see one in a bridge. */
export function ownCompanyRoutes({ stream }: Live): FastifyPluginCallbackZod {
  return (server, _options, done) => {
    server.get('/', { config, schema: { response: { 200: ownCompanySchema } } }, async (request, reply) => {
      const shown = request.console.members.show(numberOf(request));
      return shown.ok ? reply.send(view(shown.value)) : sendRefusal(reply, shown.error);
    });

    server.put(
      '/',
      {
        config,
        schema: {
          summary: 'Lets other members see one’s call sign while one is in a bridge, or no longer',
          body: companyChangeSchema,
          response: { 200: ownCompanySchema },
        },
      },
      async (request, reply) => {
        const { version } = COMPANY_CONSENT;
        const { shown, textVersion = version } = request.body;
        // He says yes to what he read, and to nothing else.
        if (shown && textVersion !== version)
          return sendProblem(reply, problem('consent-outdated', { values: { version } }));
        const set = await request.console.members.setCompany(numberOf(request), shown ? textVersion : null);
        if (!set.ok) return sendRefusal(reply, set.error);
        stream?.lookAgain();
        return reply.send(view(set.value));
      },
    );
    done();
  };
}

function view(member: MemberView): OwnCompany {
  const { version, text } = COMPANY_CONSENT;
  return { ...companyView(member), consent: { version, text: { nl: [...text.nl], en: [...text.en] } } };
}
