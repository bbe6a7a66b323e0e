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

test('an extension is told to be banned where one of its phones is registered', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('101');
  await t.registered('100');
  const banned = (number: string) => {
    const seen = t.console.instructions.observationOf(number);
    return seen.ok && seen.value.banned;
  };
  assert.equal(banned('101'), false);
  assert.ok((await t.console.bans.add(phone.address, 60_000)).ok);
  assert.deepEqual([banned('101'), banned('100')], [true, false]);
  await t.clock.advance(61_000);
  assert.equal(banned('101'), false);
  await t.finish({ lossy: true });
});
