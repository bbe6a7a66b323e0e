import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';

test('the status tells by how much the wall clock has jumped since the start', async () => {
  const t = await ExchangeUnderTest.start();
  await t.clock.advance(60_000);
  assert.equal(t.console.status().clockStepSeconds, 0);
  t.clock.jumpWallTime(-90_000);
  await t.clock.advance(60_000);
  assert.equal(t.console.status().clockStepSeconds, -90);
  await t.restart('close');
  assert.equal(t.console.status().clockStepSeconds, 0);
  await t.finish();
});
