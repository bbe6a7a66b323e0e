import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FakeClock } from '../../../testkit/fake-clock.ts';
import { ReplayWindow } from './replay-window.ts';

const HOUR_MS = 3_600_000;
const FRESH = { issuedAtMs: 0, expired: false };
const OLD = { issuedAtMs: 0, expired: true };

describe('ReplayWindow', () => {
  it('lets the count of a nonce rise, by any step, but neither stand still nor fall', () => {
    const window = new ReplayWindow({ clock: new FakeClock() });
    assert.equal(window.check('n', FRESH, 1), 'usable');
    window.accept('n', 1);
    assert.equal(window.check('n', FRESH, 1), 'replayed');
    assert.equal(window.check('n', FRESH, 2), 'usable');
    assert.equal(window.check('n', FRESH, 0xffff_ffff), 'usable');
    window.accept('n', 500);
    assert.equal(window.check('n', FRESH, 499), 'replayed');
    assert.equal(window.check('n', FRESH, 501), 'usable');
  });

  it('lets a nonce without a count be used once', () => {
    const window = new ReplayWindow({ clock: new FakeClock() });
    window.accept('n');
    assert.equal(window.check('n', FRESH), 'replayed');
    assert.equal(window.check('n', FRESH, 7), 'replayed');
    window.accept('m', 1);
    assert.equal(window.check('m', FRESH), 'replayed');
  });

  it('lets a nonce that succeeded be used for an hour, however old it is', async () => {
    const clock = new FakeClock();
    const window = new ReplayWindow({ clock });
    assert.equal(window.check('n', OLD, 1), 'expired');
    window.accept('n', 1);
    await clock.advance(HOUR_MS / 2);
    assert.equal(window.check('n', OLD, 2), 'usable');
    window.accept('n', 2);
    await clock.advance(HOUR_MS / 2);
    assert.equal(window.check('n', OLD, 3), 'usable');
    await clock.advance(1);
    assert.equal(window.check('n', OLD, 4), 'expired');
  });

  it('changes nothing when it is only asked', () => {
    const window = new ReplayWindow({ clock: new FakeClock() });
    for (let count = 0; count < 10; count++) assert.equal(window.check('n', FRESH, 1), 'usable');
    assert.equal(window.size, 0);
  });

  it('stays within its capacity and forgets the nonce not used for longest', async () => {
    const clock = new FakeClock();
    const window = new ReplayWindow({ clock, capacity: 3 });
    for (const nonce of ['a', 'b', 'c']) window.accept(nonce, 1);
    window.accept('a', 2);
    await clock.advance(10);
    window.accept('d', 1);
    assert.equal(window.size, 3);
    assert.equal(window.check('b', OLD, 2), 'expired');
    assert.equal(window.check('a', OLD, 3), 'usable');
  });

  it('never takes a forgotten nonce for a new one, and still takes newer ones', async () => {
    const clock = new FakeClock();
    const window = new ReplayWindow({ clock, capacity: 2 });
    await clock.advance(1000);
    window.accept('a', 1);
    await clock.advance(1000);
    window.accept('b', 1);
    window.accept('c', 1);
    assert.equal(window.check('a', { issuedAtMs: 900, expired: false }, 1), 'expired');
    assert.equal(window.check('d', { issuedAtMs: 1500, expired: false }, 1), 'usable');
  });
});
