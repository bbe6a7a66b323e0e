const BUCKET_MS = 300_000;
const BUCKETS = 12;

/** How often something happened in the last hour, in steps of five minutes and in constant memory. */
export class RecentCount {
  readonly #counts = new Uint32Array(BUCKETS);
  #newest = Number.NEGATIVE_INFINITY;

  add(nowMs: number): void {
    this.#turnTo(nowMs);
    const at = this.#newest % BUCKETS;
    this.#counts[at] = (this.#counts[at] ?? 0) + 1;
  }

  /** Within the last `minutes`, at most 60; up to five minutes more are counted. */
  within(minutes: number, nowMs: number): number {
    this.#turnTo(nowMs);
    const buckets = Math.min(BUCKETS, Math.ceil((minutes * 60_000) / BUCKET_MS) + 1);
    let sum = 0;
    for (let back = 0; back < buckets; back++) {
      sum += this.#counts[(this.#newest - back + BUCKETS * 2) % BUCKETS] ?? 0;
    }
    return sum;
  }

  #turnTo(nowMs: number): void {
    const bucket = Math.floor(nowMs / BUCKET_MS);
    if (!Number.isFinite(this.#newest) || bucket - this.#newest >= BUCKETS) this.#counts.fill(0);
    else for (let at = this.#newest + 1; at <= bucket; at++) this.#counts[at % BUCKETS] = 0;
    this.#newest = Math.max(this.#newest, bucket);
  }
}
