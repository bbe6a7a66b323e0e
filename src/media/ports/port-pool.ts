import type { Clock, Scheduled } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';

export interface PortRange {
  /** First and last port, both included. */
  readonly from: number;
  readonly to: number;
}

/** A port somebody else has bound is tried again after this. */
const BLOCKED_MS = 60_000;

/**
 * Which even ports of the range are free for an RTP stream (RTCP is on the odd one after it). Free ones are drawn
 * at random, so that nobody can guess where the next call listens (security 2.7a). Only book-keeping: binding is
 * the engine's.
 */
export class PortPool {
  readonly #clock: Clock;
  readonly #random: Random;
  /** The free ports are the first `#freeCount`; the others follow in no order. */
  readonly #ports: Uint16Array;
  #freeCount: number;
  readonly #positions = new Map<number, number>();
  readonly #blocked = new Set<Scheduled>();

  constructor(parts: { readonly clock: Clock; readonly random: Random; readonly range: PortRange }) {
    this.#clock = parts.clock;
    this.#random = parts.random;
    const first = parts.range.from + (parts.range.from % 2);
    const pairs = Math.max(0, Math.floor((parts.range.to + 1 - first) / 2));
    this.#ports = Uint16Array.from({ length: pairs }, (_, index) => first + 2 * index);
    this.#freeCount = pairs;
    for (let i = 0; i < pairs; i++) this.#positions.set(first + 2 * i, i);
  }

  /** Pairs that are not free. */
  get used(): number {
    return this.#ports.length - this.#freeCount - this.#blocked.size;
  }

  take(): number | undefined {
    if (this.#freeCount === 0) return undefined;
    const port = this.#ports[this.#random.integer(this.#freeCount)] as number;
    this.#freeCount--;
    this.#swap(port, this.#freeCount);
    return port;
  }

  /** A port `take` gave is free again. */
  give(port: number): void {
    const position = this.#positions.get(port);
    if (position === undefined || position < this.#freeCount) return;
    this.#swap(port, this.#freeCount);
    this.#freeCount++;
  }

  /** A port `take` gave cannot be bound, now. */
  block(port: number): void {
    const scheduled = this.#clock.schedule(BLOCKED_MS, () => {
      this.#blocked.delete(scheduled);
      this.give(port);
    });
    this.#blocked.add(scheduled);
  }

  close(): void {
    for (const scheduled of this.#blocked) scheduled.cancel();
    this.#blocked.clear();
    this.#freeCount = 0;
  }

  #swap(port: number, target: number): void {
    const position = this.#positions.get(port) as number;
    const other = this.#ports[target] as number;
    this.#ports[position] = other;
    this.#ports[target] = port;
    this.#positions.set(other, position);
    this.#positions.set(port, target);
  }
}
