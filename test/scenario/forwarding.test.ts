/** Calls that go on to another number: whereto, how often, and what the phones learn of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CallFeaturesChange } from '../../src/exchange/console/call-features.ts';
import { DOMAIN, ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { PhoneCall } from '../../testkit/phone-call.ts';
import { field, fields } from '../../testkit/wire.ts';

async function set(t: ExchangeUnderTest, extension: string, change: CallFeaturesChange): Promise<void> {
  const done = await t.console.callFeatures.set(extension, change);
  assert.ok(done.ok, done.ok ? '' : done.error.message);
}

async function refusedWith(t: ExchangeUnderTest, call: PhoneCall): Promise<number | undefined> {
  await t.until(() => call.state === 'ended', 'the caller is told');
  return call.finalStatus;
}

test('every call is forwarded: only the other extension rings, and sees who called and whom', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const away = await t.registered('101');
  const there = await t.registered('102');
  await set(t, '101', { forwardAlways: '102' });
  const call = await caller.call('101');
  await t.until(() => there.isCalled, 'the other extension rings');
  assert.equal(away.isCalled, false);
  assert.equal(there.incoming.shown.number, '100');
  const invite = there.incoming.incomingInvite ?? assert.fail();
  assert.equal(field(invite, 'diversion'), `<sip:101@${DOMAIN}>;reason=unconditional;counter=1`);
  assert.equal(
    field(invite, 'history-info'),
    `<sip:101@${DOMAIN}>;index=1, <sip:102@${DOMAIN};cause=302>;index=1.1;mp=1`,
  );
  const [listed] = t.console.calls.list();
  assert.deepEqual([listed?.from, listed?.to, listed?.reached], ['100', '101', '102']);
  await there.incoming.answer();
  await t.until(() => call.state === 'answered', 'it is answered');
  call.media?.startTone(440);
  await t.clock.advance(1000);
  assert.ok(there.incoming.media?.hears(440));
  await t.clock.until(call.hangUp());
  assert.doesNotMatch(there.receivedText, /Surname|198\.51\.100\.[12]\b/);
  await t.clock.advance(6000);
  for (const extension of ['100', '101', '102']) {
    const history = await t.console.history.listCalls({ extension, limit: 10 });
    assert.ok(history.ok);
    assert.deepEqual(
      history.value.map(({ caller, dialled, reached }) => [caller, dialled, reached]),
      [['100', '101', '102']],
    );
  }
  await t.finish();
});

test('the history of a call that was forwarded twice names every number, the last one first', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  await t.addExtension('101');
  await t.addExtension('102');
  const there = await t.registered('103');
  await set(t, '101', { forwardAlways: '102' });
  await set(t, '102', { forwardNoAnswer: '103' });
  const call = await caller.call('101');
  await t.until(() => there.isCalled, 'the last one rings');
  const invite = there.incoming.incomingInvite ?? assert.fail();
  assert.deepEqual(
    fields(invite, 'diversion').map((text) => text.replace(`@${DOMAIN}`, '')),
    ['<sip:102>;reason=no-answer;counter=1', '<sip:101>;reason=unconditional;counter=1'],
  );
  call.cancel();
  await t.until(() => call.state === 'ended', 'the caller gives up');
  await t.finish();
});

test('an extension without a phone, in do not disturb or with all its calls taken is forwarded at once', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const there = await t.registered('102');
  await t.addExtension('101');
  await set(t, '101', { forwardNoAnswer: '102', forwardBusy: '102' });
  const unreachable = await caller.call('101');
  await t.until(() => there.calls.length === 1, 'no phone');
  unreachable.cancel();
  await t.registered('101');
  await set(t, '101', { doNotDisturb: true });
  const quiet = await caller.call('101');
  await t.until(() => there.calls.length === 2, 'do not disturb');
  quiet.cancel();
  await set(t, '101', { doNotDisturb: false });
  await t.console.limits.set('101', { calls: 0 });
  const full = await caller.call('101');
  await t.until(() => there.calls.length === 3, 'no call allowed');
  full.cancel();
  await t.clock.advance(100);
  await t.finish();
});

test('a forward leads into a conference or the echo test', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  await t.addExtension('101');
  for (const target of ['900', '*43']) {
    await set(t, '101', { forwardAlways: target });
    const call = await caller.call('101');
    await t.until(() => call.state === 'answered', `${target} answers`);
    assert.equal(t.console.calls.list()[0]?.reached, target);
    await t.clock.until(call.hangUp());
  }
  assert.deepEqual(
    t.journal.of('conference-joined').map(({ extension }) => extension),
    ['100'],
  );
  await t.finish();
});

test('forwards in a ring are found, back to the caller included: 482', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  for (const number of ['101', '102']) await t.registered(number);
  await set(t, '101', { forwardAlways: '102' });
  await set(t, '102', { forwardAlways: '101' });
  assert.equal(await refusedWith(t, await caller.call('101')), 482);
  await set(t, '101', { forwardAlways: '100' });
  assert.equal(await refusedWith(t, await caller.call('101')), 482);
  assert.equal(t.counts.calls, 0);
  await t.finish();
});

test('five hops are followed, the sixth is refused: 483', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  for (let number = 101; number <= 106; number += 1) await t.addExtension(`${number}`);
  const last = await t.registered('107');
  for (let number = 102; number <= 106; number += 1) {
    await set(t, `${number}`, { forwardAlways: `${number + 1}` });
  }
  const call = await caller.call('102');
  await t.until(() => last.isCalled, 'five hops are allowed');
  call.cancel();
  await t.until(() => call.state === 'ended', 'the caller gives up');
  await set(t, '101', { forwardAlways: '102' });
  assert.equal(await refusedWith(t, await caller.call('101')), 483);
  await t.finish();
});

test('hops a phone tells of count, and it cannot send a call back where it was', async () => {
  const t = await ExchangeUnderTest.start();
  const pbx = await t.registered('100');
  await t.addExtension('101');
  await t.registered('102');
  await set(t, '101', { forwardAlways: '102' });
  const before = (numbers: readonly string[]) =>
    numbers.map((number) => ['Diversion', `<sip:${number}@${DOMAIN}>;reason=unconditional`] as const);
  const ring = await pbx.call('101', { headers: before(['102']) });
  assert.equal(await refusedWith(t, ring), 482);
  const long = await pbx.call('101', { headers: before(['1', '2', '3', '4', '5']) });
  assert.equal(await refusedWith(t, long), 483);
  const unreadable = await pbx.call('101', { headers: [['Diversion', '<<<']] });
  await t.until(() => unreadable.state === 'ringing', 'what cannot be read is nobody');
  unreadable.cancel();
  await t.clock.advance(100);
  await t.finish();
});

test('suspensions win over forwards, on both ends', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const there = await t.registered('102');
  await t.registered('101');
  await set(t, '101', { forwardAlways: '102' });
  const first = await t.console.suspensions.suspend({ scope: ['101'] });
  assert.ok(first.ok);
  assert.equal(await refusedWith(t, await caller.call('101')), 480);
  assert.ok((await t.console.suspensions.resume(['101'])).ok);
  assert.ok((await t.console.suspensions.suspend({ scope: ['102'], what: ['called'] })).ok);
  assert.equal(await refusedWith(t, await caller.call('101')), 480);
  assert.ok((await t.console.suspensions.resume(['102'])).ok);
  await set(t, '101', { forwardAlways: '900' });
  assert.ok((await t.console.suspensions.suspend({ scope: ['900'], what: ['conference'] })).ok);
  assert.equal(await refusedWith(t, await caller.call('101')), 403);
  assert.equal(there.isCalled, false);
  await t.finish();
});

test('suspending who the call came to ends it, though another number was dialled', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const there = await t.registered('102');
  await t.addExtension('101');
  await set(t, '101', { forwardAlways: '102' });
  const call = await caller.call('101');
  await t.until(() => there.isCalled, 'it rings');
  await there.incoming.answer();
  await t.until(() => call.state === 'answered', 'it is answered');
  assert.ok((await t.console.suspensions.suspend({ scope: ['102'] })).ok);
  await t.until(() => call.state === 'ended', 'the call ends');
  await t.finish();
});

test('a number that is removed takes the forwards to it along', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const holder = await t.registered('101');
  await t.addExtension('102');
  await t.addConference('901');
  await set(t, '101', { forwardAlways: '102', forwardBusy: '901' });
  assert.ok((await t.console.extensions.remove('102')).ok);
  assert.ok((await t.console.conferences.remove('901')).ok);
  await t.restart('crash');
  const shown = t.console.callFeatures.show('101');
  assert.ok(shown.ok);
  assert.deepEqual([shown.value.forwardAlways, shown.value.forwardBusy], [null, null]);
  const { call } = await t.talk(caller, holder);
  await t.clock.until(call.hangUp());
  await t.finish();
});

for (const [status, what] of [
  [486, 'is busy'],
  [600, 'is busy everywhere'],
  [603, 'declines'],
] as const) {
  test(`who ${what} sends the call on by his forward for busy`, async () => {
    const t = await ExchangeUnderTest.start();
    const caller = await t.registered('100');
    const busy = await t.registered('101');
    const there = await t.registered('102');
    await set(t, '101', { forwardBusy: '102' });
    const call = await caller.call('101');
    await t.until(() => busy.isCalled, 'it rings');
    busy.incoming.reject(status);
    await t.until(() => there.isCalled, 'it goes on');
    assert.ok(call.statuses.includes(181));
    assert.match(there.incoming.incomingInvite?.text ?? '', /;reason=user-busy;/);
    await there.incoming.answer();
    await t.until(() => call.state === 'answered', 'the other one answers');
    call.media?.startTone(440);
    await t.clock.advance(1000);
    assert.ok(there.incoming.media?.hears(440));
    await t.clock.until(call.hangUp());
    await t.until(() => there.incoming.state === 'ended', 'both hang up');
    assert.deepEqual(
      t.journal.of('call-ended').map(({ result }) => result),
      ['answered'],
    );
    await t.finish();
  });
}

test('nobody answers in the time that was set: the phones stop, and the call rings on elsewhere', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const desk = await t.registered('101');
  const mobile = await t.registered('101');
  const there = await t.registered('102');
  await set(t, '101', { forwardNoAnswer: '102', ringS: 12 });
  const call = await caller.call('101');
  await t.until(() => desk.isCalled && mobile.isCalled, 'it rings');
  await t.clock.advance(11_500);
  assert.equal(there.isCalled, false);
  await t.clock.advance(1000);
  assert.ok(there.isCalled);
  await t.until(() => desk.incoming.state === 'ended' && mobile.incoming.state === 'ended', 'they stop');
  await t.clock.advance(29_000);
  assert.equal(call.state, 'ringing');
  await t.clock.advance(1500);
  assert.equal(call.finalStatus, 480);
  assert.deepEqual(
    t.journal.of('call-ended').map(({ result }) => result),
    ['no-answer'],
  );
  await t.finish();
});

test('a forward for no answer leads into a conference while the caller waits', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const away = await t.registered('101');
  await set(t, '101', { forwardNoAnswer: '900', ringS: 5 });
  const call = await caller.call('101');
  await t.until(() => away.isCalled, 'it rings');
  const [ringing] = t.console.calls.list();
  await t.until(() => call.state === 'answered', 'the conference answers');
  const [joined] = t.console.calls.list();
  assert.deepEqual([joined?.id, joined?.reached], [ringing?.id, '900']);
  assert.equal(t.console.conferences.list()[0]?.participants, 1);
  await t.until(() => away.incoming.state === 'ended', 'the phone stops');
  await t.clock.until(call.hangUp());
  assert.equal(t.console.conferences.list()[0]?.participants, 0);
  assert.equal(t.journal.of('call-began').length, 1);
  assert.equal(t.journal.of('call-ended').length, 1);
  await t.finish();
});

test('a caller may give up after the call was forwarded to a service, before it answers', async () => {
  const t = await ExchangeUnderTest.start({ conditions: { delayMs: 50 } });
  const caller = await t.registered('100');
  const away = await t.registered('101');
  await set(t, '101', { forwardBusy: '*43' });
  const call = await caller.call('101', { offer: false });
  await t.until(() => away.isCalled, 'it rings');
  away.incoming.reject(486);
  call.cancel({ atOnce: true });
  await t.until(() => call.state === 'ended', 'it is over for the caller');
  await t.finish();
});

test('a phone that sends the call on is followed to local numbers, and all its fellows stop', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const desk = await t.registered('101');
  const mobile = await t.registered('101');
  const there = await t.registered('102');
  const call = await caller.call('101');
  await t.until(() => desk.isCalled && mobile.isCalled, 'it rings');
  desk.incoming.reject(302, 'Moved', [
    ['Contact', `<sip:199@203.0.113.9>;q=1.0, <sip:102@${DOMAIN}>;q=0.5, <sip:900@${DOMAIN}>;q=0.1`],
  ]);
  await t.until(() => there.isCalled, 'it goes on');
  await t.until(() => mobile.incoming.state === 'ended', 'the other phone stops');
  assert.match(there.incoming.incomingInvite?.text ?? '', /;reason=deflection;/);
  await there.incoming.answer();
  await t.until(() => call.state === 'answered', 'it is answered');
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('a phone cannot send a call beyond this exchange, in a ring or to nobody', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const phone = await t.registered('101');
  for (const [contact, status] of [
    ['<sip:102@203.0.113.9>', 480],
    ['<sip:+31201234567@sip.example.net>', 480],
    ['<mailto:jan@example.net>', 480],
    ['<sip:192.0.2.10>', 480],
    [`<sip:100@${DOMAIN}>`, 480],
    [`<sip:101@${DOMAIN}>`, 480],
    [`<sip:112@${DOMAIN}>`, 404],
    [`<sip:555@${DOMAIN}>`, 404],
    ['<<<', 480],
  ] as const) {
    const rang = phone.calls.length;
    const call = await caller.call('101');
    await t.until(() => phone.calls.length > rang, 'it rings');
    phone.incoming.reject(302, 'Moved', [['Contact', contact]]);
    assert.equal(await refusedWith(t, call), status, contact);
    await t.clock.advance(2500);
  }
  await t.finish();
});

test('a ring of phones that send calls on is found', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const phones = [];
  for (let number = 101; number <= 107; number += 1) {
    const phone = await t.registered(`${number}`);
    phone.onCall = (call) =>
      call.reject(302, 'Moved', [['Contact', `<sip:${number === 103 ? 101 : number + 1}@${DOMAIN}>`]]);
    phones.push(phone);
  }
  assert.equal(await refusedWith(t, await caller.call('101')), 480);
  assert.deepEqual(
    phones.map(({ calls }) => calls.length),
    [1, 1, 1, 0, 0, 0, 0],
  );
  await t.finish();
});

test('sound before the answer is for a call that stays where it is', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const phone = await t.registered('101', { personality: { rings: false } });
  await set(t, '101', { forwardBusy: '900' });
  const call = await caller.call('101');
  await t.until(() => phone.isCalled, 'it is called');
  await phone.incoming.ringWithMedia();
  await t.until(() => call.state === 'ringing', 'the caller hears that it rings');
  assert.deepEqual(
    call.statuses.filter((status) => status > 100),
    [180],
  );
  phone.incoming.reject(486);
  await t.until(() => call.state === 'answered', 'the conference answers');
  await t.clock.until(call.hangUp());
  await t.finish();
});
