import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readWav } from '../../../src/media/prompts/wav.ts';
import { resample } from '../../../src/media/sound/resample.ts';
import { amplitudeOf, sine } from '../../../testkit/tone.ts';
import { type CodecName, carry, type Line, PAYLOADS } from './line.ts';
import { score } from './score.ts';

/**
 * What each way through the exchange has to reach: what a listener would hear as whole, a little below what was
 * measured when the table was written, so that a loss of sound shows.
 *
 * `snr`, mean of 20 ms in dB: G.711 makes 37 dB of noise from a loud tone and less from soft speech (G.712 asks for 33
 * of a whole telephone line); two such codecs in a row and the softer parts leave the high twenties. Opus does not
 * copy the wave but what is heard of it: at 32 kbit/s it is some 10 dB from the wave. A lost packet made up from what
 * was before is unlike the wave and costs in proportion.
 *
 * `distance`, in dB of the levels in critical bands: below 1 nobody tells the two apart, codecs that are called good
 * differ by 2 to 3, at 6 speech begins to be hard to follow.
 *
 * `gap` in ms: what is lost is made up, so that one lost packet leaves none; 40 is two in a row that came to nothing,
 * beyond it a syllable is gone. One in ten lost brings three and four in a row.
 */
const WANTED = [
  { loss: 0, jitterMs: 0, gap: 0, wave: { snr: 27, distance: 2 }, opus: { snr: 9, distance: 3.5 } },
  { loss: 0.01, jitterMs: 30, gap: 40, wave: { snr: 25, distance: 2.5 }, opus: { snr: 8.5, distance: 3.7 } },
  { loss: 0.05, jitterMs: 30, gap: 60, wave: { snr: 19, distance: 3.5 }, opus: { snr: 7, distance: 4.3 } },
  { loss: 0.1, jitterMs: 30, gap: 80, wave: { snr: 16, distance: 4 }, opus: { snr: 5.5, distance: 5 } },
] as const;
const LEVEL_DB = 1;
/** On the way through the exchange. */
const ADDED_DELAY_MS = 5;
const NETWORK_MS = 2;

const NAMES = Object.keys(PAYLOADS) as readonly CodecName[];
const PAIRS = NAMES.flatMap((from) => NAMES.map((to) => ({ from, to })));
const TONES_HZ = [300, 1000, 3000];

const file = readWav(readFileSync(new URL('../../../prompts/en/maintenance.wav', import.meta.url)));
assert.ok(file.ok);
const SPEECH = file.value.samples;

async function listen(line: Line) {
  const carried = await carry(SPEECH, line);
  return { carried, scored: score(SPEECH, resample(carried.heard, carried.rate, 16_000)) };
}

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

  for (const wanted of WANTED) {
    const { loss, jitterMs, gap } = wanted;
    const trouble = loss === 0 ? 'clean' : `with ${100 * loss} % loss and ${jitterMs} ms jitter`;
    // What is only passed on arrives as it was sent: the network's loss is for the phone to make up.
    if (from === to && loss > 0.01) continue;
    test(`speech from ${from} to ${to}, ${trouble}`, async () => {
      const { carried, scored } = await listen({ from, to, loss, jitterMs, seed: 5 });
      const { snr, distance } = from === 'opus' || to === 'opus' ? wanted.opus : wanted.wave;
      assert.ok(Math.abs(scored.levelDb) <= LEVEL_DB, `level ${scored.levelDb.toFixed(2)} dB`);
      assert.ok(scored.segmentalSnrDb >= snr, `signal to noise ${scored.segmentalSnrDb.toFixed(1)} dB`);
      assert.ok(scored.distanceDb <= distance, `distance ${scored.distanceDb.toFixed(2)} dB`);
      assert.ok(scored.gapMs <= gap, `gap of ${scored.gapMs} ms`);
      if (loss > 0) return;
      const slowest = Math.max(...carried.delaysMs);
      assert.ok(slowest <= NETWORK_MS + ADDED_DELAY_MS, `${slowest} ms on the way`);
    });
  }
}
