import { resample } from '../../../src/media/sound/resample.ts';

/** What tells good sound from bad, as numbers. All compare what was heard with what was said, in the telephone's band. */

const RATE = 8_000;
const WIDE_RATE = 16_000;
/** Who hears nothing of the first packets is ahead. */
const EARLIEST_MS = -60;
const LATEST_MS = 300;
/** A frame of the spectrum: 32 ms, half of it new. */
const WINDOW = 256;
const HOP = 128;
/** Edges of the bands in Hz, about as wide as the ear hears them (Zwicker's critical bands). */
const BANDS = [100, 200, 300, 400, 510, 630, 770, 920, 1080, 1270, 1480, 1720, 2000, 2320, 2700, 3150, 3700];
/** So far below the speech nobody hears a difference. */
const INAUDIBLE_DB = -40;

export interface Score {
  readonly delayMs: number;
  /** From 300 to 3400 Hz; louder is positive. */
  readonly levelDb: number;
  /** Mean of the signal-to-noise ratios of 20 ms, of those in which somebody speaks, each between -10 and 35. */
  readonly segmentalSnrDb: number;
  /** Mean difference of the levels in critical bands, where there is something to be heard. */
  readonly distanceDb: number;
  /** The longest silence where somebody spoke. */
  readonly gapMs: number;
}

/** Both at 16 kHz. */
export function score(said: Int16Array, heard: Int16Array): Score {
  const delay = delayOf(said, heard);
  const aligned = delay < 0 ? withSilence(heard, -delay) : heard.subarray(delay);
  const length = Math.min(said.length, aligned.length);
  const reference = resample(said.subarray(0, length), WIDE_RATE, RATE);
  const result = resample(aligned.subarray(0, length), WIDE_RATE, RATE);
  const [one, other] = [bandLevels(reference), bandLevels(result)];
  return {
    delayMs: (1000 * delay) / WIDE_RATE,
    levelDb: levelOf(other) - levelOf(one),
    segmentalSnrDb: segmentalSnr(reference, result),
    distanceDb: spectralDistance(one, other),
    gapMs: longestGap(reference, result),
  };
}

/** The same for each two seconds, each shifted by itself: where a jitter buffer has moved what follows, by how much is its affair. */
export function scoreInPieces(
  said: Int16Array,
  heard: Int16Array,
): Pick<Score, 'levelDb' | 'distanceDb' | 'gapMs'> {
  const length = 2 * WIDE_RATE;
  const pieces: Score[] = [];
  for (let at = 0; at + length <= said.length; at += length)
    pieces.push(score(said.subarray(at, at + length), heard.subarray(at)));
  return {
    levelDb: mean(pieces.map(({ levelDb }) => levelDb)),
    distanceDb: mean(pieces.map(({ distanceDb }) => distanceDb)),
    gapMs: Math.max(...pieces.map(({ gapMs }) => gapMs)),
  };
}

function withSilence(sound: Int16Array, samples: number): Int16Array {
  const later = new Int16Array(samples + sound.length);
  later.set(sound, samples);
  return later;
}

/** By which shift the two are most alike, judged by the loudest second: roughly first, then to the sample. */
function delayOf(said: Int16Array, heard: Int16Array): number {
  const start = loudestSecond(said);
  const likest = (from: number, to: number, step: number, stride: number): number => {
    let best = from;
    let bestMatch = Number.NEGATIVE_INFINITY;
    for (let delay = from; delay <= to; delay += step) {
      let match = 0;
      for (let i = start; i < start + WIDE_RATE; i += stride)
        match += (said[i] ?? 0) * (heard[i + delay] ?? 0);
      if (match > bestMatch) [best, bestMatch] = [delay, match];
    }
    return best;
  };
  const perMs = WIDE_RATE / 1000;
  const roughly = likest(EARLIEST_MS * perMs, LATEST_MS * perMs, 4, 4);
  return likest(roughly - 6, roughly + 6, 1, 1);
}

function loudestSecond(sound: Int16Array): number {
  let best = 0;
  let bestPower = -1;
  for (let at = 0; at + WIDE_RATE <= sound.length; at += WIDE_RATE / 4) {
    const loud = power(sound, at, at + WIDE_RATE);
    if (loud > bestPower) [best, bestPower] = [at, loud];
  }
  return best;
}

function segmentalSnr(said: Int16Array, heard: Int16Array): number {
  const frame = RATE / 50;
  const speech = power(said, 0, said.length) / 30;
  const ratios: number[] = [];
  for (let at = 0; at + frame <= said.length; at += frame) {
    const signal = power(said, at, at + frame);
    if (signal < speech) continue;
    let noise = 0;
    for (let i = at; i < at + frame; i++) noise += ((said[i] ?? 0) - (heard[i] ?? 0)) ** 2;
    const ratio = 10 * Math.log10(signal / (noise / frame + 1));
    ratios.push(Math.max(-10, Math.min(35, ratio)));
  }
  return mean(ratios);
}

/** Of all frames together, from 300 to 3400 Hz. */
function levelOf(frames: readonly number[][]): number {
  const bands = frames.flatMap((levels) => levels.slice(2));
  return 10 * Math.log10(mean(bands.map((level) => 10 ** (level / 10))));
}

function spectralDistance(one: readonly number[][], other: readonly number[][]): number {
  const floor = 10 * Math.log10(mean(one.flat().map((level) => 10 ** (level / 10)))) + INAUDIBLE_DB;
  const distances = one.flatMap((levels, frame) => {
    if (Math.max(...levels) < floor + 20) return [];
    const squares = levels.map((level, band) => {
      const difference = Math.max(level, floor) - Math.max(other[frame]?.[band] ?? floor, floor);
      return difference ** 2;
    });
    return [Math.sqrt(mean(squares))];
  });
  return mean(distances);
}

/** In dB, of each frame in each band. */
function bandLevels(sound: Int16Array): number[][] {
  const frames: number[][] = [];
  for (let at = 0; at + WINDOW <= sound.length; at += HOP) {
    const spectrum = powerSpectrum(sound, at);
    const levels = BANDS.slice(1).map((high, band) => {
      const from = Math.ceil(((BANDS[band] ?? 0) * WINDOW) / RATE);
      const to = Math.ceil((high * WINDOW) / RATE);
      let sum = 1;
      for (let bin = from; bin < to; bin++) sum += spectrum[bin] ?? 0;
      return 10 * Math.log10(sum);
    });
    frames.push(levels);
  }
  return frames;
}

const COS = Float64Array.from({ length: WINDOW }, (_, i) => Math.cos((-2 * Math.PI * i) / WINDOW));
const SIN = Float64Array.from({ length: WINDOW }, (_, i) => Math.sin((-2 * Math.PI * i) / WINDOW));
const HANN = Float64Array.from(
  { length: WINDOW },
  (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / WINDOW),
);

/** A fast Fourier transform in place (radix 2), squared. */
function powerSpectrum(sound: Int16Array, at: number): Float64Array {
  const real = Float64Array.from({ length: WINDOW }, (_, i) => (sound[at + i] ?? 0) * (HANN[i] ?? 0));
  const imaginary = new Float64Array(WINDOW);
  for (let i = 1, j = 0; i < WINDOW; i++) {
    let bit = WINDOW >> 1;
    for (; (j & bit) !== 0; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) [real[i], real[j]] = [real[j] as number, real[i] as number];
  }
  for (let size = 2; size <= WINDOW; size *= 2) {
    const turn = WINDOW / size;
    for (let start = 0; start < WINDOW; start += size) {
      for (let k = 0; k < size / 2; k++) {
        const cos = COS[k * turn] as number;
        const sin = SIN[k * turn] as number;
        const even = start + k;
        const odd = even + size / 2;
        const re = (real[odd] as number) * cos - (imaginary[odd] as number) * sin;
        const im = (real[odd] as number) * sin + (imaginary[odd] as number) * cos;
        real[odd] = (real[even] as number) - re;
        imaginary[odd] = (imaginary[even] as number) - im;
        real[even] = (real[even] as number) + re;
        imaginary[even] = (imaginary[even] as number) + im;
      }
    }
  }
  return real.map((re, i) => re * re + (imaginary[i] as number) ** 2).subarray(0, WINDOW / 2);
}

/** Silent: 25 dB softer than what was said, in pieces of 5 ms in which somebody spoke. */
function longestGap(said: Int16Array, heard: Int16Array): number {
  const piece = RATE / 200;
  const speech = power(said, 0, said.length) / 30;
  let longest = 0;
  let run = 0;
  for (let at = 0; at + piece <= said.length; at += piece) {
    const loud = power(said, at, at + piece);
    const isGap = loud > speech && power(heard, at, at + piece) < loud / 300;
    run = isGap ? run + 5 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

function power(sound: Int16Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += (sound[i] ?? 0) ** 2;
  return sum / (to - from);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
