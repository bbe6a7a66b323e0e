import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NodeClock } from './node-clock.ts';

describe('NodeClock', () => {
  it('never goes back', () => {
    const clock = new NodeClock();
    const before = clock.now();
    assert.ok(clock.now() >= before);
  });

  it('runs an action later, and not at all when cancelled', (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const clock = new NodeClock();
    const ran: string[] = [];
    clock.schedule(10, () => ran.push('kept'));
    const cancelled = clock.schedule(5, () => ran.push('cancelled'));
    cancelled.cancel();
    cancelled.cancel();
    assert.deepEqual(ran, []);
    t.mock.timers.tick(10);
    assert.deepEqual(ran, ['kept']);
  });

  it('rounds a fraction up rather than being early', (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    let ran = false;
    new NodeClock().schedule(1.2, () => {
      ran = true;
    });
    t.mock.timers.tick(1);
    assert.equal(ran, false);
    t.mock.timers.tick(1);
    assert.equal(ran, true);
  });

  it('waits longer than a timer of Node can', (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const longest = 2 ** 31 - 1;
    let ran = false;
    new NodeClock().schedule(2 * longest + 1000, () => {
      ran = true;
    });
    t.mock.timers.tick(longest);
    t.mock.timers.tick(longest);
    t.mock.timers.tick(999);
    assert.equal(ran, false);
    t.mock.timers.tick(1);
    assert.equal(ran, true);
  });

  it('cancels in the middle of a long wait', (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    let ran = false;
    const scheduled = new NodeClock().schedule(2 ** 32, () => {
      ran = true;
    });
    t.mock.timers.tick(2 ** 31 - 1);
    scheduled.cancel();
    t.mock.timers.tick(2 ** 31 - 1);
    t.mock.timers.tick(2 ** 31 - 1);
    assert.equal(ran, false);
  });
});
