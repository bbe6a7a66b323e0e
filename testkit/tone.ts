/**
 * Sound for tests: linear samples, -32768 to 32767, 8000 a second unless it is said otherwise, and G.711 written apart
 * from `src/rtp`.
 */

export const SAMPLE_RATE = 8000;
export type G711 = 'PCMA' | 'PCMU';

/** `length` samples of a sine that began at sample 0, from sample `start` on. */
export function sine(
  frequencyHz: number,
  amplitude: number,
  start: number,
  length: number,
  rate = SAMPLE_RATE,
): Int16Array {
  const samples = new Int16Array(length);
  const step = (2 * Math.PI * frequencyHz) / rate;
  for (let i = 0; i < length; i += 1) samples[i] = Math.round(amplitude * Math.sin(step * (start + i)));
  return samples;
}

/** The amplitude of one frequency in the samples (Goertzel): that of a pure sine comes out as it went in. */
export function amplitudeOf(samples: Int16Array, frequencyHz: number, rate = SAMPLE_RATE): number {
  if (samples.length === 0) return 0;
  const omega = (2 * Math.PI * frequencyHz) / rate;
  const coefficient = 2 * Math.cos(omega);
  let previous = 0;
  let beforePrevious = 0;
  for (const sample of samples) {
    const value = sample + coefficient * previous - beforePrevious;
    beforePrevious = previous;
    previous = value;
  }
  const power = previous ** 2 + beforePrevious ** 2 - coefficient * previous * beforePrevious;
  return (2 * Math.sqrt(Math.max(0, power))) / samples.length;
}

/** Effective value of the whole sound. */
export function loudness(samples: Int16Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length);
}

export function decodeG711(codec: G711, bytes: Uint8Array): Int16Array {
  const table = codec === 'PCMA' ? ALAW_TABLE : MULAW_TABLE;
  return Int16Array.from(bytes, (byte) => table[byte] ?? 0);
}

/** Slow and plain: the code whose decoded value is nearest. */
export function encodeG711(codec: G711, samples: Int16Array): Uint8Array {
  const codes = codec === 'PCMA' ? ALAW_CODES : MULAW_CODES;
  return Uint8Array.from(samples, (sample) => codes[(sample + 32_768) >> 3] ?? 0);
}

// ITU-T G.711, tables 1 and 2, by the segments' arithmetic.
const ALAW_TABLE = Int16Array.from({ length: 256 }, (_, code) => {
  const inverted = code ^ 0x55;
  const exponent = (inverted >> 4) & 7;
  const mantissa = inverted & 15;
  const magnitude = exponent === 0 ? (mantissa << 4) + 8 : ((mantissa << 4) + 0x108) << (exponent - 1);
  return inverted & 0x80 ? magnitude : -magnitude;
});

const MULAW_TABLE = Int16Array.from({ length: 256 }, (_, code) => {
  const inverted = ~code & 0xff;
  const magnitude = ((((inverted & 15) << 3) + 0x84) << ((inverted >> 4) & 7)) - 0x84;
  return inverted & 0x80 ? -magnitude : magnitude;
});

const ALAW_CODES = nearestCodes(ALAW_TABLE);
const MULAW_CODES = nearestCodes(MULAW_TABLE);

/** For every eighth linear value the code that decodes nearest to it. */
function nearestCodes(table: Int16Array): Uint8Array {
  const byValue = Array.from(table, (value, code) => ({ value, code })).sort((a, b) => a.value - b.value);
  const codes = new Uint8Array(8192);
  let index = 0;
  for (let i = 0; i < codes.length; i += 1) {
    const wanted = i * 8 - 32_768;
    const distance = (at: number): number =>
      Math.abs((byValue[at]?.value ?? Number.POSITIVE_INFINITY) - wanted);
    while (index + 1 < byValue.length && distance(index + 1) <= distance(index)) index += 1;
    codes[i] = byValue[index]?.code ?? 0;
  }
  return codes;
}
