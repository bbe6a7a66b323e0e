import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../testkit/fake-clock.ts';
import { LongestLately } from './longest-lately.ts';

test('the longest of the last minute is told to everyone who asks, however often somebody does', async () => {
  const clock = new FakeClock();
  const measured = [5, 700, 0];
  const waits = new LongestLately({ clock, windowMs: 60_000, take: () => measured.shift() ?? 1 });
  assert.equal(waits.read(), 5);
  for (let asked = 0; asked < 590; asked += 1) {
    assert.equal(waits.read(), 700);
    await clock.advance(100);
  }
  await clock.advance(2_000);
  assert.equal(waits.read(), 1);
});

test('what was before is forgotten', () => {
  const measured = [900, 800, 3];
  const waits = new LongestLately({
    clock: new FakeClock(),
    windowMs: 60_000,
    take: () => measured.shift() ?? 0,
  });
  assert.equal(waits.read(), 900);
  waits.forget();
  assert.equal(waits.read(), 3);
});
