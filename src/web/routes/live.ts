import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import type { Clock } from '../../base/clock.ts';
import type { Console } from '../../exchange/console.ts';
import { RateLimit } from '../../policy/rate-limit.ts';
import { holdsScope } from '../../policy/token-scopes.ts';
import { openEventSink } from '../api/event-sink.ts';
import { recogniseKiosk } from '../api/kiosk-door.ts';
import { setKioskCookie } from '../api/session-cookie.ts';
import { isConfidential } from '../api/visitor.ts';
import {
  type ConsoleLive,
  consoleLiveSchema,
  type Kiosk,
  kioskKeySchema,
  kioskOpenedSchema,
  kioskSchema,
  type MemberLive,
  memberLiveSchema,
} from '../contract/live.ts';
import { ownEventsQuery } from '../contract/own.ts';
import type { Live } from '../live/live.ts';
import type { LivePart } from '../live/live-part.ts';
import { snapshot } from '../live/live-part.ts';
import type { LiveStream, Watcher } from '../live/live-stream.ts';
import { ownPart } from '../live/shared-live.ts';
import { peerKey } from '../peer-key.ts';
import { problem, sendProblem } from '../problem.ts';
import { numberOf } from './own.ts';

interface LiveParts {
  readonly console: Console;
  readonly clock: Clock;
  readonly live: Live;
}

const YEAR_S = 365 * 86_400;
/** Keys are 160 bits: this spares the exchange, it guards nothing. */
const RATE_OF_KEYS = { perSecond: 0.2, burst: 10 };

/** `/live`: what goes on, for administrators and for tokens that may see it. */
export function liveRoutes({ clock, live: { views, stream } }: LiveParts): FastifyPluginCallbackZod {
  return (server, _options, done) => {
    const config = { scope: 'read' } as const;
    server.get(
      '/',
      {
        config,
        schema: { summary: 'What goes on at this moment', response: { 200: consoleLiveSchema } },
      },
      async (request) => now<ConsoleLive>(clock, request, views.console),
    );
    server.get('/stream', { config: { ...config, stream: true } }, async (request, reply) =>
      follow(stream, views.console, request, reply),
    );
    done();
  };
}

/** `/kiosk`: counts and bridges, for a screen that nobody has logged in at. */
export function kioskRoutes({
  console,
  clock,
  live: { views, stream },
}: LiveParts): FastifyPluginCallbackZod {
  const rate = new RateLimit({ clock, rate: RATE_OF_KEYS });
  return (server, _options, done) => {
    const config = { scope: 'kiosk' } as const;
    server.get(
      '/',
      { config, schema: { summary: 'Counts and bridges', response: { 200: kioskSchema } } },
      async (request) => now<Kiosk>(clock, request, views.kiosk),
    );
    server.get('/stream', { config: { ...config, stream: true } }, async (request, reply) =>
      follow(stream, views.kiosk, request, reply),
    );
    server.post(
      '/',
      {
        config: { scope: 'open' },
        schema: {
          summary: 'Keeps the key of a screen in its browser, as a cookie',
          body: kioskKeySchema,
          response: { 200: kioskOpenedSchema },
        },
      },
      async (request, reply) => {
        if (!rate.take(peerKey(request.ip))) {
          reply.header('retry-after', '5');
          return sendProblem(reply, problem('too-many-requests'));
        }
        if (!isConfidential(request)) return sendProblem(reply, problem('connection-insecure'));
        const { key } = request.body;
        const token = recogniseKiosk(console, key);
        if (token === undefined) return sendProblem(reply, problem('token-invalid'));
        const { expiresAtMs } = token;
        const leftS = expiresAtMs === null ? YEAR_S : (expiresAtMs - clock.wallTime()) / 1_000;
        setKioskCookie(request, reply, { key, seconds: Math.round(Math.min(leftS, YEAR_S)) });
        return reply.send({ endsAt: expiresAtMs === null ? null : new Date(expiresAtMs).toISOString() });
      },
    );
    done();
  };
}

/** `/me/live`: what is a member's own, and where there is company. */
export function ownLiveRoutes({
  console,
  clock,
  live: { views, stream },
}: LiveParts): FastifyPluginCallbackZod {
  return (server, _options, done) => {
    const config = { scope: 'own' } as const;
    const partsFor = (request: FastifyRequest, after: number): readonly LivePart[] => [
      ownPart(console, { extension: numberOf(request), after, asking: request.ip ?? '' }),
      views.memberBridges,
    ];
    server.get(
      '/',
      {
        config,
        schema: {
          summary: 'What is one’s own, and who is in the bridges of those who agreed to be seen',
          querystring: ownEventsQuery,
          response: { 200: memberLiveSchema },
        },
      },
      async (request) => now<MemberLive>(clock, request, partsFor(request, request.query.after)),
    );
    server.get(
      '/stream',
      { config: { ...config, stream: true }, schema: { querystring: ownEventsQuery } },
      async (request, reply) => follow(stream, partsFor(request, request.query.after), request, reply),
    );
    done();
  };
}

/** Of the shape that the schema of the answer asks for, or it does not get out. */
function now<Seen>(clock: Clock, { caller }: FastifyRequest, parts: readonly LivePart[]): Seen {
  const at = new Date(clock.wallTime()).toISOString();
  return { at, ...snapshot(parts, (scope) => holdsScope(caller.scopes, scope)) } as Seen;
}

function follow(
  stream: LiveStream | undefined,
  parts: readonly LivePart[],
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { caller } = request;
  const holder = caller.session?.id ?? caller.actor;
  if (stream?.hasRoomFor(holder) !== true) {
    reply.header('retry-after', '30');
    return sendProblem(reply, problem('too-many-requests', { values: { retryAfterSeconds: 30 } }));
  }
  const watcher: Watcher = {
    sink: openEventSink(request, reply, () => stream.remove(watcher)),
    holder,
    parts,
  };
  stream.add(watcher);
  return reply;
}
