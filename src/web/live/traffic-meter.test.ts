import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FakeClock } from '../../../testkit/fake-clock.ts';
import type { Fact } from '../../base/journal.ts';
import { TrafficMeter } from './traffic-meter.ts';

function measured(overMs: number, bytesIn: number, bytesOut = bytesIn): Fact {
  const names = { kind: 'media-measured', call: 'a', extension: '301' } as const;
  const figures = { packetsReceived: 1, packetsLost: 0, jitterMs: 0, roundTripMs: null } as const;
  return { ...names, ...figures, overMs, bytesIn, bytesOut, packetsSent: 1, farLost: null };
}

describe('the meter of traffic', () => {
  it('tells bits per second of slots that are complete, and none before it began', async () => {
    const clock = new FakeClock();
    const meter = new TrafficMeter(clock);
    assert.deepEqual(meter.read(), { everySeconds: 10, in: [], out: [] });
    for (let n = 0; n < 4; n += 1) {
      await clock.advance(5_000);
      meter.hear(measured(5_000, 40_000, 20_000));
    }
    assert.deepEqual(meter.read().in, [64_000]);
    await clock.advance(5_000);
    assert.deepEqual(meter.read(), { everySeconds: 10, in: [64_000, 64_000], out: [32_000, 32_000] });
  });

  it('shares a measurement among the slots it lies in', async () => {
    const clock = new FakeClock();
    const meter = new TrafficMeter(clock);
    await clock.advance(11_000);
    meter.hear(measured(5_000, 50_000));
    await clock.advance(14_000);
    assert.deepEqual(meter.read().in, [32_000, 8_000]);
  });

  it('holds an hour, and forgets what is older', async () => {
    const clock = new FakeClock();
    const meter = new TrafficMeter(clock);
    await clock.advance(5_000);
    meter.hear(measured(5_000, 1_000));
    await clock.advance(3_600_000);
    assert.equal(meter.read().in.length, 360);
    assert.equal(meter.read().in[0], 800);
    await clock.advance(30_000);
    assert.deepEqual(new Set(meter.read().in), new Set([0]));
    await clock.advance(86_400_000);
    assert.deepEqual(new Set(meter.read().out), new Set([0]));
  });
});
