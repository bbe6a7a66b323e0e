/** Issue 5: an administrator's lift or whitelist works within a second, on all transports. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest, passwordOf } from '../../testkit/exchange-under-test.ts';
import type { Phone } from '../../testkit/phone.ts';
import { ask, failAt } from './wrong-passwords.ts';

const WITHIN_MS = 1_000;
const NAME = 'home.example.org';

/** What an administrator may do for somebody who is banned. */
const ACTS: Readonly<
  Record<string, (t: ExchangeUnderTest, phone: Phone) => Promise<{ readonly ok: boolean }>>
> = {
  'a lift': (t, phone) => t.console.bans.lift(phone.address),
  'the address on the whitelist': (t, phone) =>
    t.console.whitelist.add({ entry: phone.address, owner: '100' }),
  'its network on the whitelist': (t, phone) =>
    t.console.whitelist.add({ entry: `${phone.address}/32`, owner: '100' }),
  'its host name on the whitelist': (t, phone) => {
    t.names.set(NAME, [phone.address]);
    return t.console.whitelist.add({ entry: NAME, owner: '100' });
  },
  'a request that is granted': async (t, phone) => {
    const asked = await t.console.whitelist.request({ extension: '100', entry: phone.address });
    assert.ok(asked.ok);
    return t.console.whitelist.grantRequest(asked.value.id);
  },
};

for (const transport of ['UDP', 'TCP', 'TLS', 'WS', 'WSS'] as const) {
  for (const [act, perform] of Object.entries(ACTS)) {
    test(`over ${transport} ${act} lets the address in within a second, and nobody else`, async () => {
      const t = await ExchangeUnderTest.start();
      const phone = await t.phone('100', { transport, password: 'wrong' });
      const other = await t.phone('101', { transport, password: 'wrong' });
      for (const each of [phone, other]) assert.equal((await failAt(t, each, [0, 100, 200])).at(-1), 403);
      await t.clock.advance(10_000);
      await assertSilent(t, phone);
      const actedAt = t.clock.now();
      assert.ok((await t.clock.until(perform(t, phone))).ok);
      phone.credentials.password = passwordOf('100');
      if (transport !== 'UDP') await connect(t, phone);
      assert.equal((await t.clock.until(phone.register())).status, 200);
      assert.ok(t.clock.now() - actedAt <= WITHIN_MS, `after ${t.clock.now() - actedAt} ms`);
      await assertSilent(t, other);
      for (const each of [phone, other]) each.problems.length = 0;
      await t.finish({ lossy: true });
    });
  }
}

/** As a phone does: again and again until the exchange keeps the connection. */
async function connect(t: ExchangeUnderTest, phone: Phone): Promise<void> {
  const until = t.clock.now() + WITHIN_MS;
  do {
    await t.clock.until(phone.connect());
    await t.clock.advance(100);
  } while (!phone.transport.open && t.clock.now() < until);
}

/** Over TCP the ban ends the connection and takes no other. */
async function assertSilent(t: ExchangeUnderTest, phone: Phone): Promise<void> {
  if (!phone.transport.reliable) return assert.equal(await ask(t, phone), undefined);
  await t.clock.until(phone.connect());
  await t.until(() => !phone.transport.open, 'the connection is closed', 100);
}
