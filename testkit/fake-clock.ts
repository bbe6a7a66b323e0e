import type { Clock, Scheduled } from '../src/base/clock.ts';

interface Timer {
  readonly dueMs: number;
  /** Breaks ties: timers due at the same time run in the order they were set. */
  readonly order: number;
  action: (() => void) | undefined;
}

const START_OF_TIME_MS = Date.UTC(2026, 0, 1);

/**
 * A clock turned by hand. Between two timers every promise that can settle does, so that code which awaits
 * behaves as it does in production, only without waiting.
 */
export class FakeClock implements Clock {
  #nowMs = 0;
  #wallOffsetMs: number;
  #order = 0;
  #live = 0;
  /** A binary heap, the earliest first; cancelled timers stay in it without an action until they are due. */
  readonly #heap: Timer[] = [];

  constructor(wallTimeMs: number = START_OF_TIME_MS) {
    this.#wallOffsetMs = wallTimeMs;
  }

  now(): number {
    return this.#nowMs;
  }

  wallTime(): number {
    return Math.floor(this.#wallOffsetMs + this.#nowMs);
  }

  /** What an administrator or a time server does to the wall clock; the monotonic clock does not notice. */
  jumpWallTime(ms: number): void {
    this.#wallOffsetMs += ms;
  }

  /** Timers set and neither run nor cancelled. */
  get pendingTimers(): number {
    return this.#live;
  }

  schedule(delayMs: number, action: () => void): Scheduled {
    const timer: Timer = {
      dueMs: this.#nowMs + (delayMs > 0 ? delayMs : 0),
      order: this.#order++,
      action,
    };
    this.#push(timer);
    this.#live += 1;
    return {
      cancel: () => {
        if (timer.action === undefined) return;
        timer.action = undefined;
        this.#live -= 1;
      },
    };
  }

  /** Runs everything due in the next `ms` milliseconds, each at its time. An action that throws ends the advance. */
  async advance(ms: number): Promise<void> {
    const untilMs = this.#nowMs + ms;
    await settle();
    for (let timer = this.#next(untilMs); timer; timer = this.#next(untilMs)) {
      this.#run(timer);
      await settle();
    }
    this.#nowMs = untilMs;
  }

  /** Turns the clock until `done()` holds, at most `limitMs`; false when it never did. */
  async advanceUntil(done: () => boolean, limitMs = 60_000): Promise<boolean> {
    const untilMs = this.#nowMs + limitMs;
    await settle();
    while (!done()) {
      const timer = this.#next(untilMs);
      if (!timer) {
        this.#nowMs = untilMs;
        await settle();
        return done();
      }
      this.#run(timer);
      await settle();
    }
    return true;
  }

  /** Turns the clock until the promise settles and gives its value; rejects when `limitMs` did not suffice. */
  async until<T>(promise: Promise<T>, limitMs = 60_000): Promise<T> {
    let settled = false;
    promise.then(
      () => {
        settled = true;
      },
      () => {
        settled = true;
      },
    );
    const done = await this.advanceUntil(() => settled, limitMs);
    if (!done) throw new Error(`nothing happened in ${limitMs} ms of clock time`);
    return promise;
  }

  #run(timer: Timer): void {
    this.#nowMs = timer.dueMs;
    const action = timer.action;
    timer.action = undefined;
    this.#live -= 1;
    action?.();
  }

  /** Takes the earliest live timer due at or before `untilMs` out of the heap. */
  #next(untilMs: number): Timer | undefined {
    for (;;) {
      const first = this.#heap[0];
      if (!first) return undefined;
      if (first.action === undefined) {
        this.#pop();
        continue;
      }
      if (first.dueMs > untilMs) return undefined;
      this.#pop();
      return first;
    }
  }

  #push(timer: Timer): void {
    const heap = this.#heap;
    let index = heap.length;
    heap.push(timer);
    while (index > 0) {
      const parentIndex = (index - 1) >> 1;
      const parent = heap[parentIndex];
      if (!parent || !earlier(timer, parent)) break;
      heap[index] = parent;
      index = parentIndex;
    }
    heap[index] = timer;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let index = 0;
    for (;;) {
      let childIndex = 2 * index + 1;
      let child = heap[childIndex];
      if (!child) break;
      const right = heap[childIndex + 1];
      if (right && earlier(right, child)) {
        child = right;
        childIndex += 1;
      }
      if (!earlier(child, last)) break;
      heap[index] = child;
      index = childIndex;
    }
    heap[index] = last;
  }
}

function earlier(a: Timer, b: Timer): boolean {
  return a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.order < b.order);
}

/** One turn of the event loop: every chain of promises that waits for nothing outside runs to its end. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
