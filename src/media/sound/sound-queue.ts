import type { SayOutcome } from '../media-plane.ts';

interface Waiting {
  readonly samples: Int16Array;
  readonly onEnd: ((outcome: SayOutcome) => void) | undefined;
  readonly isEndless: boolean;
}

/** Tones and prompts that wait their turn, added to a sum piece by piece. */
export class SoundQueue {
  readonly #waiting: Waiting[] = [];
  #at = 0;
  #ended: Waiting['onEnd'];

  /** The samples are not written to. `onEnd` is called once. */
  add(samples: Int16Array, onEnd?: (outcome: SayOutcome) => void): void {
    this.#waiting.push({ samples, onEnd, isEndless: false });
  }

  /** Whole frames, over and over again until the queue is cleared. */
  addEndless(samples: Int16Array): void {
    this.#waiting.push({ samples, onEnd: undefined, isEndless: true });
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  clear(): void {
    this.#at = 0;
    for (const { onEnd } of this.#waiting.splice(0)) onEnd?.('cut');
  }

  /** Adds the next `sum.length` samples. */
  mixInto(sum: Int32Array): void {
    const first = this.#waiting[0];
    if (!first) return;
    const { samples, onEnd, isEndless } = first;
    const count = Math.min(sum.length, samples.length - this.#at);
    for (let i = 0; i < count; i++) sum[i] = (sum[i] as number) + (samples[this.#at + i] as number);
    this.#at += count;
    if (this.#at < samples.length) return;
    this.#at = 0;
    if (isEndless) return;
    this.#waiting.shift();
    this.#ended = onEnd;
  }

  /** Tells of what came to its end, once its last frame is on its way: who is told may close the stream. */
  settle(): void {
    const ended = this.#ended;
    this.#ended = undefined;
    ended?.('whole');
  }
}
