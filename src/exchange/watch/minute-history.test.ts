import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { FakeClock } from '../../../testkit/fake-clock.ts';
import { MinuteHistory } from './minute-history.ts';

const MEASURED = {
  kind: 'media-measured',
  call: 'c1',
  extension: '301',
  overMs: 5_000,
  bytesIn: 7_500,
  bytesOut: 15_000,
  packetsReceived: 250,
  packetsLost: 0,
  jitterMs: 1,
  roundTripMs: null,
  packetsSent: 250,
  farLost: null,
} as const;

let clock: FakeClock;
let history: MinuteHistory;
let now: { registrations: number; calls: number; participants: number; bans: number };
let lagMs: number;

beforeEach(() => {
  clock = new FakeClock();
  history = new MinuteHistory(clock);
  now = { registrations: 3, calls: 0, participants: 2, bans: 1 };
  lagMs = 0;
  history.start({
    now: () => now,
    takeLoopLagMs() {
      const taken = lagMs;
      lagMs = 0;
      return taken;
    },
  });
});

describe('MinuteHistory', () => {
  it('writes down each full minute of the wall clock', async () => {
    await clock.advance(180_000);
    const ends = history.list(0).map(({ atMs }) => atMs);
    assert.equal(ends.length, 3);
    assert.ok(ends.every((atMs) => atMs % 60_000 === 0));
    assert.deepEqual(history.list(ends[1] ?? 0).length, 1);
    history.close();
    assert.equal(clock.pendingTimers, 0);
  });

  it('tells what there is, and what came in that minute alone', async () => {
    for (let round = 0; round < 2; round += 1) history.hear(MEASURED);
    for (const reason of ['wrong-password', 'unknown-user', 'no-credentials'] as const)
      history.hear({ kind: 'authentication-failed', reason, counted: true });
    lagMs = 41.6;
    await clock.advance(60_000);
    await clock.advance(60_000);
    const [first, second] = history.list(0).map(({ atMs: _, ...figures }) => figures);
    assert.deepEqual(first, { ...now, kbitIn: 2, kbitOut: 4, failedRegistrations: 2, loopLagMs: 42 });
    assert.deepEqual(second, { ...now, kbitIn: 0, kbitOut: 0, failedRegistrations: 0, loopLagMs: 0 });
    history.close();
  });

  it('knows of a call that was over before the minute was', async () => {
    now.calls = 2;
    history.hear({ kind: 'call-answered', call: 'c1', setupMs: 900 });
    now.calls = 0;
    await clock.advance(120_000);
    assert.deepEqual(
      history.list(0).map(({ calls }) => calls),
      [2, 0],
    );
    history.close();
  });

  it('keeps a day', async () => {
    await clock.advance(1_500 * 60_000);
    const samples = history.list(0);
    assert.equal(samples.length, 1_440);
    assert.equal(samples.at(-1)?.atMs, Math.floor(clock.wallTime() / 60_000) * 60_000);
    history.close();
  });
});
