import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { PhoneCall } from '../../testkit/phone-call.ts';
import { field } from '../../testkit/wire.ts';

test('an extension has two calls of its own at once, not a third', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const calls: PhoneCall[] = [];
  for (let i = 0; i < 2; i += 1) {
    const call = await caller.call('9043');
    await t.until(() => call.state === 'answered', 'it is answered');
    calls.push(call);
  }
  const third = await caller.call('9043');
  await t.until(() => third.state === 'ended', 'the third is refused');
  assert.equal(third.finalStatus, 403);
  await t.clock.until((calls[0] ?? assert.fail()).hangUp());
  const next = await caller.call('9043');
  await t.until(() => next.state === 'answered', 'after one has ended there is room');
  for (const call of [calls[1] ?? assert.fail(), next]) await t.clock.until(call.hangUp());
  await t.finish();
});

test('the thirty-first call in a minute gets 503 with Retry-After', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const statuses: (number | undefined)[] = [];
  for (let i = 0; i < 31; i += 1) {
    const call = await caller.call('555');
    await t.until(() => call.state === 'ended', 'it is refused');
    statuses.push(call.finalStatus);
    if (call.finalStatus === 503) assert.match(call.finalResponse?.text ?? '', /^Retry-After: \d+/m);
  }
  assert.deepEqual(statuses, [...new Array(30).fill(404), 503]);
  await t.clock.advance(60_000);
  const later = await caller.call('555');
  await t.until(() => later.state === 'ended', 'it is refused');
  assert.equal(later.finalStatus, 404);
  await t.finish();
});

/** So many answers to so many requests without credentials, all in one moment. */
async function knock(t: ExchangeUnderTest, count: number): Promise<number> {
  const phone = await t.phone('100');
  for (let i = 0; i < count; i += 1) {
    phone.sendRaw(
      [
        'OPTIONS sip:hamvoip.example SIP/2.0',
        `Via: SIP/2.0/UDP ${phone.address};branch=z9hG4bKknock${i};rport`,
        'Max-Forwards: 70',
        'From: <sip:x@hamvoip.example>;tag=x',
        'To: <sip:hamvoip.example>',
        `Call-ID: knock${i}`,
        'CSeq: 1 OPTIONS',
        'Content-Length: 0',
        '\r\n',
      ].join('\r\n'),
    );
  }
  await t.clock.advance(100);
  phone.problems.length = 0;
  return phone.received(401).length;
}

test('a stranger is answered forty times at once and twenty times a second, then dropped, never banned', async () => {
  const t = await ExchangeUnderTest.start();
  const answered = await knock(t, 500);
  assert.ok(answered >= 40 && answered <= 45, String(answered));
  assert.equal(t.counts.bans, 0);
  assert.equal(t.counts.transactions, 0);
  await t.clock.advance(3000);
  const phone = t.phones[0] ?? assert.fail();
  assert.equal((await t.clock.until(phone.register())).status, 200);
  await t.finish();
});

test('another address is not affected by a flood, nor is a registered phone at the same address', async () => {
  const t = await ExchangeUnderTest.start();
  const nat = t.nat('203.0.113.200');
  const neighbour = await t.registered('101', {
    nat,
    address: '192.168.1.20',
    personality: { reusesNonce: true },
  });
  const flooder = await t.phone('102', { nat, address: '192.168.1.21' });
  for (let i = 0; i < 300; i += 1) {
    flooder.sendRaw(
      `OPTIONS sip:hamvoip.example SIP/2.0\r\nVia: SIP/2.0/UDP 192.168.1.21;branch=z9hG4bK${i};rport\r\nMax-Forwards: 70\r\nFrom: <sip:x@x.example>;tag=1\r\nTo: <sip:x@x.example>\r\nCall-ID: ${i}\r\nCSeq: 1 OPTIONS\r\n\r\n`,
    );
  }
  await t.clock.advance(10);
  assert.equal((await t.answerWithin(450, neighbour.register()))?.status, 200);
  const elsewhere = await t.phone('103');
  assert.equal((await t.answerWithin(450, elsewhere.register()))?.status, 200);
  for (const phone of t.phones) phone.problems.length = 0;
  await t.finish();
});

test('lifted limits are no limits, and trusted networks have none', async () => {
  for (const settings of [{ limits: undefined }, { trusted: ['198.51.100.0/24'] }]) {
    const t = await ExchangeUnderTest.start({ settings });
    assert.equal(await knock(t, 500), 500);
    await t.finish();
  }
});

for (const [hops, expected] of [
  [70, 69],
  [5, 4],
  [1, 0],
] as const) {
  test(`a call does not go round: ${hops} hops become ${expected}`, async () => {
    const t = await ExchangeUnderTest.start();
    const caller = await t.registered('100', { personality: { maxForwards: hops } });
    const callee = await t.registered('101');
    const call = await caller.call('101');
    await t.until(() => callee.isCalled, 'it rings');
    assert.equal(field(callee.incoming.incomingInvite ?? assert.fail(), 'max-forwards'), String(expected));
    call.cancel();
    await t.finish();
  });
}

test('a call with no hops left gets 483', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.phone('100', { personality: { maxForwards: 0 } });
  const call = await caller.call('101');
  await t.until(() => call.state === 'ended', 'it is refused');
  assert.equal(call.finalStatus, 483);
  await t.finish();
});
