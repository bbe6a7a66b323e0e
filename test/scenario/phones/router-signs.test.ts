/** That a router meddles with SIP is found out, told without an address, and forgotten when it stops. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RouterSign } from '../../../src/base/journal.ts';
import { ExchangeUnderTest, type PhoneSetUp } from '../../../testkit/exchange-under-test.ts';
import {
  ANNOUNCES_A_CLOSED_PORT,
  FORGETS_THE_LENGTH,
  LOSES_REQUESTS,
  REPLACES_BLINDLY,
  REWRITES_CALL_ID_TOO,
  REWRITES_VIA_AND_CONTACT,
} from '../../../testkit/meddling-routers.ts';
import type { ApplicationGateway } from '../../../testkit/memory-nat.ts';
import { ALL_MODELS } from '../../../testkit/personalities/all-models.ts';
import { YEALINK } from '../../../testkit/personalities/desk-phones.ts';
import { MICROSIP } from '../../../testkit/personalities/programs.ts';
import type { Phone } from '../../../testkit/phone.ts';
import type { Personality } from '../../../testkit/phone-personality.ts';

const MINUTE = 60_000;

function behind(
  t: ExchangeUnderTest,
  personality: Partial<Personality>,
  gateway: ApplicationGateway,
): PhoneSetUp {
  return { personality, address: '192.168.1.20', nat: t.nat('203.0.113.200', { gateway }) };
}

async function callsEcho(t: ExchangeUnderTest, phone: Phone): Promise<void> {
  const call = await phone.call('9043');
  await t.until(() => call.state !== 'calling', 'the call is answered');
  if (call.state === 'answered') await t.clock.until(call.hangUp());
  await t.clock.advance(1000);
}

function signs(t: ExchangeUnderTest, number = '100'): readonly RouterSign[] {
  const shown = t.console.extensions.show(number);
  assert.ok(shown.ok);
  return shown.value.registrations.flatMap(({ routerSigns }) => routerSigns);
}

for (const [what, gateway, expected] of [
  ['its address in Via and Contact', REWRITES_VIA_AND_CONTACT, ['via-rewritten', 'contact-rewritten']],
  [
    'every header and not the session description',
    REWRITES_CALL_ID_TOO,
    ['via-rewritten', 'contact-rewritten', 'call-id-rewritten'],
  ],
  ['everything, the session description, too', ANNOUNCES_A_CLOSED_PORT, []],
  ['the body and not its length', FORGETS_THE_LENGTH, ['sdp-rewritten', 'length-wrong']],
] as const) {
  test(`a router that changes ${what}: ${expected.join(', ') || 'nothing shows'}`, async () => {
    const t = await ExchangeUnderTest.start();
    const phone = await t.registered('100', behind(t, YEALINK.personality, gateway));
    await callsEcho(t, phone);
    assert.deepEqual([...signs(t)].sort(), [...expected].sort());
    const facts = t.journal.of('router-signs');
    assert.equal(facts.length > 0, expected.length > 0);
    assert.doesNotMatch(JSON.stringify(facts), /\d+\.\d+\.\d+\.\d+/, 'no address is in a fact');
    await t.finish();
  });
}

test('a router that replaces addresses in only some of the candidates is found out', async () => {
  const t = await ExchangeUnderTest.start();
  const personality = {
    ...MICROSIP.personality,
    extraSdpLines: ['a=ice-ufrag:abcd', 'a=candidate:1 1 UDP 2130706431 192.168.1.99 40002 typ host'],
  };
  const phone = await t.registered('100', behind(t, personality, REPLACES_BLINDLY));
  await callsEcho(t, phone);
  assert.deepEqual(signs(t), ['candidates-rewritten']);
  await t.finish();
});

test('a way that leads out and not in is found out when the phone has registered through it twice more', async () => {
  const t = await ExchangeUnderTest.start({ settings: { keepAlive: { natMs: 25_000, directMs: 120_000 } } });
  const phone = await t.registered('100', behind(t, YEALINK.personality, LOSES_REQUESTS));
  for (let i = 0; i < 4; i += 1) {
    await t.clock.advance(2 * MINUTE);
    await t.clock.until(phone.register());
  }
  assert.deepEqual(signs(t), ['requests-unanswered']);
  await t.clock.until(phone.unregister());
  await t.finish();
});

test('a phone that was off for a while has no bad router', async () => {
  const t = await ExchangeUnderTest.start({ settings: { keepAlive: { natMs: 25_000, directMs: 120_000 } } });
  const phone = await t.registered('100', behind(t, YEALINK.personality, {}));
  for (let i = 0; i < 3; i += 1) {
    phone.powered = false;
    await t.clock.advance(3 * MINUTE);
    phone.powered = true;
    await t.clock.until(phone.register());
    await t.clock.advance(MINUTE);
  }
  assert.deepEqual(signs(t), []);
  await t.clock.until(phone.unregister());
  await t.finish();
});

test('a port that changes again and again within an hour is a sign, once', async () => {
  const t = await ExchangeUnderTest.start();
  const nat = t.nat('203.0.113.200');
  const personality = { ...YEALINK.personality, contactParameters: ';line=1' };
  const phone = await t.registered('100', { personality, address: '192.168.1.20', nat });
  for (let i = 0; i < 6; i += 1) {
    await t.clock.advance(10 * MINUTE);
    nat.forgetMappings();
    await t.clock.until(phone.register());
  }
  assert.deepEqual(signs(t), ['port-changes']);
  assert.equal(t.journal.of('router-signs').length, 1);
  await t.finish();
});

test('a router that was set right leaves no sign behind', async () => {
  const t = await ExchangeUnderTest.start();
  let isMeddling = true;
  const gateway: ApplicationGateway = {
    outbound: (packet) => (isMeddling ? REWRITES_VIA_AND_CONTACT.outbound?.(packet) : packet.bytes),
    inbound: (packet) => (isMeddling ? REWRITES_VIA_AND_CONTACT.inbound?.(packet) : packet.bytes),
  };
  const contactHeaderParameters = ';reg-id=1;+sip.instance="<urn:uuid:12345678-1234-4123-8123-00005e005309>"';
  const setUp = behind(t, { ...YEALINK.personality, contactHeaderParameters }, gateway);
  const phone = await t.registered('100', setUp);
  assert.deepEqual([...signs(t)].sort(), ['contact-rewritten', 'via-rewritten']);
  isMeddling = false;
  setUp.nat?.forgetMappings();
  await t.clock.until(phone.register());
  assert.equal(t.counts.registrations, 1);
  assert.deepEqual(signs(t), []);
  assert.deepEqual(t.journal.of('router-signs').at(-1)?.signs, []);
  await t.finish();
});

test('no phone of the catalogue is suspected behind a router that leaves SIP alone', async () => {
  for (const { name, personality, transport } of ALL_MODELS) {
    // One works only where nothing stands between; over TCP the in-memory router shows phones their public address.
    if (personality.sendsFromAnyPort || transport === 'TCP') continue;
    const t = await ExchangeUnderTest.start({
      settings: { keepAlive: { natMs: 25_000, directMs: 120_000 } },
    });
    const phone = await t.registered('100', {
      personality,
      transport: transport ?? 'UDP',
      address: '192.168.1.20',
      nat: t.nat('203.0.113.200'),
    });
    await callsEcho(t, phone);
    await t.clock.advance(2 * MINUTE);
    await t.clock.until(phone.register());
    assert.deepEqual(signs(t), [], name);
    assert.equal((await t.clock.until(phone.unregister())).status, 200);
    await t.finish();
  }
});
