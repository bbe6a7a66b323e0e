import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readWav } from '../../../src/media/prompts/wav.ts';
import { seededRandom } from '../../../testkit/seeded-random.ts';
import {
  DEFAULT_RATING,
  G711_BARE,
  G711_CONCEALED,
  impairmentOfLoss,
  impairmentOfQ,
  qOfLoss,
  qOfQuantizing,
} from './e-model.ts';
import { mnru } from './mnru.ts';
import { score } from './score.ts';

test('the impairment of loss is that of the table G.113 had before there was a formula', () => {
  for (const [lossPercent, ie] of [
    [1, 5],
    [2, 7],
    [3, 10],
    [5, 15],
    [7, 20],
    [10, 25],
  ] as const)
    assert.ok(Math.abs(impairmentOfLoss(G711_CONCEALED, lossPercent) - ie) <= 2.5, `${lossPercent} %`);
  assert.ok(impairmentOfLoss(G711_BARE, 2) > 25, 'without concealment G.711 is not fit for use at 2 %');
});

test('a pair of G.711 costs one point of R, and each further one more than that before', () => {
  assert.ok(Math.abs(impairmentOfQ(qOfQuantizing(1)) - 1) < 0.1);
  const costs = [1, 2, 3, 4].map((units) => impairmentOfQ(qOfQuantizing(units)));
  const steps = costs.slice(1).map((cost, i) => cost - (costs[i] ?? 0));
  assert.ok(
    steps.every((step) => step > 0.5 && step < 3),
    `${steps}`,
  );
});

test('a loss and its Q cost the same', () => {
  for (const lossPercent of [1, 5, 10]) {
    const q = qOfLoss(G711_CONCEALED, lossPercent);
    const off = impairmentOfQ(q) - impairmentOfQ(qOfQuantizing(1));
    assert.ok(Math.abs(off - impairmentOfLoss(G711_CONCEALED, lossPercent)) < 0.01);
    assert.ok(q > 15 && DEFAULT_RATING - off > 60, `Q ${q.toFixed(1)} dB`);
  }
});

test('the meter reads what the reference unit was set to', () => {
  const file = readWav(readFileSync(new URL('../../../prompts/nl/maintenance.wav', import.meta.url)));
  assert.ok(file.ok);
  const { samples } = file.value;
  let before = 0;
  for (const q of [30, 25, 20, 15, 10]) {
    const { segmentalSnrDb, distanceDb, levelDb, gapMs } = score(samples, mnru(samples, q, seededRandom(7)));
    // Half of the noise lies above the telephone's band, and the meter looks at that alone.
    assert.ok(Math.abs(segmentalSnrDb - q - 3) < 2, `Q ${q}: ${segmentalSnrDb.toFixed(1)} dB`);
    assert.ok(distanceDb > before, `Q ${q}: ${distanceDb.toFixed(2)} dB`);
    assert.ok(Math.abs(levelDb) < 0.5 && gapMs === 0);
    before = distanceDb;
  }
});
