/**
 * The session flows of RFC 3665 §3, message by message. The exchange stands for all proxies of a flow: it is a back-to-
 * back user agent, so that each phone sees its own side only, and it challenges as the proxies of §3.3 do.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DOMAIN, ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import { REWRITES_VIA_AND_CONTACT } from '../../testkit/meddling-routers.ts';
import type { Phone } from '../../testkit/phone.ts';
import type { PhoneCall } from '../../testkit/phone-call.ts';
import { cseqOf, field, type WireMessage } from '../../testkit/wire.ts';

const ALICE = '100';
const BOB = '101';

/** `> INVITE` sent, `< 180` received; what belongs to registering and the 100 of a hop are left out. */
function flowOf(phone: Phone, from = 0): string[] {
  return phone.log.slice(from).flatMap(({ direction, message }) => {
    if (message === undefined || cseqOf(message).method === 'REGISTER' || message.status === 100) return [];
    const of = message.status === undefined ? '' : ` (${cseqOf(message).method})`;
    return `${direction === 'sent' ? '>' : '<'} ${message.method ?? message.status}${of}`;
  });
}

/** Alice's side of a call that is set up, behind the challenge of §3.3. */
const ALICE_CALLS = [
  '> INVITE',
  '< 401 (INVITE)',
  '> ACK',
  '> INVITE',
  '< 180 (INVITE)',
  '< 200 (INVITE)',
  '> ACK',
];
const BOB_IS_CALLED = ['< INVITE', '> 180 (INVITE)', '> 200 (INVITE)', '< ACK'];

async function bothAreThere(): Promise<{ t: ExchangeUnderTest; alice: Phone; bob: Phone }> {
  const t = await ExchangeUnderTest.start();
  return { t, alice: await t.registered(ALICE), bob: await t.registered(BOB) };
}

async function hearEachOther(t: ExchangeUnderTest, call: PhoneCall, incoming: PhoneCall): Promise<void> {
  call.media?.startTone(440);
  incoming.media?.startTone(1000);
  await t.clock.advance(1500);
  assert.ok(incoming.media?.hears(440), 'Bob hears Alice');
  assert.ok(call.media?.hears(1000), 'Alice hears Bob');
}

function invitesOf(phone: Phone, direction: 'sent' | 'received'): WireMessage[] {
  return phone.log.flatMap((entry) =>
    entry.direction === direction && entry.message?.method === 'INVITE' ? [entry.message] : [],
  );
}

test('3.1 successful session establishment', async () => {
  const { t, alice, bob } = await bothAreThere();
  const { call, incoming } = await t.talk(alice, bob);
  await hearEachOther(t, call, incoming);
  await t.clock.until(incoming.hangUp());
  await t.until(() => call.state === 'ended', 'Alice is told');
  assert.deepEqual(flowOf(alice), [...ALICE_CALLS, '< BYE', '> 200 (BYE)']);
  assert.deepEqual(flowOf(bob), [...BOB_IS_CALLED, '> BYE', '< 200 (BYE)']);
  await t.finish();
});

test('3.2 session establishment through two proxies', async () => {
  const { t, alice, bob } = await bothAreThere();
  const { call, incoming } = await t.talk(alice, bob);
  const [invite] = invitesOf(bob, 'received');
  assert.ok(invite);
  assert.equal(field(invite, 'max-forwards'), '69', 'one hop less');
  const record = invitesOf(alice, 'sent').at(-1);
  assert.notEqual(field(invite, 'call-id'), record && field(record, 'call-id'), 'a dialog of its own');
  for (const name of ['record-route', 'user-agent']) assert.equal(field(invite, name), '', name);
  await hearEachOther(t, call, incoming);
  await t.clock.until(incoming.hangUp());
  await t.until(() => call.state === 'ended', 'Alice is told');
  await t.finish();
});

test('3.3 session with multiple proxy authentication', async () => {
  const { t, alice, bob } = await bothAreThere();
  const { call } = await t.talk(alice, bob);
  const [first, second] = invitesOf(alice, 'sent');
  assert.ok(first && second);
  assert.equal(field(first, 'call-id'), field(second, 'call-id'));
  assert.equal(cseqOf(second).number, cseqOf(first).number + 1);
  assert.match(field(second, 'authorization'), new RegExp(`^Digest .*realm="${DOMAIN}"`));
  assert.equal(invitesOf(bob, 'received').length, 1, 'Bob is called once, and never challenged');
  assert.equal(field(invitesOf(bob, 'received')[0] as WireMessage, 'authorization'), '');
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('3.4 successful session with proxy failure', async () => {
  const { t, alice, bob } = await bothAreThere();
  t.host.crash();
  const call = await alice.call(BOB);
  await t.clock.advance(1000);
  assert.equal(call.state, 'calling', 'nobody is there');
  await t.restart('crash');
  await t.until(() => bob.isCalled, 'the INVITE is sent again and arrives', 10_000);
  await bob.incoming.answer();
  await t.until(() => call.state === 'answered', 'Bob answers');
  await hearEachOther(t, call, bob.incoming);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('3.5 session through a SIP ALG', async () => {
  const t = await ExchangeUnderTest.start();
  const nat = t.nat('203.0.113.50', { gateway: REWRITES_VIA_AND_CONTACT });
  const alice = await t.registered(ALICE, { nat, address: '192.168.1.20' });
  const bob = await t.registered(BOB);
  const { call, incoming } = await t.talk(alice, bob);
  await hearEachOther(t, call, incoming);
  await t.clock.until(incoming.hangUp());
  await t.until(() => call.state === 'ended', 'Alice is told through the gateway');
  assert.deepEqual(flowOf(alice), [...ALICE_CALLS, '< BYE', '> 200 (BYE)']);
  await t.finish();
});

test('3.6 session via redirect and proxy servers with SDP in ACK', async () => {
  const { t, alice, bob } = await bothAreThere();
  const redirecting = await t.registered('102', { personality: { rings: false } });
  redirecting.onCall = (incoming) =>
    incoming.reject(302, 'Moved Temporarily', [['Contact', `<sip:${BOB}@${DOMAIN}>`]]);
  const call = await alice.call('102', { offer: false });
  await t.until(() => bob.isCalled, 'Bob is called instead');
  assert.deepEqual(flowOf(redirecting), ['< INVITE', '> 302 (INVITE)', '< ACK']);
  assert.equal(bob.incoming.incomingInvite?.body, '', 'Bob is to make the offer');
  await bob.incoming.answer();
  await t.until(() => call.state === 'answered' && bob.incoming.acknowledged, 'both agree');
  assert.match(call.finalResponse?.body ?? '', /^v=0/, 'the offer comes with the 200');
  assert.match(bob.received('ACK').at(-1)?.body ?? '', /^v=0/, 'the answer with the ACK');
  await hearEachOther(t, call, bob.incoming);
  await t.clock.until(bob.incoming.hangUp());
  await t.until(() => call.state === 'ended', 'Alice is told');
  await t.finish();
});

test('3.7 session with re-INVITE (IP address change)', async () => {
  const { t, alice, bob } = await bothAreThere();
  const { call, incoming } = await t.talk(alice, bob);
  const [before, marks] = [call.remoteSession, [alice.log.length, bob.log.length] as const];
  const moved = incoming.ownSession.replaceAll(bob.address, '203.0.113.77');
  const answer = await t.clock.until(incoming.reinvite({ sdp: moved }));
  assert.equal(answer.status, 200);
  assert.deepEqual(flowOf(bob, marks[1]).slice(0, 3), ['> INVITE', '< 200 (INVITE)', '> ACK']);
  assert.deepEqual(flowOf(alice, marks[0]), ['< INVITE', '> 200 (INVITE)', '< ACK']);
  assert.equal(call.remoteSession?.address, before?.address, 'Alice never learns where Bob is');
  assert.equal(call.remoteSession?.port, before?.port);
  await t.clock.until(incoming.hangUp());
  await t.until(() => call.state === 'ended', 'Alice is told');
  await t.finish();
});

test('3.8 unsuccessful no answer', async () => {
  const { t, alice, bob } = await bothAreThere();
  const call = await alice.call(BOB);
  await t.until(() => call.state === 'ringing', 'Bob’s phone rings');
  await t.clock.advance(5000);
  call.cancel();
  await t.until(() => call.state === 'ended' && bob.incoming.state === 'ended', 'it is over');
  await t.clock.advance(100);
  assert.deepEqual(flowOf(alice), [
    ...ALICE_CALLS.slice(0, 5),
    '> CANCEL',
    '< 200 (CANCEL)',
    '< 487 (INVITE)',
    '> ACK',
  ]);
  assert.deepEqual(flowOf(bob), [
    '< INVITE',
    '> 180 (INVITE)',
    '< CANCEL',
    '> 200 (CANCEL)',
    '> 487 (INVITE)',
    '< ACK',
  ]);
  await t.finish();
});

for (const [section, status, name] of [
  ['3.9', 486, 'busy'],
  ['3.11', 480, 'temporarily unavailable'],
] as const) {
  test(`${section} unsuccessful ${name}`, async () => {
    const t = await ExchangeUnderTest.start();
    const alice = await t.registered(ALICE);
    const bob = await t.registered(BOB, { personality: { rings: false } });
    const call = await alice.call(BOB);
    await t.until(() => bob.isCalled, 'the INVITE is there');
    bob.incoming.reject(status);
    await t.until(() => call.state === 'ended', 'Alice is told');
    await t.clock.advance(100);
    assert.deepEqual(flowOf(alice), [...ALICE_CALLS.slice(0, 4), `< ${status} (INVITE)`, '> ACK']);
    assert.deepEqual(flowOf(bob), ['< INVITE', `> ${status} (INVITE)`, '< ACK']);
    await t.finish();
  });
}

test('3.10 unsuccessful no response from user agent', async () => {
  const { t, alice, bob } = await bothAreThere();
  bob.powered = false;
  const call = await alice.call(BOB);
  await t.until(() => call.state === 'ended', 'Alice is told', 40_000);
  // The proxy of the RFC says 408; to a holder the phone is simply not there.
  assert.equal(call.finalStatus, 480);
  assert.deepEqual(flowOf(alice), [...ALICE_CALLS.slice(0, 4), '< 480 (INVITE)', '> ACK']);
  await t.finish();
});
