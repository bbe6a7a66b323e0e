import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import type { Clock } from '../../base/clock.ts';
import type { AddressState } from '../../exchange/console/bans.ts';
import type { Console } from '../../exchange/console.ts';
import { RateLimit } from '../../policy/rate-limit.ts';
import { isPageRead } from '../api/page-reads.ts';
import { type OwnAddress, ownAddressSchema } from '../contract/me.ts';
import { problem, sendProblem, sendRefusal } from '../problem.ts';

/** Enough for a page that looks again and again; it tells nothing that could be guessed. */
const RATE = { perSecond: 1, burst: 20 };

/** For everyone, without a token, about the address the question comes from: there is no other to ask about. */
export function meRoutes({
  console,
  clock,
}: {
  readonly console: Console;
  readonly clock: Clock;
}): FastifyPluginCallbackZod {
  const rate = new RateLimit({ clock, rate: RATE });
  return (server, _options, done) => {
    server.get(
      '/address',
      {
        config: { scope: 'open' },
        schema: {
          summary: 'Whether the address that asks is banned, why and until when',
          response: { 200: ownAddressSchema },
        },
      },
      async (request, reply) => {
        const state = console.bans.stateOf(request.ip ?? '');
        if (!state.ok) return sendRefusal(reply, state.error);
        if (!isPageRead(request) && !rate.take(state.value.key)) {
          reply.header('retry-after', '1');
          return sendProblem(reply, problem('too-many-requests'));
        }
        return reply.send(ownAddress(state.value));
      },
    );
    done();
  };
}

export function ownAddress(state: AddressState): OwnAddress {
  const { key, ban, attempts, whitelisted, rules } = state;
  return {
    address: key,
    banned: ban !== undefined,
    cause: ban?.cause ?? null,
    until: ban === undefined ? null : new Date(ban.untilMs).toISOString(),
    reference: ban?.reference ?? null,
    attempts,
    whitelisted,
    rule: {
      attempts: rules.attempts,
      windowSeconds: rules.windowMs / 1000,
      banSeconds: rules.banMs / 1000,
    },
  };
}
