import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isTimeZone, localTime } from './local-time.ts';

const AMSTERDAM = 'Europe/Amsterdam';

test('the same moment in two zones', () => {
  const moment = Date.UTC(2026, 0, 31, 23, 5);
  assert.deepEqual(localTime(moment, 'UTC'), {
    year: 2026,
    month: 1,
    day: 31,
    weekday: 5,
    hour: 23,
    minute: 5,
  });
  assert.deepEqual(localTime(moment, AMSTERDAM), {
    year: 2026,
    month: 2,
    day: 1,
    weekday: 6,
    hour: 0,
    minute: 5,
  });
});

test('summer time begins and ends when it does', () => {
  const hourAt = (month: number, day: number, hour: number) =>
    localTime(Date.UTC(2026, month - 1, day, hour, 59), AMSTERDAM).hour;
  assert.deepEqual([hourAt(3, 29, 0), hourAt(3, 29, 1)], [1, 3]);
  assert.deepEqual([hourAt(10, 25, 0), hourAt(10, 25, 1)], [2, 2]);
});

test('what is no zone is told apart', () => {
  assert.ok(isTimeZone(AMSTERDAM) && isTimeZone('UTC'));
  assert.equal(isTimeZone('Europe/Nowhere'), false);
  assert.equal(isTimeZone(''), false);
});
