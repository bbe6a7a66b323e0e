import type { SampleRate } from '../../rtp/voice-codec.ts';

/** Voices have between 66 and 200 periods a second. */
const LONGEST_PERIOD_S = 0.015;
const SHORTEST_PERIOD_S = 0.005;
/** How much of the past has to look like the piece a period before it. */
const COMPARED_S = 0.02;
/** What was heard is gone on with at full strength for this long, then it fades to nothing. */
const STEADY_S = 0.01;
const FADING_S = 0.05;
/** Longer than this, one period over and over buzzes: a further one is taken in. */
const PERIOD_EACH_S = 0.01;
const MOST_PERIODS = 3;
/** What comes at last and what was made up go over into each other. */
const SHORTEST_BLEND_S = 0.004;
const LONGEST_BLEND_S = 0.01;
/** In what is softer than this, the last steps of G.711, there is no voice to look for. */
const SILENT_PEAK = 8;
/** Beyond the past there is room for so much more, so that the past seldom has to be moved. */
const ROOM_S = 0.1;

/**
 * Fills what did not come by going on with the last periods of the voice, after the idea of ITU-T G.711 Appendix I, at
 * any sample rate: half of all listeners do not notice a single lost packet.
 */
export class Concealment {
  /** What was played: its last `#length` samples end at `#end`. */
  readonly #past: Int16Array;
  readonly #length: number;
  #end: number;
  readonly #rate: SampleRate;
  /** The end of what came, and how much of that end is gone round. */
  readonly #pattern: Int16Array;
  #period = 0;
  #periods = 0;
  #at = 0;
  /** Samples made up since the last that came. */
  #made = 0;

  constructor(rate: SampleRate) {
    this.#rate = rate;
    this.#length = (COMPARED_S + MOST_PERIODS * LONGEST_PERIOD_S) * rate;
    this.#end = this.#length;
    this.#past = new Int16Array(this.#length + ROOM_S * rate);
    this.#pattern = new Int16Array(MOST_PERIODS * LONGEST_PERIOD_S * rate);
  }

  /** `frame` is about to be played; it came as it should. Its beginning is blended with what was made up before it. */
  came(frame: Int16Array, from: number, to: number): void {
    if (this.#made > 0) this.#blend(frame, from, to);
    this.#made = 0;
    this.#remember(frame, from, to);
  }

  /** Makes up `frame[from]` to `frame[to - 1]`. */
  fill(frame: Int16Array, from: number, to: number): void {
    if (this.#made === 0) this.#begin();
    for (let i = from; i < to; i++) frame[i] = this.#next();
    this.#remember(frame, from, to);
  }

  reset(): void {
    this.#past.fill(0);
    this.#end = this.#length;
    this.#made = 0;
  }

  #begin(): void {
    this.#period = this.#findPeriod();
    this.#periods = 1;
    this.#at = 0;
    const past = this.#past;
    const pattern = this.#pattern;
    const start = this.#end - pattern.length;
    for (let i = 0; i < pattern.length; i++) pattern[i] = past[start + i] as number;
  }

  #next(): number {
    const madeS = this.#made / this.#rate;
    if (this.#at === this.#periods * this.#period) {
      this.#at = 0;
      this.#periods = Math.min(MOST_PERIODS, 1 + Math.floor(madeS / PERIOD_EACH_S));
    }
    this.#made++;
    const fade = madeS <= STEADY_S ? 1 : Math.max(0, 1 - (madeS - STEADY_S) / FADING_S);
    const start = this.#pattern.length - this.#periods * this.#period;
    return (this.#pattern[start + this.#at++] as number) * fade;
  }

  #blend(frame: Int16Array, from: number, to: number): void {
    const lostS = this.#made / this.#rate;
    const lengthS = Math.min(LONGEST_BLEND_S, SHORTEST_BLEND_S + lostS / 5);
    const length = Math.min(to - from, Math.round(lengthS * this.#rate));
    for (let i = 0; i < length; i++) {
      const weight = (i + 1) / (length + 1);
      const came = frame[from + i] as number;
      frame[from + i] = came * weight + this.#next() * (1 - weight);
    }
  }

  #remember(frame: Int16Array, from: number, to: number): void {
    const past = this.#past;
    const count = Math.min(this.#length, to - from);
    if (this.#end + count > past.length) {
      past.copyWithin(0, this.#end + count - this.#length, this.#end);
      this.#end = this.#length - count;
    }
    if (count === frame.length) past.set(frame, this.#end);
    else for (let i = 0; i < count; i++) past[this.#end + i] = frame[to - count + i] as number;
    this.#end += count;
  }

  /** The shift at which the end of the past looks most like what went before it: normalised cross-correlation. */
  #findPeriod(): number {
    const past = this.#past;
    const end = this.#end;
    const start = end - COMPARED_S * this.#rate;
    const shortest = Math.round(SHORTEST_PERIOD_S * this.#rate);
    if (isSilent(past, start, end)) return shortest;
    let best = shortest;
    let bestMatch = Number.NEGATIVE_INFINITY;
    let energy = 1;
    for (let i = start - best; i < end - best; i++) energy += (past[i] as number) ** 2;
    for (let shift = best; shift <= LONGEST_PERIOD_S * this.#rate; shift++) {
      let product = 0;
      for (let i = start; i < end; i++) product += (past[i] as number) * (past[i - shift] as number);
      const match = product / Math.sqrt(energy);
      if (match > bestMatch) {
        bestMatch = match;
        best = shift;
      }
      // One shift further one sample comes in at the front and one goes out at the back.
      energy += (past[start - shift - 1] as number) ** 2 - (past[end - shift - 1] as number) ** 2;
    }
    return best;
  }
}

function isSilent(samples: Int16Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const sample = samples[i] as number;
    if (sample > SILENT_PEAK || sample < -SILENT_PEAK) return false;
  }
  return true;
}
