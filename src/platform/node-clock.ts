import { performance } from 'node:perf_hooks';
import type { Clock, Scheduled } from '../base/clock.ts';

/** The longest delay `setTimeout` takes: beyond it Node runs the action after 1 ms instead. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/** The machine's clock. */
export class NodeClock implements Clock {
  now(): number {
    return performance.now();
  }

  wallTime(): number {
    return Date.now();
  }

  schedule(delayMs: number, action: () => void): Scheduled {
    return new NodeTimer(delayMs, action);
  }
}

class NodeTimer implements Scheduled {
  #timeout: NodeJS.Timeout | undefined;

  constructor(delayMs: number, action: () => void) {
    this.#start(delayMs, action);
  }

  #start(delayMs: number, action: () => void): void {
    if (delayMs > LONGEST_TIMEOUT_MS) {
      this.#timeout = setTimeout(() => this.#start(delayMs - LONGEST_TIMEOUT_MS, action), LONGEST_TIMEOUT_MS);
      return;
    }
    // Node cuts off fractions, so a timer could run before its time without rounding up.
    this.#timeout = setTimeout(action, Math.ceil(delayMs));
  }

  cancel(): void {
    clearTimeout(this.#timeout);
    this.#timeout = undefined;
  }
}
