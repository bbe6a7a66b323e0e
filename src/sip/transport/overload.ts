/** Share of the thread's time that messages may take for good; the rest is for timers, commits and the web. */
const SHARE = 0.6;
/** So much may come at once, as after a power cut, when every phone registers anew. */
const BURST_MS = 150;
/** Strangers that are let in all the same, a second, so that a new phone can register while others keep us busy. */
const FEWEST_STRANGERS = 50;

/**
 * Turns strangers away, before anything of theirs is read, while messages take more time than there is (security
 * 2.5): who is registered is then served as on any other day. It measures time, not messages, so that it fits a
 * small machine as well as a large one.
 */
export class Overload {
  #busyMs = 0;
  #atMs: number;
  #spare = FEWEST_STRANGERS;
  #refused = 0;

  constructor(nowMs: number) {
    this.#atMs = nowMs;
  }

  /** Strangers turned away so far. */
  get refused(): number {
    return this.#refused;
  }

  /** Asked before every message: whether there is too much to do. */
  isOver(nowMs: number): boolean {
    const passedMs = nowMs - this.#atMs;
    this.#atMs = nowMs;
    this.#busyMs = Math.max(0, this.#busyMs - passedMs * SHARE);
    this.#spare = Math.min(FEWEST_STRANGERS, this.#spare + (passedMs / 1000) * FEWEST_STRANGERS);
    return this.#busyMs > BURST_MS;
  }

  /** Asked for a stranger when there is. */
  mayStrangerEnter(): boolean {
    if (this.#spare >= 1) {
      this.#spare -= 1;
      return true;
    }
    this.#refused += 1;
    return false;
  }

  /** How long a message took. */
  took(ms: number): void {
    this.#busyMs += ms;
  }
}
