import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Reception } from './reception.ts';
import { sequenceDistance, timestampDistance } from './sequence.ts';

test('distances wrap', () => {
  assert.equal(sequenceDistance(65535, 0), 1);
  assert.equal(sequenceDistance(0, 65535), -1);
  assert.equal(timestampDistance(0xffffff60, 0), 160);
  assert.equal(timestampDistance(0, 0xffffff60), -160);
});

test('counts loss across the wrap of the sequence number', () => {
  const reception = new Reception();
  for (let i = 0; i < 100; i++) {
    if (i % 10 !== 5) reception.count((65500 + i) & 0xffff, 20 * i, 20 * i);
  }
  assert.equal(reception.received, 90);
  assert.equal(reception.lost, 10);
  assert.equal(reception.highestExtended, 65536 + ((65500 + 99) & 0xffff));
});

test('reordered packets are not lost and duplicates are no gain', () => {
  const reception = new Reception();
  for (const sequence of [1, 3, 2, 2, 4]) reception.count(sequence, 20 * sequence, 20 * sequence);
  assert.equal(reception.lost, 0);
});

test('a new source keeps the loss of the one before', () => {
  const reception = new Reception();
  for (const sequence of [1, 4]) reception.count(sequence, 0, 0);
  reception.restart();
  for (const sequence of [50_000, 50_001]) reception.count(sequence, 0, 0);
  assert.equal(reception.lost, 2);
  assert.equal(reception.received, 4);
});

test('a sender that begins anew is no loss', () => {
  const reception = new Reception();
  for (const sequence of [10, 11, 30_000, 30_001]) reception.count(sequence, 0, 0);
  assert.equal(reception.lost, 0);
});

test('the fraction lost is that since the last report', () => {
  const reception = new Reception();
  for (const sequence of [0, 1, 2, 3]) reception.count(sequence, 0, 0);
  assert.equal(reception.takeFractionLost(), 0);
  for (const sequence of [5, 7]) reception.count(sequence, 0, 0);
  assert.equal(reception.takeFractionLost(), 128);
  assert.equal(reception.takeFractionLost(), 0);
});

test('jitter converges to the mean difference of transit times', () => {
  const reception = new Reception();
  for (let i = 0; i < 500; i++) reception.count(i, 20 * i, 20 * i + (i % 2) * 8);
  assert.ok(Math.abs(reception.jitterMs - 8) < 0.1);
  const calm = new Reception();
  for (let i = 0; i < 500; i++) calm.count(i, 20 * i, 20 * i + 3);
  assert.equal(calm.jitterMs, 0);
});
