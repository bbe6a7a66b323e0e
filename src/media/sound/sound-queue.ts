/**
 * `cut`: the stream got something else to do before the end. `impossible`: the phone takes no codec that we can make,
 * or there is no such recording; told at once.
 */
export type SayOutcome = 'whole' | 'cut' | 'impossible';

/** Sound that is made as it is played. */
export interface SoundSource {
  /** Adds the next `sum.length` samples; true when it has come to its end. */
  mixInto(sum: Int32Array): boolean;
}

interface Waiting {
  readonly source: SoundSource;
  readonly onEnd: ((outcome: SayOutcome) => void) | undefined;
}

/** Tones, prompts and recordings that wait their turn, added to a sum piece by piece. */
export class SoundQueue {
  readonly #waiting: Waiting[] = [];
  #ended: Waiting['onEnd'];

  /** The samples are not written to. `onEnd` is called once. */
  add(samples: Int16Array, onEnd?: (outcome: SayOutcome) => void): void {
    this.addSource(new Samples(samples, false), onEnd);
  }

  /** Whole frames, over and over again until the queue is cleared. */
  addEndless(samples: Int16Array): void {
    this.addSource(new Samples(samples, true));
  }

  /** `onEnd` is called once. */
  addSource(source: SoundSource, onEnd?: (outcome: SayOutcome) => void): void {
    this.#waiting.push({ source, onEnd });
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  clear(): void {
    for (const { onEnd } of this.#waiting.splice(0)) onEnd?.('cut');
  }

  /** Adds the next `sum.length` samples. */
  mixInto(sum: Int32Array): void {
    const first = this.#waiting[0];
    if (first?.source.mixInto(sum) !== true) return;
    this.#waiting.shift();
    this.#ended = first.onEnd;
  }

  /** Tells of what came to its end, once its last frame is on its way: who is told may close the stream. */
  settle(): void {
    const ended = this.#ended;
    this.#ended = undefined;
    ended?.('whole');
  }
}

/** Samples that are there already. */
class Samples implements SoundSource {
  readonly #samples: Int16Array;
  readonly #isEndless: boolean;
  #at = 0;

  constructor(samples: Int16Array, isEndless: boolean) {
    this.#samples = samples;
    this.#isEndless = isEndless;
  }

  mixInto(sum: Int32Array): boolean {
    const samples = this.#samples;
    const count = Math.min(sum.length, samples.length - this.#at);
    for (let i = 0; i < count; i++) sum[i] = (sum[i] as number) + (samples[this.#at + i] as number);
    this.#at += count;
    if (this.#at < samples.length) return false;
    this.#at = 0;
    return !this.#isEndless;
  }
}
