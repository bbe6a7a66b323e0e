import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { Phone } from '../../testkit/phone.ts';

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
