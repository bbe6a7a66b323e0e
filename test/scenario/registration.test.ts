import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import { field, fields, paramOf, uriOf, type WireMessage } from '../../testkit/wire.ts';

function bindings(response: WireMessage): { uri: string; expires: number }[] {
  return fields(response, 'contact').map((contact) => ({
    uri: uriOf(contact),
    expires: Number(paramOf(contact, 'expires')),
  }));
}

test('a phone that proves its password is registered for an hour, after one challenge', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100');
  const response = await t.clock.until(phone.register({ expires: undefined }));
  assert.equal(response.status, 200);
  assert.deepEqual(bindings(response), [{ uri: phone.contactUri, expires: 3600 }]);
  assert.equal(phone.received(401).length, 1);
  assert.equal(t.counts.registrations, 1);
  assert.deepEqual(
    t.journal.of('registered').map(({ extension, expiresS, refresh }) => ({ extension, expiresS, refresh })),
    [{ extension: '100', expiresS: 3600, refresh: false }],
  );
  await t.finish();
});

test('an old phone without qop registers, and again with each new nonce', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100', { personality: { qop: false } });
  assert.equal((await t.clock.until(phone.register())).status, 200);
  assert.equal((await t.clock.until(phone.register())).status, 200);
  assert.equal(t.counts.registrations, 1);
  await t.finish();
});

test('a stranger gets one 401 for each request, and nothing is remembered of him', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100');
  const timers = t.clock.pendingTimers;
  const response = await t.clock.until(phone.register({ credentials: 'none' }));
  assert.equal(response.status, 401);
  assert.equal(t.counts.transactions, 0);
  assert.equal(t.clock.pendingTimers, timers);
  await t.finish();
});

test('a wrong password is refused again with a challenge that is not stale, and counted once', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100', { password: 'wrong' });
  const response = await t.clock.until(phone.register());
  assert.equal(response.status, 401);
  assert.doesNotMatch(field(response, 'www-authenticate'), /stale=true/i);
  assert.equal(t.counts.registrations, 0);
  const failures = t.journal.of('authentication-failed').filter(({ counted }) => counted);
  assert.deepEqual(
    failures.map(({ reason }) => reason),
    ['wrong-password'],
  );
  await t.finish();
});

test('an authentic but old nonce gets stale=true and is not counted, whatever the password', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100', { personality: { reusesNonce: true } });
  await t.clock.until(phone.register());
  await t.clock.advance(24 * 3_600_000);
  phone.log.length = 0;
  assert.equal((await t.clock.until(phone.register())).status, 200);
  const [challenge] = phone.received(401);
  assert.ok(challenge);
  assert.match(field(challenge, 'www-authenticate'), /stale=true/i);
  assert.equal(t.journal.of('authentication-failed').filter(({ counted }) => counted).length, 0);
  await t.finish();
});

test('a nonce that is used again with a rising count needs no new challenge', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100', { personality: { reusesNonce: true } });
  await t.clock.until(phone.register());
  for (let round = 0; round < 5; round += 1) {
    await t.clock.advance(5000);
    assert.equal((await t.clock.until(phone.register())).status, 200);
  }
  assert.equal(phone.received(401).length, 1);
  await t.finish();
});

for (const expiryPlace of ['header', 'contact'] as const) {
  test(`expiry in the ${expiryPlace} is granted from 60 to 7200 s, refused below, cut above`, async () => {
    const t = await ExchangeUnderTest.start();
    const phone = await t.phone('100', { personality: { expiryPlace } });
    const tooShort = await t.clock.until(phone.register({ expires: 59 }));
    assert.equal(tooShort.status, 423);
    assert.equal(field(tooShort, 'min-expires'), '60');
    assert.equal(t.counts.registrations, 0);
    assert.deepEqual(bindings(await t.clock.until(phone.register({ expires: 60 })))[0]?.expires, 60);
    assert.deepEqual(bindings(await t.clock.until(phone.register({ expires: 7200 })))[0]?.expires, 7200);
    assert.deepEqual(bindings(await t.clock.until(phone.register({ expires: 86_400 })))[0]?.expires, 7200);
    await t.finish();
  });
}

test('the expiry of a contact goes before that of the header', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100');
  const response = await t.clock.until(
    phone.register({ expires: 1800, contact: `<${phone.contactUri}>;expires=120` }),
  );
  assert.equal(bindings(response)[0]?.expires, 120);
  await t.finish();
});

test('a refresh prolongs the binding and makes no second one; without it the binding ends', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100');
  await t.clock.until(phone.register({ expires: 120 }));
  await t.clock.advance(100_000);
  const response = await t.clock.until(phone.register({ expires: 120 }));
  assert.equal(bindings(response).length, 1);
  assert.equal(t.journal.of('registered').at(-1)?.refresh, true);
  await t.clock.advance(119_000);
  assert.equal(t.counts.registrations, 1);
  await t.clock.advance(1100);
  assert.equal(t.counts.registrations, 0);
  assert.equal(t.journal.of('unregistered').at(-1)?.cause, 'expired');
  await t.finish();
});

test('a jump of the wall clock by a day neither ends nor prolongs a registration', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100');
  await t.clock.until(phone.register({ expires: 120 }));
  t.clock.jumpWallTime(86_400_000);
  await t.clock.advance(60_000);
  assert.equal(t.counts.registrations, 1);
  t.clock.jumpWallTime(-2 * 86_400_000);
  await t.clock.advance(61_000);
  assert.equal(t.counts.registrations, 0);
  await t.finish();
});

test('expiry 0 removes the one binding, Contact * removes all', async () => {
  const t = await ExchangeUnderTest.start();
  const first = await t.registered('100');
  const second = await t.registered('100');
  const third = await t.registered('100');
  assert.equal(t.counts.registrations, 3);
  const left = bindings(await t.clock.until(first.unregister()));
  assert.deepEqual(left.map(({ uri }) => uri).sort(), [second.contactUri, third.contactUri].sort());
  const none = await t.clock.until(second.register({ contact: '*', expires: 0 }));
  assert.equal(none.status, 200);
  assert.deepEqual(bindings(none), []);
  assert.equal(t.counts.registrations, 0);
  await t.finish();
});

test('Contact * with another expiry than 0 is refused and removes nothing', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('100');
  assert.equal((await t.clock.until(phone.register({ contact: '*', expires: 3600 }))).status, 400);
  assert.equal((await t.clock.until(phone.register({ contact: '*', expires: undefined }))).status, 400);
  assert.equal(t.counts.registrations, 1);
  await t.finish();
});

test('a REGISTER without Contact tells the bindings and changes nothing', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('100');
  await t.clock.advance(10_000);
  const response = await t.clock.until(phone.register({ contact: null, expires: undefined }));
  assert.equal(response.status, 200);
  const [binding] = bindings(response);
  assert.equal(binding?.uri, phone.contactUri);
  assert.ok(binding && Math.abs(binding.expires - 3590) <= 1, String(binding?.expires));
  await t.finish();
});

test('a sixth phone takes the place of the one that registered longest ago', async () => {
  const t = await ExchangeUnderTest.start();
  const phones = [];
  for (let i = 0; i < 6; i += 1) {
    phones.push(await t.registered('100'));
    await t.clock.advance(1000);
  }
  const response = await t.clock.until(
    phones[5]?.register({ contact: null, expires: undefined }) ?? Promise.reject(),
  );
  assert.deepEqual(
    bindings(response)
      .map(({ uri }) => uri)
      .sort(),
    phones
      .slice(1)
      .map(({ contactUri }) => contactUri)
      .sort(),
  );
  assert.equal(t.journal.of('unregistered').at(-1)?.cause, 'replaced');
  await t.finish();
});

test('a bomb of contacts in one REGISTER is refused whole', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100');
  const contact = Array.from({ length: 200 }, (_, i) => `<sip:100@198.51.100.1:${6000 + i}>`).join(', ');
  assert.equal((await t.clock.until(phone.register({ contact }))).status, 403);
  assert.equal(t.counts.registrations, 0);
  await t.finish();
});

test('a Contact with headers or a scheme that is not SIP is refused', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100');
  for (const contact of [
    '<sip:100@198.51.100.1?Subject=x>',
    '<tel:+31201234567>',
    '<http://198.51.100.1/>',
  ]) {
    assert.equal((await t.clock.until(phone.register({ contact }))).status, 400, contact);
  }
  assert.equal(t.counts.registrations, 0);
  await t.finish();
});

test('the Contact comes back to the phone letter for letter, in the 200 and as Request-URI', async () => {
  const t = await ExchangeUnderTest.start();
  const parameters = ';line=sx7;uniq=1A2B;ob;rinstance=f00';
  const callee = await t.registered('101', { personality: { contactParameters: parameters } });
  assert.match(
    field(callee.received(200)[0] ?? assert.fail(), 'contact'),
    /;line=sx7;uniq=1A2B;ob;rinstance=f00>/,
  );
  const caller = await t.registered('100');
  const call = await caller.call('101');
  await t.until(() => callee.isCalled, 'the callee is called');
  assert.equal(callee.incoming.incomingInvite?.requestUri, callee.contactUri);
  call.cancel();
  await t.finish();
});

test('a phone behind a router is answered and called at the port its packets come from', async () => {
  const t = await ExchangeUnderTest.start();
  const nat = t.nat('203.0.113.200');
  const hidden = await t.registered('101', { nat, address: '192.168.1.20' });
  const [answer] = hidden.received(200);
  const via = field(answer ?? assert.fail(), 'via');
  assert.equal(paramOf(via, 'received'), '203.0.113.200');
  assert.match(paramOf(via, 'rport') ?? '', /^\d+$/);
  const caller = await t.registered('100');
  const { call, incoming } = await t.talk(caller, hidden);
  call.media?.startTone(440);
  incoming.media?.startTone(1000);
  await t.clock.advance(2000);
  assert.ok(incoming.media?.hears(440), 'heard behind the router');
  assert.ok(call.media?.hears(1000), 'heard from behind the router');
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('a phone that does not ask for rport is answered at the port its packets come from all the same', async () => {
  const t = await ExchangeUnderTest.start();
  const nat = t.nat('203.0.113.200');
  const phone = await t.phone('100', { nat, address: '192.168.1.20', personality: { rport: false } });
  assert.equal((await t.clock.until(phone.register())).status, 200);
  await t.finish();
});

test('two phones behind one router with the same private address do not take each other’s calls', async () => {
  const t = await ExchangeUnderTest.start();
  const one = await t.registered('101', { nat: t.nat('203.0.113.200'), address: '192.168.1.20' });
  const two = await t.registered('102', { nat: t.nat('203.0.113.201'), address: '192.168.1.20' });
  const caller = await t.registered('100');
  const call = await caller.call('102');
  await t.until(() => two.isCalled, '102 is called');
  assert.equal(one.isCalled, false);
  call.cancel();
  await t.finish();
});

for (const family of ['ipv4', 'ipv6'] as const) {
  for (const transport of ['UDP', 'TCP'] as const) {
    test(`a phone registers and is called over ${transport} and ${family}`, async () => {
      const t = await ExchangeUnderTest.start();
      const caller = await t.registered('100', { family, transport });
      const callee = await t.registered('101', { family, transport });
      const { call, incoming } = await t.talk(caller, callee);
      call.media?.startTone(440);
      incoming.media?.startTone(1000);
      await t.clock.advance(1500);
      assert.ok(incoming.media?.hears(440));
      assert.ok(call.media?.hears(1000));
      assert.equal((await t.clock.until(incoming.hangUp())).status, 200);
      await t.until(() => call.state === 'ended', 'the caller hears of the end');
      await t.finish();
    });
  }
}

test('calls go between IPv4 and IPv6 and between UDP and TCP', async () => {
  const t = await ExchangeUnderTest.start();
  const old = await t.registered('100', { family: 'ipv4', transport: 'UDP' });
  const modern = await t.registered('101', { family: 'ipv6', transport: 'TCP' });
  for (const [caller, callee] of [
    [old, modern],
    [modern, old],
  ] as const) {
    const { call, incoming } = await t.talk(caller, callee);
    call.media?.startTone(440);
    incoming.media?.startTone(1000);
    await t.clock.advance(1500);
    assert.ok(incoming.media?.hears(440));
    assert.ok(call.media?.hears(1000));
    await t.clock.until(call.hangUp());
  }
  await t.finish();
});
