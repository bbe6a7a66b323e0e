/**
 * G.722 at 64 kbit/s (ITU-T G.722, mode 1): 16 kHz sound in one byte for every two samples. A filter bank splits the
 * sound into a lower and a higher band, each is coded as the difference from what was predicted, six bits a sample
 * for the lower and two for the higher. All arithmetic is the recommendation's, bit by bit; its block names stand
 * beside the steps. `Math.imul` keeps products in 32-bit registers, which halves the time.
 */
import type { VoiceDecoder, VoiceEncoder } from './voice-codec.ts';

/** Coefficients of the quadrature mirror filters, every other one; the second half mirrors the first (Table 11). */
const QMF = Int32Array.of(3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11);

/** Quantiser of the lower band: decision levels (Table 14) and the codes for negative and positive differences. */
const LOW_LEVELS = Int32Array.of(
  ...[0, 35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650],
  ...[714, 786, 858, 940, 1023, 1121, 1219, 1339, 1458, 1612, 1765, 1980, 2195, 2557, 2919],
);
const LOW_CODES_NEGATIVE = Uint8Array.of(
  ...[0, 63, 62, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19],
  ...[18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 0],
);
const LOW_CODES_POSITIVE = Uint8Array.of(
  ...[0, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47],
  ...[46, 45, 44, 43, 42, 41, 40, 39, 38, 37, 36, 35, 34, 33, 32, 0],
);

/** Inverse quantisers: six bits for what is heard, four of them for the prediction, two for the higher band. */
const LOW_INVERSE_6 = Int32Array.of(
  ...[-136, -136, -136, -136, -24808, -21904, -19008, -16704, -14984, -13512, -12280, -11192, -10232],
  ...[-9360, -8576, -7856, -7192, -6576, -6000, -5456, -4944, -4464, -4008, -3576, -3168, -2776, -2400],
  ...[-2032, -1688, -1360, -1040, -728, 24808, 21904, 19008, 16704, 14984, 13512, 12280, 11192, 10232],
  ...[9360, 8576, 7856, 7192, 6576, 6000, 5456, 4944, 4464, 4008, 3576, 3168, 2776, 2400, 2032, 1688],
  ...[1360, 1040, 728, 432, 136, -432, -136],
);
const LOW_INVERSE_4 = Int32Array.of(
  ...[0, -20456, -12896, -8968, -6288, -4240, -2584, -1200],
  ...[20456, 12896, 8968, 6288, 4240, 2584, 1200, 0],
);
const HIGH_INVERSE = Int32Array.of(-7408, -1616, 7408, 1616);

/** The one decision level of the higher band (Q2). */
const HIGH_LEVEL = 564;

/** Logarithmic step size: multipliers by code (WL, WH) and the antilogarithm (ILB). */
const LOW_MULTIPLIERS = Int32Array.of(
  ...[-60, 3042, 1198, 538, 334, 172, 58, -30],
  ...[3042, 1198, 538, 334, 172, 58, -30, -60],
);
const HIGH_MULTIPLIERS = Int32Array.of(798, -214, 798, -214);
const ANTILOG = Int32Array.of(
  ...[2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774, 2834],
  ...[2896, 2960, 3025, 3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838, 3922, 4008],
);
const LOW_STEP_LIMIT = 18_432;
const HIGH_STEP_LIMIT = 22_528;
/** Bits by which the antilogarithm is shifted less. */
const LOW_STEP_SHIFT = 8;
const HIGH_STEP_SHIFT = 10;

/** One band's adaptive quantiser step and predictor: two poles and six zeros. */
class Band {
  /** What the next sample is expected to be (S). */
  expected = 0;
  /** The quantiser's step (DET). */
  step: number;
  readonly #stepLimit: number;
  readonly #stepShift: number;
  /** Logarithm of the step (NB). */
  #stepLog = 0;
  /** Contribution of the zeros to `expected` (SZ). */
  #zeros = 0;
  /** Pole coefficients (A), partially reconstructed and reconstructed signals of before (P, R). */
  #a1 = 0;
  #a2 = 0;
  #p1 = 0;
  #p2 = 0;
  #r1 = 0;
  /** Zero coefficients (B) and quantised differences of before (D). */
  readonly #b = new Int32Array(6);
  readonly #d = new Int32Array(6);

  constructor(step: number, stepLimit: number, stepShift: number) {
    this.step = step;
    this.#stepLimit = stepLimit;
    this.#stepShift = stepShift;
  }

  copy(other: Band): void {
    this.expected = other.expected;
    this.step = other.step;
    this.#stepLog = other.#stepLog;
    this.#zeros = other.#zeros;
    this.#a1 = other.#a1;
    this.#a2 = other.#a2;
    this.#p1 = other.#p1;
    this.#p2 = other.#p2;
    this.#r1 = other.#r1;
    this.#b.set(other.#b);
    this.#d.set(other.#d);
  }

  /** LOGSCL and SCALEL, or LOGSCH and SCALEH. */
  adaptStep(multiplier: number): void {
    const log = (Math.imul(this.#stepLog, 127) >> 7) + multiplier;
    this.#stepLog = log < 0 ? 0 : log > this.#stepLimit ? this.#stepLimit : log;
    const shift = this.#stepShift - (this.#stepLog >> 11);
    const level = ANTILOG[(this.#stepLog >> 6) & 31] as number;
    this.step = (shift < 0 ? level << -shift : level >> shift) << 2;
  }

  /** BLOCK4: takes the quantised difference into account and predicts the next sample. */
  adapt(difference: number): void {
    const reconstructed = saturate(this.expected + difference);
    const partial = saturate(this.#zeros + difference);
    this.#adaptPoles(partial);
    this.#adaptZeros(difference);
    const poles = saturate(
      (Math.imul(this.#a1, saturate(reconstructed + reconstructed)) >> 15) +
        (Math.imul(this.#a2, saturate(this.#r1 + this.#r1)) >> 15),
    );
    this.#r1 = reconstructed;
    this.#p2 = this.#p1;
    this.#p1 = partial;
    this.expected = saturate(poles + this.#zeros);
  }

  /** UPPOL2 and UPPOL1: signs of the partial signal against the two before steer the coefficients. */
  #adaptPoles(partial: number): void {
    const sameAs1 = (partial ^ this.#p1) >= 0;
    const sameAs2 = (partial ^ this.#p2) >= 0;
    const quadruple = saturate(this.#a1 << 2);
    let second = saturate(sameAs1 ? -quadruple : quadruple) >> 7;
    second += (sameAs2 ? 128 : -128) + (Math.imul(this.#a2, 32_512) >> 15);
    second = second > 12_288 ? 12_288 : second < -12_288 ? -12_288 : second;
    const first = (sameAs1 ? 192 : -192) + (Math.imul(this.#a1, 32_640) >> 15);
    const bound = 15_360 - second;
    this.#a1 = first > bound ? bound : first < -bound ? -bound : first;
    this.#a2 = second;
  }

  /** UPZERO and FILTEZ. */
  #adaptZeros(difference: number): void {
    const b = this.#b;
    const d = this.#d;
    const gain = difference === 0 ? 0 : 128;
    let zeros = 0;
    for (let i = 5; i >= 0; i--) {
      const before = d[i] as number;
      const change = (difference ^ before) >= 0 ? gain : -gain;
      const coefficient = change + (Math.imul(b[i] as number, 32_640) >> 15);
      b[i] = coefficient;
      const delayed = i === 0 ? difference : (d[i - 1] as number);
      d[i] = delayed;
      zeros = (zeros + (Math.imul(coefficient, saturate(delayed + delayed)) >> 15)) | 0;
    }
    this.#zeros = saturate(zeros);
  }
}

function lowBand(): Band {
  return new Band(32, LOW_STEP_LIMIT, LOW_STEP_SHIFT);
}

function highBand(): Band {
  return new Band(8, HIGH_STEP_LIMIT, HIGH_STEP_SHIFT);
}

/** Samples of before that a filter still reaches. */
const MEMORY = 22;

/** One direction of one stream: what was said before decides how the next byte is made. */
export class G722Encoder implements VoiceEncoder {
  readonly #low = lowBand();
  readonly #high = highBand();
  #sound = new Int16Array(MEMORY + 320);

  continueFrom(other: VoiceEncoder): void {
    if (!(other instanceof G722Encoder)) return;
    this.#low.copy(other.#low);
    this.#high.copy(other.#high);
    this.#sound.set(other.#sound.subarray(0, MEMORY));
  }

  /** `length` samples at 16 kHz, an even number, from `samples[0]` on become `length / 2` bytes from `codes[to]` on. */
  encode(samples: Int16Array, length: number, codes: Uint8Array, to: number): number {
    const sound = this.#remember(samples, length);
    for (let at = 0; at < length; at += 2) {
      let odd = 0;
      let even = 0;
      for (let i = 0; i < 12; i++) {
        odd = (odd + Math.imul(sound[at + 2 * i] as number, QMF[i] as number)) | 0;
        even = (even + Math.imul(sound[at + 2 * i + 1] as number, QMF[11 - i] as number)) | 0;
      }
      const low = this.#quantiseLow((even + odd) >> 14);
      const high = this.#quantiseHigh((even - odd) >> 14);
      codes[to + (at >> 1)] = (high << 6) | low;
    }
    sound.copyWithin(0, length, length + MEMORY);
    return length / 2;
  }

  #remember(samples: Int16Array, length: number): Int16Array {
    if (this.#sound.length < MEMORY + length) {
      const longer = new Int16Array(MEMORY + length);
      longer.set(this.#sound.subarray(0, MEMORY));
      this.#sound = longer;
    }
    const sound = this.#sound;
    for (let i = 0; i < length; i++) sound[MEMORY + i] = samples[i] as number;
    return sound;
  }

  /** SUBTRA, QUANTL, INVQAL. */
  #quantiseLow(sample: number): number {
    const band = this.#low;
    const { step } = band;
    const difference = saturate(sample - band.expected);
    const magnitude = difference >= 0 ? difference : ~difference;
    // The first decision level above the magnitude; there are 29 of them.
    let from = 1;
    let to = 30;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (magnitude < Math.imul(LOW_LEVELS[middle] as number, step) >> 12) to = middle;
      else from = middle + 1;
    }
    const code = (difference < 0 ? LOW_CODES_NEGATIVE : LOW_CODES_POSITIVE)[from] as number;
    const quarter = code >> 2;
    band.adaptStep(LOW_MULTIPLIERS[quarter] as number);
    band.adapt(Math.imul(step, LOW_INVERSE_4[quarter] as number) >> 15);
    return code;
  }

  #quantiseHigh(sample: number): number {
    const band = this.#high;
    const { step } = band;
    const difference = saturate(sample - band.expected);
    const magnitude = difference >= 0 ? difference : ~difference;
    const isLarge = magnitude >= Math.imul(HIGH_LEVEL, step) >> 12;
    const code = difference < 0 ? (isLarge ? 0 : 1) : isLarge ? 2 : 3;
    band.adaptStep(HIGH_MULTIPLIERS[code] as number);
    band.adapt(Math.imul(step, HIGH_INVERSE[code] as number) >> 15);
    return code;
  }
}

export class G722Decoder implements VoiceDecoder {
  readonly #low = lowBand();
  readonly #high = highBand();
  /** Sums and differences of the bands, as the receive filter wants them. */
  #bands = new Int32Array(MEMORY + 320);

  /** `length` bytes from `codes[from]` on become twice as many samples at 16 kHz from `samples[to]` on, or none. */
  decode(codes: Uint8Array, from: number, length: number, samples: Int16Array, to: number): number {
    if (2 * length > samples.length - to) return 0;
    if (this.#bands.length < MEMORY + 2 * length) {
      const longer = new Int32Array(MEMORY + 2 * length);
      longer.set(this.#bands.subarray(0, MEMORY));
      this.#bands = longer;
    }
    const bands = this.#bands;
    for (let at = 0; at < 2 * length; at += 2) {
      const code = codes[from + (at >> 1)] as number;
      const low = this.#low6(code & 0x3f);
      const high = this.#high2(code >> 6);
      bands[at + MEMORY] = low + high;
      bands[at + MEMORY + 1] = low - high;
      let odd = 0;
      let even = 0;
      for (let i = 0; i < 12; i++) {
        odd = (odd + Math.imul(bands[at + 2 * i] as number, QMF[i] as number)) | 0;
        even = (even + Math.imul(bands[at + 2 * i + 1] as number, QMF[11 - i] as number)) | 0;
      }
      samples[to + at] = saturate(even >> 11);
      samples[to + at + 1] = saturate(odd >> 11);
    }
    bands.copyWithin(0, 2 * length, 2 * length + MEMORY);
    return 2 * length;
  }

  /** INVQBL for what is heard, INVQAL for the prediction. */
  #low6(code: number): number {
    const band = this.#low;
    const { step, expected } = band;
    const quarter = code >> 2;
    const heard = expected + (Math.imul(step, LOW_INVERSE_6[code] as number) >> 15);
    band.adaptStep(LOW_MULTIPLIERS[quarter] as number);
    band.adapt(Math.imul(step, LOW_INVERSE_4[quarter] as number) >> 15);
    return limit15(heard);
  }

  #high2(code: number): number {
    const band = this.#high;
    const { step, expected } = band;
    const difference = Math.imul(step, HIGH_INVERSE[code] as number) >> 15;
    band.adaptStep(HIGH_MULTIPLIERS[code] as number);
    band.adapt(difference);
    return limit15(expected + difference);
  }
}

function saturate(value: number): number {
  return value > 32_767 ? 32_767 : value < -32_768 ? -32_768 : value;
}

/** LIMIT: the bands have 15 bits, so that their sum has 16. */
function limit15(value: number): number {
  return value > 16_383 ? 16_383 : value < -16_384 ? -16_384 : value;
}
