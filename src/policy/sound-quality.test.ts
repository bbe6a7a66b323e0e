import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SoundFigures, soundQuality } from './sound-quality.ts';

const PERFECT: SoundFigures = {
  packetsReceived: 1_000,
  packetsLost: 0,
  jitterMs: 0,
  roundTripMs: 20,
  packetsSent: 1_000,
  farLost: 0,
};

function quality(figures: Partial<SoundFigures> = {}) {
  const judged = soundQuality({ ...PERFECT, ...figures });
  assert.ok(judged);
  return judged;
}

test('nothing lost and no delay is the best a telephone line gets', () => {
  const { score, word, lossPercent } = quality();
  assert.ok(score > 4.38 && score < 4.42, `${score}`);
  assert.equal(word, 'excellent');
  assert.equal(lossPercent, 0);
});

test('loss in either direction, delay and jitter each take their part', () => {
  const word = (figures: Partial<SoundFigures>) => quality(figures).word;
  assert.equal(word({ packetsReceived: 980, packetsLost: 20 }), 'good');
  assert.equal(word({ farLost: 50 }), 'fair');
  assert.equal(word({ packetsReceived: 900, packetsLost: 100 }), 'poor');
  assert.equal(word({ roundTripMs: 600 }), 'poor');
  assert.equal(word({ jitterMs: 150 }), 'poor');
  assert.equal(word({ packetsReceived: 500, packetsLost: 500 }), 'bad');
});

test('figures are those that were measured, and none where the phone does not report', () => {
  const { lossPercent, farLossPercent } = quality({ packetsReceived: 990, packetsLost: 10, farLost: 25 });
  assert.deepEqual([lossPercent, farLossPercent], [1, 2.5]);
  const silent = quality({ farLost: null, roundTripMs: null });
  assert.deepEqual([silent.farLossPercent, silent.roundTripMs], [null, null]);
  assert.equal(quality({ packetsLost: -3 }).lossPercent, 0);
});

test('where nothing arrived there is nothing to judge', () => {
  assert.equal(soundQuality({ ...PERFECT, packetsReceived: 0 }), undefined);
});

test('a score stays within its scale', () => {
  for (const roundTripMs of [0, 1e3, 1e4, 1e6]) {
    for (const packetsLost of [0, 10, 1e3, 1e6]) {
      const { score } = quality({ roundTripMs, packetsLost });
      assert.ok(score >= 1 && score <= 4.5, `${score}`);
    }
  }
});
