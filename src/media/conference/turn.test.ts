import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Turn, type TurnEvent } from './turn.ts';

const SECOND = 50;

/** What so many frames bring, with the frame it came in. */
function run(turn: Turn, frames: number, isTalking: boolean, limitS = 0): [number, TurnEvent][] {
  const events: [number, TurnEvent][] = [];
  for (let frame = 1; frame <= frames; frame++) {
    const event = turn.next(isTalking, limitS);
    if (event !== undefined) events.push([frame, event]);
  }
  return events;
}

test('a turn is over after a pause of 800 ms, breath does not end it, and a cough has no tone', () => {
  const turn = new Turn();
  assert.deepEqual(run(turn, 2 * SECOND, true), []);
  assert.deepEqual(run(turn, 30, false), []);
  assert.deepEqual(run(turn, 2 * SECOND, true), []);
  assert.deepEqual(run(turn, 2 * SECOND, false), [[40, 'over']]);
  run(turn, 20, true);
  assert.deepEqual(run(turn, 2 * SECOND, false), []);
});

test('the limit warns ten seconds before and cuts off until there is a pause', () => {
  const turn = new Turn();
  assert.deepEqual(run(turn, 100 * SECOND, true, 60), [
    [50 * SECOND, 'warning'],
    [60 * SECOND, 'time-out'],
  ]);
  assert.equal(turn.isCut, true);
  assert.deepEqual(run(turn, SECOND, false, 60), []);
  assert.equal(turn.isCut, false);
  assert.deepEqual(run(turn, 51 * SECOND, true, 60), [[50 * SECOND, 'warning']]);
});

test('short pauses do not start the limit anew', () => {
  const turn = new Turn();
  let cutAfter = 0;
  while (!turn.isCut && cutAfter < 100 * SECOND) turn.next(cutAfter++ % 50 < 30, 30);
  assert.equal(cutAfter, 30 * SECOND);
});
