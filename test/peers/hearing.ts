import assert from 'node:assert/strict';
import { amplitudeOf, SAMPLE_RATE } from '../../testkit/tone.ts';
import { pause, until } from './waiting.ts';

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
  let last: Int16Array = new Int16Array(0);
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
  assertIsHeardIn(who, await nextSecond(who, listener), { tones, notTones });
}

/** The same of a sound that is known already, which must be half a second at least. */
export function assertIsHeardIn(
  who: string,
  sound: Int16Array,
  { tones, notTones }: { readonly tones: readonly number[]; readonly notTones: readonly number[] },
): void {
  assert.ok(sound.length >= SAMPLE_RATE / 2, `${who} hears ${sound.length} samples only`);
  for (const tone of tones) {
    const level = amplitudeOf(sound, tone);
    assert.ok(level > CLEARLY_THERE, `${who} must hear ${tone} Hz; its amplitude is ${Math.round(level)}`);
  }
  for (const tone of notTones) {
    const level = amplitudeOf(sound, tone);
    assert.ok(level < NOT_THERE, `${who} must not hear ${tone} Hz; its amplitude is ${Math.round(level)}`);
  }
}

/** Waits until what is heard in half a second, if anything, has none of these tones. */
export async function assertHearsNothingOf(
  who: string,
  listener: Listener,
  tones: readonly number[],
): Promise<void> {
  await until(`${who} hears nothing of ${tones.join(' and ')} Hz`, async () => {
    const from = (await listener.heard()).length;
    await pause(500);
    const added = (await listener.heard()).subarray(from);
    return tones.every((tone) => amplitudeOf(added, tone) < NOT_THERE);
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
