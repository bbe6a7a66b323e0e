import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { Phone } from '../../testkit/phone.ts';
import { field, type WireMessage } from '../../testkit/wire.ts';

async function family(t: ExchangeUnderTest, count: number): Promise<Phone[]> {
  const phones: Phone[] = [];
  for (let i = 0; i < count; i += 1) phones.push(await t.registered('101'));
  return phones;
}

function phoneAt(phones: readonly Phone[], index: number): Phone {
  return phones[index] ?? assert.fail('no such phone');
}

test('all phones of an extension ring; one answers and the others stop', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const phones = await family(t, 3);
  const call = await caller.call('101');
  await t.until(() => phones.every(({ isCalled }) => isCalled), 'all three ring');
  const callIds = new Set(phones.map(({ incoming }) => incoming.callId));
  assert.equal(callIds.size, 3, 'every phone has a Call-ID of its own');
  const winner = phoneAt(phones, 1);
  await winner.incoming.answer();
  await t.until(() => call.state === 'answered', 'the caller hears of the answer');
  await t.until(
    () => phoneAt(phones, 0).incoming.state === 'ended' && phoneAt(phones, 2).incoming.state === 'ended',
    'the others stop',
  );
  assert.equal(winner.incoming.state, 'answered');
  call.media?.startTone(440);
  winner.incoming.media?.startTone(1000);
  await t.clock.advance(1500);
  assert.ok(winner.incoming.media?.hears(440));
  assert.ok(call.media?.hears(1000));
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('one phone that is busy or declines ends only its own ringing, unless it speaks for all', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const phones = await family(t, 3);
  const call = await caller.call('101');
  await t.until(() => phones.every(({ isCalled }) => isCalled), 'all ring');
  phoneAt(phones, 0).incoming.reject(486);
  await t.clock.advance(500);
  assert.equal(call.state, 'ringing');
  await phoneAt(phones, 2).incoming.answer();
  await t.until(() => call.state === 'answered', 'another answers');
  await t.clock.until(call.hangUp());

  const declined = await caller.call('101');
  await t.until(() => phones.every(({ incoming }) => incoming.state === 'ringing'), 'all ring again');
  phoneAt(phones, 1).incoming.reject(603);
  await t.until(() => declined.state === 'ended', 'a 6xx speaks for all');
  assert.equal(declined.finalStatus, 603);
  await t.until(() => phones.every(({ incoming }) => incoming.state === 'ended'), 'nobody rings any more');
  await t.finish();
});

test('when all refuse, the best of their reasons reaches the caller', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const phones = await family(t, 3);
  const call = await caller.call('101');
  await t.until(() => phones.every(({ isCalled }) => isCalled), 'all ring');
  phoneAt(phones, 0).incoming.reject(480);
  phoneAt(phones, 1).incoming.reject(486);
  await t.clock.advance(500);
  assert.equal(call.state, 'ringing');
  phoneAt(phones, 2).incoming.reject(480);
  await t.until(() => call.state === 'ended', 'the caller is told');
  assert.equal(call.finalStatus, 486);
  await t.finish();
});

test('two phones answer in the same moment: one talks, the late one is acknowledged and ended', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const phones = await family(t, 3);
  const call = await caller.call('101');
  await t.until(() => phones.every(({ isCalled }) => isCalled), 'all ring');
  const first = phoneAt(phones, 0).incoming;
  const second = phoneAt(phones, 1).incoming;
  await first.answer();
  await second.answer();
  await t.until(() => call.state === 'answered', 'the caller hears of one');
  await t.until(() => second.state === 'ended', 'the late one is ended');
  assert.ok(second.acknowledged, 'its answer was acknowledged');
  assert.equal(second.phone.received('BYE').length, 1);
  assert.equal(first.state, 'answered');
  assert.equal(caller.received('BYE').length, 0);
  assert.equal(t.journal.of('call-answered').length, 1);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('a second answer with another tag from the same phone is acknowledged and ended', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  const { call, incoming } = await t.talk(caller, callee);
  incoming.answerAgain();
  await t.clock.advance(2000);
  assert.ok(incoming.strayAcks > 0, 'acknowledged');
  assert.equal(incoming.strayByes, 1, 'ended');
  assert.equal(call.state, 'answered');
  assert.equal(incoming.state, 'answered');
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('a phone that is gone does not keep the others from ringing', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const phones = await family(t, 2);
  phoneAt(phones, 0).powered = false;
  const { call } = await t.talk(caller, phoneAt(phones, 1));
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('a cancelled call stops every phone', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const phones = await family(t, 5);
  const call = await caller.call('101');
  await t.until(() => phones.every(({ isCalled }) => isCalled), 'all ring');
  call.cancel();
  await t.until(() => phones.every(({ incoming }) => incoming.state === 'ended'), 'all stop');
  assert.equal(call.finalStatus, 487);
  await t.finish();
});

test('phones that stop ringing because another answered are told so; a caller who gives up leaves a missed call', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const phones = await family(t, 2);
  const reasons = (phone: Phone): string[] =>
    phone.received('CANCEL').map((cancel) => field(cancel, 'reason'));
  const { call } = await t.talk(caller, phoneAt(phones, 0));
  await t.until(() => phoneAt(phones, 1).incoming.state === 'ended', 'the other stops');
  assert.deepEqual(reasons(phoneAt(phones, 1)), ['SIP;cause=200;text="Call completed elsewhere"']);
  await t.clock.until(call.hangUp());

  const missed = await caller.call('101');
  await t.until(() => phones.every(({ incoming }) => incoming.state === 'ringing'), 'both ring');
  missed.cancel();
  await t.until(() => phones.every(({ incoming }) => incoming.state === 'ended'), 'both stop');
  assert.equal(reasons(phoneAt(phones, 0)).at(-1), '');

  const declined = await caller.call('101');
  await t.until(() => phones.every(({ incoming }) => incoming.state === 'ringing'), 'both ring');
  phoneAt(phones, 0).incoming.reject(603);
  await t.until(() => declined.state === 'ended', 'the person has declined');
  await t.until(() => phoneAt(phones, 1).incoming.state === 'ended', 'on all phones');
  assert.equal(reasons(phoneAt(phones, 1)).at(-1), 'SIP;cause=603;text="Decline"');
  await t.finish();
});

test('a phone that answers too late with an offer has that refused in the ACK and is told that it is over', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const phones = await family(t, 2);
  const call = await caller.call('101', { offer: false });
  await t.until(() => phones.every(({ isCalled }) => isCalled), 'both ring');
  const [first, second] = [phoneAt(phones, 0).incoming, phoneAt(phones, 1).incoming];
  await first.answer();
  await second.answer();
  await t.until(() => call.state === 'answered' && second.state === 'ended', 'one has the call');
  const ack = second.phone.received('ACK').at(-1);
  assert.match(ack?.body ?? '', /m=audio 0 RTP\/AVP/);
  assert.equal(second.phone.received('BYE').length, 1);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('a phone that hangs up instead of declining stops ringing, and the others go on', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const phones = await family(t, 2);
  const call = await caller.call('101');
  await t.until(() => phones.every(({ isCalled }) => isCalled), 'both ring');
  const wrong = phoneAt(phones, 0).incoming;
  assert.equal((await t.clock.until(wrong.request('BYE'))).status, 200);
  await t.until(() => wrong.state === 'ended', 'its INVITE is taken back');
  assert.equal(call.state, 'ringing');
  await phoneAt(phones, 1).incoming.answer();
  await t.until(() => call.state === 'answered', 'the other answers');
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('a caller who limits how many phones may ring is obeyed, and told when that is too few', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const phones = await family(t, 3);
  const tooFew = await caller.call('101', { headers: [['Max-Breadth', '2']] });
  await t.until(() => tooFew.state === 'ended', 'it is refused');
  assert.equal(tooFew.finalStatus, 440);
  assert.ok(phones.every(({ isCalled }) => !isCalled));
  const enough = await caller.call('101', { headers: [['Max-Breadth', '8']] });
  await t.until(() => phones.every(({ isCalled }) => isCalled), 'all ring');
  for (const { incoming } of phones) {
    assert.equal(field(incoming.incomingInvite as WireMessage, 'max-breadth'), '2', 'its share of them');
  }
  enough.cancel();
  await t.until(() => enough.state === 'ended', 'it is over');
  await t.finish();
});

test('phones that pass every call on to each other do so 70 times at the most', async () => {
  const t = await ExchangeUnderTest.start({ settings: { limits: undefined } });
  const phones = [await t.registered('100'), await t.registered('101')];
  let passed = 0;
  for (const phone of phones) {
    phone.onCall = ({ incomingInvite }) => {
      passed += 1;
      void phone.ask('INVITE', `sip:${phone.number === '100' ? 101 : 100}@hamvoip.example`, {
        extra: [phone.contact, ['Content-Type', 'application/sdp']],
        body: incomingInvite?.body ?? '',
        maxForwards: Number(field(incomingInvite as WireMessage, 'max-forwards')),
      });
    };
  }
  await phoneAt(phones, 0).call('101');
  await t.clock.advance(1000);
  assert.equal(passed, 70);
  assert.ok(phones.some((phone) => phone.received(483).length === 1));
  await t.clock.advance(70_000);
  await t.finish();
});
