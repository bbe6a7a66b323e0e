import type { Clock } from '../../base/clock.ts';
import type { Journal } from '../../base/journal.ts';
import { type Rate, RateLimit } from '../../policy/rate-limit.ts';

/** Faster than anybody types; a script is slowed down. */
const RATE: Rate = { perSecond: 0.5, burst: 20 };
export const RETRY_AFTER_S = 30;

/** How many text messages one extension may send, within calls and outside of them. */
export class TextAllowance {
  readonly #rate: RateLimit | undefined;
  readonly #journal: Journal;

  /** `isLimited` is false where a setting lifts every limit. */
  constructor(parts: { readonly clock: Clock; readonly journal: Journal; readonly isLimited: boolean }) {
    this.#rate = parts.isLimited ? new RateLimit({ clock: parts.clock, rate: RATE }) : undefined;
    this.#journal = parts.journal;
  }

  /** Takes one; false when there is none left. */
  take(sender: string): boolean {
    if (this.#rate?.take(sender) !== false) return true;
    this.#journal.record({ kind: 'limit-reached', extension: sender, limit: 'messages' });
    return false;
  }
}
