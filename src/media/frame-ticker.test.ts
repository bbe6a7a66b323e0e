import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../testkit/fake-clock.ts';
import { FrameTicker } from './frame-ticker.ts';

function setUp() {
  const clock = new FakeClock();
  const log: string[] = [];
  const ticker = new FrameTicker(clock, {
    beforeBeat: () => log.push('read'),
    onException: (error) => log.push(`${error}`),
  });
  return { clock, log, ticker };
}

test('what has come is read once before the frames of all are made', async () => {
  const { clock, log, ticker } = setUp();
  const [one, other] = ['one', 'other'].map((name) => ({ tick: () => log.push(name), skip: () => {} }));
  assert.ok(one && other);
  ticker.add(one);
  ticker.add(other);
  await clock.advance(40);
  assert.deepEqual(log, ['read', 'one', 'other', 'read', 'one', 'other']);
  ticker.remove(one);
  ticker.remove(other);
  await clock.advance(100);
  assert.equal(log.length, 6);
});

test('what one throws is reported, and the others get their turn', async () => {
  const { clock, log, ticker } = setUp();
  const faulty = {
    tick: () => {
      throw 'broken';
    },
    skip: () => {},
  };
  const sound = { tick: () => log.push('tick'), skip: () => {} };
  ticker.add(faulty);
  ticker.add(sound);
  await clock.advance(20);
  assert.deepEqual(log, ['read', 'broken', 'tick']);
  ticker.remove(faulty);
  ticker.remove(sound);
});
