import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest, passwordOf } from '../../testkit/exchange-under-test.ts';
import { ask, counted, failAt } from './wrong-passwords.ts';

test('a success clears the failures of that extension from that address, and of no other', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100', { password: 'wrong' });
  await failAt(t, phone, [0, 1000]);
  phone.credentials.password = passwordOf('100');
  assert.equal((await t.clock.until(phone.register())).status, 200);
  phone.credentials.password = 'wrong';
  assert.deepEqual(await failAt(t, phone, [0, 1000]), [401, 401], 'counting began anew');

  const other = await t.phone('101', { address: phone.address, port: 5070 });
  assert.equal((await t.clock.until(other.register())).status, 200);
  assert.deepEqual(await failAt(t, phone, [1000]), [403], 'another one’s success cleared nothing');
  await t.finish();
});

test('a ban is of the address: other ports and numbers are silent, other addresses are not', async () => {
  const t = await ExchangeUnderTest.start();
  const guesser = await t.phone('100', { password: 'wrong' });
  const sameAddress = await t.phone('101', { address: guesser.address, port: 5070 });
  const elsewhere = await t.phone('102');
  await failAt(t, guesser, [0, 1000, 2000]);
  assert.equal(await ask(t, sameAddress), undefined);
  assert.equal(await ask(t, elsewhere), 401);
  await t.finish();
});

test('IPv6 addresses of one /64 count together', async () => {
  const t = await ExchangeUnderTest.start();
  const statuses = [];
  for (const last of ['1', '2:3:4:5', 'ffff']) {
    const address = last.includes(':') ? `2001:db8:7:7:${last}` : `2001:db8:7:7::${last}`;
    const phone = await t.phone('100', { family: 'ipv6', address, password: 'wrong' });
    statuses.push((await t.clock.until(phone.register())).status);
  }
  assert.deepEqual(statuses, [401, 401, 403]);
  const outside = await t.phone('100', { family: 'ipv6', address: '2001:db8:7:8::1' });
  assert.equal((await t.clock.until(outside.register())).status, 200);
  await t.finish();
});

test('over TCP the ban closes the connection and accepts no new one', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100', { transport: 'TCP', password: 'wrong' });
  const statuses = await failAt(t, phone, [0, 1000, 2000]);
  assert.deepEqual(statuses, [401, 401, 403]);
  await t.until(() => !phone.transport.open, 'the connection is closed', 5000);
  await t.clock.until(phone.connect());
  await t.until(() => !phone.transport.open, 'a new one is closed at once', 100);
  assert.equal(t.counts.connections, 0);
  await t.finish();
});

test('a ban over TCP holds over UDP, too', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100', { transport: 'TCP', password: 'wrong' });
  await failAt(t, phone, [0, 1000, 2000]);
  const udp = await t.phone('101', { address: phone.address });
  assert.equal(await ask(t, udp), undefined);
  await t.finish();
});

test('lifting a ban works within a second and forgets what was counted', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100', { password: 'wrong' });
  await failAt(t, phone, [0, 1000, 2000]);
  assert.ok((await t.clock.until(t.console.bans.lift(phone.address))).ok);
  assert.equal(await ask(t, phone), 401);
  assert.deepEqual(await failAt(t, phone, [0, 1000]), [401, 401]);
  assert.equal(t.console.bans.list().length, 0);
  await t.finish();
});

test('the administrator may ban an address for a time of his choice', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100');
  assert.ok((await t.clock.until(t.console.bans.add(phone.address, 60_000))).ok);
  assert.equal(await ask(t, phone), undefined);
  await t.clock.advance(61_000);
  assert.equal(await ask(t, phone), 401);
  await t.finish();
});

test('from a whitelisted address passwords are needed and failures are seen, but never ban', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100', { password: 'wrong' });
  const entry = { entry: phone.address, owner: '100' };
  assert.ok((await t.clock.until(t.console.whitelist.add(entry))).ok);
  const statuses = await failAt(t, phone, [0, 100, 200, 300, 400, 500, 600, 700, 800, 900]);
  assert.deepEqual(statuses, new Array(10).fill(401));
  assert.equal(
    t.journal.of('authentication-failed').filter(({ reason }) => reason === 'wrong-password').length,
    10,
  );
  assert.equal(counted(t), 0);
  await t.finish();
});

test('whitelisting an address, its network or its host name lifts the ban at once', async () => {
  const t = await ExchangeUnderTest.start();
  t.names.set('thuis.example.org', ['198.51.100.3']);
  const entries = ['198.51.100.1', '198.51.100.2/32', 'thuis.example.org'];
  for (const [index, entry] of entries.entries()) {
    const phone = await t.phone(String(100 + index), { password: 'wrong' });
    await failAt(t, phone, [0, 100, 200]);
    assert.equal(await ask(t, phone), undefined);
    const added = await t.clock.until(t.console.whitelist.add({ entry, owner: phone.number }));
    assert.ok(added.ok, entry);
    await t.clock.advance(1000);
    assert.equal(await ask(t, phone), 401, entry);
  }
  await t.finish();
});

test('an address that leaves the whitelist counts from nothing', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100', { password: 'wrong' });
  await t.clock.until(t.console.whitelist.add({ entry: phone.address, owner: '100' }));
  await failAt(t, phone, [0, 100, 200, 300]);
  assert.ok((await t.clock.until(t.console.whitelist.remove(phone.address))).ok);
  assert.deepEqual(await failAt(t, phone, [0, 100, 200]), [401, 401, 403]);
  await t.finish();
});

test('trusted networks are never banned', async () => {
  const t = await ExchangeUnderTest.start({ settings: { trusted: ['198.51.100.0/24'] } });
  const phone = await t.phone('100', { password: 'wrong' });
  const statuses = await failAt(t, phone, [0, 100, 200, 300, 400]);
  assert.deepEqual(statuses, new Array(5).fill(401));
  await t.finish();
});

test('a registered phone keeps its registration and is called while its neighbour is banned', async () => {
  const t = await ExchangeUnderTest.start();
  const nat = t.nat('203.0.113.200');
  const good = await t.registered('101', { nat, address: '192.168.1.20' });
  const bad = await t.phone('102', { nat, address: '192.168.1.21', password: 'wrong' });
  await failAt(t, bad, [0, 100, 200]);
  assert.equal(await ask(t, bad), undefined);
  assert.equal((await t.answerWithin(2000, good.register()))?.status, 200, 'it refreshes');
  const caller = await t.registered('100');
  const { call, incoming } = await t.talk(caller, good);
  assert.equal((await t.answerWithin(2000, incoming.hangUp()))?.status, 200, 'it ends its call');
  await t.until(() => call.state === 'ended', 'the caller hears of the end');
  const out = await good.call('100');
  await t.until(() => caller.isCalled, 'it calls, too');
  await caller.incoming.answer();
  await t.until(() => out.state === 'answered', 'and talks');
  assert.equal((await t.answerWithin(2000, out.hangUp()))?.status, 200);
  await t.finish();
});

test('through a registered phone nobody gets to guess while its address is banned', async () => {
  const t = await ExchangeUnderTest.start();
  await t.addExtension('103');
  const nat = t.nat('203.0.113.200');
  const good = await t.registered('101', { nat, address: '192.168.1.20' });
  const bad = await t.phone('102', { nat, address: '192.168.1.21', password: 'wrong' });
  await failAt(t, bad, [0, 100, 200]);
  const evaluated = (): number =>
    t.journal.of('authentication-failed').filter(({ reason }) => reason === 'wrong-password').length;
  assert.equal(evaluated(), 3);
  // As someone else, from the flow of the one who is registered: not even challenged.
  Object.assign(good, { number: '103' });
  assert.equal(await ask(t, good), undefined);
  Object.assign(good, { number: '101' });
  // As itself with a wrong password: looked at once, then it is banned like all others.
  good.credentials.password = 'wrong';
  assert.equal((await t.answerWithin(2000, good.register()))?.status, 401);
  assert.equal(evaluated(), 4);
  good.credentials.password = passwordOf('101');
  assert.equal(await t.answerWithin(2000, good.register()), undefined);
  assert.equal(await ask(t, good), undefined);
  assert.equal(evaluated(), 4);
  // Until the ban is over and it has registered anew.
  await t.clock.advance(3_600_000);
  assert.equal((await t.answerWithin(2000, good.register()))?.status, 200);
  await failAt(t, bad, [0, 100, 200]);
  assert.equal((await t.answerWithin(2000, good.register()))?.status, 200);
  await t.finish();
});

test('of two lines behind one flow the one with a wrong password is banned and the other is not', async () => {
  const t = await ExchangeUnderTest.start();
  await t.addExtension('102');
  const adapter = await t.registered('101');
  Object.assign(adapter, { number: '102' });
  adapter.credentials.password = 'wrong';
  assert.deepEqual(await failAt(t, adapter, [0, 100, 200]), [401, 401, 403]);
  assert.equal(await ask(t, adapter), undefined);
  Object.assign(adapter, { number: '101' });
  adapter.credentials.password = passwordOf('101');
  assert.equal((await t.answerWithin(2000, adapter.register()))?.status, 200);
  await t.finish();
});

test('a ban by hand leaves registered phones their registration and no new calls', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('101');
  const caller = await t.registered('100');
  assert.ok((await t.console.bans.add(phone.address, 60_000)).ok);
  assert.equal((await t.answerWithin(2000, phone.register()))?.status, 200);
  const call = await phone.call('100');
  await t.clock.advance(5_000);
  assert.deepEqual([call.statuses, caller.isCalled], [[], false]);
  await t.clock.advance(60_000);
  await t.finish({ lossy: true });
});

test('the literal reading of the house rule cuts registered phones off, too', async () => {
  const t = await ExchangeUnderTest.start({ settings: { protectRegisteredFlows: false } });
  const nat = t.nat('203.0.113.200');
  const good = await t.registered('101', { nat, address: '192.168.1.20' });
  const bad = await t.phone('102', { nat, address: '192.168.1.21', password: 'wrong' });
  await failAt(t, bad, [0, 100, 200]);
  assert.equal(await t.answerWithin(2000, good.register()), undefined);
  await t.finish();
});

test('a phone that is in a call when its address is banned can go on talking and hang up', async () => {
  const t = await ExchangeUnderTest.start({ settings: { protectRegisteredFlows: false } });
  const nat = t.nat('203.0.113.200');
  const good = await t.registered('101', { nat, address: '192.168.1.20' });
  const caller = await t.registered('100');
  const { call, incoming } = await t.talk(caller, good);
  const bad = await t.phone('102', { nat, address: '192.168.1.21', password: 'wrong' });
  await failAt(t, bad, [0, 100, 200]);
  call.media?.startTone(440);
  incoming.media?.startTone(1000);
  await t.clock.advance(1500);
  assert.ok(incoming.media?.hears(440));
  assert.ok(call.media?.hears(1000));
  assert.equal((await t.answerWithin(2000, incoming.hangUp()))?.status, 200);
  await t.until(() => call.state === 'ended', 'the other side hears of the end');
  await t.finish();
});

test('a whitelisted host name follows its addresses within five minutes', async () => {
  const t = await ExchangeUnderTest.start();
  t.names.set('thuis.example.org', ['203.0.113.99']);
  const phone = await t.phone('100', { password: 'wrong' });
  assert.ok((await t.clock.until(t.console.whitelist.add({ entry: 'thuis.example.org', owner: '100' }))).ok);
  await failAt(t, phone, [0, 100, 200]);
  assert.equal(await ask(t, phone), undefined);
  t.names.set('thuis.example.org', [phone.address]);
  await t.clock.advance(301_000);
  assert.equal(await ask(t, phone), 401);
  await t.finish();
});

test('a whitelist entry with an end ends', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100', { password: 'wrong' });
  const expiresAtMs = t.clock.wallTime() + 60_000;
  await t.clock.until(t.console.whitelist.add({ entry: phone.address, owner: '100', expiresAtMs }));
  assert.deepEqual(await failAt(t, phone, [0, 100, 200]), [401, 401, 401]);
  await t.clock.advance(61_000);
  assert.deepEqual(await failAt(t, phone, [0, 100, 200]), [401, 401, 403]);
  await t.finish();
});

test('an administrator sees which bans hit a household with phones, and the holder how near he is to one', async () => {
  const t = await ExchangeUnderTest.start();
  const nat = t.nat('203.0.113.200');
  await t.registered('101', { nat, address: '192.168.1.20' });
  await t.registered('103', { nat, address: '192.168.1.22' });
  const bad = await t.phone('102', {
    nat,
    address: '192.168.1.21',
    password: 'wrong',
    personality: { userAgent: 'Desk phone <b>1.0' },
  });
  await failAt(t, bad, [0, 100]);
  const before = t.console.bans.stateOf('203.0.113.200');
  assert.ok(before.ok);
  assert.deepEqual([before.value.attempts, before.value.ban], [2, undefined]);
  await failAt(t, bad, [0]);
  const stranger = await t.phone('104', { password: 'wrong' });
  await failAt(t, stranger, [0, 100, 200]);
  assert.deepEqual(
    t.console.bans
      .list()
      .map(({ addressKey, registrations, lastUserAgent }) => [addressKey, registrations, lastUserAgent]),
    [
      [stranger.address, 0, 'Brand-of-104/1.2.3'],
      ['203.0.113.200', 2, 'Desk phone <b>1.0'],
    ],
  );
  assert.ok((await t.console.bans.add('203.0.113.201', 3_600_000)).ok);
  assert.deepEqual(
    t.console.bans.list().map(({ addressKey, concernsMember }) => [addressKey, concernsMember]),
    [
      ['203.0.113.201', false],
      [stranger.address, true],
      ['203.0.113.200', true],
    ],
    'a number that there is was tried from two of them',
  );
  await t.restart('crash');
  assert.equal(
    t.console.bans.list().find(({ addressKey }) => addressKey === '203.0.113.200')?.registrations,
    2,
  );
  await t.finish();
});

test('where the setting says so four banned IPv6 networks ban the whole /56, on the disk too', async () => {
  const ban = { attempts: 3, windowMs: 300_000, banMs: 3_600_000, siteAfter: 4 };
  const t = await ExchangeUnderTest.start({ settings: { ban } });
  const family = 'ipv6' as const;
  for (const network of [1, 2, 3, 4]) {
    const phone = await t.phone('100', { family, address: `2001:db8:7:10${network}::1`, password: 'wrong' });
    assert.deepEqual(await failAt(t, phone, [0, 100, 200]), [401, 401, 403]);
  }
  const inside = await t.phone('101', { family, address: '2001:db8:7:1ff::1' });
  const outside = await t.phone('102', { family, address: '2001:db8:7:200::1' });
  assert.equal(await ask(t, inside), undefined);
  assert.equal(await ask(t, outside), 401);
  assert.deepEqual(
    t.console.bans.list().map(({ addressKey }) => addressKey),
    ['2001:db8:7:100::/56'],
  );
  await t.restart('crash');
  assert.equal(await ask(t, inside), undefined);
  assert.ok((await t.clock.until(t.console.bans.lift('2001:db8:7:100::/56'))).ok);
  assert.equal(await ask(t, inside), 401);
  await t.finish();
});
