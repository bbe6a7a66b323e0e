import type { Clock } from '../../base/clock.ts';
import type { Console } from '../../exchange/console.ts';
import { RateLimit } from '../../policy/rate-limit.ts';
import { peerKey } from '../peer-key.ts';
import { problem } from '../problem.ts';
import type { Door } from './caller.ts';

/** Of one token. */
const RATE = { perSecond: 20, burst: 100 };
/** Of one address that shows no valid token. Tokens are 160 bits: this spares the exchange, it guards nothing. */
const RATE_OF_STRANGERS = { perSecond: 0.2, burst: 20 };

/** The API on the network: a token in the Authorization header (RFC 6750 §2.1), never in the address. */
export function tokenDoor({ console, clock }: { readonly console: Console; readonly clock: Clock }): Door {
  const tokens = new RateLimit({ clock, rate: RATE });
  const strangers = new RateLimit({ clock, rate: RATE_OF_STRANGERS });
  return (request, reply) => {
    const presented = bearer(request.headers.authorization);
    const token = presented === undefined ? undefined : console.tokens.recognise(presented);
    if (presented === undefined || token === undefined) {
      if (!strangers.take(peerKey(request.ip))) {
        reply.header('retry-after', '5');
        return problem('too-many-requests', { values: { retryAfterSeconds: 5 } });
      }
      const missing = presented === undefined;
      reply.header('www-authenticate', missing ? 'Bearer' : 'Bearer error="invalid_token"');
      return problem(missing ? 'token-missing' : 'token-invalid');
    }
    if (!tokens.take(token.id)) {
      reply.header('retry-after', '1');
      return problem('too-many-requests', { values: { retryAfterSeconds: 1 } });
    }
    return {
      actor: `token:${token.name}`,
      scopes: token.scopes,
      isStillWelcome: () => console.tokens.recognise(presented) !== undefined,
    };
  };
}

function bearer(header: string | undefined): string | undefined {
  return /^Bearer +([\w.~+/=-]{1,200}) *$/i.exec(header ?? '')?.[1];
}
