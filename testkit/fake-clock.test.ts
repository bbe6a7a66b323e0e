import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from './fake-clock.ts';

test('timers run in the order they are due, those of one moment in the order they were set', async () => {
  const clock = new FakeClock();
  const ran: string[] = [];
  clock.schedule(20, () => ran.push('c'));
  clock.schedule(10, () => ran.push('a'));
  clock.schedule(10, () => ran.push('b'));
  await clock.advance(15);
  assert.deepEqual(ran, ['a', 'b']);
  assert.equal(clock.now(), 15);
  await clock.advance(5);
  assert.deepEqual(ran, ['a', 'b', 'c']);
});

test('a thousand timers in any order run in time order', async () => {
  const clock = new FakeClock();
  const ran: number[] = [];
  for (let i = 0; i < 1000; i += 1) {
    const delayMs = (i * 7919) % 1000;
    clock.schedule(delayMs, () => ran.push(delayMs));
  }
  await clock.advance(1000);
  assert.equal(ran.length, 1000);
  assert.deepEqual(
    ran,
    ran.toSorted((a, b) => a - b),
  );
});

test('a timer set by a timer runs in the same advance when it is due, and sees its own time', async () => {
  const clock = new FakeClock();
  const times: number[] = [];
  clock.schedule(10, () => clock.schedule(10, () => times.push(clock.now())));
  await clock.advance(100);
  assert.deepEqual(times, [20]);
});

test('promises settle between two timers', async () => {
  const clock = new FakeClock();
  const ran: string[] = [];
  clock.schedule(1, () => {
    void Promise.resolve()
      .then(() => Promise.resolve())
      .then(() => ran.push('promise'));
  });
  clock.schedule(1, () => ran.push('timer'));
  await clock.advance(1);
  assert.deepEqual(ran, ['promise', 'timer']);
});

test('a cancelled timer does not run and is not pending, and cancelling twice is harmless', async () => {
  const clock = new FakeClock();
  const scheduled = clock.schedule(1, () => assert.fail('ran'));
  clock.schedule(2, () => {});
  assert.equal(clock.pendingTimers, 2);
  scheduled.cancel();
  scheduled.cancel();
  assert.equal(clock.pendingTimers, 1);
  await clock.advance(5);
  assert.equal(clock.pendingTimers, 0);
});

test('a jump of the wall clock does not move the monotonic clock', async () => {
  const clock = new FakeClock(1_000_000);
  clock.jumpWallTime(86_400_000);
  await clock.advance(5);
  assert.equal(clock.now(), 5);
  assert.equal(clock.wallTime(), 1_000_000 + 86_400_000 + 5);
});

test('waiting for a promise turns the clock no further than needed', async () => {
  const clock = new FakeClock();
  const value = await clock.until(new Promise((resolve) => clock.schedule(30, () => resolve('done'))));
  assert.equal(value, 'done');
  assert.equal(clock.now(), 30);
  await assert.rejects(clock.until(new Promise(() => {}), 100), /nothing happened in 100 ms/);
});
