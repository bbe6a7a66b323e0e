import { type Suspension, suspensionState } from './suspensions.ts';

/** Whose session it is. */
export type Role = 'administrator' | 'member';

interface Life {
  /** Without a request. */
  readonly idleMs: number;
  /** However much it is used. */
  readonly longestMs: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Security 2.22 for administrators; a member who looks in once a month need not log in again. */
export const SESSION_LIFE: Readonly<Record<Role, Life>> = {
  administrator: { idleMs: 30 * MINUTE_MS, longestMs: 12 * 60 * MINUTE_MS },
  member: { idleMs: 30 * DAY_MS, longestMs: 180 * DAY_MS },
};

/** How old the noted time of last use may be. */
export function noteEveryMs(role: Role): number {
  return SESSION_LIFE[role].idleMs / 10;
}

export interface SessionTimes {
  readonly createdAtMs: number;
  readonly seenAtMs: number;
  readonly endsAtMs: number;
}

/** Whether its time is over. A clock that went back does not make a session live longer than it may. */
export function hasEnded(
  role: Role,
  { createdAtMs, seenAtMs, endsAtMs }: SessionTimes,
  nowMs: number,
): boolean {
  const { idleMs, longestMs } = SESSION_LIFE[role];
  return nowMs >= Math.min(endsAtMs, createdAtMs + longestMs) || nowMs - seenAtMs >= idleMs;
}

/** A suspension that takes the phones away ends the sessions of before; one may log in again, to read what it says. */
export function isCutOff(
  extension: string,
  createdAtMs: number,
  suspensions: Iterable<Suspension>,
  nowMs: number,
): boolean {
  for (const suspension of suspensions) {
    const { scope, what, fromMs } = suspension;
    if (createdAtMs > fromMs || !what.includes('register')) continue;
    if (scope !== 'all' && !scope.includes(extension)) continue;
    if (suspensionState(suspension, nowMs) === 'active') return true;
  }
  return false;
}
