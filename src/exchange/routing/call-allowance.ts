import type { Clock } from '../../base/clock.ts';
import type { Journal } from '../../base/journal.ts';
import { newCallRate } from '../../policy/limits.ts';
import { RateLimit } from '../../policy/rate-limit.ts';
import type { CallTable } from '../call/active-call.ts';
import type { ExtensionLimitTable } from '../tables/extension-limit-table.ts';

/** How much an extension may call: so many calls at once, and so many new ones a minute (security 2.15). */
export class CallAllowance {
  readonly #clock: Clock;
  readonly #journal: Journal;
  readonly #limits: ExtensionLimitTable;
  readonly #calls: CallTable;
  /** By the new calls a minute that they allow. */
  readonly #rates = new Map<number, RateLimit>();

  constructor(parts: { clock: Clock; journal: Journal; limits: ExtensionLimitTable; calls: CallTable }) {
    this.#clock = parts.clock;
    this.#journal = parts.journal;
    this.#limits = parts.limits;
    this.#calls = parts.calls;
  }

  /** What keeps an extension from one more call; undefined when nothing does, and then the call is counted. */
  refusal(extension: string): 'tooManyCalls' | 'tooManyNewCalls' | undefined {
    const { calls, countsReceivedCalls, newCallsPerMinute } = this.#limits.effective(extension);
    if (calls !== Number.POSITIVE_INFINITY) {
      const all = this.#calls.of(extension);
      const counted = countsReceivedCalls ? all : all.filter(({ from }) => from === extension);
      if (counted.length >= calls) return this.#reached(extension, 'calls');
    }
    return this.#rateOf(newCallsPerMinute)?.take(extension) === false
      ? this.#reached(extension, 'new-calls')
      : undefined;
  }

  /** A transfer makes someone else call: it counts as a new call of the one who asks for it. */
  mayTransfer(extension: string): boolean {
    const { newCallsPerMinute } = this.#limits.effective(extension);
    if (this.#rateOf(newCallsPerMinute)?.take(extension) !== false) return true;
    this.#reached(extension, 'new-calls');
    return false;
  }

  /** Whether an extension has all the calls it may have, when those it receives count. */
  isFull(extension: string): boolean {
    const { calls, countsReceivedCalls } = this.#limits.effective(extension);
    if (!countsReceivedCalls || this.#calls.of(extension).length < calls) return false;
    this.#reached(extension, 'calls');
    return true;
  }

  #reached(extension: string, limit: 'calls' | 'new-calls'): 'tooManyCalls' | 'tooManyNewCalls' {
    this.#journal.record({ kind: 'limit-reached', extension, limit });
    return limit === 'calls' ? 'tooManyCalls' : 'tooManyNewCalls';
  }

  #rateOf(newCallsPerMinute: number): RateLimit | undefined {
    if (!Number.isFinite(newCallsPerMinute)) return undefined;
    const known = this.#rates.get(newCallsPerMinute);
    if (known !== undefined) return known;
    const rate = new RateLimit({ clock: this.#clock, rate: newCallRate({ newCallsPerMinute }) });
    this.#rates.set(newCallsPerMinute, rate);
    return rate;
  }
}
