import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Overload } from './overload.ts';

function mayEnter(overload: Overload, nowMs: number, isKnown: boolean): boolean {
  return !overload.isOver(nowMs) || isKnown || overload.mayStrangerEnter();
}

/** So many messages in a second, each of which takes so long; how many of strangers came in. */
function second(overload: Overload, fromMs: number, count: number, eachMs: number, isKnown = false): number {
  let entered = 0;
  for (let n = 0; n < count; n += 1) {
    if (!mayEnter(overload, fromMs + (n * 1000) / count, isKnown)) continue;
    overload.took(eachMs);
    entered += 1;
  }
  return entered;
}

test('what there is time for comes in, known or not', () => {
  const overload = new Overload(0);
  for (let at = 0; at < 10_000; at += 1_000) assert.equal(second(overload, at, 5_000, 0.1), 5_000);
  assert.equal(overload.refused, 0);
});

test('in a flood strangers get what time there is, the known all they ask for', () => {
  const overload = new Overload(0);
  second(overload, 0, 20_000, 0.1);
  const strangers = second(overload, 1_000, 20_000, 0.1);
  assert.ok(strangers > 5_500 && strangers < 6_500, `${strangers} strangers`);
  assert.ok(overload.refused > 10_000);
  assert.equal(second(overload, 2_000, 500, 0.1, true), 500);
});

test('though the known take all the time there is, fifty strangers a second come in', () => {
  const overload = new Overload(0);
  for (let at = 0; at < 3_000; at += 1) {
    assert.ok(mayEnter(overload, at, true));
    overload.took(1);
  }
  let strangers = 0;
  for (let at = 3_000; at < 4_000; at += 1) {
    if (mayEnter(overload, at, false)) strangers += 1;
    overload.took(1);
  }
  assert.ok(strangers >= 50 && strangers <= 101, `${strangers} strangers`);
});

test('a burst is let in, and after a pause it is as if there had been none', () => {
  const overload = new Overload(0);
  assert.equal(second(overload, 0, 1_000, 0.1), 1_000);
  second(overload, 1_000, 20_000, 0.1);
  assert.equal(second(overload, 5_000, 1_000, 0.1), 1_000);
});
