import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { PhoneCall } from '../../testkit/phone-call.ts';
import type { Personality } from '../../testkit/phone-personality.ts';
import { OPUS, PCMA, TELEPHONE_EVENT } from '../../testkit/phone-sdp.ts';

const ALLOW = ['Allow', 'INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE'] as const;
const TELLS: Partial<Personality> = { extraHeaders: { INVITE: [ALLOW] } };
const WITH_EVENTS: Partial<Personality> = { ...TELLS, codecs: [PCMA, TELEPHONE_EVENT] };
const BY_INFO: Partial<Personality> = { ...TELLS, codecs: [PCMA], keyStyle: 'info' };
const BY_INFO_OTHER_CODEC: Partial<Personality> = { ...BY_INFO, codecs: [OPUS] };

async function talking(one: Partial<Personality>, other: Partial<Personality>) {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100', { personality: one });
  const callee = await t.registered('101', { personality: other });
  const isStrange = one.codecs?.[0] !== other.codecs?.[0];
  let refused = !isStrange;
  callee.onCall = (call) => {
    if (refused) return;
    refused = true;
    call.reject(488, 'Not Acceptable Here');
  };
  const call = await caller.call('101');
  await t.until(() => callee.isCalled && callee.incoming.state === 'ringing', 'it rings');
  const { incoming } = callee;
  await incoming.answer();
  await t.until(() => call.state === 'answered' && incoming.acknowledged, 'it is answered');
  call.media?.startTone(440);
  incoming.media?.startTone(1000);
  await t.clock.advance(500);
  return { t, call, incoming };
}

/** Keys in the sound that came to an end: digit and duration in milliseconds. */
function keysHeard(call: PhoneCall): string[] {
  const keys = new Map<number, string>();
  for (const { payloadType, timestamp, payload } of call.media?.packets ?? []) {
    if (payloadType !== TELEPHONE_EVENT.payloadType || ((payload[1] ?? 0) & 0x80) === 0) continue;
    const duration = ((payload[2] ?? 0) << 8) | (payload[3] ?? 0);
    keys.set(timestamp, `${'0123456789*#ABCD'[payload[0] ?? 0]} ${duration / 8}`);
  }
  return [...keys.values()];
}

function keysTold(call: PhoneCall): string[] {
  return call.infos.map(({ body }) => /Signal=(\S)/.exec(body)?.[1] ?? '');
}

for (const [name, info] of [
  ['the same codec', BY_INFO],
  ['another codec', BY_INFO_OTHER_CODEC],
] as const) {
  test(`keys from a caller who sends INFO reach the sound of the callee, and back (${name})`, async () => {
    const { t, call, incoming } = await talking(info, WITH_EVENTS);
    assert.equal((await t.clock.until(call.sendDtmfInfo('5'))).status, 200);
    assert.equal((await t.clock.until(call.sendDtmfInfo('#'))).status, 200);
    await t.clock.advance(1000);
    assert.deepEqual(keysHeard(incoming), ['5 160', '# 160']);
    assert.deepEqual(keysTold(incoming), []);
    incoming.pressKey('7');
    await t.clock.advance(600);
    assert.deepEqual(keysTold(call), ['7']);
    assert.ok(incoming.media?.hears(440) && call.media?.hears(1000), 'the sound goes on');
    await t.clock.until(call.hangUp());
    await t.finish();
  });

  test(`keys in the sound of the caller reach a callee who takes INFO, and back (${name})`, async () => {
    const { t, call, incoming } = await talking(WITH_EVENTS, info);
    call.pressKey('9');
    await t.clock.advance(600);
    assert.deepEqual(keysTold(incoming), ['9']);
    assert.equal((await t.clock.until(incoming.sendDtmfInfo('*'))).status, 200);
    await t.clock.advance(600);
    assert.deepEqual(keysHeard(call), ['* 160']);
    assert.deepEqual(keysTold(call), []);
    assert.ok(incoming.media?.hears(440) && call.media?.hears(1000), 'the sound goes on');
    await t.clock.until(call.hangUp());
    await t.finish();
  });
}

test('what a key is sent between stays one source, numbered without a gap', async () => {
  const { t, call, incoming } = await talking(BY_INFO, WITH_EVENTS);
  await t.clock.until(call.sendDtmfInfo('1'));
  await t.clock.advance(1000);
  const packets = incoming.media?.packets ?? [];
  assert.equal(new Set(packets.map(({ ssrc }) => ssrc)).size, 1);
  for (const [i, { sequence, timestamp }] of packets.slice(1).entries()) {
    const before = packets[i] ?? assert.fail();
    assert.equal((sequence - before.sequence) & 0xffff, 1);
    const step = (timestamp - before.timestamp) | 0;
    assert.ok(step >= 0 && step <= 8 * 260, `${step} ticks`);
  }
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('who takes keys neither in the sound nor by INFO is left to hear them', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100', { personality: WITH_EVENTS });
  const callee = await t.registered('101', { personality: { codecs: [PCMA] } });
  const call = await caller.call('101');
  await t.until(() => callee.isCalled, 'it rings');
  await callee.incoming.answer({ headers: [['Allow', 'INVITE, ACK, CANCEL, BYE']] });
  await t.until(() => call.state === 'answered', 'it is answered');
  const told = call.remoteSession?.codecs.map(({ encoding }) => encoding);
  assert.deepEqual(told, ['PCMA/8000'], 'so that the caller sends tones');
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('between two who take keys in the sound nothing is converted', async () => {
  const { t, call, incoming } = await talking(WITH_EVENTS, WITH_EVENTS);
  call.pressKey('3');
  await t.clock.until(call.sendDtmfInfo('4'));
  await t.clock.advance(600);
  assert.deepEqual(keysHeard(incoming), ['3 160']);
  assert.deepEqual(keysTold(incoming), ['4']);
  await t.clock.until(call.hangUp());
  await t.finish();
});
