import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../testkit/fake-clock.ts';
import { WrongPins } from './wrong-pins.ts';

test('the fifth wrong PIN in fifteen minutes closes the conferences to that caller, until the first is forgotten', async () => {
  const clock = new FakeClock();
  const pins = new WrongPins(clock);
  for (let i = 0; i < 5; i += 1) {
    assert.equal(pins.mayTry('100'), true);
    assert.equal(pins.secondsLeft('100'), 0);
    pins.record('100');
    await clock.advance(60_000);
  }
  assert.equal(pins.mayTry('100'), false);
  assert.equal(pins.secondsLeft('100'), 600);
  assert.equal(pins.mayTry('101'), true);
  await clock.advance(599_999);
  assert.equal(pins.mayTry('100'), false);
  await clock.advance(1);
  assert.equal(pins.mayTry('100'), true);
  pins.record('100');
  assert.equal(pins.mayTry('100'), false, 'the next one is the fifth again');
});

test('wrong PINs far apart close nothing', async () => {
  const clock = new FakeClock();
  const pins = new WrongPins(clock);
  for (let i = 0; i < 20; i += 1) {
    pins.record('100');
    await clock.advance(225_000);
    assert.equal(pins.mayTry('100'), true);
  }
});
