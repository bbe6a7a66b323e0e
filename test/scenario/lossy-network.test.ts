import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest, passwordOf } from '../../testkit/exchange-under-test.ts';
import type { Phone } from '../../testkit/phone.ts';

const LOSSY = { loss: 0.15, duplicate: 0.05, jitterMs: 40, reorder: 0.1, reorderMs: 120, delayMs: 15 };

for (const seed of [1, 2, 3]) {
  test(`200 of 200 registrations and calls succeed at 15 % loss, and nothing counts twice (seed ${seed})`, {
    timeout: 120_000,
  }, async () => {
    const t = await ExchangeUnderTest.start({ seed, settings: { limits: undefined } });
    const phones: Phone[] = [];
    for (let i = 0; i < 200; i += 1)
      phones.push(await t.phone(String(200 + i), { personality: { reusesNonce: i % 2 === 0 } }));
    for (const phone of phones)
      phone.onCall = (call) => void t.clock.schedule(1500, () => void call.answer());
    t.network.setConditions(LOSSY);

    const registrations = phones.map((phone) => phone.register());
    const responses = await t.clock.until(Promise.all(registrations), 60_000);
    assert.equal(responses.filter(({ status }) => status === 200).length, 200);
    assert.equal(t.counts.registrations, 200);

    for (let round = 0; round < 2; round += 1) {
      const pairs = Array.from(
        { length: 100 },
        (_, i) => [phones[(i + round) % 200], phones[(i + 100 + round) % 200]] as const,
      );
      const calls = await Promise.all(
        pairs.map(([caller, callee]) => caller?.call(callee?.number ?? '') ?? assert.fail()),
      );
      const callees = pairs.map(([, callee]) => callee ?? assert.fail());
      await t.until(() => calls.every(({ state }) => state === 'answered'), 'all are answered', 40_000);
      await t.until(
        () => callees.every(({ incoming }) => incoming.acknowledged),
        'all are acknowledged',
        40_000,
      );
      await t.clock.until(
        Promise.all(calls.map((call, i) => (i % 2 ? call : (callees[i]?.incoming ?? call)).hangUp())),
        40_000,
      );
      await t.until(() => calls.every(({ state }) => state === 'ended'), 'all callers are free', 40_000);
      await t.until(
        () => callees.every(({ incoming }) => incoming.state === 'ended'),
        'all callees are free',
        40_000,
      );
    }
    assert.equal(t.journal.of('registered').length, 200);
    assert.equal(t.journal.of('call-began').length, 200);
    assert.equal(t.journal.of('call-answered').length, 200);
    assert.equal(t.journal.of('call-ended').length, 200);
    assert.equal(t.journal.of('authentication-failed').filter(({ counted }) => counted).length, 0);
    for (const phone of phones) assert.equal(phone.calls.length, 2, `${phone.number} had two calls`);
    t.network.setConditions({ loss: 0, duplicate: 0, jitterMs: 0, reorder: 0 });
    await t.finish({ lossy: true });
  });
}

test('wrong passwords over a network that loses and repeats are counted as often as they were given', async () => {
  const t = await ExchangeUnderTest.start({ settings: { limits: undefined } });
  const phones: Phone[] = [];
  for (let i = 0; i < 50; i += 1) phones.push(await t.phone(String(200 + i), { password: 'wrong' }));
  t.network.setConditions({ ...LOSSY, duplicate: 0.5 });
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    const responses = await t.clock.until(Promise.all(phones.map((phone) => phone.register())), 60_000);
    assert.ok(responses.every(({ status }) => status === 401));
    await t.clock.advance(5000);
  }
  assert.equal(t.journal.of('authentication-failed').filter(({ counted }) => counted).length, 100);
  assert.equal(t.counts.bans, 0);
  for (const phone of phones) phone.credentials.password = passwordOf(phone.number);
  const responses = await t.clock.until(Promise.all(phones.map((phone) => phone.register())), 60_000);
  assert.ok(responses.every(({ status }) => status === 200));
  t.network.setConditions({ loss: 0, duplicate: 0, jitterMs: 0, reorder: 0 });
  await t.finish({ lossy: true });
});

test('ringing, cancelling and refusing work at 15 % loss', async () => {
  const t = await ExchangeUnderTest.start({ settings: { limits: undefined } });
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  t.network.setConditions(LOSSY);
  for (let round = 0; round < 30; round += 1) {
    const called = callee.calls.length;
    const call = await caller.call('101');
    await t.until(() => callee.calls.length > called, 'it is called', 40_000);
    if (round % 2) callee.incoming.reject(486);
    else call.cancel();
    await t.until(() => call.state === 'ended', 'the caller is told', 40_000);
    await t.until(() => callee.incoming.state === 'ended', 'the callee is silent', 40_000);
    assert.equal(call.finalStatus, round % 2 ? 486 : 487);
  }
  t.network.setConditions({ loss: 0, duplicate: 0, jitterMs: 0, reorder: 0 });
  await t.finish({ lossy: true });
});

test('holding and resuming work at 15 % loss', async () => {
  const t = await ExchangeUnderTest.start({ settings: { limits: undefined } });
  const { call, incoming } = await t.talk(await t.registered('100'), await t.registered('101'));
  t.network.setConditions(LOSSY);
  for (let round = 0; round < 15; round += 1) {
    for (const side of [call, incoming]) {
      for (const change of ['hold', 'resume'] as const) {
        let response = await t.clock.until(side[change](), 40_000);
        // The change before may not have been acknowledged on every leg yet: ask again, as phones do.
        for (let again = 0; again < 10 && response.status === 491; again += 1) {
          await t.clock.advance(2000);
          response = await t.clock.until(side[change](), 40_000);
        }
        assert.equal(response.status, 200);
      }
    }
  }
  t.network.setConditions({ loss: 0, duplicate: 0, jitterMs: 0, reorder: 0 });
  call.media?.startTone(440);
  incoming.media?.startTone(1000);
  await t.clock.advance(2000);
  assert.ok(incoming.media?.hears(440));
  assert.ok(call.media?.hears(1000));
  await t.clock.until(call.hangUp());
  await t.finish({ lossy: true });
});

test('a minute without any network ends in order: who spoke is freed, who registered still is', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, incoming } = await t.talk(await t.registered('100'), await t.registered('101'));
  call.media?.startSilence();
  incoming.media?.startSilence();
  await t.clock.advance(5000);
  t.network.setConditions({ loss: 1 });
  await t.clock.advance(60_000);
  t.network.setConditions({ loss: 0 });
  await t.clock.advance(10_000);
  assert.equal(t.counts.calls, 0);
  assert.equal(t.counts.registrations, 2);
  const again = await t.talk(call.phone, incoming.phone);
  await t.clock.until(again.call.hangUp());
  await t.finish({ lossy: true });
});
