import type { Clock, Scheduled } from '../../base/clock.ts';

/** A clock rounds; a timer this near its instant is due. */
const TOLERANCE_MS = 0.01;

/** One running timer. Only its queue changes it. */
export interface RunningTimer<Owner, Name extends string> {
  readonly owner: Owner;
  readonly name: Name;
  readonly dueMs: number;
  previous: RunningTimer<Owner, Name> | undefined;
  next: RunningTimer<Owner, Name> | undefined;
  /** Undefined once stopped or expired. */
  queue: Queue<Owner, Name> | undefined;
}

interface Queue<Owner, Name extends string> {
  first: RunningTimer<Owner, Name> | undefined;
  last: RunningTimer<Owner, Name> | undefined;
  scheduled: Scheduled | undefined;
  expiring: boolean;
}

/**
 * All timers of the transaction layer. Their durations are few (T1 and its doublings, T4, 64*T1), and timers of
 * one duration expire in the order they were started: one queue and one armed clock per duration carry any number
 * of them, and starting and stopping take constant time.
 */
export class TimerQueues<Owner, Name extends string> {
  readonly #clock: Clock;
  readonly #expire: (owner: Owner, name: Name) => void;
  readonly #queues = new Map<number, Queue<Owner, Name>>();
  #size = 0;

  /** `expire` must not throw. */
  constructor(clock: Clock, expire: (owner: Owner, name: Name) => void) {
    this.#clock = clock;
    this.#expire = expire;
  }

  /** How many timers run. */
  get size(): number {
    return this.#size;
  }

  /** The names of the running timers of one owner: for tests and for looking, it walks all of them. */
  namesOf(owner: Owner): Name[] {
    const names: Name[] = [];
    for (const queue of this.#queues.values()) {
      for (let timer = queue.first; timer !== undefined; timer = timer.next) {
        if (timer.owner === owner) names.push(timer.name);
      }
    }
    return names.sort();
  }

  /** The longest-running timer of one duration: what will expire first there. */
  first(delayMs: number): RunningTimer<Owner, Name> | undefined {
    return this.#queues.get(delayMs)?.first;
  }

  start(delayMs: number, name: Name, owner: Owner): RunningTimer<Owner, Name> {
    const queue = this.#queueOf(delayMs);
    const timer: RunningTimer<Owner, Name> = {
      owner,
      name,
      dueMs: this.#clock.now() + delayMs,
      previous: queue.last,
      next: undefined,
      queue,
    };
    if (queue.last === undefined) queue.first = timer;
    else queue.last.next = timer;
    queue.last = timer;
    this.#size++;
    if (queue.scheduled === undefined && !queue.expiring) this.#arm(queue, delayMs);
    return timer;
  }

  stop(timer: RunningTimer<Owner, Name>): void {
    const queue = timer.queue;
    if (queue === undefined) return;
    this.#unlink(queue, timer);
    if (queue.first === undefined) {
      queue.scheduled?.cancel();
      queue.scheduled = undefined;
    }
  }

  stopAll(): void {
    for (const queue of this.#queues.values()) {
      queue.scheduled?.cancel();
      queue.scheduled = undefined;
      for (let timer = queue.first; timer !== undefined; timer = queue.first) this.#unlink(queue, timer);
    }
  }

  #queueOf(delayMs: number): Queue<Owner, Name> {
    let queue = this.#queues.get(delayMs);
    if (queue === undefined) {
      queue = { first: undefined, last: undefined, scheduled: undefined, expiring: false };
      this.#queues.set(delayMs, queue);
    }
    return queue;
  }

  #arm(queue: Queue<Owner, Name>, delayMs: number): void {
    queue.scheduled = this.#clock.schedule(delayMs, () => this.#run(queue));
  }

  #run(queue: Queue<Owner, Name>): void {
    queue.scheduled = undefined;
    queue.expiring = true;
    const now = this.#clock.now();
    for (
      let timer = queue.first;
      timer !== undefined && timer.dueMs <= now + TOLERANCE_MS;
      timer = queue.first
    ) {
      this.#unlink(queue, timer);
      this.#expire(timer.owner, timer.name);
    }
    queue.expiring = false;
    if (queue.first !== undefined) this.#arm(queue, Math.max(0, queue.first.dueMs - this.#clock.now()));
  }

  #unlink(queue: Queue<Owner, Name>, timer: RunningTimer<Owner, Name>): void {
    if (timer.previous === undefined) queue.first = timer.next;
    else timer.previous.next = timer.next;
    if (timer.next === undefined) queue.last = timer.previous;
    else timer.next.previous = timer.previous;
    timer.previous = undefined;
    timer.next = undefined;
    timer.queue = undefined;
    this.#size--;
  }
}
