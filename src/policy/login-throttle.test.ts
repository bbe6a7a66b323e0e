import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../testkit/fake-clock.ts';
import { LoginThrottle } from './login-throttle.ts';
import { RecentTries } from './recent-tries.ts';

const kees = { account: 'admin:kees', source: '192.0.2.7' };

test('the sixth wrong log-in of an account from an address waits until the first is a quarter of an hour old', async () => {
  const clock = new FakeClock();
  const throttle = new LoginThrottle(clock);
  for (let i = 0; i < 5; i += 1) {
    assert.equal(throttle.begin(kees), 0);
    await clock.advance(60_000);
  }
  assert.equal(throttle.begin(kees), 600);
  assert.equal(throttle.begin({ ...kees, source: '192.0.2.8' }), 0, 'from elsewhere the owner can');
  assert.equal(throttle.begin({ ...kees, account: 'admin:jan' }), 0, 'and his neighbour, too');
  await clock.advance(600_000);
  assert.equal(throttle.begin(kees), 0);
});

test('an address that tries many accounts waits as well', () => {
  const throttle = new LoginThrottle(new FakeClock());
  for (let i = 0; i < 20; i += 1) {
    assert.equal(throttle.begin({ account: `extension:${300 + i}`, source: '192.0.2.7' }), 0);
  }
  assert.equal(throttle.begin({ account: 'extension:399', source: '192.0.2.7' }), 900);
});

test('an account that is tried from many addresses waits, a link or a passkey that is somebody else’s does not', () => {
  const throttle = new LoginThrottle(new FakeClock());
  for (let i = 0; i < 100; i += 1) {
    const source = `198.51.100.${i}`;
    assert.equal(throttle.begin({ ...kees, source }), 0);
    assert.equal(throttle.begin({ account: 'link', source, isAnonymous: true }), 0);
  }
  assert.equal(throttle.begin(kees), 900);
  assert.equal(throttle.begin({ account: 'link', source: kees.source, isAnonymous: true }), 0);
});

test('one that succeeds forgives the wrong ones before it, and no others', () => {
  const throttle = new LoginThrottle(new FakeClock());
  for (let round = 0; round < 30; round += 1) {
    assert.equal(throttle.begin(kees), 0, `round ${round}`);
    throttle.succeeded(kees);
  }
  for (let i = 0; i < 19; i += 1) throttle.begin({ account: `extension:${300 + i}`, source: kees.source });
  assert.equal(throttle.begin(kees), 0);
  throttle.succeeded(kees);
  assert.equal(throttle.begin({ account: 'extension:1', source: kees.source }), 0);
  assert.equal(throttle.begin({ account: 'extension:2', source: kees.source }), 900);
});

test('the tries of no more than so many keys are kept, the newest', () => {
  const tries = new RecentTries({ clock: new FakeClock(), most: 1, windowMs: 1_000, maxKeys: 2 });
  for (const key of ['a', 'b', 'a', 'c']) tries.record(key);
  assert.equal(tries.size, 2);
  assert.deepEqual(
    ['a', 'b', 'c'].map((key) => tries.mayTry(key)),
    [false, true, false],
  );
});
