import type { Clock, Scheduled } from './clock.ts';

interface RunningTimer<Name> {
  readonly name: Name;
  readonly scheduled: Scheduled;
}

/**
 * The named timers of one owner (a transaction, a call, ...). Starting a running timer restarts it, and closing
 * the owner stops them all, so that no timer outlives what it was for.
 */
export class TimerSet<Name extends string> {
  readonly #clock: Clock;
  /** Two or three at the most, and often none: looking through them beats a table. */
  readonly #running: RunningTimer<Name>[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  start(name: Name, delayMs: number, action: () => void): void {
    this.stop(name);
    const scheduled = this.#clock.schedule(delayMs, () => {
      this.#remove(name);
      action();
    });
    this.#running.push({ name, scheduled });
  }

  stop(name: Name): void {
    this.#remove(name)?.scheduled.cancel();
  }

  stopAll(): void {
    for (const { scheduled } of this.#running) scheduled.cancel();
    this.#running.length = 0;
  }

  isRunning(name: Name): boolean {
    return this.#running.some((timer) => timer.name === name);
  }

  get names(): readonly Name[] {
    return this.#running.map(({ name }) => name);
  }

  #remove(name: Name): RunningTimer<Name> | undefined {
    const at = this.#running.findIndex((timer) => timer.name === name);
    return at === -1 ? undefined : this.#running.splice(at, 1)[0];
  }
}
