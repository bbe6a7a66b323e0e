import type { Rate } from './rate-limit.ts';

/** What one source or one extension may ask of the exchange. Where a setting lifts the limits there are none. */
export interface CallLimits {
  /** Requests without valid credentials, per source address. Beyond it they are dropped, never banned (security 2.5). */
  readonly unauthenticated: Rate;
  /** Calls an extension may have at once (security 2.15). */
  readonly callsPerExtension: number;
  readonly newCallsPerMinute: number;
  readonly contactsPerExtension: number;
}

export const DEFAULT_LIMITS: CallLimits = {
  unauthenticated: { perSecond: 20, burst: 40 },
  callsPerExtension: 2,
  newCallsPerMinute: 30,
  contactsPerExtension: 5,
};

/** The new calls of a minute as a token bucket: all of them may come at once, then one every `60 / n` seconds. */
export function newCallRate(limits: Pick<CallLimits, 'newCallsPerMinute'>): Rate {
  return { perSecond: limits.newCallsPerMinute / 60, burst: limits.newCallsPerMinute };
}
