import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../../testkit/fake-clock.ts';
import { seededRandom } from '../../../testkit/seeded-random.ts';
import { TimerQueues } from './timer-queues.ts';

function setUp() {
  const clock = new FakeClock();
  const expired: string[] = [];
  const queues = new TimerQueues<string, string>(clock, (owner, name) =>
    expired.push(`${clock.now()} ${owner} ${name}`),
  );
  return { clock, expired, queues };
}

test('timers of one duration expire at their time, in order, with one clock timer armed', async () => {
  const { clock, expired, queues } = setUp();
  queues.start(1000, 'J', 'a');
  await clock.advance(1);
  queues.start(1000, 'J', 'b');
  queues.start(1000, 'J', 'c');
  assert.equal(queues.size, 3);
  assert.equal(clock.pendingTimers, 1);
  await clock.advance(998);
  assert.deepEqual(expired, []);
  await clock.advance(2);
  assert.deepEqual(expired, ['1000 a J', '1001 b J', '1001 c J']);
  assert.equal(queues.size, 0);
  assert.equal(clock.pendingTimers, 0);
});

test('a stopped timer never expires, wherever it stood, and the last one disarms the clock', async () => {
  const { clock, expired, queues } = setUp();
  const timers = ['a', 'b', 'c', 'd'].map((owner) => queues.start(500, 'X', owner));
  for (const index of [1, 0, 3]) queues.stop(timers[index] as (typeof timers)[number]);
  queues.stop(timers[1] as (typeof timers)[number]);
  assert.equal(queues.size, 1);
  await clock.advance(500);
  assert.deepEqual(expired, ['500 c X']);
  const last = queues.start(500, 'X', 'e');
  queues.stop(last);
  assert.equal(clock.pendingTimers, 0);
});

test('a timer may start another of its duration while it expires', async () => {
  const clock = new FakeClock();
  const times: number[] = [];
  const queues: TimerQueues<string, string> = new TimerQueues(clock, (owner, name) => {
    times.push(clock.now());
    if (times.length < 4) queues.start(4000, name, owner);
  });
  queues.start(4000, 'a', 'G');
  await clock.advance(20_000);
  assert.deepEqual(times, [4000, 8000, 12_000, 16_000]);
  assert.equal(clock.pendingTimers, 0);
});

test('the running timers of an owner can be named', () => {
  const { queues } = setUp();
  queues.start(500, 'timerA', 'x');
  queues.start(32_000, 'timerB', 'x');
  queues.start(500, 'timerE', 'y');
  assert.deepEqual(queues.namesOf('x'), ['timerA', 'timerB']);
});

test('any mixture of starting and stopping expires exactly what was not stopped, each at its time', async () => {
  for (let seed = 1; seed <= 20; seed++) {
    const random = seededRandom(seed);
    const { clock, expired, queues } = setUp();
    const expected: string[] = [];
    const running: { timer: ReturnType<typeof queues.start>; line: string; dueMs: number }[] = [];
    for (let step = 0; step < 300; step++) {
      const delayMs = [500, 1000, 4000][random.integer(3)] as number;
      if (random.integer(3) > 0) {
        const timer = queues.start(delayMs, `n${step}`, `o${step}`);
        const dueMs = clock.now() + delayMs;
        running.push({ timer, dueMs, line: `${dueMs} o${step} n${step}` });
      } else if (running.length > 0) {
        const [stopped] = running.splice(random.integer(running.length), 1);
        if (stopped !== undefined && stopped.dueMs > clock.now()) queues.stop(stopped.timer);
        else if (stopped !== undefined) expected.push(stopped.line);
      }
      if (random.integer(10) === 0) await clock.advance(random.integer(800));
    }
    expected.push(...running.map(({ line }) => line));
    await clock.advance(5000);
    assert.deepEqual([...expired].sort(), expected.sort());
    assert.equal(queues.size, 0);
    assert.equal(clock.pendingTimers, 0);
  }
});

test('stopping all leaves nothing armed', async () => {
  const { clock, expired, queues } = setUp();
  for (const delayMs of [200, 500, 32_000]) queues.start(delayMs, 'n', 'o');
  queues.stopAll();
  assert.equal(queues.size, 0);
  assert.equal(clock.pendingTimers, 0);
  await clock.advance(40_000);
  assert.deepEqual(expired, []);
});
