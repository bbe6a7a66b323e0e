import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NewSuspension, SuspensionView } from '../../src/exchange/console/suspensions.ts';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { Phone } from '../../testkit/phone.ts';
import type { PhoneCall } from '../../testkit/phone-call.ts';
import { field } from '../../testkit/wire.ts';

async function suspend(t: ExchangeUnderTest, wanted: NewSuspension): Promise<SuspensionView> {
  const made = await t.clock.until(t.console.suspensions.suspend(wanted));
  assert.ok(made.ok, made.ok ? '' : made.error.message);
  return made.value;
}

async function resume(t: ExchangeUnderTest, scope: 'all' | readonly string[]): Promise<void> {
  const resumed = await t.clock.until(t.console.suspensions.resume(scope));
  assert.ok(resumed.ok, resumed.ok ? '' : resumed.error.message);
}

async function registerStatus(t: ExchangeUnderTest, phone: Phone): Promise<number | undefined> {
  return (await t.answerWithin(2_000, phone.register()))?.status;
}

/** What a call to this number comes to; one that is answered is ended again. */
async function callStatus(t: ExchangeUnderTest, phone: Phone, number: string): Promise<number | undefined> {
  const call = await phone.call(number);
  await t.until(() => call.state === 'answered' || call.state === 'ended', `${number} says something`);
  if (call.state === 'answered') await t.clock.until(call.hangUp());
  return call.finalStatus;
}

async function assertCutOff(t: ExchangeUnderTest, phone: Phone): Promise<void> {
  assert.equal(await registerStatus(t, phone), 403);
  for (const number of ['101', '900', '9043', '555']) {
    assert.equal(await callStatus(t, phone, number), 403, `${phone.number} calls ${number}`);
  }
}

function receivesNothingMore(t: ExchangeUnderTest, calls: readonly PhoneCall[]): () => void {
  const before = calls.map(({ media }) => media?.packets.length);
  return () =>
    assert.deepEqual(
      calls.map(({ media }) => media?.packets.length),
      before,
      `at ${t.clock.now()}`,
    );
}

for (const how of ['crash', 'close'] as const) {
  test(`cut off at once: BYE to both, the sound stops, REGISTER and INVITE get 403, also after a ${how}`, async () => {
    const t = await ExchangeUnderTest.start();
    const member = await t.registered('100');
    const friend = await t.registered('101');
    const { call, incoming } = await t.talk(member, friend);
    call.media?.startTone(440);
    incoming.media?.startTone(1000);
    await t.clock.advance(1_500);
    assert.ok(incoming.media?.hears(440));

    const began = t.clock.now();
    await suspend(t, { scope: ['100'] });
    await t.until(() => call.state === 'ended' && incoming.state === 'ended', 'both get BYE', 1_000);
    assert.ok(t.clock.now() - began <= 1_000);
    assert.equal(member.received('BYE').length, 1);
    assert.equal(friend.received('BYE').length, 1);
    await t.clock.advance(100);
    const assertSilent = receivesNothingMore(t, [call, incoming]);
    await t.clock.advance(1_000);
    assertSilent();
    assert.equal(t.counts.registrations, 1, 'only the friend is registered');

    await assertCutOff(t, member);
    assert.equal(await callStatus(t, friend, '100'), 480);
    await t.restart(how);
    await assertCutOff(t, member);
    assert.equal(await callStatus(t, friend, '100'), 480);
    assert.equal(t.counts.registrations, 1);
    assert.equal(t.counts.bans, 0);

    await resume(t, ['100']);
    assert.equal(await registerStatus(t, member), 200);
    const again = await t.talk(friend, member);
    await t.clock.until(again.call.hangUp());
    await t.finish({ lossy: true });
  });
}

test('phones on TCP and on IPv6 are cut off like the others', async () => {
  const t = await ExchangeUnderTest.start();
  const member = await t.registered('100', { transport: 'TCP' });
  const friend = await t.registered('101', { family: 'ipv6' });
  const { call, incoming } = await t.talk(friend, member);
  await suspend(t, { scope: ['100'] });
  await t.until(() => call.state === 'ended' && incoming.state === 'ended', 'both get BYE', 1_000);
  assert.equal(await registerStatus(t, member), 403);
  await resume(t, ['100']);
  assert.equal(await registerStatus(t, member), 200);
  await t.finish();
});

test('what was reported is on disk: a kill right after it changes nothing, and one that cannot be stored is refused', async () => {
  const t = await ExchangeUnderTest.start();
  const member = await t.registered('100');
  t.fault.refuses = 'full';
  const refused = await t.clock.until(t.console.suspensions.suspend({ scope: ['100'] }));
  assert.equal(refused.ok, false);
  assert.equal(await registerStatus(t, member), 200, 'nothing has changed');
  t.fault.refuses = undefined;
  t.fault.delayMs = 50;
  await suspend(t, { scope: ['100'] });
  t.fault.delayMs = 0;
  await t.restart('crash');
  assert.equal(t.counts.registrations, 0);
  assert.equal(await registerStatus(t, member), 403);
  await t.clock.advance(1_000);
  await t.restart('crash');
  assert.equal(t.counts.registrations, 0, 'its binding did not come back');
  await t.finish({ lossy: true });
});

test('a suspended phone is told once an hour is soon enough, is never banned, nor is its neighbour', async () => {
  const t = await ExchangeUnderTest.start();
  const nat = t.nat('203.0.113.200');
  const member = await t.registered('100', { nat, address: '192.168.1.20' });
  const neighbour = await t.registered('101', { nat, address: '192.168.1.21' });
  await suspend(t, { scope: ['100'] });
  for (let i = 0; i < 6; i += 1) {
    const answer = await t.answerWithin(2_000, member.register());
    assert.equal(answer?.status, 403);
    assert.equal(answer && field(answer, 'retry-after'), '3600');
    assert.match(answer?.startLine ?? '', /403 Suspended$/);
  }
  assert.equal(t.counts.bans, 0);
  assert.equal(await registerStatus(t, neighbour), 200);
  assert.equal(t.journal.of('suspended-refused').length, 6);
  await t.finish();
});

test('a suspended phone that asks without end is not answered without end', async () => {
  const t = await ExchangeUnderTest.start({
    settings: {
      trusted: ['198.51.100.0/24'],
      limits: {
        unauthenticated: { perSecond: 1, burst: 5 },
        callsPerExtension: 2,
        newCallsPerMinute: 30,
        contactsPerExtension: 5,
      },
    },
  });
  const member = await t.registered('100');
  await suspend(t, { scope: ['100'] });
  for (let i = 0; i < 20; i += 1) member.register().catch(() => {});
  await t.clock.advance(200);
  assert.equal(member.received(403).length, 5);
  member.problems.length = 0;
  member.close();
  await t.finish({ lossy: true });
});

test('a stranger cannot tell who is suspended', async () => {
  const t = await ExchangeUnderTest.start();
  await t.addExtension('100');
  await suspend(t, { scope: ['100'] });
  const answers: string[] = [];
  for (const number of ['100', '101', '777']) {
    const stranger = await t.phone(number, { password: 'wrong' });
    const response = await t.answerWithin(2_000, stranger.register());
    answers.push(`${response?.status} ${response?.headers.map(([name]) => name).join(' ')}`);
  }
  assert.deepEqual(new Set(answers).size, 1, answers.join('\n'));
  await t.finish();
});

test('only what was taken away is gone: registering, calling, being called, conferences', async () => {
  const t = await ExchangeUnderTest.start();
  const member = await t.registered('100');
  const friend = await t.registered('101');
  friend.onCall = (call) => void call.answer();
  member.onCall = (call) => void call.answer();
  const does = async () => ({
    register: await registerStatus(t, member),
    call: await callStatus(t, member, '101'),
    called: await callStatus(t, friend, '100'),
    conference: await callStatus(t, member, '900'),
  });
  const allowed = { register: 200, call: 200, called: 200, conference: 200 };
  assert.deepEqual(await does(), allowed);
  const refused = { register: 403, call: 403, called: 480, conference: 403 };
  for (const what of ['call', 'called', 'conference', 'register'] as const) {
    await suspend(t, { scope: ['100'], what: [what] });
    const expected: Record<string, number> = { ...allowed, [what]: refused[what] };
    // Without a registration nobody can reach it, of course.
    if (what === 'register') expected['called'] = 480;
    assert.deepEqual(await does(), expected, what);
    await resume(t, ['100']);
    assert.equal(await registerStatus(t, member), 200);
  }
  await t.finish();
});

test('suspending everyone ends every call, closes every bridge and empties the registrar', async () => {
  const t = await ExchangeUnderTest.start();
  const phones = [];
  for (const number of ['100', '101', '102', '103']) phones.push(await t.registered(number));
  const [a, b, c, d] = phones as [Phone, Phone, Phone, Phone];
  const { call } = await t.talk(a, b);
  const inRoom = await c.call('900');
  const echo = await d.call('*43');
  await t.until(() => inRoom.state === 'answered' && echo.state === 'answered', 'both are answered');
  await suspend(t, { scope: 'all' });
  await t.until(() => [call, inRoom, echo].every(({ state }) => state === 'ended'), 'all end', 1_000);
  assert.equal(t.counts.registrations, 0);
  for (const phone of phones) assert.equal(await registerStatus(t, phone), 403);
  await resume(t, 'all');
  for (const phone of phones) assert.equal(await registerStatus(t, phone), 200);
  await t.finish();
});

test('a bridge that is closed puts everyone out and lets nobody in, other bridges go on', async () => {
  const t = await ExchangeUnderTest.start();
  await t.addConference('901');
  const inClosed = await (await t.registered('100')).call('900');
  const inOther = await (await t.registered('101')).call('901');
  await t.until(() => inClosed.state === 'answered' && inOther.state === 'answered', 'both are in');
  const made = await suspend(t, { scope: ['900'] });
  assert.deepEqual(made.what, ['conference']);
  await t.until(() => inClosed.state === 'ended', 'the one is put out', 1_000);
  await t.clock.advance(1_000);
  assert.equal(inOther.state, 'answered');
  const late = await inClosed.phone.call('900');
  await t.until(() => late.state === 'ended', 'it is refused');
  assert.match(late.finalResponse?.startLine ?? '', /^SIP\/2\.0 403 Conference is closed$/);
  await t.clock.until(inOther.hangUp());
  await resume(t, ['900']);
  assert.equal(await callStatus(t, inClosed.phone, '900'), 200);
  await t.finish();
});

test('a phone that rings for a call that is taken away stops ringing, and the caller hears 403', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  const call = await caller.call('101');
  await t.until(() => callee.isCalled && call.state === 'ringing', 'it rings');
  await suspend(t, { scope: ['101'], what: ['called'] });
  await t.until(() => call.state === 'ended' && callee.incoming.state === 'ended', 'it ends', 1_000);
  assert.equal(call.finalStatus, 403);
  await t.finish();
});

test('what was planned begins and ends by the clock, running calls included, through a restart', async () => {
  const t = await ExchangeUnderTest.start();
  const member = await t.registered('100');
  const friend = await t.registered('101');
  const now = t.clock.wallTime();
  const planned = await suspend(t, { scope: ['100'], fromMs: now + 60_000, untilMs: now + 120_000 });
  assert.equal(planned.state, 'planned');
  assert.equal(await registerStatus(t, member), 200);
  await t.restart('crash');
  const { call, incoming } = await t.talk(member, friend);
  call.media?.startSilence();
  incoming.media?.startSilence();
  await t.clock.advance(now + 59_500 - t.clock.wallTime());
  assert.equal(call.state, 'answered');
  await t.clock.advance(1_000);
  assert.equal(call.state, 'ended');
  assert.equal(incoming.state, 'ended');
  assert.equal(t.journal.of('suspension-began').length, 1);
  await t.clock.advance(now + 119_000 - t.clock.wallTime());
  assert.equal(await registerStatus(t, member), 403);
  await t.clock.advance(now + 120_000 - t.clock.wallTime());
  assert.equal(await registerStatus(t, member), 200);
  assert.deepEqual(
    t.journal.of('suspension-ended').map(({ suspension, cause }) => [suspension, cause]),
    [[planned.id, 'expired']],
  );
  await t.finish({ lossy: true });
});

test('of two that overlap the end of one leaves the other in force', async () => {
  const t = await ExchangeUnderTest.start();
  const member = await t.registered('100');
  const now = t.clock.wallTime();
  await suspend(t, { scope: ['100'], what: ['register', 'call'], untilMs: now + 60_000 });
  await suspend(t, { scope: 'all', what: ['call'], untilMs: now + 120_000 });
  assert.equal(await registerStatus(t, member), 403);
  await t.clock.advance(61_000);
  assert.equal(await registerStatus(t, member), 200);
  assert.equal(await callStatus(t, member, '9043'), 403);
  await t.clock.advance(60_000);
  assert.equal(await callStatus(t, member, '9043'), 200);
  await t.finish();
});

test('the holder sees reason and end only when the administrator wants it', async () => {
  const t = await ExchangeUnderTest.start();
  const member = await t.registered('100');
  const untilMs = t.clock.wallTime() + 600_000;
  await suspend(t, { scope: ['100'], untilMs, reason: 'Réparation', reasonShown: true, untilShown: true });
  const told = await t.answerWithin(2_000, member.register());
  assert.match(told?.startLine ?? '', /403 Suspended: Reparation$/);
  const seconds = Number(told && field(told, 'retry-after'));
  assert.ok(seconds > 590 && seconds <= 600, String(seconds));
  const list = await t.console.suspensions.list();
  const [{ id }] = list.ok ? (list.value as [SuspensionView]) : assert.fail();
  await t.clock.until(t.console.suspensions.change(id, { reasonShown: false, untilShown: false }));
  const silent = await t.answerWithin(2_000, member.register());
  assert.match(silent?.startLine ?? '', /403 Suspended$/);
  assert.equal(silent && field(silent, 'retry-after'), '3600');
  await t.finish();
});

test('a wall clock that jumps over the end of a suspension ends it, within ten seconds', async () => {
  const t = await ExchangeUnderTest.start();
  const member = await t.registered('100');
  await suspend(t, { scope: ['100'], untilMs: t.clock.wallTime() + 86_400_000 });
  t.clock.jumpWallTime(2 * 86_400_000);
  assert.equal(await registerStatus(t, member), 200);
  await t.clock.advance(10_000);
  assert.equal(t.journal.of('suspension-ended').length, 1);
  await t.finish();
});

test('whoever gets a number anew is not suspended for the one before', async () => {
  const t = await ExchangeUnderTest.start();
  const member = await t.registered('100');
  await t.addExtension('101');
  const both = await suspend(t, { scope: ['100', '101'] });
  assert.ok((await t.clock.until(t.console.extensions.remove('100'))).ok);
  await t.addExtension('100');
  assert.equal(await registerStatus(t, member), 200);
  const shown = await t.clock.until(t.console.suspensions.show(both.id));
  assert.deepEqual(shown.ok && shown.value.scope, ['101']);
  await t.finish();
});

test('a suspension that is lifted gives the phones back that can still be reached', async () => {
  const t = await ExchangeUnderTest.start();
  const member = await t.registered('100');
  const second = await t.registered('100', { transport: 'TCP' });
  const friend = await t.registered('101');
  await suspend(t, { scope: ['100'] });
  assert.equal(t.counts.registrations, 1);
  assert.equal(await callStatus(t, friend, '100'), 480);
  second.transport.close();
  await t.clock.advance(100);
  await resume(t, ['100']);
  assert.equal(t.counts.registrations, 2, 'the friend and the phone that is still there');
  const { call } = await t.talk(friend, member);
  await t.clock.until(call.hangUp());
  assert.equal(await registerStatus(t, member), 200);
  await t.restart('crash');
  assert.equal(t.counts.registrations, 2, 'on the disk too');
  await t.finish({ lossy: true });
});

test('and none whose time has run out, or whose extension was removed meanwhile', async () => {
  const t = await ExchangeUnderTest.start();
  const short = await t.phone('100');
  await t.clock.until(short.register({ expires: 60 }));
  await t.registered('101');
  await suspend(t, { scope: 'all' });
  assert.equal(t.counts.registrations, 0);
  assert.ok((await t.console.extensions.remove('101')).ok);
  await t.addExtension('101');
  await t.clock.advance(61_000);
  await resume(t, 'all');
  assert.equal(t.counts.registrations, 0);
  await t.finish();
});
