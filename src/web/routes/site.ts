import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import type { Clock } from '../../base/clock.ts';
import type { Console } from '../../exchange/console.ts';
import { RateLimit } from '../../policy/rate-limit.ts';
import { readerOf } from '../api/page-reader.ts';
import { isPageRead } from '../api/page-reads.ts';
import { siteSchema } from '../contract/site.ts';
import { peerKey } from '../peer-key.ts';
import { problem, sendProblem } from '../problem.ts';

/** Who keeps the exchange, as it presents itself. */
export interface Club {
  readonly name: string | undefined;
  /** Mail address for questions. */
  readonly contact: string | undefined;
}

const RATE = { perSecond: 20, burst: 100 };

/** For everyone, without a token. */
export function siteRoutes({
  console,
  clock,
  club,
}: {
  readonly console: Console;
  readonly clock: Clock;
  readonly club: Club | undefined;
}): FastifyPluginCallbackZod {
  const rate = new RateLimit({ clock, rate: RATE });
  return (server, _options, done) => {
    server.get(
      '/',
      {
        config: { scope: 'open' },
        schema: {
          summary: 'The club, whether the exchange works, and counts',
          response: { 200: siteSchema },
        },
      },
      async (request, reply) => {
        if (!isPageRead(request) && !rate.take(peerKey(request.ip))) {
          reply.header('retry-after', '1');
          return sendProblem(reply, problem('too-many-requests'));
        }
        const { domain, running, extensions, registrations, calls } = console.status();
        const bridges = console.conferences.list().map(({ number, name, pin, participants }) => ({
          number,
          name,
          protected: pin !== null,
          participants,
        }));
        return reply.send({
          name: club?.name ?? null,
          contact: club?.contact ?? null,
          domain,
          running,
          phoneLogin: console.site.phoneLogin,
          mail: console.canMail,
          extensions,
          phones: registrations,
          calls,
          pages: console.freePages
            .menu(readerOf(request, console))
            .map(({ page, title }) => ({ page, title })),
          bridges,
        });
      },
    );
    done();
  };
}
