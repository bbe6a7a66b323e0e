/** Taps on each side of the middle that are not nought; every second one of a half-band filter is. */
const TAPS = 16;
/** Kaiser's shape parameter: what lies beyond 4.4 kHz is 55 dB softer, up to 3.6 kHz nothing is. */
const BETA = 5;

/** The weight of two neighbours at the same distance, nearest first. They add up to 1/2. */
const WEIGHTS = makeWeights();

/** Samples of before that the filter still reaches, at the lower and at the higher rate. */
const LOW_MEMORY = 2 * TAPS - 1;
const HIGH_MEMORY = 4 * TAPS - 2;

/** Narrowband sound for wideband ears: 8 to 16 kHz, 2 ms late, nothing above 4 kHz. */
export class Doubler {
  #sound: Float64Array = new Float64Array(LOW_MEMORY);

  /** What comes next has nothing to do with what came. */
  reset(): void {
    this.#sound.fill(0);
  }

  /** The first `length` of `from` become twice as many samples in `to`. */
  convert(from: Int16Array, to: Int16Array, length = from.length): void {
    const sound = withMemory(this.#sound, LOW_MEMORY, from, length);
    this.#sound = sound;
    for (let at = 0; at < length; at++) {
      const before = at + TAPS - 1;
      let between = 0;
      for (let i = 0; i < TAPS; i++) {
        between +=
          (WEIGHTS[i] as number) * ((sound[before - i] as number) + (sound[before + 1 + i] as number));
      }
      to[2 * at] = sound[before] as number;
      to[2 * at + 1] = saturated(between);
    }
  }
}

/** Wideband sound for narrowband ears: 16 to 8 kHz, 2 ms late, what lies above 4 kHz gone before it could fold back. */
export class Halver {
  #sound: Float64Array = new Float64Array(HIGH_MEMORY);

  /** What comes next has nothing to do with what came. */
  reset(): void {
    this.#sound.fill(0);
  }

  /** The first `length` of `from`, an even number, become half as many samples in `to`. */
  convert(from: Int16Array, to: Int16Array, length = from.length): void {
    const sound = withMemory(this.#sound, HIGH_MEMORY, from, length);
    this.#sound = sound;
    for (let at = 0; at < length / 2; at++) {
      const middle = 2 * at + 2 * TAPS - 1;
      let sides = 0;
      for (let i = 0; i < TAPS; i++) {
        const distance = 2 * i + 1;
        sides +=
          (WEIGHTS[i] as number) *
          ((sound[middle - distance] as number) + (sound[middle + distance] as number));
      }
      to[at] = saturated(((sound[middle] as number) + sides) / 2);
    }
  }
}

/** The last samples of `sound`, then those of `next`, in the same memory when it is long enough. */
function withMemory(sound: Float64Array, memory: number, next: Int16Array, count: number): Float64Array {
  const length = memory + count;
  const target = sound.length === length ? sound : new Float64Array(length);
  if (target === sound) target.copyWithin(0, count);
  else target.set(sound.subarray(sound.length - memory));
  for (let i = 0; i < count; i++) target[memory + i] = next[i] as number;
  return target;
}

function saturated(value: number): number {
  const rounded = Math.round(value);
  return rounded > 32_767 ? 32_767 : rounded < -32_768 ? -32_768 : rounded;
}

/** A sinc of half the band under Kaiser's window. */
function makeWeights(): Float64Array {
  const weights = Float64Array.from({ length: TAPS }, (_, i) => {
    const x = i + 0.5;
    return (Math.sin(Math.PI * x) / (Math.PI * x)) * bessel(BETA * Math.sqrt(1 - (x / TAPS) ** 2));
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / (2 * sum));
}

/** Modified Bessel function of the first kind, order 0. */
function bessel(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > 1e-12 * sum; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
