import type { Clock, Scheduled } from './clock.ts';

/**
 * The named timers of one owner (a transaction, a call, ...). Starting a running timer restarts it, and closing
 * the owner stops them all, so that no timer outlives what it was for.
 */
export class TimerSet<Name extends string> {
  readonly #clock: Clock;
  readonly #running = new Map<Name, Scheduled>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  start(name: Name, delayMs: number, action: () => void): void {
    this.#running.get(name)?.cancel();
    const scheduled = this.#clock.schedule(delayMs, () => {
      this.#running.delete(name);
      action();
    });
    this.#running.set(name, scheduled);
  }

  stop(name: Name): void {
    this.#running.get(name)?.cancel();
    this.#running.delete(name);
  }

  stopAll(): void {
    for (const scheduled of this.#running.values()) scheduled.cancel();
    this.#running.clear();
  }

  isRunning(name: Name): boolean {
    return this.#running.has(name);
  }

  get names(): readonly Name[] {
    return [...this.#running.keys()];
  }
}
