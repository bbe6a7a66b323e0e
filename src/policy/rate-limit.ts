import type { Clock } from '../base/clock.ts';
import { hashText } from '../base/text-hash.ts';
import { TextMap } from '../base/text-map.ts';

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

const MOST_KEYS = 10_000;
/** No key stays in memory longer than twice this after its last request (security 1.15). */
const GENERATION_MS = 150_000;
const SHARED_BUCKETS = 1 << 16;

/**
 * Token buckets, one a key, in two generations by age: what is not used while one passes is dropped, full again by
 * then. When a flood of sources brings more keys than have room, the newcomers share a fixed number of buckets by
 * their hash: memory and cost stay what they are, and who had a bucket keeps it (security 1.13).
 */
export class RateLimit {
  readonly #clock: Clock;
  #perMs = 0;
  #burst = 0;
  #unlimited = false;
  readonly #maxYoung: number;
  #young = new TextMap<string, Bucket>();
  #old = new TextMap<string, Bucket>();
  #youngSince: number;
  #shared: { readonly tokens: Float64Array; readonly atMs: Float64Array } | undefined;

  constructor(parts: { readonly clock: Clock; readonly rate: Rate; readonly maxKeys?: number }) {
    this.#clock = parts.clock;
    this.adopt(parts.rate);
    this.#maxYoung = Math.max(1, Math.floor((parts.maxKeys ?? MOST_KEYS) / 2));
    this.#youngSince = parts.clock.now();
  }

  /** Another rate from now on; what a key has left it keeps, up to the new burst. */
  adopt({ perSecond, burst }: Rate): void {
    this.#perMs = perSecond / 1000;
    this.#burst = burst;
    this.#unlimited = !Number.isFinite(perSecond) || !Number.isFinite(burst);
  }

  /** Keys that can have a bucket of their own. */
  get capacity(): number {
    return 2 * this.#maxYoung;
  }

  /** Keys with a bucket of their own. */
  get size(): number {
    return this.#young.size + this.#old.size;
  }

  /** Takes one token of the key's bucket; false when there is none, and nothing is taken then. */
  take(key: string): boolean {
    if (this.#unlimited) return true;
    const now = this.#clock.now();
    if (now - this.#youngSince >= GENERATION_MS) this.#turn(now);
    const bucket = this.#young.get(key) ?? this.#moveUp(key, now);
    if (!bucket) return this.#takeShared(key, now);
    bucket.tokens = this.#refilled(bucket.tokens, now - bucket.atMs);
    bucket.atMs = now;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }

  #refilled(tokens: number, elapsedMs: number): number {
    return Math.min(this.#burst, tokens + elapsedMs * this.#perMs);
  }

  #turn(now: number): void {
    this.#old = this.#young;
    this.#young = new TextMap();
    this.#youngSince = now;
    this.#shared = undefined;
  }

  /** The bucket from the old generation, or a new one; undefined when there is no room. */
  #moveUp(key: string, now: number): Bucket | undefined {
    const known = this.#old.get(key);
    if (this.#young.size >= this.#maxYoung) return known;
    if (known) this.#old.delete(key);
    const bucket = known ?? { tokens: this.#burst, atMs: now };
    this.#young.set(key, bucket);
    return bucket;
  }

  #takeShared(key: string, now: number): boolean {
    this.#shared ??= {
      tokens: new Float64Array(SHARED_BUCKETS).fill(this.#burst),
      atMs: new Float64Array(SHARED_BUCKETS).fill(now),
    };
    const { tokens, atMs } = this.#shared;
    // Who seeks a collision gains no more than by sending from the other's address, which UDP lets him.
    const index = hashText(key) & (SHARED_BUCKETS - 1);
    const available = this.#refilled(tokens[index] ?? 0, now - (atMs[index] ?? now));
    atMs[index] = now;
    tokens[index] = available < 1 ? available : available - 1;
    return available >= 1;
  }
}
