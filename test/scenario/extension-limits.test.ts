import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LimitsChange } from '../../src/exchange/console/limits.ts';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { Phone } from '../../testkit/phone.ts';
import type { PhoneCall } from '../../testkit/phone-call.ts';
import { G722, OPUS, PCMA, PCMU, TELEPHONE_EVENT } from '../../testkit/phone-sdp.ts';
import { field, fields } from '../../testkit/wire.ts';

async function limit(t: ExchangeUnderTest, extension: string, change: LimitsChange): Promise<void> {
  const set = await t.clock.until(t.console.limits.set(extension, change));
  assert.ok(set.ok, set.ok ? '' : set.error.message);
}

async function ended(t: ExchangeUnderTest, phone: Phone, number: string): Promise<PhoneCall> {
  const call = await phone.call(number);
  await t.until(() => call.state === 'ended', `${number} refuses`);
  return call;
}

async function answered(t: ExchangeUnderTest, phone: Phone, number: string): Promise<PhoneCall> {
  const call = await phone.call(number);
  await t.until(() => call.state === 'answered', `${number} answers`);
  return call;
}

function reached(t: ExchangeUnderTest): string[] {
  return t.journal.of('limit-reached').map(({ extension, limit: name }) => `${extension} ${name}`);
}

const ALL = [G722, PCMA, PCMU, OPUS, TELEPHONE_EVENT];

test('an extension with one call at once gets 403 for a second, and is busy for others', async () => {
  const t = await ExchangeUnderTest.start();
  const limited = await t.registered('100');
  const friend = await t.registered('101');
  await limit(t, '100', { calls: 1 });
  const first = await answered(t, limited, '9043');
  assert.equal((await ended(t, limited, '900')).finalStatus, 403);
  assert.equal((await ended(t, friend, '100')).finalStatus, 486);
  assert.deepEqual(reached(t), ['100 calls', '100 calls']);
  await t.clock.until(first.hangUp());
  const { call } = await t.talk(friend, limited);
  assert.equal((await ended(t, limited, '9043')).finalStatus, 403, 'received calls count, too');
  await t.clock.until(call.hangUp());
  await limit(t, '100', { calls: null });
  const two = [await answered(t, limited, '9043'), await answered(t, limited, '9043')];
  for (const one of two) await t.clock.until(one.hangUp());
  await t.finish();
});

test('its own limit of new calls holds in place of that of everyone, and through a kill', async () => {
  const t = await ExchangeUnderTest.start();
  const limited = await t.registered('100');
  await limit(t, '100', { newCallsPerMinute: 2 });
  await t.restart('crash');
  const statuses = [];
  for (let i = 0; i < 3; i += 1) statuses.push((await ended(t, limited, '555')).finalStatus);
  assert.deepEqual(statuses, [404, 404, 503]);
  assert.deepEqual(reached(t), ['100 new-calls']);
  const other = await t.registered('101');
  for (let i = 0; i < 5; i += 1) assert.equal((await ended(t, other, '555')).finalStatus, 404);
  await t.finish({ lossy: true });
});

test('phones beyond the limit give way, the oldest first: at once when it is lowered, and at the next REGISTER', async () => {
  const t = await ExchangeUnderTest.start();
  const phones = [];
  for (let i = 0; i < 3; i += 1) {
    phones.push(await t.registered('100'));
    await t.clock.advance(1_000);
  }
  await limit(t, '100', { contacts: 2 });
  assert.equal(t.counts.registrations, 2);
  await limit(t, '100', { contacts: 1 });
  assert.equal(t.counts.registrations, 1);
  const [first] = phones as [Phone];
  const answer = await t.answerWithin(2_000, first.register());
  assert.equal(answer?.status, 200);
  assert.deepEqual(
    fields(answer ?? assert.fail(), 'contact').map((contact) => contact.includes(first.address)),
    [true],
  );
  assert.deepEqual(reached(t), ['100 contacts', '100 contacts', '100 contacts']);
  await t.clock.advance(100);
  await t.restart('crash');
  assert.equal(t.counts.registrations, 1);
  await t.finish({ lossy: true });
});

test('a phone that wants to register too often is told how long it has to leave between', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100');
  await limit(t, '100', { registerIntervalS: 600 });
  const early = await t.clock.until(phone.register({ expires: 599 }));
  assert.equal(early.status, 423);
  assert.equal(field(early, 'min-expires'), '600');
  assert.equal((await t.clock.until(phone.register({ expires: 600 }))).status, 200);
  assert.equal((await t.clock.until(phone.unregister())).status, 200, 'leaving is always allowed');
  assert.equal((await t.clock.until((await t.phone('101')).register({ expires: 60 }))).status, 200);
  assert.deepEqual(reached(t), ['100 register-interval']);
  await t.finish();
});

test('only the codecs that both ends may use are offered and answered, in a call and after a hold', async () => {
  const t = await ExchangeUnderTest.start();
  const limited = await t.registered('100', { personality: { codecs: ALL } });
  const friend = await t.registered('101', { personality: { codecs: ALL } });
  await limit(t, '100', { codecs: ['PCMA', 'opus'] });
  for (const [caller, callee] of [
    [limited, friend],
    [friend, limited],
  ] as const) {
    const { call, incoming } = await t.talk(caller, callee);
    for (const { remoteSession } of [call, incoming]) {
      const encodings = remoteSession?.codecs.map(({ encoding }) => encoding) ?? [];
      assert.ok(encodings.includes('PCMA/8000'), encodings.join(' '));
      assert.ok(encodings.includes('telephone-event/8000'), encodings.join(' '));
      assert.ok(!encodings.includes('G722/8000') && !encodings.includes('PCMU/8000'), encodings.join(' '));
    }
    await t.clock.until(incoming.hold());
    assert.ok(!call.remoteSession?.text.includes('G722'));
    await t.clock.until(incoming.resume());
    call.media?.startTone(440);
    await t.clock.advance(1_000);
    assert.ok(incoming.media?.hears(440));
    await t.clock.until(call.hangUp());
  }
  const echo = await answered(t, limited, '9043');
  assert.deepEqual(
    echo.remoteSession?.codecs.map(({ encoding }) => encoding),
    ['PCMA/8000', 'telephone-event/8000'],
  );
  await t.clock.until(echo.hangUp());
  await t.finish();
});

test('a call that is left without a codec gets 488, and the fact says whose limit it was', async () => {
  const t = await ExchangeUnderTest.start();
  const limited = await t.registered('100');
  const friend = await t.registered('101');
  await limit(t, '100', { codecs: ['G722'] });
  limited.onCall = (call) => call.reject(488, 'Not Acceptable Here');
  for (const [caller, number] of [
    [limited, '101'],
    [friend, '100'],
    [limited, '9043'],
    [limited, '900'],
  ] as const) {
    assert.equal((await ended(t, caller, number)).finalStatus, 488, `${caller.number} calls ${number}`);
  }
  assert.deepEqual(new Set(reached(t)), new Set(['100 codecs']));
  await t.finish();
});

test('a limit of bandwidth leaves the codecs that fit into it', async () => {
  const t = await ExchangeUnderTest.start();
  const limited = await t.registered('100', { personality: { codecs: ALL } });
  const friend = await t.registered('101', { personality: { codecs: ALL } });
  await limit(t, '100', { kbitPerS: 60 });
  const { call, incoming } = await t.talk(friend, limited);
  assert.deepEqual(
    incoming.remoteSession?.codecs.map(({ encoding }) => encoding),
    ['opus/48000/2', 'telephone-event/8000'],
  );
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('a call without an offer is held to the limits, too', async () => {
  const t = await ExchangeUnderTest.start();
  const limited = await t.registered('100', { personality: { codecs: ALL } });
  const friend = await t.registered('101', { personality: { codecs: ALL } });
  await limit(t, '100', { codecs: ['PCMU'] });
  const call = await limited.call('101', { offer: false });
  await t.until(() => friend.isCalled, 'it rings');
  await friend.incoming.answer();
  await t.until(() => call.state === 'answered', 'it is answered');
  const encodings = call.remoteSession?.codecs.map(({ encoding }) => encoding) ?? [];
  assert.deepEqual(
    encodings.filter((encoding) => !encoding.startsWith('telephone-event')),
    ['PCMU/8000'],
  );
  await t.clock.until(call.hangUp());
  const echo = await limited.call('9043', { offer: false });
  await t.until(() => echo.state === 'answered', 'it is answered');
  assert.ok(!echo.remoteSession?.text.includes('PCMA'));
  await t.clock.until(echo.hangUp());
  await t.finish();
});

test('limits that cannot be are refused, and removing the extension removes them', async () => {
  const t = await ExchangeUnderTest.start();
  await t.addExtension('100');
  for (const change of [
    { contacts: 0 },
    { kbitPerS: 20 },
    { registerIntervalS: 4_000 },
    { calls: 1.5 },
    { codecs: [] },
  ]) {
    const refused = await t.console.limits.set('100', change);
    assert.equal(refused.ok ? '' : refused.error.code, 'limit-invalid', JSON.stringify(change));
  }
  await limit(t, '100', { contacts: 1 });
  assert.ok((await t.console.extensions.remove('100')).ok);
  await t.addExtension('100');
  const shown = t.console.limits.show('100');
  assert.equal(shown.ok && shown.value.own.contacts, null);
  await t.finish();
});

test('an extension held to TLS is registered, calls and watches over TLS and secure WebSocket only', async () => {
  const t = await ExchangeUnderTest.start();
  const plain = await t.registered('100');
  const watch = await t.clock.until(plain.subscribe('100', 'reg'));
  const secure = await t.registered('100', { transport: 'TLS' });
  const peer = await t.registered('101');
  assert.ok((await t.console.limits.set('100', { transport: 'TLS' })).ok);
  const shown = t.console.extensions.show('100');
  assert.deepEqual(shown.ok && shown.value.registrations.map(({ transport }) => transport), ['tls']);
  await t.until(() => watch.state === 'terminated', 'it watches no more');
  for (const transport of ['UDP', 'TCP', 'WS'] as const) {
    const phone = await t.phone('100', { transport });
    const refused = await t.clock.until(phone.register());
    assert.match(refused.startLine, /^SIP\/2\.0 403 Only over TLS$/, transport);
    const call = await phone.call('101');
    await t.until(() => call.state === 'ended', 'it is refused');
    assert.equal(call.finalStatus, 403);
    assert.equal((await t.clock.until(phone.message('101', 'hello'))).status, 403);
  }
  assert.ok(t.journal.of('limit-reached').every(({ limit }) => limit === 'transport'));
  assert.equal(t.journal.of('limit-reached').length, 9);
  assert.equal(t.counts.bans, 0, 'no attempt in the sense of the ban');
  const { call } = await t.talk(peer, secure);
  await t.clock.until(call.hangUp());
  assert.equal(plain.isCalled, false);
  assert.equal((await t.clock.until((await t.phone('100', { transport: 'WSS' })).register())).status, 200);
  assert.ok((await t.console.limits.set('100', { transport: null })).ok);
  assert.equal((await t.clock.until(plain.register())).status, 200);
  await t.finish();
});
