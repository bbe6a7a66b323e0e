import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import { ask, BAN_MS, failAt } from './wrong-passwords.ts';

for (const how of ['close', 'crash'] as const) {
  test(`a ban survives a ${how} and goes on for what was left of it`, async () => {
    const t = await ExchangeUnderTest.start();
    const phone = await t.phone('100', { password: 'wrong' });
    await failAt(t, phone, [0, 1000, 2000]);
    const bannedAt = t.clock.now();
    await t.clock.advance(1_000_000);
    await t.restart(how);
    assert.equal(await ask(t, phone), undefined);
    await t.clock.advance(bannedAt + BAN_MS - 5000 - t.clock.now());
    assert.equal(await ask(t, phone), undefined);
    await t.clock.advance(6000);
    assert.equal(await ask(t, phone), 401);
    phone.problems.length = 0;
    await t.finish();
  });
}

test('a wall clock that goes back during a stop gives at most the whole ban again', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100', { password: 'wrong' });
  await failAt(t, phone, [0, 1000, 2000]);
  await t.clock.advance(1_000_000);
  t.clock.jumpWallTime(-30 * 86_400_000);
  await t.restart('close');
  await t.clock.advance(BAN_MS - 2000);
  assert.equal(await ask(t, phone), undefined);
  await t.clock.advance(3000);
  assert.equal(await ask(t, phone), 401);
  await t.finish();
});

test('a jump of the wall clock by a day neither frees nor prolongs a running ban', async () => {
  for (const jumpMs of [86_400_000, -86_400_000]) {
    const t = await ExchangeUnderTest.start();
    const phone = await t.phone('100', { password: 'wrong' });
    await failAt(t, phone, [0, 1000, 2000]);
    t.clock.jumpWallTime(jumpMs);
    await t.clock.advance(BAN_MS - 10_000);
    assert.equal(await ask(t, phone), undefined);
    await t.clock.advance(10_000);
    assert.equal(await ask(t, phone), 401);
    await t.finish();
  }
});

test('the window is of the monotonic clock: a jump between failures changes nothing', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100', { password: 'wrong' });
  await failAt(t, phone, [0, 1000]);
  t.clock.jumpWallTime(86_400_000);
  assert.deepEqual(await failAt(t, phone, [1000]), [403]);
  await t.finish();
});
