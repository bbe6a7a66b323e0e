import type { Clock, Scheduled } from '../src/base/clock.ts';

/** The clock of one process: after `kill` none of its timers runs, as after a kill of the process. */
export class MortalClock implements Clock {
  readonly #clock: Clock;
  readonly #timers = new Set<Scheduled>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now();
  }

  wallTime(): number {
    return this.#clock.wallTime();
  }

  schedule(delayMs: number, action: () => void): Scheduled {
    const inner = this.#clock.schedule(delayMs, () => {
      this.#timers.delete(scheduled);
      action();
    });
    const scheduled: Scheduled = {
      cancel: () => {
        this.#timers.delete(scheduled);
        inner.cancel();
      },
    };
    this.#timers.add(scheduled);
    return scheduled;
  }

  kill(): void {
    for (const timer of [...this.#timers]) timer.cancel();
  }
}
