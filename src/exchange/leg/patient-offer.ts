import type { Clock } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';
import { TimerSet } from '../../base/timer-set.ts';
import { glareDelayMs } from './glare.ts';

/** Whoever cannot be offered anything in all these tries never will be. */
const MAX_ATTEMPTS = 10;

/** An offer of our own that nobody waits for: made again when it met another one (RFC 3261 §14.1). */
export class PatientOffer {
  readonly #random: Random;
  readonly #ownsCallId: boolean;
  readonly #timers: TimerSet<'next attempt'>;

  constructor(parts: { clock: Clock; random: Random }, ownsCallId: boolean) {
    this.#random = parts.random;
    this.#ownsCallId = ownsCallId;
    this.#timers = new TimerSet(parts.clock);
  }

  /** `attempt` is called at once, and after a while each time that it calls `again`. A later `make` replaces it. */
  make(attempt: (again: () => void) => void, attempts = MAX_ATTEMPTS): void {
    this.#timers.stopAll();
    attempt(() => {
      if (attempts <= 1) return;
      const delayMs = glareDelayMs(this.#random, this.#ownsCallId);
      this.#timers.start('next attempt', delayMs, () => this.make(attempt, attempts - 1));
    });
  }

  close(): void {
    this.#timers.stopAll();
  }
}
