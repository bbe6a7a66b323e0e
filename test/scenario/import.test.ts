import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callsignOf, ExchangeUnderTest, passwordOf } from '../../testkit/exchange-under-test.ts';
import { failAt } from './wrong-passwords.ts';

const NEW_PASSWORD = 'brand new 100';
const ROWS = [
  { number: '100', callsign: callsignOf('100'), name: 'Other Name', password: NEW_PASSWORD },
  { number: '150', callsign: callsignOf('150'), name: 'New Holder', password: passwordOf('150') },
];

test('what an import was looked at for holds for the next REGISTER, and after a kill', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('100');
  const { extensions } = t.console;
  const plan = extensions.planImport(ROWS, { update: true });
  assert.deepEqual(
    plan.rows.map(({ act }) => act),
    ['change', 'create'],
  );
  const wish = { update: true, version: plan.version };
  const done = await t.clock.until(extensions.import(ROWS, wish));
  assert.ok(done.ok);
  for (const restarts of [false, true]) {
    if (restarts) await t.restart('crash');
    phone.credentials.password = passwordOf('100');
    assert.deepEqual(await failAt(t, phone, [0]), [401], 'the old password is void');
    phone.credentials.password = NEW_PASSWORD;
    assert.equal((await t.clock.until(phone.register())).status, 200);
    const shown = t.console.extensions.show('100');
    assert.equal(shown.ok && shown.value.name, 'Other Name');
  }
  await t.registered('150');
  await t.finish();
});

test('an import of which something became another case does nothing at all', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('100');
  const { extensions } = t.console;
  const { version } = extensions.planImport(ROWS, { update: true });
  await t.addExtension('150');
  const late = await t.clock.until(extensions.import(ROWS, { update: true, version }));
  assert.ok(!late.ok);
  assert.deepEqual(
    late.error.map(({ row, refusal }) => [row, refusal.code]),
    [[2, 'import-changed']],
  );
  assert.equal((await t.clock.until(phone.register())).status, 200, 'with the password it had');
  await t.finish();
});

test('an import that the disk refuses changes nobody', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('100');
  t.fault.refuses = 'full';
  const refused = await t.clock.until(t.console.extensions.import(ROWS, { update: true }));
  t.fault.refuses = undefined;
  assert.ok(!refused.ok);
  assert.deepEqual(
    refused.error.map(({ refusal }) => refusal.code),
    ['store-failed'],
  );
  assert.ok(!t.console.extensions.show('150').ok);
  assert.equal((await t.clock.until(phone.register())).status, 200, 'with the password it had');
  await t.finish();
});
