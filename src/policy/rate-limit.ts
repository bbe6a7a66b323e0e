import type { Clock } from '../base/clock.ts';

/** `Infinity` in either lifts the limit. */
export interface Rate {
  readonly perSecond: number;
  /** How many may come at once after a pause. */
  readonly burst: number;
}

interface Bucket {
  tokens: number;
  atMs: number;
}

const MOST_KEYS = 100_000;
/** No address stays in memory longer than twice this after its last request (security 1.15). */
const GENERATION_MS = 150_000;

/**
 * Token buckets, one a key. Memory is bounded by two generations: when the young one is full or old, it becomes the
 * old one and what was not used since is dropped. A dropped bucket is full again, which costs a burst at most.
 */
export class RateLimit {
  readonly #clock: Clock;
  readonly #perMs: number;
  readonly #burst: number;
  readonly #unlimited: boolean;
  readonly #maxYoung: number;
  #young = new Map<string, Bucket>();
  #old = new Map<string, Bucket>();
  #youngSince: number;

  constructor(parts: { readonly clock: Clock; readonly rate: Rate; readonly maxKeys?: number }) {
    this.#clock = parts.clock;
    this.#perMs = parts.rate.perSecond / 1000;
    this.#burst = parts.rate.burst;
    this.#unlimited = !Number.isFinite(parts.rate.perSecond) || !Number.isFinite(parts.rate.burst);
    this.#maxYoung = Math.max(1, Math.floor((parts.maxKeys ?? MOST_KEYS) / 2));
    this.#youngSince = parts.clock.now();
  }

  get size(): number {
    return this.#young.size + this.#old.size;
  }

  /** Takes one token of the key's bucket; false when there is none, and nothing is taken then. */
  take(key: string): boolean {
    if (this.#unlimited) return true;
    const now = this.#clock.now();
    const bucket = this.#bucket(key, now);
    bucket.tokens = Math.min(this.#burst, bucket.tokens + (now - bucket.atMs) * this.#perMs);
    bucket.atMs = now;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }

  #bucket(key: string, now: number): Bucket {
    const young = this.#young.get(key);
    if (young && now - this.#youngSince < GENERATION_MS) return young;
    const known = young ?? this.#old.get(key);
    if (known) this.#old.delete(key);
    if (this.#young.size >= this.#maxYoung || now - this.#youngSince >= GENERATION_MS) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#youngSince = now;
      this.#old.delete(key);
    }
    const bucket = known ?? { tokens: this.#burst, atMs: now };
    this.#young.set(key, bucket);
    return bucket;
  }
}
