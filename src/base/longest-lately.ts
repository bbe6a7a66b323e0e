import type { Clock } from './clock.ts';

/** What was measured in a window is kept in so many pieces, however often it is read. */
const PIECES = 60;

/**
 * The longest of what is measured, over the last while. A measurement that is given once, to whoever asks first, would
 * hide it from everyone who asks after him.
 */
export class LongestLately {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #windowMs: number;
  /** The longest since it was called last. */
  readonly #take: () => number;
  #pieces: { readonly sinceMs: number; longest: number }[] = [];

  constructor(parts: {
    readonly clock: Pick<Clock, 'now'>;
    readonly windowMs: number;
    readonly take: () => number;
  }) {
    this.#clock = parts.clock;
    this.#windowMs = parts.windowMs;
    this.#take = parts.take;
  }

  read(): number {
    const now = this.#clock.now();
    const longest = this.#take();
    const newest = this.#pieces.at(-1);
    if (newest !== undefined && now - newest.sinceMs < this.#windowMs / PIECES)
      newest.longest = Math.max(newest.longest, longest);
    else this.#pieces.push({ sinceMs: now, longest });
    this.#pieces = this.#pieces.filter(({ sinceMs }) => now - sinceMs < this.#windowMs);
    return Math.max(...this.#pieces.map((piece) => piece.longest));
  }

  /** What was before counts no more. */
  forget(): void {
    this.#take();
    this.#pieces = [];
  }
}
