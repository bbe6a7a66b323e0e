import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Clock } from '../../base/clock.ts';
import type { Console } from '../../exchange/console.ts';
import { RateLimit } from '../../policy/rate-limit.ts';
import type { Problem } from '../contract.ts';
import { problem } from '../problem.ts';
import type { Door } from './caller.ts';
import { isPageRead } from './page-reads.ts';
import { dropSessionCookie, sessionSecret } from './session-cookie.ts';

/** Of one session: pages that look again and again, on several screens. */
const RATE = { perSecond: 20, burst: 200 };

/**
 * Lets in who shows the cookie of a session; everyone else goes to the door for tokens. A request that changes
 * something shows as well that a page of ours made it: by its origin, and by a token that only our pages can read.
 */
export function sessionDoor(parts: { readonly console: Console; readonly clock: Clock }, tokens: Door): Door {
  const { sessions } = parts.console;
  const rate = new RateLimit({ clock: parts.clock, rate: RATE });
  return (request, reply) => {
    const secret = sessionSecret(request);
    if (secret === undefined || request.headers.authorization !== undefined) return tokens(request, reply);
    const session = sessions.recognise(secret);
    if (session === undefined) {
      dropSessionCookie(request, reply);
      return problem('session-ended');
    }
    const forged = refuseForged(request, () => sessions.csrfToken(secret));
    if (forged !== undefined) return forged;
    if (!isPageRead(request) && !rate.take(session.id)) {
      reply.header('retry-after', '1');
      return problem('too-many-requests', { values: { retryAfterSeconds: 1 } });
    }
    const { holder } = session;
    return {
      actor: holder.role === 'administrator' ? `admin:${holder.name}` : `member:${holder.extension}`,
      scopes: holder.role === 'administrator' ? ['admin'] : [],
      session,
      isStillWelcome: () => sessions.isOpen(secret),
    };
  };
}

function refuseForged(request: FastifyRequest, csrfToken: () => string): Problem | undefined {
  if (request.method === 'GET' || request.method === 'HEAD') return undefined;
  if (isForeign(request)) return problem('origin-foreign');
  const given = Buffer.from(String(request.headers['x-csrf-token'] ?? ''));
  const expected = Buffer.from(csrfToken());
  const isRight = given.length === expected.length && timingSafeEqual(given, expected);
  return isRight ? undefined : problem('csrf-missing');
}

/** Browsers say which page a request comes from (RFC 6454 §7, Fetch Metadata); what is no browser says nothing. */
export function isForeign(request: FastifyRequest): boolean {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  // The host decides: whether it is http or https a proxy may not have told us.
  if (origin !== undefined) return URL.parse(origin)?.host !== request.host.toLowerCase();
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}
