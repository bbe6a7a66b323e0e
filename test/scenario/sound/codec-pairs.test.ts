import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resample } from '../../../src/media/sound/resample.ts';
import { amplitudeOf, sine } from '../../../testkit/tone.ts';
import { type CodecName, carry, PAYLOADS } from './line.ts';
import { score } from './score.ts';
import { LEVEL_DB, SPEECH, TROUBLES, wantedOf } from './wanted.ts';

/** On the way through the exchange. */
const ADDED_DELAY_MS = 5;
const NETWORK_MS = 2;

const NAMES = Object.keys(PAYLOADS) as readonly CodecName[];
const PAIRS = NAMES.flatMap((from) => NAMES.map((to) => ({ from, to })));
const TONES_HZ = [300, 1000, 3000];

for (const { from, to } of PAIRS) {
  test(`tones from ${from} to ${to} keep their level`, async () => {
    const tones = TONES_HZ.map((hz) => sine(hz, 8_000, 0, 8_000, 16_000));
    const sound = Int16Array.from(tones.flatMap((tone) => [...tone]));
    const { heard, rate } = await carry(sound, { from, to });
    for (const [i, hz] of TONES_HZ.entries()) {
      const middle = heard.subarray((0.5 * i + 0.15) * rate, (0.5 * i + 0.45) * rate);
      const levelDb = 20 * Math.log10(amplitudeOf(middle, hz, rate) / 8_000);
      assert.ok(Math.abs(levelDb) <= LEVEL_DB, `${hz} Hz: ${levelDb.toFixed(2)} dB`);
    }
  });

  for (const trouble of TROUBLES) {
    test(`speech from ${from} to ${to}, ${trouble.name}`, async () => {
      const { heard, rate, delaysMs } = await carry(SPEECH, { from, to, ...trouble, seed: 5 });
      const scored = score(SPEECH, resample(heard, rate, 16_000));
      const { snr, distance, gap } = wantedOf(from, to, trouble);
      assert.ok(Math.abs(scored.levelDb) <= LEVEL_DB, `level ${scored.levelDb.toFixed(2)} dB`);
      assert.ok(scored.segmentalSnrDb >= snr, `signal to noise ${scored.segmentalSnrDb.toFixed(1)} dB`);
      assert.ok(scored.distanceDb <= distance, `distance ${scored.distanceDb.toFixed(2)} dB`);
      assert.ok(scored.gapMs <= gap, `gap of ${scored.gapMs} ms`);
      if (trouble.loss > 0) return;
      const slowest = Math.max(...delaysMs);
      assert.ok(slowest <= NETWORK_MS + ADDED_DELAY_MS, `${slowest} ms on the way`);
    });
  }
}
