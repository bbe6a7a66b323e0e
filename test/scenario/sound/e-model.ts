/**
 * What the standards say a connection is worth, apart from anything that was measured here: ITU-T G.107 (the E-model,
 * 06/2015) and G.113 appendix I (2007), with defaults for all that is not codec, noise or loss.
 */

/** G.107 table 3: R of a connection with all parameters at their defaults. */
export const DEFAULT_RATING = 93.2;
/** Ro of the defaults, before anything is taken off it. */
const SIGNAL_TO_NOISE_RATING = 94.77;

/** Of a codec: its own impairment and how much random loss it bears (G.113 tables I.1 and I.4, for packets of 10 to 20 ms). */
export interface CodecImpairment {
  readonly ie: number;
  readonly bpl: number;
}

export const G711_CONCEALED: CodecImpairment = { ie: 0, bpl: 25.1 };
export const G711_BARE: CodecImpairment = { ie: 0, bpl: 4.3 };

/** G.107 equation 7-29, for loss that hits packets at random. */
export function impairmentOfLoss({ ie, bpl }: CodecImpairment, lossPercent: number): number {
  return ie + ((95 - ie) * lossPercent) / (lossPercent + bpl);
}

/** So many pairs of 8-bit G.711 in a row are as much noise as an MNRU of this Q, in dB (G.107 equation 7-17). */
export function qOfQuantizing(units: number): number {
  return 37 - 15 * Math.log10(units);
}

/** What noise that follows the voice, Q dB below it, takes off R (G.107 equations 7-13 to 7-16). */
export function impairmentOfQ(q: number): number {
  const g = 1.07 + 0.258 * q + 0.0602 * q ** 2;
  const y = (SIGNAL_TO_NOISE_RATING - 100) / 15 + 46 / 8.4 - g / 9;
  const z = 46 / 30 - g / 40;
  return 15 * Math.log10(1 + 10 ** y + 10 ** z);
}

/** The Q that costs as much as so many codings and this loss: what one may hear of a connection, as noise that can be made. */
export function qOfLoss(codec: CodecImpairment, lossPercent: number, units = 1): number {
  const wanted = impairmentOfQ(qOfQuantizing(units)) + impairmentOfLoss(codec, lossPercent);
  let [low, high] = [0, qOfQuantizing(units)];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (impairmentOfQ(middle) > wanted) low = middle;
    else high = middle;
  }
  return low;
}
