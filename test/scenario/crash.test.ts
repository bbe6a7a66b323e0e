/** Security §3: calls that a crash cuts off are ended by the next start. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { PhoneCall } from '../../testkit/phone-call.ts';

const BYE_WITHIN_MS = 5_000;

async function bothEnded(t: ExchangeUnderTest, ...calls: readonly PhoneCall[]): Promise<void> {
  const over = (): boolean => calls.every(({ state }) => state === 'ended');
  await t.until(over, 'both phones hear that the call is over', BYE_WITHIN_MS);
  // The sound went to nobody between the crash and the BYE: the phones may say so.
  for (const phone of t.phones) phone.problems.length = 0;
}

test('after a crash both phones of a call get BYE within five seconds', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, incoming } = await t.talk(await t.registered('100'), await t.registered('101'));
  await t.clock.advance(1_000);
  await t.restart('crash');
  await bothEnded(t, call, incoming);
  await t.finish({ lossy: true });
});

test('a BYE after a crash has a sequence number above everything that was sent in the dialog', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, incoming } = await t.talk(await t.registered('100'), await t.registered('101'));
  await t.clock.advance(1_000);
  for (const digit of '0123456789') {
    await t.clock.until(call.sendDtmfInfo(digit));
    await t.clock.advance(100);
  }
  await t.clock.until(call.hold());
  await t.clock.advance(1_000);
  await t.restart('crash');
  await bothEnded(t, call, incoming);
  await t.finish({ lossy: true });
});

test('a phone in an echo test or a conference is told, too', async () => {
  const t = await ExchangeUnderTest.start();
  await t.addConference('901');
  const calls: PhoneCall[] = [];
  for (const [number, dialled] of [
    ['100', '9043'],
    ['101', '901'],
    ['102', '901'],
  ] as const) {
    const call = await (await t.registered(number)).call(dialled);
    await t.until(() => call.state === 'answered', 'it is answered');
    calls.push(call);
  }
  await t.clock.advance(1_000);
  await t.restart('crash');
  await bothEnded(t, ...calls);
  await t.finish({ lossy: true });
});

test('a phone whose connection broke with the crash is told when it is back', async () => {
  const t = await ExchangeUnderTest.start();
  const callee = await t.registered('101', { transport: 'TCP' });
  const { call, incoming } = await t.talk(await t.registered('100'), callee);
  await t.clock.advance(1_000);
  await t.restart('crash');
  await t.until(() => call.state === 'ended', 'the UDP phone hears at once', BYE_WITHIN_MS);
  assert.equal(incoming.state, 'answered');
  await t.clock.until(callee.connect());
  assert.equal((await t.clock.until(callee.register())).status, 200);
  await bothEnded(t, call, incoming);
  await t.finish({ lossy: true });
});

test('a phone that moved to another port is told where it is now', async () => {
  const t = await ExchangeUnderTest.start();
  const nat = t.nat('203.0.113.200', { lifetimeMs: 60_000 });
  const callee = await t.registered('101', { nat, address: '192.168.1.20' });
  const { call, incoming } = await t.talk(await t.registered('100'), callee);
  call.media?.startSilence();
  incoming.media?.startSilence();
  await t.clock.advance(70_000);
  await t.clock.until(incoming.hold());
  await t.clock.advance(1_000);
  await t.restart('crash');
  await bothEnded(t, call, incoming);
  await t.finish({ lossy: true });
});

test('a call that ended before the crash is not ended again', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  const long = await t.talk(caller, callee);
  await t.clock.advance(1_000);
  await t.clock.until(long.call.hangUp());
  await t.clock.advance(1_000);
  const short = await t.talk(caller, callee);
  await t.clock.advance(50);
  await t.clock.until(short.call.hangUp());
  await t.clock.advance(1_000);
  const before = callee.log.length + caller.log.length;
  await t.restart('crash');
  await t.clock.advance(10_000);
  assert.equal(callee.log.length + caller.log.length, before);
  await t.finish({ lossy: true });
});

test('an orderly stop leaves nothing to end', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, incoming } = await t.talk(await t.registered('100'), await t.registered('101'));
  await t.clock.advance(1_000);
  await t.restart('close');
  await bothEnded(t, call, incoming);
  const before = t.phones.reduce((sum, { log }) => sum + log.length, 0);
  await t.clock.advance(40_000);
  assert.equal(
    t.phones.reduce((sum, { log }) => sum + log.length, 0),
    before,
  );
  await t.finish({ lossy: true });
});

test('a second crash on top of the first forgets no phone', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, incoming } = await t.talk(await t.registered('100'), await t.registered('101'));
  await t.clock.advance(1_000);
  t.network.setConditions({ loss: 1 });
  await t.restart('crash');
  await t.clock.advance(3_000);
  t.network.setConditions({ loss: 0 });
  await t.restart('crash');
  await bothEnded(t, call, incoming);
  await t.finish({ lossy: true });
});

test('a full disk holds up no call, and what cannot be written down is tried again', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  t.fault.refuses = 'full';
  const { call, incoming } = await t.talk(caller, callee);
  await t.clock.advance(2_000);
  t.fault.refuses = undefined;
  await t.clock.advance(10_000);
  await t.restart('crash');
  await bothEnded(t, call, incoming);
  await t.finish({ lossy: true });
});

test('two hundred calls that were cut off all have their BYE within five seconds', async () => {
  const t = await ExchangeUnderTest.start({ settings: { limits: undefined } });
  const calls: PhoneCall[] = [];
  for (let n = 0; n < 20; n += 1) {
    const phone = await t.registered(String(200 + n));
    for (let k = 0; k < 10; k += 1) calls.push(await phone.call('9043'));
  }
  await t.until(() => calls.every(({ state }) => state === 'answered'), 'all talk');
  await t.clock.advance(1_000);
  await t.restart('crash');
  await bothEnded(t, ...calls);
  await t.finish({ lossy: true });
});
