import type { Clock, Scheduled } from '../base/clock.ts';

const FRAME_MS = 20;
/** Late by more than this: what was missed is not made up for but passed over. */
const MAX_CATCH_UP_FRAMES = 5;

/** Something that makes a frame every 20 ms: a conference, or a stream that plays a tone. */
export interface Ticking {
  tick(nowMs: number): void;
  /** So many frames were not made. */
  skip(frames: number): void;
}

interface FrameTickerUser {
  /** At each beat, before the first frame is made. */
  readonly beforeBeat: () => void;
  /** What a frame throws is reported, so that it cannot silence the others. */
  readonly onException: (error: unknown) => void;
}

/**
 * One beat for all that speaks in one engine. The next beat is counted from when the last was due, not from when it
 * ran, so that timers which are late do not add up.
 */
export class FrameTicker {
  readonly #clock: Clock;
  readonly #user: FrameTickerUser;
  readonly #ticking = new Set<Ticking>();
  #timer: Scheduled | undefined;
  #dueMs = 0;

  constructor(clock: Clock, user: FrameTickerUser) {
    this.#clock = clock;
    this.#user = user;
  }

  add(ticking: Ticking): void {
    this.#ticking.add(ticking);
    if (this.#timer) return;
    this.#dueMs = this.#clock.now() + FRAME_MS;
    this.#arm();
  }

  remove(ticking: Ticking): void {
    this.#ticking.delete(ticking);
    if (this.#ticking.size > 0) return;
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #arm(): void {
    this.#timer = this.#clock.schedule(Math.max(0, this.#dueMs - this.#clock.now()), () => this.#beat());
  }

  #beat(): void {
    this.#user.beforeBeat();
    const nowMs = this.#clock.now();
    // A timer may run up to a millisecond early by the rounding of its owner.
    const due = Math.max(1, Math.floor((nowMs - this.#dueMs) / FRAME_MS) + 1);
    const made = due > MAX_CATCH_UP_FRAMES ? 1 : due;
    this.#dueMs += due * FRAME_MS;
    this.#arm();
    for (const ticking of this.#ticking) {
      try {
        if (due > made) ticking.skip(due - made);
        for (let i = 0; i < made; i++) ticking.tick(nowMs);
      } catch (error) {
        this.#user.onException(error);
      }
    }
  }
}
