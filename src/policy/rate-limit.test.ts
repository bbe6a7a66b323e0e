import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../testkit/fake-clock.ts';
import { DEFAULT_LIMITS, newCallRate } from './limits.ts';
import { RateLimit } from './rate-limit.ts';

function takes(limit: RateLimit, key: string, times: number): number {
  let taken = 0;
  for (let n = 0; n < times; n += 1) if (limit.take(key)) taken += 1;
  return taken;
}

test('a burst passes at once, then the rate, and a pause fills the bucket to the burst only', async () => {
  const clock = new FakeClock();
  const limit = new RateLimit({ clock, rate: DEFAULT_LIMITS.unauthenticated });
  assert.equal(takes(limit, '192.0.2.7', 100), 40);
  await clock.advance(1_000);
  assert.equal(takes(limit, '192.0.2.7', 100), 20);
  await clock.advance(60_000);
  assert.equal(takes(limit, '192.0.2.7', 100), 40);
});

test('refused requests cost nothing: a flood does not starve itself for ever', async () => {
  const clock = new FakeClock();
  const limit = new RateLimit({ clock, rate: { perSecond: 10, burst: 1 } });
  let taken = 0;
  for (let n = 0; n < 1_000; n += 1) {
    await clock.advance(1);
    taken += takes(limit, 'a', 1);
  }
  assert.ok(taken >= 9 && taken <= 11);
});

test('keys have buckets of their own', () => {
  const limit = new RateLimit({ clock: new FakeClock(), rate: { perSecond: 1, burst: 2 } });
  assert.equal(takes(limit, 'a', 5), 2);
  assert.equal(takes(limit, 'b', 5), 2);
});

test('memory is bounded, and a busy key keeps its bucket while strangers come and go', () => {
  const limit = new RateLimit({ clock: new FakeClock(), rate: { perSecond: 1, burst: 3 }, maxKeys: 100 });
  let taken = 0;
  for (let n = 0; n < 10_000; n += 1) {
    if (limit.take('busy')) taken += 1;
    limit.take(`stranger ${n}`);
    assert.ok(limit.size <= 100);
  }
  assert.equal(taken, 3);
});

test('in a flood of sources newcomers share buckets, but the rate still holds for each', async () => {
  const clock = new FakeClock();
  const limit = new RateLimit({ clock, rate: { perSecond: 1, burst: 3 }, maxKeys: 100 });
  for (let n = 0; n < 10_000; n += 1) limit.take(`stranger ${n}`);
  assert.equal(limit.size, 50);
  assert.ok(takes(limit, 'newcomer', 100) <= 3);
  await clock.advance(2_000);
  assert.equal(takes(limit, 'newcomer', 100), 2);
  await clock.advance(150_000);
  assert.equal(takes(limit, 'newcomer', 100), 3);
});

test('a key is forgotten some minutes after its last request', async () => {
  const clock = new FakeClock();
  const limit = new RateLimit({ clock, rate: { perSecond: 1, burst: 3 } });
  limit.take('gone');
  await clock.advance(150_000);
  limit.take('a');
  await clock.advance(150_000);
  limit.take('b');
  assert.equal(limit.size, 2);
});

test('the turn of a generation forgives nothing to a key in use', async () => {
  const clock = new FakeClock();
  const limit = new RateLimit({ clock, rate: { perSecond: 0.001, burst: 5 } });
  await clock.advance(149_999);
  takes(limit, 'a', 5);
  await clock.advance(1);
  assert.equal(takes(limit, 'a', 5), 0);
  assert.equal(limit.size, 1);
});

test('thirty new calls a minute: all at once, then one every two seconds', async () => {
  const clock = new FakeClock();
  const limit = new RateLimit({ clock, rate: newCallRate(DEFAULT_LIMITS) });
  assert.equal(takes(limit, '301', 50), 30);
  await clock.advance(2_000);
  assert.equal(takes(limit, '301', 50), 1);
});

test('a rate without bounds limits nothing and keeps nothing', () => {
  for (const rate of [
    { perSecond: Number.POSITIVE_INFINITY, burst: 40 },
    { perSecond: 20, burst: Number.POSITIVE_INFINITY },
  ]) {
    const limit = new RateLimit({ clock: new FakeClock(), rate });
    assert.equal(takes(limit, '192.0.2.7', 1_000), 1_000);
    assert.equal(limit.size, 0);
  }
});
