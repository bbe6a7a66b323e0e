import type { Random } from '../src/base/random.ts';

/** Random numbers that are the same in every run with the same seed (xoshiro128**). */
export function seededRandom(seed: number): Random {
  // splitmix32 spreads a small seed over the whole state.
  let mix = seed >>> 0;
  const splitMix = (): number => {
    mix = (mix + 0x9e3779b9) >>> 0;
    let z = mix;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
  let a = splitMix();
  let b = splitMix();
  let c = splitMix();
  let d = splitMix();

  const next = (): number => {
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  };

  return {
    bytes(length) {
      const bytes = new Uint8Array(length);
      for (let i = 0; i < length; i += 1) bytes[i] = next() >>> 24;
      return bytes;
    },
    integer(limit) {
      // 53 random bits, so that limits beyond 2^32 are served as well.
      const fraction = (next() * 0x200000 + (next() >>> 11)) / 2 ** 53;
      return Math.floor(fraction * limit);
    },
  };
}
