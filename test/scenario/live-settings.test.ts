/** Settings that administrators change while phones are registered and call. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { Phone } from '../../testkit/phone.ts';
import type { PhoneCall } from '../../testkit/phone-call.ts';
import { tonePrompts } from '../../testkit/tone-prompts.ts';
import { field } from '../../testkit/wire.ts';

async function change(t: ExchangeUnderTest, values: Readonly<Record<string, string | null>>): Promise<void> {
  const changed = await t.clock.until(t.console.settings.change({ values }));
  assert.ok(changed.ok, changed.ok ? '' : changed.error.message);
}

async function guess(t: ExchangeUnderTest, phone: Phone, times: number): Promise<void> {
  for (let attempt = 0; attempt < times; attempt += 1) await t.answerWithin(2_000, phone.register());
}

test('the ban rule holds for the next attempt, and a ban that runs keeps its end', async () => {
  const t = await ExchangeUnderTest.start();
  await t.addExtension('100');
  const first = await t.phone('100', { password: 'not the right one' });
  await guess(t, first, 3);
  const [banned] = t.console.bans.list();
  assert.equal((banned?.untilMs ?? 0) - (banned?.sinceMs ?? 0), 3_600_000);

  await change(t, { ban: '5/300/60' });
  const second = await t.phone('100', { password: 'not the right one' });
  await guess(t, second, 4);
  assert.equal(t.console.bans.list().length, 1);
  await guess(t, second, 1);
  assert.equal(t.console.bans.list().length, 2);
  await t.clock.advance(61_000);
  assert.deepEqual(
    t.console.bans.list().map(({ untilMs }) => untilMs),
    [banned?.untilMs],
  );
  await t.finish({ lossy: true });
});

test('holders are told of so many attempts as there are now', async () => {
  const t = await ExchangeUnderTest.start();
  await change(t, { ban: '5/300/60' });
  const phone = await t.phone('100', { password: 'not the right one' });
  await guess(t, phone, 1);
  const [event] = t.console.members.events('100', 0);
  assert.deepEqual([event?.values['attempts'], event?.values['of']], [1, 5]);
  await t.finish({ lossy: true });
});

test('how long a registration lasts is what phones get from the next REGISTER on', async () => {
  const t = await ExchangeUnderTest.start();
  await change(t, { registration: '600/1200/1800' });
  const phone = await t.phone('100');
  const expiresOf = () => {
    const [registration] = t.console.extensions.list()[0]?.registrations ?? [];
    return ((registration?.expiresAtMs ?? 0) - (registration?.registeredAtMs ?? 0)) / 1000;
  };
  assert.equal((await t.answerWithin(2_000, phone.register({ expires: 7200 })))?.status, 200);
  assert.equal(expiresOf(), 1800);
  const short = await t.answerWithin(2_000, phone.register({ expires: 300 }));
  assert.equal(short?.status, 423);
  assert.equal(short && field(short, 'min-expires'), '600');
  await change(t, { registration: null });
  assert.equal((await t.answerWithin(2_000, phone.register({ expires: 300 })))?.status, 200);
  await t.finish();
});

test('numbers are proposed from the ranges there are now', async () => {
  const t = await ExchangeUnderTest.start();
  await change(t, { numbers: '300-399/900-949' });
  const added = await t.clock.until(t.console.extensions.add({ callsign: 'PX0AAA', name: 'Jan' }));
  assert.equal(added.ok && added.value.extension.number, '300');
  await t.finish();
});

test('limits hold for the next call; what was set for one extension stays', async () => {
  const t = await ExchangeUnderTest.start();
  const [caller, exempt] = [await t.registered('100'), await t.registered('101')];
  assert.ok((await t.clock.until(t.console.limits.set('101', { calls: 2 }))).ok);
  await change(t, { limits: 'calls=1' });
  const statuses: (number | undefined)[] = [];
  const calls: PhoneCall[] = [];
  for (const phone of [caller, exempt]) {
    for (let i = 0; i < 2; i += 1) {
      const call = await phone.call('9043');
      await t.until(() => call.state === 'answered' || call.state === 'ended', 'it is answered or refused');
      statuses.push(call.finalStatus);
      if (call.state === 'answered') calls.push(call);
    }
  }
  assert.deepEqual(statuses, [200, 403, 200, 200]);
  for (const call of calls) await t.clock.until(call.hangUp());
  await t.finish();
});

test('trusted networks are never banned, from now on', async () => {
  const t = await ExchangeUnderTest.start();
  await t.addExtension('100');
  await change(t, { trusted: '198.51.100.0/24' });
  const trusted = await t.phone('100', { address: '198.51.100.77', password: 'not the right one' });
  await guess(t, trusted, 5);
  assert.deepEqual(t.console.bans.list(), []);
  await change(t, { trusted: null });
  await guess(t, trusted, 3);
  assert.equal(t.console.bans.list().length, 1);
  await t.finish({ lossy: true });
});

test('what was changed holds after a crash', async () => {
  const t = await ExchangeUnderTest.start();
  await change(t, { ban: '2/300/3600', 'web-url': 'https://new.example.net/' });
  await t.restart('crash');
  assert.equal(t.console.site.url, 'https://new.example.net/');
  const phone = await t.phone('100', { password: 'not the right one' });
  await guess(t, phone, 2);
  assert.equal(t.console.bans.list().length, 1);
  await t.finish({ lossy: true });
});

test('nothing changes when the disk does not take it', async () => {
  const t = await ExchangeUnderTest.start();
  t.fault.refuses = 'full';
  const refused = await t.clock.until(t.console.settings.change({ values: { ban: '2/300/3600' } }));
  t.fault.refuses = undefined;
  assert.equal(refused.ok ? '' : refused.error.code, 'store-failed');
  const phone = await t.phone('100', { password: 'not the right one' });
  await guess(t, phone, 2);
  assert.deepEqual(t.console.bans.list(), []);
  await t.finish({ lossy: true });
});

test('ways to phones are kept open from the next registration on, and no more when that is switched off', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('100');
  await t.clock.advance(300_000);
  assert.equal(phone.received('OPTIONS').length, 0);
  await change(t, { 'keep-alive': '30/120' });
  await t.answerWithin(2_000, phone.register());
  await t.clock.advance(300_000);
  const asked = phone.received('OPTIONS').length;
  assert.ok(asked >= 2, `asked ${asked} times`);
  await change(t, { 'keep-alive': 'off' });
  await t.clock.advance(300_000);
  assert.ok(phone.received('OPTIONS').length <= asked + 1);
  await t.finish();
});

test('a mailbox takes as many messages, as long, as the setting says now', async () => {
  const t = await ExchangeUnderTest.start({ prompts: tonePrompts(0.4) });
  await t.addExtension('100');
  assert.ok((await t.clock.until(t.console.mailboxes.set('100', { takesMessages: true }))).ok);
  await change(t, { voicemail: '1/10/2' });
  const caller = await t.registered('101');
  for (let round = 0; round < 2; round += 1) {
    const call = await caller.call('100');
    await t.until(() => call.state === 'answered', 'the mailbox answers', 60_000);
    call.media?.startTone(440);
    await t.until(() => call.state === 'ended', 'the message is long enough, or the mailbox full', 60_000);
  }
  const shown = t.console.mailboxes.show('100');
  assert.ok(shown.ok);
  assert.equal(shown.value.unheard, 1);
  assert.ok(shown.value.seconds >= 9 && shown.value.seconds <= 11, `${shown.value.seconds} s`);
  await t.clock.advance(2 * 86_400_000 + 3_600_000);
  const later = t.console.mailboxes.show('100');
  assert.equal(later.ok ? later.value.unheard : 0, 0);
  await t.finish({ lossy: true });
});
