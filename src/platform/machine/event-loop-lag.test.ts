import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createPlatform } from '../platform-for-workers.ts';
import { NodeEventLoopLag } from './event-loop-lag.ts';

it('measures a delay of the event loop once', async (t) => {
  const lag = new NodeEventLoopLag();
  t.after(() => lag.close());
  const { clock } = createPlatform();
  const pause = (delayMs: number) => new Promise<void>((resolve) => clock.schedule(delayMs, resolve));
  await pause(30);
  const endsAt = clock.now() + 80;
  while (clock.now() < endsAt);
  await pause(30);
  assert.ok(lag.takeLongestMs() >= 50);
  assert.equal(lag.takeLongestMs(), 0);
});
