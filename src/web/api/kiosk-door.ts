import type { Clock } from '../../base/clock.ts';
import type { TokenView } from '../../exchange/console/tokens.ts';
import type { Console } from '../../exchange/console.ts';
import { RateLimit } from '../../policy/rate-limit.ts';
import { peerKey } from '../peer-key.ts';
import { problem } from '../problem.ts';
import type { Door } from './caller.ts';
import { kioskKey } from './session-cookie.ts';

/** Of one screen. */
const RATE = { perSecond: 2, burst: 30 };
/** Of one address whose keys do not work. */
const RATE_OF_STRANGERS = { perSecond: 0.2, burst: 20 };

/**
 * For a screen in the room of the club, which nobody logs in at: its key lies in a cookie, opens the routes of the
 * scope `kiosk` and nothing else. Everyone else goes to the next door.
 */
export function kioskDoor(parts: { readonly console: Console; readonly clock: Clock }, next: Door): Door {
  const screens = new RateLimit({ clock: parts.clock, rate: RATE });
  const strangers = new RateLimit({ clock: parts.clock, rate: RATE_OF_STRANGERS });
  return (request, reply) => {
    const key = request.routeOptions.config.scope === 'kiosk' ? kioskKey(request) : undefined;
    if (key === undefined || request.headers.authorization !== undefined) return next(request, reply);
    const token = recogniseKiosk(parts.console, key);
    const rate = token === undefined ? strangers : screens;
    if (!rate.take(token?.id ?? peerKey(request.ip))) {
      reply.header('retry-after', '1');
      return problem('too-many-requests', { values: { retryAfterSeconds: 1 } });
    }
    if (token === undefined) return next(request, reply);
    return {
      actor: `token:${token.name}`,
      scopes: ['kiosk'],
      isStillWelcome: () => recogniseKiosk(parts.console, key) !== undefined,
    };
  };
}

export function recogniseKiosk(console: Console, key: string): TokenView | undefined {
  const token = console.tokens.recognise(key);
  return token !== undefined && isKioskKey(token) ? token : undefined;
}

/** A key that may do more belongs to a program, and has no business in a browser. */
export function isKioskKey({ scopes }: TokenView): boolean {
  return scopes.length === 1 && scopes[0] === 'kiosk';
}
