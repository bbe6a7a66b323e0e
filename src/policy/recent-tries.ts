import type { Clock } from '../base/clock.ts';
import { TextMap } from '../base/text-map.ts';

/** No more keys than this stay in memory; the one that was tried longest ago goes first. */
const MOST_KEYS = 10_000;

/** How often each of many tried something within a window that slides. */
export class RecentTries {
  readonly #clock: Clock;
  readonly #most: number;
  readonly #windowMs: number;
  readonly #maxKeys: number;
  /** In the order of their last try. */
  readonly #timesOf = new TextMap<string, readonly number[]>();

  constructor(parts: {
    readonly clock: Clock;
    readonly most: number;
    readonly windowMs: number;
    readonly maxKeys?: number;
  }) {
    this.#clock = parts.clock;
    this.#most = parts.most;
    this.#windowMs = parts.windowMs;
    this.#maxKeys = parts.maxKeys ?? MOST_KEYS;
  }

  get size(): number {
    return this.#timesOf.size;
  }

  record(key: string): void {
    const times = [...this.#recent(key), this.#clock.now()].slice(-this.#most);
    this.#timesOf.delete(key);
    this.#timesOf.set(key, times);
    if (this.#timesOf.size <= this.#maxKeys) return;
    const { oldest } = this.#timesOf;
    if (oldest !== undefined) this.#timesOf.delete(oldest);
  }

  /** Takes back the last one that was recorded. */
  takeBack(key: string): void {
    const times = this.#recent(key).slice(0, -1);
    if (times.length === 0) this.#timesOf.delete(key);
    else this.#timesOf.set(key, times);
  }

  forget(key: string): void {
    this.#timesOf.delete(key);
  }

  mayTry(key: string): boolean {
    return this.#recent(key).length < this.#most;
  }

  /** Seconds until another try is free; 0 when one is now. */
  secondsLeft(key: string): number {
    const recent = this.#recent(key);
    const [oldest] = recent;
    if (oldest === undefined || recent.length < this.#most) return 0;
    return Math.ceil((oldest + this.#windowMs - this.#clock.now()) / 1000);
  }

  #recent(key: string): readonly number[] {
    const since = this.#clock.now() - this.#windowMs;
    const times = (this.#timesOf.get(key) ?? []).filter((time) => time > since);
    if (times.length === 0) this.#timesOf.delete(key);
    return times;
  }
}
