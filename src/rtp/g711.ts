/**
 * G.711 by table, bit-exact with ITU-T G.191. Linear samples are 16 bits signed. µ-law looks at the upper 14 bits
 * and A-law at the upper 12, so the encode tables are small enough to stay in the processor's cache.
 */
export type G711Law = 'alaw' | 'ulaw';

export interface G711 {
  readonly law: G711Law;
  /** The code for silence. */
  readonly silence: number;
  /** `length` bytes from `codes[from]` on become samples from `samples[to]` on: as many, or none without room. */
  decode(codes: Uint8Array, from: number, length: number, samples: Int16Array, to: number): number;
  /** `length` samples from `samples[0]` on become as many bytes from `codes[to]` on. */
  encode(samples: Int16Array, length: number, codes: Uint8Array, to: number): number;
}

const ULAW_DECODE = Int16Array.from({ length: 256 }, (_, code) => ulawToLinear(code));
const ALAW_DECODE = Int16Array.from({ length: 256 }, (_, code) => alawToLinear(code));
/** Index: the sample shifted right by 2 (µ-law) or 4 (A-law), plus half the table. */
const ULAW_ENCODE = Uint8Array.from({ length: 16384 }, (_, index) => linearToUlaw(index - 8192));
const ALAW_ENCODE = Uint8Array.from({ length: 4096 }, (_, index) => linearToAlaw(index - 2048));

export const ULAW: G711 = {
  law: 'ulaw',
  silence: 0xff,
  decode(codes, from, length, samples, to) {
    if (length > samples.length - to) return 0;
    for (let i = 0; i < length; i++) {
      samples[to + i] = ULAW_DECODE[codes[from + i] as number] as number;
    }
    return length;
  },
  encode(samples, length, codes, to) {
    for (let i = 0; i < length; i++) {
      codes[to + i] = ULAW_ENCODE[((samples[i] as number) >> 2) + 8192] as number;
    }
    return length;
  },
};

export const ALAW: G711 = {
  law: 'alaw',
  silence: 0xd5,
  decode(codes, from, length, samples, to) {
    if (length > samples.length - to) return 0;
    for (let i = 0; i < length; i++) {
      samples[to + i] = ALAW_DECODE[codes[from + i] as number] as number;
    }
    return length;
  },
  encode(samples, length, codes, to) {
    for (let i = 0; i < length; i++) {
      codes[to + i] = ALAW_ENCODE[((samples[i] as number) >> 4) + 2048] as number;
    }
    return length;
  },
};

function ulawToLinear(code: number): number {
  const inverted = ~code & 0xff;
  const magnitude = ((((inverted & 0x0f) << 1) + 33) << ((inverted & 0x70) >> 4)) - 33;
  return (inverted & 0x80 ? -magnitude : magnitude) << 2;
}

/** `value` has 14 bits. A negative one is folded by inverting it, so that -1 and 0 have the same magnitude. */
function linearToUlaw(value: number): number {
  const magnitude = Math.min((value < 0 ? ~value : value) + 33, 0x1fff);
  let segment = 0;
  while (magnitude >> (segment + 6) !== 0) segment++;
  const code = (segment << 4) | ((magnitude >> (segment + 1)) & 0x0f);
  return ~(value < 0 ? code | 0x80 : code) & 0xff;
}

function alawToLinear(code: number): number {
  const toggled = code ^ 0x55;
  const segment = (toggled & 0x70) >> 4;
  const mantissa = ((toggled & 0x0f) << 1) | 1;
  const magnitude = segment === 0 ? mantissa : (mantissa + 32) << (segment - 1);
  return (toggled & 0x80 ? magnitude : -magnitude) << 3;
}

/** `value` has 12 bits. */
function linearToAlaw(value: number): number {
  const magnitude = value < 0 ? ~value : value;
  let segment = 0;
  while (magnitude >> (segment + 4) !== 0) segment++;
  const code = segment === 0 ? magnitude : (segment << 4) | ((magnitude >> (segment - 1)) & 0x0f);
  return (value < 0 ? code : code | 0x80) ^ 0x55;
}
