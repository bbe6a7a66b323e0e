import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RecentCount } from './recent-count.ts';

const MINUTE = 60_000;

test('counts what happened in the last hour', () => {
  const count = new RecentCount();
  for (let minute = 0; minute < 60; minute += 1) count.add(minute * MINUTE);
  assert.equal(count.within(60, 59 * MINUTE), 60);
  assert.equal(count.within(60, 89 * MINUTE), 30);
  assert.equal(count.within(60, 200 * MINUTE), 0);
});

test('counts a shorter time to five minutes', () => {
  const count = new RecentCount();
  count.add(0);
  count.add(20 * MINUTE);
  assert.equal(count.within(5, 21 * MINUTE), 1);
  assert.equal(count.within(15, 21 * MINUTE), 1);
  assert.equal(count.within(30, 21 * MINUTE), 2);
});

test('a long silence leaves nothing, and begins anew', () => {
  const count = new RecentCount();
  assert.equal(count.within(60, 0), 0);
  count.add(0);
  count.add(10_000 * MINUTE);
  assert.equal(count.within(60, 10_001 * MINUTE), 1);
});
