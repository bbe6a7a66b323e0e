import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { FakeClock } from '../../testkit/fake-clock.ts';
import { seededRandom } from '../../testkit/seeded-random.ts';
import type { AddressKey } from '../base/address-key.ts';
import { GuessThrottle } from './guess-throttle.ts';

const HOUR_MS = 3_600_000;
const HOME = '192.0.2.1' as AddressKey;
const STRANGER = '203.0.113.9' as AddressKey;

let clock: FakeClock;
let throttle: GuessThrottle;

beforeEach(() => {
  clock = new FakeClock();
  throttle = new GuessThrottle({ clock, random: seededRandom(1) });
});

function fail(times: number, account = '100'): void {
  for (let index = 0; index < times; index += 1) {
    throttle.recordFailure(account, `198.51.100.${index}` as AddressKey);
  }
}

describe('guessing from many addresses', () => {
  it('slows an account down at its 21st failure within an hour, and no other account', () => {
    fail(20);
    assert.equal(throttle.slows('100', STRANGER), false);
    fail(1);
    assert.equal(throttle.slows('100', STRANGER), true);
    assert.equal(throttle.slows('101', STRANGER), false);
  });

  it('counts a sliding hour', async () => {
    fail(11);
    await clock.advance(HOUR_MS / 2);
    fail(10);
    assert.equal(throttle.slows('100', STRANGER), true);
    await clock.advance(HOUR_MS / 2);
    assert.equal(throttle.slows('100', STRANGER), false);
  });

  it('never slows an address down that the account succeeded from within 30 days', async () => {
    throttle.recordSuccess('100', HOME);
    await clock.advance(29 * 86_400_000);
    fail(30);
    assert.equal(throttle.slows('100', HOME), false);
    assert.equal(throttle.slows('100', STRANGER), true);
    await clock.advance(86_400_000);
    fail(30);
    assert.equal(throttle.slows('100', HOME), true);
  });

  it('does not count failures from an address the account succeeded from', () => {
    throttle.recordSuccess('100', HOME);
    for (let index = 0; index < 50; index += 1) throttle.recordFailure('100', HOME);
    assert.equal(throttle.slows('100', STRANGER), false);
  });

  it('slows an account that does not exist down alike', () => {
    fail(21, 'nobody');
    assert.equal(throttle.slows('nobody', STRANGER), true);
  });
});

describe('waiting', () => {
  it('gives one evaluation a second, 1 to 4 seconds ahead, and none beyond', async () => {
    const delays = Array.from({ length: 6 }, () => throttle.reserve('100'));
    assert.deepEqual(delays, [1000, 2000, 3000, 4000, undefined, undefined]);
    await clock.advance(1000);
    assert.equal(throttle.reserve('100'), 4000);
    assert.equal(throttle.reserve('101'), 1000);
  });
});

describe('memory', () => {
  it('holds 10,000 accounts at most and a bounded number of failures of each', () => {
    for (let index = 0; index < 10_500; index += 1) throttle.recordFailure(`a${index}`, STRANGER);
    assert.equal(throttle.size, 10_000);
    throttle.forget('a10499');
    assert.equal(throttle.size, 9_999);
  });

  it('forgets accounts an hour after their last failure', async () => {
    fail(25);
    await clock.advance(HOUR_MS);
    throttle.sweep();
    assert.equal(throttle.size, 0);
  });
});
