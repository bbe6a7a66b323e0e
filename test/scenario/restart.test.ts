import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { Phone } from '../../testkit/phone.ts';
import { fields, uriOf } from '../../testkit/wire.ts';

for (const how of ['close', 'crash'] as const) {
  test(`after a ${how} a UDP phone is called at once, without registering again`, async () => {
    const t = await ExchangeUnderTest.start();
    const caller = await t.registered('100');
    const callee = await t.registered('101', { nat: t.nat('203.0.113.200'), address: '192.168.1.20' });
    await t.clock.advance(60_000);
    await t.restart(how);
    assert.equal(t.counts.registrations, 2);
    const { call, incoming } = await t.talk(caller, callee);
    call.media?.startTone(440);
    incoming.media?.startTone(1000);
    await t.clock.advance(1500);
    assert.ok(incoming.media?.hears(440));
    assert.ok(call.media?.hears(1000));
    await t.clock.until(call.hangUp());
    await t.finish({ lossy: true });
  });

  test(`after a ${how} a TCP phone that has not come back is told unreachable at once, and rings when it has`, async () => {
    const t = await ExchangeUnderTest.start();
    const caller = await t.registered('100');
    const callee = await t.registered('101', { transport: 'TCP' });
    await t.restart(how);
    const lost = await caller.call('101');
    await t.until(() => lost.state === 'ended', 'the caller is told', 500);
    assert.equal(lost.finalStatus, 480);
    await t.clock.until(callee.connect());
    assert.equal((await t.clock.until(callee.register())).status, 200);
    const { call } = await t.talk(caller, callee);
    await t.clock.until(call.hangUp());
    await t.finish({ lossy: true });
  });
}

test('a phone whose connection broke is unreachable at once and comes back with its next', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101', { transport: 'TCP' });
  callee.transport.close();
  await t.clock.advance(100);
  const lost = await caller.call('101');
  await t.until(() => lost.state === 'ended', 'the caller is told', 500);
  assert.equal(lost.finalStatus, 480);
  assert.equal(t.console.extensions.show('101').ok, true);
  await t.clock.until(callee.connect());
  assert.equal((await t.clock.until(callee.register())).status, 200);
  const { call } = await t.talk(caller, callee);
  assert.equal(callee.calls.length, 1, 'only its new connection rings');
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('what expired while the exchange was down is gone, what did not keeps its time', async () => {
  const t = await ExchangeUnderTest.start();
  const short = await t.phone('100');
  await t.clock.until(short.register({ expires: 60 }));
  const long = await t.phone('101');
  await t.clock.until(long.register({ expires: 600 }));
  await t.clock.advance(50_000);
  await t.restart('close');
  assert.equal(t.counts.registrations, 2);
  await t.clock.advance(11_000);
  assert.equal(t.counts.registrations, 1);
  await t.clock.advance(540_000);
  assert.equal(t.counts.registrations, 0);
  await t.finish();
});

test('a registration that was removed or replaced does not come back', async () => {
  const t = await ExchangeUnderTest.start();
  const phones: Phone[] = [];
  for (let i = 0; i < 6; i += 1) {
    phones.push(await t.registered('100'));
    await t.clock.advance(100);
  }
  await t.clock.until((phones[3] ?? assert.fail()).unregister());
  await t.restart('crash');
  const last = phones[5] ?? assert.fail();
  const response = await t.clock.until(last.register({ contact: null, expires: undefined }));
  const expected = [1, 2, 4, 5].map((i) => phones[i]?.contactUri ?? '');
  assert.deepEqual(fields(response, 'contact').map(uriOf).sort(), expected.sort());
});

test('a phone that goes on with its nonce after a restart is asked for a new one and not punished', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('100', { personality: { reusesNonce: true } });
  for (let i = 0; i < 5; i += 1) {
    await t.restart('close');
    assert.equal((await t.clock.until(phone.register())).status, 200);
    assert.match(phone.received(401).at(-1)?.text ?? '', /stale=true/i);
  }
  assert.equal(t.journal.of('authentication-failed').filter(({ counted }) => counted).length, 0);
  await t.finish();
});

test('extensions, bridges and the realm are the same after a restart under another domain', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('100');
  await t.addConference('901');
  await t.restart('close', { domain: 'elsewhere.example' });
  const response = await t.clock.until(phone.register({ credentials: 'none' }));
  assert.match(response.text, /realm="hamvoip\.example"/);
  assert.ok(t.console.conferences.list().some(({ number }) => number === '901'));
  assert.ok(t.console.extensions.show('100').ok);
  await t.finish();
});

test('a running call is ended on both sides when the exchange is closed in order', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, incoming } = await t.talk(await t.registered('100'), await t.registered('101'));
  // The acknowledgement of the answer is still on its way.
  await t.restart('close');
  await t.until(() => call.state === 'ended' && incoming.state === 'ended', 'both hear of the end', 5000);
  for (const phone of t.phones) phone.problems.length = 0;
  await t.finish();
});

test('calls that come while the exchange is being emptied get 503 with Retry-After, running ones go on', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, incoming } = await t.talk(await t.registered('100'), await t.registered('101'));
  call.media?.startSilence();
  incoming.media?.startSilence();
  const third = await t.registered('102');
  let drained = false;
  const draining = t.exchange.drain(600_000).then(() => {
    drained = true;
  });
  const refused = await third.call('100');
  await t.until(() => refused.state === 'ended', 'it is refused', 500);
  assert.equal(refused.finalStatus, 503);
  assert.match(refused.finalResponse?.text ?? '', /^Retry-After: \d+/m);
  await t.clock.advance(60_000);
  assert.equal(drained, false);
  assert.equal(call.state, 'answered');
  await t.clock.until(call.hangUp());
  await t.clock.until(draining);
  await t.finish();
});

test('two exchanges cannot have the same port, and the one that failed leaves nothing open', async () => {
  const t = await ExchangeUnderTest.start();
  const sockets = t.host.openSockets;
  await assert.rejects(ExchangeUnderTest.startOn(t, { sipPort: 5061, sipExtraPorts: [5060] }), {
    name: 'SocketError',
  });
  assert.equal(t.host.openSockets, sockets);
  await t.finish();
});

test('extra ports serve like the first', async () => {
  const t = await ExchangeUnderTest.start({ settings: { sipExtraPorts: [5080] } });
  const phone = await t.phone('101', { exchangePort: 5080 });
  assert.equal((await t.clock.until(phone.register())).status, 200);
  const caller = await t.registered('100');
  const { call } = await t.talk(caller, phone);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('killed at any moment, the exchange knows every registration it confirmed', async () => {
  const t = await ExchangeUnderTest.start({ settings: { limits: undefined } });
  const phones: Phone[] = [];
  for (let i = 0; i < 100; i += 1) phones.push(await t.phone(String(200 + i)));
  t.network.setConditions({ jitterMs: 30 });
  t.fault.delayMs = 7;
  for (let round = 0; round < 10; round += 1) {
    for (const phone of phones) phone.register().catch(() => {});
    await t.clock.advance(30 + 7 * round);
    t.network.setConditions({ loss: 1 });
    await t.clock.advance(50);
    await t.restart('crash');
    const confirmed = phones.filter((phone) => phone.received(200).length > 0);
    assert.ok(confirmed.length > 0, 'some were confirmed');
    for (const phone of confirmed) {
      const shown = t.console.extensions.show(phone.number);
      assert.ok(shown.ok && shown.value.registrations.length === 1, `${phone.number} in round ${round}`);
    }
    t.network.setConditions({ loss: 0 });
    await t.clock.advance(35_000);
  }
  await t.finish({ lossy: true });
});
