import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readWav } from '../../../src/media/prompts/wav.ts';
import { resample } from '../../../src/media/sound/resample.ts';
import { seededRandom } from '../../../testkit/seeded-random.ts';
import { type CodecImpairment, G711_CONCEALED, qOfLoss } from './e-model.ts';
import type { CodecName } from './line.ts';
import { mnru } from './mnru.ts';
import { score } from './score.ts';

function prompt(id: string): Int16Array {
  const file = readWav(readFileSync(new URL(`../../../prompts/${id}.wav`, import.meta.url)));
  assert.ok(file.ok);
  return file.value.samples;
}

/** What is said, at 16 kHz: a quarter of a minute, so that one packet in a hundred is more than one. */
export const SPEECH = Int16Array.from(
  ['nl/maintenance', 'nl/nothing-heard', 'nl/too-many-pins'].flatMap((id) => [...prompt(id)]),
);

export const LEVEL_DB = 1;

export const TROUBLES = [
  { name: 'clean', loss: 0, jitterMs: 0 },
  { name: 'with 1 % loss and 30 ms jitter', loss: 0.01, jitterMs: 30 },
  { name: 'with 5 % loss and 30 ms jitter', loss: 0.05, jitterMs: 30 },
  { name: 'with 10 % loss and 30 ms jitter', loss: 0.1, jitterMs: 30 },
] as const;

export type Trouble = (typeof TROUBLES)[number];

export interface Wanted {
  /** Mean of 20 ms, in dB. */
  readonly snr: number;
  /** In dB of the levels in critical bands. */
  readonly distance: number;
  /** In ms. */
  readonly gap: number;
}

/**
 * What G.113 says of a codec that does not copy the wave, by its tables for GSM-EFR: the least that is called toll
 * quality. Opus is in none of them; it bears loss as well as G.711 does, because each packet also holds the one before.
 */
const AS_GOOD_AS_EFR: CodecImpairment = { ie: 5, bpl: G711_CONCEALED.bpl };

/** The unit's noise is white, that of G.711 nearly so: as exact is the comparison, in dB. */
const READING_DB = 0.3;

/** What the meter reads of speech with as much noise as the E-model takes this connection to be worth. */
const reference = new Map<string, Pick<Wanted, 'snr' | 'distance'>>();

function asTheStandardHasIt(
  codec: CodecImpairment,
  lossPercent: number,
  units: number,
): Pick<Wanted, 'snr' | 'distance'> {
  const key = `${codec.ie} ${lossPercent} ${units}`;
  const known = reference.get(key);
  if (known) return known;
  const narrow = resample(SPEECH, 16_000, 8_000);
  const noisy = mnru(narrow, qOfLoss(codec, lossPercent, units), seededRandom(7));
  const { segmentalSnrDb, distanceDb } = score(SPEECH, resample(noisy, 8_000, 16_000));
  const made = { snr: segmentalSnrDb - READING_DB, distance: distanceDb + READING_DB / 3 };
  reference.set(key, made);
  return made;
}

/**
 * By the loss in percent, what the E-model leaves open or allows more of than this. Opus is not like the wave: some 10 dB
 * from it at its best. A gap: what is lost is made up, so that one lost packet leaves none; 40 is two in a row that came
 * to nothing, beyond it a syllable is gone; one in ten lost brings three and four in a row.
 */
const NOT_BEYOND: Readonly<Record<number, { gap: number; wave: number; opusSnr: number; opus: number }>> = {
  0: { gap: 0, wave: 2, opusSnr: 9, opus: 3.5 },
  1: { gap: 40, wave: 2.5, opusSnr: 8.5, opus: 3.7 },
  5: { gap: 60, wave: 3.5, opusSnr: 7, opus: 4.3 },
  10: { gap: 80, wave: 4, opusSnr: 5.5, opus: 5 },
};

/** Of a call. Who speaks the same codec is only passed on, and is coded once; others twice. */
export function wantedOf(from: CodecName, to: CodecName, { loss }: Trouble): Wanted {
  const lossPercent = Math.round(100 * loss);
  const { gap, wave, opusSnr, opus } = NOT_BEYOND[lossPercent] ?? assert.fail();
  const units = from === to ? 1 : 2;
  if (from === 'opus' || to === 'opus') {
    const standard = asTheStandardHasIt(AS_GOOD_AS_EFR, lossPercent, units);
    return { gap, snr: opusSnr, distance: Math.min(opus, standard.distance) };
  }
  const standard = asTheStandardHasIt(G711_CONCEALED, lossPercent, units);
  return { gap, snr: standard.snr, distance: Math.min(wave, standard.distance) };
}

/** In a bridge everybody is decoded and coded anew. */
export function wantedInABridge(from: CodecName, to: CodecName, { loss }: Trouble): Omit<Wanted, 'snr'> {
  const lossPercent = Math.round(100 * loss);
  const { gap } = NOT_BEYOND[lossPercent] ?? assert.fail();
  const isOpus = from === 'opus' || to === 'opus';
  const codec = isOpus ? AS_GOOD_AS_EFR : G711_CONCEALED;
  return { gap, distance: asTheStandardHasIt(codec, lossPercent, 2).distance };
}
