const FULL_SCALE = 32_768;
/** Of ITU-T P.56 method B: how fast the envelope follows, how long a pause still belongs to the speech, and the margin. */
const ENVELOPE_S = 0.03;
const HANGOVER_S = 0.2;
const MARGIN_DB = 15.9;
const THRESHOLDS = 15;

/**
 * The active speech level of ITU-T P.56, method B, in dB below full scale: the power of the time in which somebody
 * speaks, pauses between words in it, longer ones not. `-Infinity` for silence.
 */
export function speechLevel(samples: Int16Array, rate: number): number {
  const { power, active } = measure(samples, rate);
  let [levelAbove, over] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let j = 0; j < THRESHOLDS && (active[j] as number) > 0; j++) {
    const level = 10 * Math.log10(power / (active[j] as number));
    const next = level - 20 * Math.log10(threshold(j)) - MARGIN_DB;
    if (next <= 0)
      return over === Number.POSITIVE_INFINITY
        ? level
        : levelAbove + (over / (over - next)) * (level - levelAbove);
    [levelAbove, over] = [level, next];
  }
  return levelAbove;
}

/** The highest is half of full scale, each lower one half of the next. */
function threshold(j: number): number {
  return 2 ** (j - THRESHOLDS);
}

/** The sum of squares, and for each threshold how many samples are above it or so little behind it. */
function measure(samples: Int16Array, rate: number): { power: number; active: Uint32Array } {
  const keep = Math.exp(-1 / (rate * ENVELOPE_S));
  const hangover = Math.ceil(rate * HANGOVER_S);
  const active = new Uint32Array(THRESHOLDS);
  const heardAt = new Int32Array(THRESHOLDS).fill(-hangover);
  let [smooth, envelope, power] = [0, 0, 0];
  for (let i = 0; i < samples.length; i++) {
    const value = (samples[i] as number) / FULL_SCALE;
    power += value * value;
    smooth = keep * smooth + (1 - keep) * Math.abs(value);
    envelope = keep * envelope + (1 - keep) * smooth;
    for (let j = 0; j < THRESHOLDS; j++) {
      if (envelope >= threshold(j)) heardAt[j] = i;
      if (i - (heardAt[j] as number) < hangover) active[j] = (active[j] as number) + 1;
    }
  }
  return { power, active };
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
