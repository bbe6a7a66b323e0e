import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FakeClock } from '../../../testkit/fake-clock.ts';
import { seededRandom } from '../../../testkit/seeded-random.ts';
import { WarmPorts } from './warm-ports.ts';

function warmPorts() {
  const clock = new FakeClock();
  const lapsed: number[] = [];
  const warm = new WarmPorts({
    clock,
    random: seededRandom(1),
    onLapsed: (ports) => lapsed.push(...ports),
  });
  const keep = (first: number, count: number) => {
    for (let i = 0; i < count; i++) assert.ok(warm.keep(first + 2 * i, 1));
  };
  return { clock, lapsed, warm, keep };
}

describe('WarmPorts', () => {
  it('gives none away while there are few to choose from, unless it is told that few are enough', () => {
    const { warm, keep } = warmPorts();
    keep(20_000, 63);
    assert.equal(warm.take(), undefined);
    assert.ok(warm.take(1));
    assert.equal(warm.size, 62);
  });

  it('gives each away once, in no order that could be guessed', () => {
    const { warm, keep } = warmPorts();
    keep(20_000, 100);
    const taken = Array.from({ length: 100 }, () => warm.take(1)?.port);
    assert.equal(new Set(taken).size, 100);
    assert.notDeepEqual(
      taken,
      taken.toSorted((a = 0, b = 0) => a - b),
    );
    assert.equal(warm.take(1), undefined);
  });

  it('keeps no port that has served often', () => {
    const { warm } = warmPorts();
    assert.equal(warm.keep(20_000, 15), true);
    assert.equal(warm.keep(20_002, 16), false);
    assert.deepEqual(warm.take(1), { port: 20_000, uses: 15, sinceMs: 0 });
  });

  it('gives back what nobody wants, the older first, and leaves no timer', async () => {
    const { clock, lapsed, warm, keep } = warmPorts();
    keep(20_000, 2);
    await clock.advance(3_000);
    keep(20_010, 1);
    await clock.advance(1_000);
    assert.deepEqual(lapsed, [20_000, 20_002]);
    await clock.advance(6_000);
    assert.deepEqual(lapsed, [20_000, 20_002, 20_010]);
    assert.equal(warm.size, 0);
    assert.equal(clock.pendingTimers, 0);
  });

  it('gives all away when it is cleared', () => {
    const { clock, warm, keep } = warmPorts();
    keep(20_000, 3);
    assert.deepEqual(warm.clear(), [20_000, 20_002, 20_004]);
    assert.equal(clock.pendingTimers, 0);
  });
});
