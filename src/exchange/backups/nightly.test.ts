import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isoStamp, nextNightly } from './nightly.ts';

const AT = { hour: 3, minute: 10 };

function local(day: number, hour: number, minute: number): number {
  return new Date(2026, 10, day, hour, minute).getTime();
}

test('the next night is the same day before the hour and the following one behind it', () => {
  assert.equal(nextNightly(local(22, 1, 0), AT), local(22, 3, 10));
  assert.equal(nextNightly(local(22, 3, 10), AT), local(23, 3, 10));
  assert.equal(nextNightly(local(22, 18, 0), AT), local(23, 3, 10));
  assert.equal(nextNightly(local(30, 18, 0), AT), new Date(2026, 11, 1, 3, 10).getTime());
});

test('without anything before it is due', () => {
  assert.equal(nextNightly(undefined, AT), 0);
});

test('on the days the clock is changed there is one, too', () => {
  for (const [month, day] of [
    [2, 28],
    [2, 29],
    [9, 24],
    [9, 25],
  ] as const) {
    const at = new Date(nextNightly(new Date(2026, month, day, 12, 0).getTime(), AT));
    assert.deepEqual([at.getDate(), at.getHours(), at.getMinutes()], [day + 1, 3, 10]);
  }
});

test('a stamp sorts as the times do', () => {
  assert.equal(isoStamp(Date.UTC(2026, 10, 22, 3, 10, 5, 678)), '20261122T031005Z');
});
