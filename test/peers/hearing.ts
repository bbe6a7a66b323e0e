import assert from 'node:assert/strict';
import { amplitudeOf, SAMPLE_RATE } from '../../testkit/tone.ts';
import { until } from './waiting.ts';

/** Who hears: 8000 samples a second of everything it heard so far. */
export interface Listener {
  heard(): Promise<Int16Array>;
}

/** A phone's tone arrives with an amplitude of about 14000; two of them limited by a mixer still with thousands. */
const CLEARLY_THERE = 3000;
/** What a codec makes of other tones stays far below. */
const NOT_THERE = 300;

/**
 * Waits until someone hears these tones, then listens for a second that begins afterwards: all of these tones must
 * be in it, and none of the others.
 */
export async function assertHears(
  who: string,
  listener: Listener,
  { tones, notTones }: { readonly tones: readonly number[]; readonly notTones: readonly number[] },
): Promise<void> {
  let last = new Int16Array(0);
  const levels = (): string =>
    [...tones, ...notTones].map((tone) => `${tone} Hz: ${Math.round(amplitudeOf(last, tone))}`).join(', ');
  try {
    await until(`${who} hears ${tones.join(' and ')} Hz`, async () => {
      last = (await listener.heard()).subarray(-SAMPLE_RATE);
      return last.length === SAMPLE_RATE && tones.every((tone) => amplitudeOf(last, tone) > CLEARLY_THERE);
    });
  } catch (error) {
    throw new Error(`${(error as Error).message}; the last second has ${levels()} of ${last.length} samples`);
  }
  last = await nextSecond(who, listener);
  for (const tone of tones) {
    assert.ok(amplitudeOf(last, tone) > CLEARLY_THERE, `${who} must go on hearing ${tone} Hz: ${levels()}`);
  }
  for (const tone of notTones) {
    assert.ok(amplitudeOf(last, tone) < NOT_THERE, `${who} must not hear ${tone} Hz: ${levels()}`);
  }
}

/** Waits for a second of sound in which none of these tones is. */
export async function assertHearsNothingOf(
  who: string,
  listener: Listener,
  tones: readonly number[],
): Promise<void> {
  const before = (await listener.heard()).length;
  await until(`${who} hears nothing of ${tones.join(' and ')} Hz`, async () => {
    const sound = await listener.heard();
    if (sound.length === before) return true;
    return tones.every((tone) => amplitudeOf(sound.subarray(-SAMPLE_RATE / 2), tone) < NOT_THERE);
  });
}

async function nextSecond(who: string, listener: Listener): Promise<Int16Array> {
  const from = (await listener.heard()).length;
  await until(
    `${who} hears another second`,
    async () => (await listener.heard()).length >= from + SAMPLE_RATE,
  );
  return (await listener.heard()).subarray(from, from + SAMPLE_RATE);
}
