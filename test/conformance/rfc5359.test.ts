/**
 * The service examples of RFC 5359, by its sections: what each phone sends and gets. The exchange is the proxy of the
 * RFC and a back-to-back user agent at once, so that what the RFC has phones do to each other happens between each
 * phone and the exchange.
 *
 * What does not apply here:
 * - §2.3 music on hold: the exchange has no music; hold is passed on, and what the holding phone sends is heard.
 * - §2.6 transfer to instant messaging: nothing leaves this exchange, and a REFER calls, it does nothing else.
 * - §2.11 third party joins: Join (RFC 3911) lets someone into a call by its Call-ID and tags, which no phone learns
 *   of another's call (house rule H11). Conversations of three are had in a conference bridge.
 * - §2.15 call park: there is no park server; a call is held, handed on, or picked up elsewhere by Replaces.
 * - §2.17 automatic redial: the caller's phone subscribes to dialogs and calls again by itself, a call like any other.
 * - §2.18 click to dial: a REFER outside of a call would make other people's phones call (security 2.16): 403.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DOMAIN, ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { Phone } from '../../testkit/phone.ts';
import type { PhoneCall } from '../../testkit/phone-call.ts';
import { cseqOf, field } from '../../testkit/wire.ts';

/** The messages of one dialog as its phone saw them, challenges left out: `> INVITE`, `< 180 INVITE`, ... */
function flow(call: PhoneCall): string[] {
  const texts = call.phone.log.flatMap(({ direction, message }) => {
    if (!message || field(message, 'call-id') !== call.callId || message.status === 401) return [];
    const arrow = direction === 'sent' ? '>' : '<';
    if (message.status === undefined) return [`${arrow} ${message.method}`];
    return message.status === 100 ? [] : [`${arrow} ${message.status} ${cseqOf(message).method}`];
  });
  // The first request and the ACK of its challenge.
  return texts[0] === '> INVITE' && texts[1] === '> ACK' ? texts.slice(2) : texts;
}

async function hears(t: ExchangeUnderTest, one: PhoneCall, other: PhoneCall): Promise<void> {
  one.media?.startTone(440);
  other.media?.startTone(1000);
  await t.clock.advance(1500);
  assert.ok(other.media?.hears(440), `${other.phone.number} hears ${one.phone.number}`);
  assert.ok(one.media?.hears(1000), `${one.phone.number} hears ${other.phone.number}`);
}

/** Alice, Bob and Carol. */
async function three(t: ExchangeUnderTest): Promise<readonly [Phone, Phone, Phone]> {
  return [await t.registered('100'), await t.registered('101'), await t.registered('102')];
}

test('§2.1 call hold', async () => {
  const t = await ExchangeUnderTest.start();
  const [alice, bob] = await three(t);
  const { call, incoming } = await t.talk(alice, bob);
  assert.equal((await t.clock.until(incoming.hold())).status, 200);
  assert.equal(call.remoteSession?.direction, 'sendonly');
  assert.equal(incoming.remoteSession?.direction, 'recvonly');
  assert.equal((await t.clock.until(incoming.resume())).status, 200);
  assert.equal(call.remoteSession?.direction, 'sendrecv');
  await hears(t, call, incoming);
  await t.clock.until(incoming.hangUp());
  await t.until(() => call.state === 'ended', 'Alice hears of the end');
  assert.deepEqual(flow(call), [
    '> INVITE',
    '< 180 INVITE',
    '< 200 INVITE',
    '> ACK',
    '< INVITE',
    '> 200 INVITE',
    '< ACK',
    '< INVITE',
    '> 200 INVITE',
    '< ACK',
    '< BYE',
    '> 200 BYE',
  ]);
  await t.finish();
});

test('§2.2 consultation hold', async () => {
  const t = await ExchangeUnderTest.start();
  const [alice, bob, carol] = await three(t);
  const { call, incoming } = await t.talk(alice, bob);
  assert.equal((await t.clock.until(incoming.hold())).status, 200);
  const consultation = await t.talk(bob, carol);
  await hears(t, consultation.call, consultation.incoming);
  await t.clock.until(consultation.call.hangUp());
  assert.equal(call.state, 'answered');
  assert.equal((await t.clock.until(incoming.resume())).status, 200);
  await hears(t, call, incoming);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('§2.4 transfer, unattended', async () => {
  const t = await ExchangeUnderTest.start();
  const [alice, bob, carol] = await three(t);
  const { call, incoming } = await t.talk(alice, bob);
  assert.equal((await t.clock.until(incoming.hold())).status, 200);
  const referral = incoming.refer('102');
  await t.until(() => carol.isCalled && referral.statuses.includes(180), "Carol's phone rings");
  await carol.incoming.answer();
  await t.until(() => incoming.state === 'ended', 'Bob is released');
  assert.deepEqual(flow(incoming), [
    '< INVITE',
    '> 180 INVITE',
    '> 200 INVITE',
    '< ACK',
    '> INVITE',
    '< 200 INVITE',
    '> ACK',
    '> REFER',
    '< 202 REFER',
    '< NOTIFY',
    '> 200 NOTIFY',
    '< NOTIFY',
    '> 200 NOTIFY',
    '< NOTIFY',
    '> 200 NOTIFY',
    '< BYE',
    '> 200 BYE',
  ]);
  assert.deepEqual(
    referral.notifies.map(({ body }) => body),
    ['SIP/2.0 100 Trying\r\n', 'SIP/2.0 180 Ringing\r\n', 'SIP/2.0 200 OK\r\n'],
  );
  assert.match(
    field(referral.notifies.at(-1) ?? assert.fail(), 'subscription-state'),
    /^terminated;reason=noresource$/,
  );
  assert.equal(field(carol.incoming.incomingInvite ?? assert.fail(), 'referred-by'), `<sip:101@${DOMAIN}>`);
  await hears(t, call, carol.incoming);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('§2.5 transfer, attended', async () => {
  const t = await ExchangeUnderTest.start();
  const [alice, bob, carol] = await three(t);
  const { call, incoming } = await t.talk(alice, bob);
  assert.equal((await t.clock.until(incoming.hold())).status, 200);
  const consultation = await t.talk(bob, carol);
  assert.equal((await t.clock.until(consultation.call.hold())).status, 200);
  const referral = incoming.refer('102', { replaces: consultation.call });
  await t.until(() => incoming.state === 'ended' && consultation.call.state === 'ended', 'Bob is released');
  assert.deepEqual(referral.statuses, [100, 200]);
  assert.deepEqual(flow(consultation.call).slice(-2), ['< BYE', '> 200 BYE']);
  await t.clock.advance(500);
  await hears(t, call, consultation.incoming);
  await t.clock.until(consultation.incoming.hangUp());
  await t.until(() => call.state === 'ended', 'Alice hears of the end');
  await t.finish();
});

for (const [section, name, change, refuse] of [
  ['§2.7', 'unconditional', { forwardAlways: '102' }, undefined],
  ['§2.8', 'busy', { forwardBusy: '102' }, 486],
  ['§2.9', 'no answer', { forwardNoAnswer: '102', ringS: 10 }, undefined],
] as const) {
  test(`${section} call forwarding, ${name}`, async () => {
    const t = await ExchangeUnderTest.start();
    const [alice, bob, carol] = await three(t);
    assert.ok((await t.console.callFeatures.set('101', change)).ok);
    const call = await alice.call('101');
    if (refuse !== undefined) {
      await t.until(() => bob.isCalled, 'Bob is called');
      bob.incoming.reject(refuse);
    }
    await t.until(() => carol.isCalled, 'Carol is called', 15_000);
    await carol.incoming.answer();
    await t.until(() => call.state === 'answered', 'Carol answers');
    await hears(t, call, carol.incoming);
    if (name === 'unconditional') assert.equal(bob.isCalled, false);
    else {
      assert.equal(bob.incoming.state, 'ended');
      assert.ok(flow(call).includes('< 181 INVITE'));
    }
    if (name === 'no answer') {
      await t.clock.advance(100);
      assert.deepEqual(flow(bob.incoming).slice(-4), ['< CANCEL', '> 200 CANCEL', '> 487 INVITE', '< ACK']);
    }
    await t.clock.until(call.hangUp());
    await t.finish();
  });
}

test('§2.10 three-way conference, the third party is added by a phone that mixes', async () => {
  const t = await ExchangeUnderTest.start();
  const [alice, bob, carol] = await three(t);
  const { call, incoming } = await t.talk(alice, bob);
  assert.equal((await t.clock.until(incoming.hold())).status, 200);
  const second = await t.talk(bob, carol);
  assert.equal((await t.clock.until(incoming.resume())).status, 200);
  await hears(t, call, incoming);
  await hears(t, second.call, second.incoming);
  assert.equal(t.counts.calls, 2);
  await t.clock.until(Promise.all([incoming.hangUp(), second.call.hangUp()]));
  await t.finish();
});

test('§2.12 find-me: one number after the other rings', async () => {
  const t = await ExchangeUnderTest.start();
  const [alice, bob, carol] = await three(t);
  const dave = await t.registered('103');
  assert.ok((await t.console.callFeatures.set('101', { forwardNoAnswer: '102', ringS: 5 })).ok);
  assert.ok((await t.console.callFeatures.set('102', { forwardNoAnswer: '103', ringS: 5 })).ok);
  const call = await alice.call('101');
  await t.until(() => bob.isCalled, 'first here');
  await t.until(() => carol.isCalled && bob.incoming.state === 'ended', 'then there');
  await t.until(() => dave.isCalled && carol.incoming.state === 'ended', 'then elsewhere');
  await dave.incoming.answer();
  await t.until(() => call.state === 'answered', 'he is found');
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('§2.13 and §2.14 call management: calls in and out are screened', async () => {
  const t = await ExchangeUnderTest.start();
  const [alice, bob] = await three(t);
  for (const [what, status] of [
    ['called', 480],
    ['call', 403],
  ] as const) {
    const number = what === 'called' ? '101' : '100';
    assert.ok((await t.console.suspensions.suspend({ scope: [number], what: [what] })).ok);
    const call = await alice.call('101', { offer: false });
    await t.until(() => call.state === 'ended', 'it is refused');
    assert.equal(call.finalStatus, status);
    assert.ok((await t.console.suspensions.resume([number])).ok);
  }
  assert.equal(bob.isCalled, false);
  await t.finish();
});

test('§2.16 call pickup', async () => {
  const t = await ExchangeUnderTest.start();
  const [alice, bob, carol] = await three(t);
  for (const number of ['101', '102']) {
    assert.ok((await t.console.callFeatures.set(number, { pickupGroup: 'shack' })).ok);
  }
  const call = await alice.call('101');
  await t.until(() => call.state === 'ringing', 'it rings');
  const picked = await carol.call('101', {
    headers: [
      ['Replaces', `${bob.incoming.replaces};early-only`],
      ['Require', 'replaces'],
    ],
  });
  await t.until(() => picked.state === 'answered' && call.state === 'answered', 'Carol has the call');
  await t.until(() => bob.incoming.state === 'ended', "Bob's phone stops");
  await t.clock.advance(100);
  assert.deepEqual(flow(bob.incoming).slice(-4), ['< CANCEL', '> 200 CANCEL', '> 487 INVITE', '< ACK']);
  await hears(t, call, picked);
  await t.clock.until(picked.hangUp());
  await t.finish();
});

test('§2.18 click to dial is refused', async () => {
  const t = await ExchangeUnderTest.start();
  const [alice] = await three(t);
  const response = await t.clock.until(
    alice.ask('REFER', `sip:101@${DOMAIN}`, {
      extra: [['Refer-To', `<sip:102@${DOMAIN}>`], alice.contact],
    }),
  );
  assert.equal(response.status, 403);
  await t.finish();
});
