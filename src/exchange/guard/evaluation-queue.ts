import type { AddressKey } from '../../base/address-key.ts';
import type { Clock, Scheduled } from '../../base/clock.ts';
import type { GuessThrottle } from '../../policy/guess-throttle.ts';

/** Passwords that wait for their evaluation because their account is being guessed at (security 1.9). */
export class EvaluationQueue {
  readonly #clock: Clock;
  readonly #throttle: GuessThrottle;
  /** By attempt: a copy of a request that waits is dropped. */
  readonly #waiting = new Map<string, Scheduled>();

  constructor(parts: { readonly clock: Clock; readonly throttle: GuessThrottle }) {
    this.#clock = parts.clock;
    this.#throttle = parts.throttle;
  }

  /** How many wait. */
  get size(): number {
    return this.#waiting.size;
  }

  /** Undefined: at once. `none` is free for it: the phone will send it again. Else resolves when its turn has come. */
  turn(account: string, key: AddressKey, attempt: string): Promise<void> | 'none' | undefined {
    if (!this.#throttle.slows(account, key)) return undefined;
    if (this.#waiting.has(attempt)) return 'none';
    const delayMs = this.#throttle.reserve(account);
    if (delayMs === undefined) return 'none';
    return new Promise((resolve) => {
      const scheduled = this.#clock.schedule(delayMs, () => {
        this.#waiting.delete(attempt);
        resolve();
      });
      this.#waiting.set(attempt, scheduled);
    });
  }

  /** Those who wait get no answer any more. Idempotent. */
  close(): void {
    for (const scheduled of this.#waiting.values()) scheduled.cancel();
    this.#waiting.clear();
  }
}
