const SHORTEST_MS = 20;
const LONGEST_MS = 200;
/** Until the jitter is known: a packet may come 10 ms later than it should. */
const DEFAULT_MS = 30;
const FRAME_MS = 20;
/** Packets before the measured jitter is trusted. */
const TRUSTED_AFTER = 50;
/** Frames between two judgements: a second. */
const WINDOW_FRAMES = 50;
/** Waiting sound beyond target plus this is given up at once. */
const SHED_MS = 160;

/** What should happen to the delay: a little less or more, or all excess at once. */
export type DelayWish = 'keep' | 'shorter' | 'longer' | 'shed';

/**
 * How long sound waits before it is played: as long as the measured jitter makes necessary, 20 to 200 ms. How
 * much later the latest packet of a second could have come says whether the delay fits: too much is wasted time, too
 * little will run dry, and a phone whose clock differs from ours drifts from one to the other.
 */
export class PlayoutDelay {
  targetMs = DEFAULT_MS;
  #jitterMs = 0;
  #transitMs = Number.NaN;
  #observed = 0;
  #leastSlackMs = Number.POSITIVE_INFINITY;
  #frames = 0;
  #wish: DelayWish = 'keep';

  restart(): void {
    this.#transitMs = Number.NaN;
    this.#observed = 0;
    this.changed();
  }

  /** A packet arrived: RFC 3550 §6.4.1. */
  observe(timestampMs: number, nowMs: number): void {
    const transit = nowMs - timestampMs;
    const change = Math.abs(transit - this.#transitMs);
    if (change < 1000) this.#jitterMs += (change - this.#jitterMs) / 16;
    this.#transitMs = transit;
    this.#observed++;
  }

  /** So much later a packet that was played could have come. */
  noteSlack(slackMs: number): void {
    if (slackMs < this.#leastSlackMs) this.#leastSlackMs = slackMs;
  }

  /** To be asked once a frame while playing, with what waits before the frame is taken. */
  judge(levelMs: number): DelayWish {
    if (levelMs > this.targetMs + SHED_MS) return 'shed';
    this.#frames++;
    if (this.#frames >= WINDOW_FRAMES) this.#decide();
    return this.#wish;
  }

  /** The wish was granted. */
  changed(): void {
    this.#wish = 'keep';
    this.#frames = 0;
    this.#leastSlackMs = Number.POSITIVE_INFINITY;
  }

  /** Nothing was there to play, and what should have been there came a moment later. */
  ranDry(): void {
    this.targetMs = Math.min(LONGEST_MS, this.targetMs + 10);
  }

  #decide(): void {
    this.#retarget();
    const spare = this.#leastSlackMs;
    const wanted = this.targetMs - FRAME_MS;
    this.changed();
    if (spare === Number.POSITIVE_INFINITY) return;
    // Wider apart than a frame, so that one does not undo the other.
    if (spare > wanted + FRAME_MS + 10) this.#wish = 'shorter';
    else if (spare < Math.max(5, wanted - 15)) this.#wish = 'longer';
  }

  /** Grows at once, shrinks by 5 ms a second. */
  #retarget(): void {
    if (this.#observed < TRUSTED_AFTER) return;
    const needed = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, FRAME_MS + 4 * this.#jitterMs));
    this.targetMs = needed > this.targetMs ? needed : Math.max(needed, this.targetMs - 5);
  }
}
