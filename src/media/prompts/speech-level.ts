/** Pieces of 20 ms are heard as loud or quiet; the gaps between words do not count. */
const PIECE_S = 0.02;
/** What lies this far below the loudest piece is a gap. */
const GAP_DB = 25;
const FULL_SCALE = 32_768;

/** Loudness of what is said, in dB below full scale; `-Infinity` for silence. */
export function speechLevel(samples: Int16Array, rate: number): number {
  const piece = Math.max(1, Math.round(rate * PIECE_S));
  const powers: number[] = [];
  for (let at = 0; at < samples.length; at += piece) powers.push(meanPower(samples.subarray(at, at + piece)));
  const loudest = powers.reduce((most, power) => Math.max(most, power), 0);
  if (loudest === 0) return Number.NEGATIVE_INFINITY;
  const spoken = powers.filter((power) => power > loudest * 10 ** (-GAP_DB / 10));
  const mean = spoken.reduce((sum, power) => sum + power, 0) / spoken.length;
  return 10 * Math.log10(mean / FULL_SCALE ** 2);
}

/** Part of the samples that stand at the very end of the scale: what was louder is torn. */
export function clippedPart(samples: Int16Array): number {
  let clipped = 0;
  for (const sample of samples) if (sample >= 32_767 || sample <= -32_767) clipped++;
  return samples.length === 0 ? 0 : clipped / samples.length;
}

/** Louder or softer by so many dB; peaks that would not fit are bent, not torn. */
export function amplified(samples: Int16Array, gainDb: number): Int16Array {
  const gain = 10 ** (gainDb / 20);
  const knee = 0.8 * FULL_SCALE;
  const room = FULL_SCALE - 1 - knee;
  return samples.map((sample) => {
    const wanted = sample * gain;
    const over = Math.abs(wanted) - knee;
    if (over <= 0) return Math.round(wanted);
    return Math.sign(wanted) * Math.round(knee + (room * over) / (over + room));
  });
}

function meanPower(samples: Int16Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return samples.length === 0 ? 0 : sum / samples.length;
}
