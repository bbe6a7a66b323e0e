/** Calls that are handed on: who talks to whom afterwards, what everyone is told, and what nobody learns. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DOMAIN, ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { Phone } from '../../testkit/phone.ts';
import type { PhoneCall } from '../../testkit/phone-call.ts';
import { G722, PCMA, PCMU, TELEPHONE_EVENT } from '../../testkit/phone-sdp.ts';
import { field } from '../../testkit/wire.ts';

async function hears(t: ExchangeUnderTest, one: PhoneCall, other: PhoneCall): Promise<void> {
  one.media?.startTone(440);
  other.media?.startTone(1000);
  await t.clock.advance(1500);
  assert.ok(other.media?.hears(440), `${other.phone.number} hears ${one.phone.number}`);
  assert.ok(one.media?.hears(1000), `${one.phone.number} hears ${other.phone.number}`);
}

function calls(t: ExchangeUnderTest): readonly string[] {
  return t.console.calls.list().map(({ from, reached, state }) => `${from} ${reached} ${state}`);
}

/** 100 calls 101; 101 puts 100 on hold. */
async function held(t: ExchangeUnderTest): Promise<{
  transferee: Phone;
  transferor: Phone;
  call: PhoneCall;
  first: PhoneCall;
}> {
  const transferee = await t.registered('100');
  const transferor = await t.registered('101');
  const { call, incoming: first } = await t.talk(transferee, transferor);
  assert.equal((await t.clock.until(first.hold())).status, 200);
  return { transferee, transferor, call, first };
}

/** 101 has called the target, too. */
async function consulted(t: ExchangeUnderTest, target: Phone) {
  const before = await held(t);
  const { call: second, incoming } = await t.talk(before.transferor, target);
  return { ...before, second, incoming };
}

test('blind: the target rings and answers, the transferor is told and released', async () => {
  const t = await ExchangeUnderTest.start();
  const { transferee, transferor, call, first } = await held(t);
  const target = await t.registered('102');
  const referral = first.refer('102');
  await t.until(() => target.isCalled && referral.statuses.includes(180), 'the target rings');
  assert.equal(referral.finalStatus, 202);
  assert.deepEqual(target.incoming.shown, { name: 'PX0BAA', number: '100' });
  assert.equal(field(target.incoming.incomingInvite ?? assert.fail(), 'referred-by'), `<sip:101@${DOMAIN}>`);
  assert.deepEqual(calls(t), ['100 101 answered', '100 102 ringing']);
  await target.incoming.answer();
  await t.until(() => referral.state === 'terminated', 'the transferor is told');
  assert.deepEqual(referral.statuses, [100, 180, 200]);
  await t.until(() => first.state === 'ended', 'the transferor is released');
  assert.deepEqual(calls(t), ['100 102 answered']);
  await hears(t, call, target.incoming);
  assert.match(transferee.receivedText, /P-Asserted-Identity: "PX0BAC" <sip:102@/);
  for (const phone of [transferee, transferor, target]) {
    for (const other of [transferee, transferor, target]) {
      if (other !== phone) assert.ok(!phone.receivedText.includes(other.address), 'no address is learnt');
    }
    assert.doesNotMatch(phone.receivedText, /Refer-To/i);
  }
  await t.clock.until(call.hangUp());
  await t.until(() => target.incoming.state === 'ended', 'the target hears of the end');
  await t.clock.advance(6000);
  const history = await t.console.history.listCalls({ limit: 10 });
  assert.ok(history.ok);
  assert.deepEqual(history.value.map(({ caller, dialled, result }) => [caller, dialled, result]).sort(), [
    ['100', '101', 'transferred'],
    ['100', '102', 'answered'],
  ]);
  await t.finish();
});

test('blind: while it rings the transferee hears a ringing tone', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, first } = await held(t);
  const target = await t.registered('102');
  first.refer('102');
  await t.until(() => target.isCalled, 'the target rings');
  await t.clock.advance(900);
  assert.ok(call.media?.hears(425));
  await t.clock.advance(2000);
  const heard = call.media?.packets.length ?? 0;
  await t.clock.advance(1500);
  assert.equal(call.media?.packets.length, heard, 'then it pauses');
  await t.clock.until(call.hangUp());
  await t.until(() => target.incoming.state === 'ended', 'the target stops ringing');
  await t.until(() => first.state === 'ended', 'everything ends');
  await t.finish();
});

for (const [status, reported] of [
  [486, 486],
  [603, 603],
  [480, 480],
] as const) {
  test(`blind: a target that answers ${status} leaves the call as it was`, async () => {
    const t = await ExchangeUnderTest.start();
    const { call, first } = await held(t);
    const target = await t.registered('102');
    const referral = first.refer('102');
    await t.until(() => target.isCalled, 'the target rings');
    target.incoming.reject(status);
    await t.until(() => referral.state === 'terminated', 'the transferor is told');
    assert.deepEqual(referral.statuses, [100, 180, reported]);
    assert.deepEqual(calls(t), ['100 101 answered']);
    assert.equal((await t.clock.until(first.resume())).status, 200);
    await hears(t, call, first);
    await t.clock.until(call.hangUp());
    await t.finish();
  });
}

test('blind: a target that does not answer, is not there or is unknown leaves the call as it was', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, first } = await held(t);
  const target = await t.registered('102');
  await t.addExtension('103');
  for (const [number, status] of [
    ['102', 480],
    ['103', 480],
    ['555', 404],
    ['9043x', 404],
  ] as const) {
    const referral = first.refer(number);
    await t.until(() => referral.state === 'terminated', `${number} comes to nothing`, 40_000);
    assert.equal(referral.statuses.at(-1), status, number);
  }
  assert.equal(target.incoming.state, 'ended');
  assert.equal((await t.clock.until(first.resume())).status, 200);
  await hears(t, call, first);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('blind: a transferor who hangs up at once has transferred all the same', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, first } = await held(t);
  const target = await t.registered('102');
  const referral = first.refer('102');
  await t.until(() => referral.finalStatus === 202, 'it is accepted');
  await t.clock.until(first.hangUp());
  await t.until(() => target.isCalled, 'the target rings');
  assert.deepEqual(calls(t), ['100 102 ringing']);
  await target.incoming.answer();
  await t.until(() => target.incoming.acknowledged, 'it answers');
  await hears(t, call, target.incoming);
  await t.clock.until(target.incoming.hangUp());
  await t.until(() => call.state === 'ended', 'the transferee hears of the end');
  await t.finish();
});

test('blind: when nobody answers a transferor who has hung up, his phone rings again', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, transferor, first } = await held(t);
  const target = await t.registered('102');
  first.refer('102');
  await t.until(() => target.isCalled, 'the target rings');
  await t.clock.until(first.hangUp());
  target.incoming.reject(486);
  await t.until(() => transferor.calls.length === 2, 'the transferor is called back');
  assert.equal(transferor.incoming.shown.number, '100');
  await transferor.incoming.answer();
  await t.until(() => transferor.incoming.acknowledged, 'he answers');
  await hears(t, call, transferor.incoming);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('blind: when he does not answer either, the transferee is released', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, transferor, first } = await held(t);
  const target = await t.registered('102');
  first.refer('102');
  await t.until(() => target.isCalled, 'the target rings');
  await t.clock.until(first.hangUp());
  target.incoming.reject(486);
  await t.until(() => transferor.calls.length === 2, 'the transferor is called back');
  transferor.incoming.reject(486);
  await t.until(() => call.state === 'ended', 'the transferee is released');
  assert.equal(call.endedBy, 'them');
  await t.finish();
});

test('blind: the caller may transfer, too', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  const target = await t.registered('102');
  const { call, incoming } = await t.talk(caller, callee);
  const referral = call.refer('102');
  await t.until(() => target.isCalled, 'the target rings');
  assert.equal(target.incoming.shown.number, '101');
  await target.incoming.answer();
  await t.until(() => referral.state === 'terminated' && call.state === 'ended', 'the caller is released');
  await hears(t, incoming, target.incoming);
  await t.clock.until(incoming.hangUp());
  await t.finish();
});

test('blind: into a conference, the echo test, and along a forward', async () => {
  const t = await ExchangeUnderTest.start();
  const transferee = await t.registered('100');
  const transferor = await t.registered('101');
  await t.addExtension('103');
  assert.ok((await t.console.callFeatures.set('103', { forwardAlways: '900' })).ok);
  for (const [number, reached] of [
    ['900', '900'],
    ['*43', '*43'],
    ['103', '900'],
  ] as const) {
    const { call, incoming } = await t.talk(transferee, transferor);
    assert.equal((await t.clock.until(incoming.hold())).status, 200);
    const referral = incoming.refer(number);
    await t.until(() => referral.state === 'terminated', 'it is done');
    assert.equal(referral.statuses.at(-1), 200, number);
    await t.until(() => incoming.state === 'ended', 'the transferor is released');
    assert.deepEqual(calls(t), [`100 ${reached} answered`]);
    if (reached === '*43') {
      call.media?.startTone(440);
      await t.clock.advance(1000);
      assert.ok(call.media?.hears(440), 'the echo answers');
    } else assert.equal(t.console.conferences.list()[0]?.participants, 1);
    await t.clock.until(call.hangUp());
    await t.clock.advance(200);
  }
  await t.finish();
});

test('attended: the two far ends meet, the transferor is out of both calls', async () => {
  const t = await ExchangeUnderTest.start();
  const target = await t.registered('102');
  const { transferee, transferor, call, first, second, incoming } = await consulted(t, target);
  const referral = first.refer('102', { replaces: second });
  await t.until(() => referral.state === 'terminated', 'the transferor is told');
  assert.deepEqual(referral.statuses, [100, 200]);
  await t.until(() => first.state === 'ended' && second.state === 'ended', 'he is released from both');
  assert.deepEqual(calls(t), ['100 102 answered']);
  await hears(t, call, incoming);
  assert.match(transferee.receivedText, /P-Asserted-Identity: "PX0BAC" <sip:102@/);
  assert.match(target.receivedText, /P-Asserted-Identity: "PX0BAA" <sip:100@/);
  assert.ok(!target.receivedText.includes(transferee.address));
  assert.ok(!transferee.receivedText.includes(target.address));
  assert.doesNotMatch(transferee.receivedText + target.receivedText, /^(REFER |Replaces:|Refer-To:)/m);
  assert.equal(transferor.problems.length, 0);
  await t.clock.until(incoming.hangUp());
  await t.until(() => call.state === 'ended', 'the other one hears of the end');
  await t.finish();
});

test('attended: sound flows before a phone has been asked anything', async () => {
  const t = await ExchangeUnderTest.start();
  const target = await t.registered('102');
  const { call, first, second, incoming } = await consulted(t, target);
  incoming.media?.startTone(1000);
  await t.clock.advance(200);
  call.onReinvite = () => true;
  first.refer('102', { replaces: second });
  await t.until(() => second.state === 'ended', 'they are connected');
  await t.clock.advance(1000);
  assert.ok(call.media?.hears(1000), 'though its re-INVITE has no answer yet');
  for (const phone of t.phones) phone.problems.length = 0;
  await t.clock.advance(40_000);
  for (const phone of t.phones) phone.problems.length = 0;
  await t.finish();
});

test('attended: phones that agreed on different codecs find one, or the call ends', async () => {
  const t = await ExchangeUnderTest.start();
  const transferee = await t.registered('100', { personality: { codecs: [PCMA, PCMU, TELEPHONE_EVENT] } });
  const transferor = await t.registered('101', { personality: { codecs: [PCMA, G722, TELEPHONE_EVENT] } });
  const target = await t.registered('102', { personality: { codecs: [G722, PCMU, TELEPHONE_EVENT] } });
  const { call, incoming: first } = await t.talk(transferee, transferor);
  assert.equal((await t.clock.until(first.hold())).status, 200);
  const { call: second, incoming } = await t.talk(transferor, target);
  const referral = first.refer('102', { replaces: second });
  await t.until(() => second.state === 'ended' && first.state === 'ended', 'they are connected');
  assert.equal(referral.statuses.at(-1), 200);
  await t.clock.advance(500);
  await hears(t, call, incoming);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('blind: a target that shares no codec with what was agreed is offered all there are', async () => {
  const t = await ExchangeUnderTest.start();
  const transferee = await t.registered('100', { personality: { codecs: [PCMA, PCMU, TELEPHONE_EVENT] } });
  const transferor = await t.registered('101', { personality: { codecs: [PCMA, TELEPHONE_EVENT] } });
  const target = await t.registered('102', { personality: { codecs: [PCMU, TELEPHONE_EVENT] } });
  const { call } = await t.talk(transferor, transferee);
  call.refer('102');
  await t.until(() => target.isCalled, 'it rings');
  await target.incoming.answer();
  await t.until(() => call.state === 'ended', 'the transferor is released');
  await t.clock.advance(500);
  await hears(t, transferee.incoming, target.incoming);
  await t.clock.until(target.incoming.hangUp());
  await t.finish();
});

test('attended while it rings: the target rings on for the transferee', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, transferor, first } = await held(t);
  const target = await t.registered('102');
  const second = await transferor.call('102');
  await t.until(() => second.state === 'ringing', 'it rings');
  const referral = first.refer('102', { replaces: second });
  await t.until(() => second.state === 'ended', 'the transferor no longer waits');
  assert.equal(second.finalStatus, 487);
  assert.equal(target.incoming.state, 'ringing');
  assert.deepEqual(calls(t), ['100 101 answered', '100 102 ringing']);
  await target.incoming.answer();
  await t.until(() => referral.state === 'terminated', 'the transferor is told');
  assert.deepEqual(referral.statuses, [100, 180, 200]);
  await t.until(() => first.state === 'ended', 'and released');
  await hears(t, call, target.incoming);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('attended while it rings: when the target declines, the first call goes on', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, transferor, first } = await held(t);
  const target = await t.registered('102');
  const second = await transferor.call('102');
  await t.until(() => second.state === 'ringing', 'it rings');
  const referral = first.refer('102', { replaces: second });
  await t.until(() => second.state === 'ended', 'the transferor no longer waits');
  target.incoming.reject(603);
  await t.until(() => referral.state === 'terminated', 'the transferor is told');
  assert.equal(referral.statuses.at(-1), 603);
  assert.equal((await t.clock.until(first.resume())).status, 200);
  await hears(t, call, first);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('attended: into the conference the transferor is in, from either of his calls', async () => {
  const t = await ExchangeUnderTest.start();
  for (const fromConference of [false, true]) {
    const transferee = await t.registered('100');
    const transferor = await t.registered('101');
    const { call, incoming: first } = await t.talk(transferee, transferor);
    assert.equal((await t.clock.until(first.hold())).status, 200);
    const second = await transferor.call('900');
    await t.until(() => second.state === 'answered', 'he is in the conference');
    const referral = fromConference
      ? second.refer('100', { replaces: first })
      : first.refer('900', { replaces: second });
    await t.until(() => first.state === 'ended' && second.state === 'ended', 'he is released');
    assert.equal(referral.statuses.at(-1), 200);
    assert.deepEqual(calls(t), ['100 900 answered']);
    assert.equal(t.console.conferences.list()[0]?.participants, 1);
    await t.clock.until(call.hangUp());
    await t.clock.advance(200);
  }
  await t.finish();
});

test('a call that was transferred can be transferred again', async () => {
  const t = await ExchangeUnderTest.start();
  const target = await t.registered('102');
  const last = await t.registered('103');
  const { call, first, second, incoming } = await consulted(t, target);
  first.refer('102', { replaces: second });
  await t.until(() => second.state === 'ended', 'they are connected');
  await t.clock.advance(500);
  const referral = incoming.refer('103');
  await t.until(() => last.isCalled, 'the next one rings');
  await last.incoming.answer();
  await t.until(() => referral.state === 'terminated' && incoming.state === 'ended', 'it is done');
  await hears(t, call, last.incoming);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('hold, resume and keys work between phones that were brought together', async () => {
  const t = await ExchangeUnderTest.start();
  const target = await t.registered('102');
  const { call, first, second, incoming } = await consulted(t, target);
  first.refer('102', { replaces: second });
  await t.until(() => second.state === 'ended', 'they are connected');
  await t.clock.advance(500);
  assert.equal((await t.clock.until(call.hold())).status, 200);
  assert.equal(incoming.remoteSession?.direction, 'sendonly');
  assert.equal((await t.clock.until(call.resume())).status, 200);
  assert.equal((await t.clock.until(call.sendDtmfInfo('5'))).status, 200);
  await t.until(() => incoming.infos.length === 1, 'the key arrives');
  await hears(t, call, incoming);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('who asks for silence is told nothing and released all the same', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, first } = await held(t);
  const target = await t.registered('102');
  const referral = first.refer('102', {
    headers: [
      ['Refer-Sub', 'false'],
      ['Require', 'norefersub'],
    ],
  });
  await t.until(() => target.isCalled, 'the target rings');
  assert.equal(field(referral.response ?? assert.fail(), 'refer-sub'), 'false');
  await target.incoming.answer();
  await t.until(() => first.state === 'ended', 'the transferor is released');
  assert.deepEqual(referral.notifies, []);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('the second REFER of a call is told apart from the first', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, first } = await held(t);
  await t.addExtension('102');
  const target = await t.registered('103');
  const refused = first.refer('102');
  await t.until(() => refused.state === 'terminated', 'the first comes to nothing');
  const referral = first.refer('103');
  await t.until(() => target.isCalled, 'the second rings');
  const third = first.refer('103');
  await t.until(() => third.finalStatus !== undefined, 'one at a time');
  assert.equal(third.finalStatus, 491);
  await target.incoming.answer();
  await t.until(() => referral.state === 'terminated', 'the second works');
  assert.deepEqual(referral.statuses, [100, 180, 200]);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test("what no REFER may do is refused: beyond us, other methods, others' dialogs, outside of a call", async () => {
  const t = await ExchangeUnderTest.start();
  const { call, transferor, first } = await held(t);
  const stranger = await t.registered('103');
  const victim = await t.registered('104');
  const { call: theirs } = await t.talk(stranger, victim);
  for (const [target, status] of [
    ['sip:102@203.0.113.9', 403],
    ['sip:+31201234567@sip.example.net', 403],
    ['mailto:jan@example.net', 403],
    [`sip:103@${DOMAIN};method=BYE`, 403],
  ] as const) {
    const referral = first.refer(target);
    await t.until(() => referral.finalStatus !== undefined, 'it is answered');
    assert.equal(referral.finalStatus, status, target);
  }
  const hijack = first.refer('104', { replaces: theirs });
  await t.until(() => hijack.finalStatus !== undefined, 'it is answered');
  assert.equal(hijack.finalStatus, 403);
  const nobody = first.refer('104', { replaces: { replaces: 'none;to-tag=a;from-tag=b' } });
  await t.until(() => nobody.state === 'terminated', 'it is answered');
  assert.equal(nobody.statuses.at(-1), 481);
  const itself = first.refer('100', { replaces: first });
  await t.until(() => itself.state === 'terminated', 'it is answered');
  assert.equal(itself.statuses.at(-1), 481);
  const outside = await t.clock.until(
    transferor.ask('REFER', `sip:102@${DOMAIN}`, {
      extra: [['Refer-To', `<sip:103@${DOMAIN}>`], transferor.contact],
    }),
  );
  assert.equal(outside.status, 403);
  assert.equal(call.state, 'answered');
  assert.equal(theirs.state, 'answered');
  await t.clock.until(call.hangUp());
  await t.clock.until(theirs.hangUp());
  await t.finish();
});

test('a REFER from another address is challenged, and of another extension refused', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, first } = await held(t);
  const thief = await t.registered('103');
  const target = await t.registered('102');
  const forged = {
    method: 'REFER',
    uri: `sip:100@${DOMAIN}`,
    from: `<sip:101@${DOMAIN}>;tag=${first.localTag}`,
    to: `<sip:100@${DOMAIN}>;tag=${first.remoteTag}`,
    callId: first.callId,
    nextCseq: () => 4711,
    extra: [['Refer-To', `<sip:102@${DOMAIN}>`] as const],
    body: '',
  };
  const challenged = await t.clock.until(thief.ask('REFER', forged.uri, { ...forged, credentials: 'none' }));
  assert.equal(challenged.status, 401);
  const refused = await t.clock.until(thief.ask('REFER', forged.uri, forged));
  assert.equal(refused.status, 403);
  assert.equal(target.isCalled, false);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('suspensions and limits hold for who is transferred', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, first } = await held(t);
  const target = await t.registered('102');
  assert.ok((await t.console.suspensions.suspend({ scope: ['102'], what: ['called'] })).ok);
  const closed = first.refer('102');
  await t.until(() => closed.state === 'terminated', 'it is refused');
  assert.equal(closed.statuses.at(-1), 403);
  assert.ok((await t.console.suspensions.resume(['102'])).ok);
  const referral = first.refer('102');
  await t.until(() => target.isCalled, 'the target rings');
  await target.incoming.answer();
  await t.until(() => referral.state === 'terminated', 'it is connected');
  assert.ok((await t.console.suspensions.suspend({ scope: ['102'] })).ok);
  await t.until(() => call.state === 'ended', 'the transferred call ends with the suspension');
  assert.equal(t.counts.calls, 0);
  await t.finish();
});

test('transfers are counted as new calls of who asks for them', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, first } = await held(t);
  await t.addExtension('102');
  assert.ok((await t.console.limits.set('101', { newCallsPerMinute: 2 })).ok);
  const statuses: (number | undefined)[] = [];
  for (let i = 0; i < 4; i += 1) {
    const referral = first.refer('102');
    await t.until(() => referral.state === 'terminated', 'it is answered');
    statuses.push(referral.finalStatus);
  }
  assert.deepEqual(statuses, [202, 202, 503, 503]);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('an administrator may end a transfer, and the call it began in', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, first } = await held(t);
  const target = await t.registered('102');
  const referral = first.refer('102');
  await t.until(() => referral.statuses.includes(180), 'the target rings');
  const ringing = t.console.calls.list().find(({ state }) => state === 'ringing') ?? assert.fail();
  assert.ok((await t.console.calls.end(ringing.id)).ok);
  await t.until(() => referral.state === 'terminated', 'the transferor is told');
  assert.equal(call.state, 'answered');
  first.refer('102');
  await t.until(() => target.calls.length === 2, 'it rings again');
  const talking = t.console.calls.list().find(({ state }) => state === 'answered') ?? assert.fail();
  assert.ok((await t.console.calls.end(talking.id)).ok);
  await t.until(() => call.state === 'ended' && target.incoming.state === 'ended', 'all is over');
  await t.finish();
});

test('blind: a target that has said while it rang what it says no more in its answer is connected', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, first } = await held(t);
  const target = await t.registered('102', { personality: { rings: false } });
  const referral = first.refer('102');
  await t.until(() => target.isCalled, 'the target is called');
  await target.incoming.ringReliably(183, { media: true });
  await t.until(() => target.incoming.ringing.isAcknowledged, 'what it said is acknowledged');
  await target.incoming.answer({ sdp: '' });
  await t.until(() => referral.state === 'terminated', 'the transferor is told');
  assert.equal(referral.statuses.at(-1), 200);
  await hears(t, call, target.incoming);
  await t.clock.until(call.hangUp());
  await t.finish();
});
