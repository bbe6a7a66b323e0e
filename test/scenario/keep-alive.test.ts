import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest, type UnderTestOptions } from '../../testkit/exchange-under-test.ts';
import type { Phone } from '../../testkit/phone.ts';
import { field, uriOf } from '../../testkit/wire.ts';

const KEPT: UnderTestOptions = { settings: { keepAlive: { natMs: 25_000, directMs: 120_000 } } };
const MINUTE = 60_000;

function asked(phone: Phone): number {
  return phone.received('OPTIONS').length;
}

function reach(t: ExchangeUnderTest, number: string) {
  const shown = t.console.extensions.show(number);
  assert.ok(shown.ok);
  return shown.value.registrations;
}

/** Questions go on as long as somebody is registered. */
async function finish(t: ExchangeUnderTest): Promise<void> {
  for (const phone of t.phones) {
    phone.powered = true;
    if (phone.transport.open) await t.answerWithin(40_000, phone.unregister());
  }
  await t.finish();
}

test('a phone is asked soon after it registered, then as often as its router forgets; the round trip is kept', async () => {
  const t = await ExchangeUnderTest.start({ ...KEPT, conditions: { delayMs: 20, jitterMs: 0 } });
  const phone = await t.registered('100', { nat: t.nat('203.0.113.9'), address: '192.168.1.5' });
  await t.clock.advance(6000);
  assert.equal(asked(phone), 1);
  const [question] = phone.received('OPTIONS');
  assert.ok(question);
  assert.equal(question.requestUri, phone.contactUri, 'the Contact comes back as it was written');
  assert.equal(uriOf(field(question, 'to')), 'sip:100@hamvoip.example');
  assert.equal(uriOf(field(question, 'from')), 'sip:hamvoip.example');
  const [{ roundTripMs, silentSinceMs } = { roundTripMs: null, silentSinceMs: 0 }] = reach(t, '100');
  assert.equal(Math.round(roundTripMs ?? 0), 40);
  assert.equal(silentSinceMs, null);
  await t.clock.advance(10 * MINUTE);
  assert.ok(asked(phone) >= 24 && asked(phone) <= 28, `${asked(phone)} in ten minutes`);
  await finish(t);
});

test('a router that forgets after half a minute lets calls in all hour long', async () => {
  const t = await ExchangeUnderTest.start(KEPT);
  const nat = t.nat('203.0.113.9', { lifetimeMs: 30_000 });
  const phone = await t.registered('100', { nat, address: '192.168.1.5' });
  const caller = await t.registered('101');
  await t.clock.advance(50 * MINUTE);
  const call = await caller.call('100');
  await t.until(() => phone.isCalled, 'it rings');
  call.cancel();
  await t.clock.advance(1000);
  await finish(t);
});

test('a phone that keeps its own way open, and one in our own network, are asked seldom', async () => {
  const t = await ExchangeUnderTest.start(KEPT);
  const busy = await t.registered('100', { nat: t.nat('203.0.113.9'), address: '192.168.1.5' });
  const near = await t.registered('101', { address: '192.168.7.7' });
  for (let i = 0; i < 60; i += 1) {
    busy.sendRaw('\r\n\r\n');
    await t.clock.advance(20_000);
  }
  assert.ok(asked(busy) >= 9 && asked(busy) <= 14, `${asked(busy)} in twenty minutes`);
  assert.ok(asked(near) >= 9 && asked(near) <= 13, `${asked(near)} in twenty minutes`);
  await finish(t);
});

test('a program on the machine of the exchange is asked nothing', async () => {
  const t = await ExchangeUnderTest.start(KEPT);
  const phone = await t.registered('100', { address: '127.0.0.9' });
  await t.clock.advance(10 * MINUTE);
  assert.equal(asked(phone), 0);
  await finish(t);
});

test('connections get line breaks, and a question every third time', async () => {
  const t = await ExchangeUnderTest.start(KEPT);
  const phone = await t.registered('100', { transport: 'TCP' });
  await t.clock.advance(20 * MINUTE);
  assert.ok(asked(phone) >= 4 && asked(phone) <= 6, `${asked(phone)} in twenty minutes`);
  assert.equal(reach(t, '100')[0]?.silentSinceMs, null);
  assert.notEqual(reach(t, '100')[0]?.roundTripMs, null);
  await finish(t);
});

test('a phone that answers nothing is marked, stays registered, and is asked less and less', async () => {
  const t = await ExchangeUnderTest.start(KEPT);
  const phone = await t.registered('100');
  await t.console.watchers.set('100', { everyone: true });
  const watcher = await t.registered('101');
  const presence = await t.clock.until(watcher.subscribe('100', 'presence', { expires: 7200 }));
  await t.clock.advance(10_000);
  phone.powered = false;
  await t.clock.advance(90_000);
  assert.equal(t.counts.silentPhones, 1);
  assert.equal(reach(t, '100').length, 1, 'it stays');
  assert.notEqual(reach(t, '100')[0]?.silentSinceMs, null);
  assert.match(presence.body, /closed/, 'who watches sees that it cannot be reached');
  assert.equal(t.journal.of('phone-silent').length, 1);
  phone.powered = true;
  const before = asked(phone);
  await t.clock.advance(6 * MINUTE);
  assert.equal(t.counts.silentPhones, 0);
  assert.equal(reach(t, '100')[0]?.silentSinceMs, null);
  assert.match(presence.body, /open/);
  assert.equal(t.journal.of('phone-answers').length, 1);
  assert.ok(asked(phone) > before);
  await t.clock.until(presence.unsubscribe());
  await finish(t);
});

test('whatever a phone answers, it is there', async () => {
  const t = await ExchangeUnderTest.start(KEPT);
  const phone = await t.registered('100');
  phone.mail.answersWith.OPTIONS = 501;
  await t.clock.advance(MINUTE);
  assert.ok(asked(phone) >= 2);
  assert.equal(t.counts.silentPhones, 0);
  await finish(t);
});

test('messages that waited for a phone without power come when it answers again', async () => {
  const t = await ExchangeUnderTest.start(KEPT);
  const phone = await t.registered('100');
  const sender = await t.registered('101');
  await t.clock.advance(10_000);
  phone.powered = false;
  await t.clock.advance(90_000);
  assert.equal((await t.clock.until(sender.message('100', 'are you there?'))).status, 202);
  phone.powered = true;
  await t.clock.advance(6 * MINUTE);
  assert.deepEqual(
    phone.mail.texts.map(({ text }) => text),
    ['are you there?'],
  );
  await finish(t);
});

test('two hundred phones are not asked all at once, neither in the first minute nor after a restart', async () => {
  const t = await ExchangeUnderTest.start({ ...KEPT, settings: { ...KEPT.settings, limits: undefined } });
  const phones: Phone[] = [];
  for (let i = 0; i < 200; i += 1) phones.push(await t.registered(String(200 + i)));
  await t.restart('crash');
  const before = phones.map(asked);
  const atOnce: number[] = [];
  for (let second = 0; second < 30; second += 1) {
    const total = phones.reduce((sum, phone) => sum + asked(phone), 0);
    await t.clock.advance(1000);
    atOnce.push(phones.reduce((sum, phone) => sum + asked(phone), 0) - total);
  }
  assert.ok(Math.max(...atOnce) < 40, `${Math.max(...atOnce)} in one second`);
  assert.ok(
    phones.every((phone, index) => asked(phone) > (before[index] ?? 0)),
    'each was asked in half a minute',
  );
  await finish(t);
});

test('where it is switched off nobody is asked', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('100');
  await t.clock.advance(10 * MINUTE);
  assert.equal(asked(phone), 0);
  await finish(t);
});

test('OPTIONS is answered with what we can do, and for another extension as a call would be', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('100');
  await t.registered('101');
  await t.addExtension('102');
  const ask = (uri: string, phoneToAsk = phone) => t.clock.until(phoneToAsk.ask('OPTIONS', uri));
  const ours = await ask('sip:hamvoip.example');
  assert.equal(ours.status, 200);
  assert.match(field(ours, 'allow'), /INVITE.*SUBSCRIBE.*MESSAGE/);
  assert.match(field(ours, 'accept'), /application\/sdp/);
  assert.match(field(ours, 'allow-events'), /dialog/);
  assert.equal((await ask('sip:100@hamvoip.example')).status, 200);
  assert.equal((await ask('sip:9043@hamvoip.example')).status, 200);
  assert.equal((await ask('sip:900@hamvoip.example')).status, 200);
  assert.equal((await ask('sip:101@hamvoip.example')).status, 200);
  assert.equal((await ask('sip:102@hamvoip.example')).status, 480, 'not registered');
  const visitor = await t.phone('103');
  assert.equal((await ask('sip:199@hamvoip.example', visitor)).status, 404);
  assert.ok((await t.console.suspensions.suspend({ scope: ['101'], what: ['called'] })).ok);
  assert.equal((await ask('sip:101@hamvoip.example')).status, 480);
  assert.equal(
    (await t.clock.until(visitor.ask('OPTIONS', 'sip:101@hamvoip.example', { credentials: 'none' }))).status,
    401,
  );
  await t.finish();
});

test('asking after others again and again tells nothing more', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('100');
  await t.registered('101');
  const statuses: (number | undefined)[] = [];
  for (let i = 0; i < 12; i += 1)
    statuses.push((await t.clock.until(phone.ask('OPTIONS', 'sip:101@hamvoip.example'))).status);
  assert.deepEqual(statuses, [...new Array(10).fill(200), 480, 480]);
  await t.finish();
});
