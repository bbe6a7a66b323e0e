import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';

test('a registration is confirmed only when it is on disk', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100');
  t.fault.delayMs = 300;
  const startedAt = t.clock.now();
  assert.equal((await t.clock.until(phone.register())).status, 200);
  assert.ok(t.clock.now() - startedAt >= 300);
  t.fault.delayMs = 0;
  await t.finish();
});

test('a slow disk delays no call and no challenge', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  t.fault.delayMs = 20_000;
  const stuck = callee.register();
  const stranger = await t.answerWithin(50, caller.register({ credentials: 'none' }));
  assert.equal(stranger?.status, 401);
  const startedAt = t.clock.now();
  const { call } = await t.talk(caller, callee);
  assert.ok(t.clock.now() - startedAt < 100);
  await t.clock.until(call.hangUp());
  t.fault.delayMs = 0;
  assert.equal((await t.clock.until(stuck)).status, 200);
  await t.finish();
});

for (const reason of ['full', 'busy', 'read-only'] as const) {
  test(`with a disk that is ${reason} phones register and call, it is reported, and it mends by itself`, async () => {
    const t = await ExchangeUnderTest.start();
    const caller = await t.registered('100');
    await t.addExtension('101');
    t.fault.refuses = reason;
    const callee = await t.registered('101');
    assert.equal(t.journal.of('store-degraded').length, 1);
    assert.equal(t.exchange.isStoreHealthy, false);
    const { call } = await t.talk(caller, callee);
    await t.clock.until(call.hangUp());
    const added = await t.clock.until(
      t.console.extensions.add({ number: '102', callsign: 'PX0BAC', name: 'New', password: 'long enough' }),
    );
    assert.equal(added.ok, false);
    assert.equal(added.ok ? '' : added.error.code, 'store-failed');
    assert.equal(t.console.extensions.show('102').ok, false);
    t.fault.refuses = undefined;
    await t.until(() => t.exchange.isStoreHealthy, 'it mends', 120_000);
    assert.equal(t.journal.of('store-recovered').length, 1);
    await t.restart('crash');
    const shown = t.console.extensions.show('101');
    assert.ok(shown.ok && shown.value.registrations.length === 1, 'what was held back is on disk now');
    await t.finish();
  });
}

test('a ban holds although the disk is full', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100', { password: 'wrong' });
  t.fault.refuses = 'full';
  const statuses = [];
  for (let i = 0; i < 3; i += 1) statuses.push((await t.clock.until(phone.register())).status);
  assert.deepEqual(statuses, [401, 401, 403]);
  assert.equal(await t.answerWithin(1000, phone.register()), undefined);
  t.fault.refuses = undefined;
  await t.finish();
});

test('a ban is on disk before its 403 leaves', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100', { password: 'wrong' });
  for (let i = 0; i < 2; i += 1) await t.clock.until(phone.register());
  t.fault.delayMs = 200;
  const startedAt = t.clock.now();
  assert.equal((await t.clock.until(phone.register())).status, 403);
  assert.ok(t.clock.now() - startedAt >= 200);
  t.fault.delayMs = 0;
  await t.restart('crash');
  assert.equal(await t.answerWithin(1000, phone.register()), undefined);
  await t.finish();
});
