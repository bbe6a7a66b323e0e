import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resample } from '../../../src/media/sound/resample.ts';
import { type CodecName, carry, PAYLOADS } from './line.ts';
import { scoreInPieces } from './score.ts';
import { LEVEL_DB, SPEECH, TROUBLES, wantedInABridge } from './wanted.ts';

const NAMES = Object.keys(PAYLOADS) as readonly CodecName[];
/** Each codec to itself, and to and from G.711, which most have. */
const PAIRS = NAMES.flatMap((from) => NAMES.map((to) => ({ from, to }))).filter(
  ({ from, to }) => from === to || from === 'PCMA' || to === 'PCMA',
);

for (const { from, to } of PAIRS) {
  for (const trouble of TROUBLES) {
    test(`speech in a bridge from ${from} to ${to}, ${trouble.name}`, async () => {
      const { heard, rate } = await carry(SPEECH, { from, to, ...trouble, meeting: true, seed: 5 });
      const { levelDb, distanceDb, gapMs } = scoreInPieces(SPEECH, resample(heard, rate, 16_000));
      const wanted = wantedInABridge(from, to, trouble);
      assert.ok(Math.abs(levelDb) <= LEVEL_DB, `level ${levelDb.toFixed(2)} dB`);
      assert.ok(
        distanceDb <= wanted.distance,
        `distance ${distanceDb.toFixed(2)} dB of ${wanted.distance.toFixed(2)}`,
      );
      assert.ok(gapMs <= wanted.gap, `gap of ${gapMs} ms`);
    });
  }
}
