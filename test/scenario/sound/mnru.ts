import type { Random } from '../../../src/base/random.ts';

/**
 * The modulated noise reference unit of ITU-T P.810: speech with noise that rises and falls with it, Q dB below. Its
 * scale is the one codecs are compared on.
 */
export function mnru(sound: Int16Array, q: number, random: Random): Int16Array {
  const share = 10 ** (-q / 20);
  return sound.map((sample) =>
    Math.max(-32_768, Math.min(32_767, Math.round(sample * (1 + share * gaussian(random))))),
  );
}

/** Mean 0, variance 1: the sum of twelve even draws less six. */
function gaussian(random: Random): number {
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += random.integer(2 ** 30) / 2 ** 30;
  return sum;
}
