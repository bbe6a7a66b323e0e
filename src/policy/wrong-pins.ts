import type { Clock } from '../base/clock.ts';

/** Wrong PINs of one caller before conferences with a PIN are closed to him, and for how long they count. */
const MOST = 5;
const WINDOW_MS = 900_000;

/**
 * Who keeps guessing PINs of conferences (security 2.18). Callers are extensions, so that there are no more of them
 * than accounts; what is older than the window is forgotten.
 */
export class WrongPins {
  readonly #clock: Clock;
  readonly #timesOf = new Map<string, number[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  record(caller: string): void {
    this.#timesOf.set(caller, [...this.#recent(caller), this.#clock.now()].slice(-MOST));
  }

  mayTry(caller: string): boolean {
    return this.#recent(caller).length < MOST;
  }

  /** Seconds until the caller may try again; 0 when he may now. */
  secondsLeft(caller: string): number {
    const [oldest] = this.#recent(caller);
    if (oldest === undefined || this.mayTry(caller)) return 0;
    return Math.ceil((oldest + WINDOW_MS - this.#clock.now()) / 1000);
  }

  #recent(caller: string): readonly number[] {
    const since = this.#clock.now() - WINDOW_MS;
    const times = (this.#timesOf.get(caller) ?? []).filter((time) => time > since);
    if (times.length === 0) this.#timesOf.delete(caller);
    return times;
  }
}
