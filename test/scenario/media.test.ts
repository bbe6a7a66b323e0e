import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import { G722, G729, OPUS, PCMA, PCMU, TELEPHONE_EVENT } from '../../testkit/phone-sdp.ts';

test('an offer with no codec the exchange knows gets 488 and nobody rings', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100', { personality: { codecs: [G729] } });
  const callee = await t.registered('101');
  const call = await caller.call('101');
  await t.until(() => call.state === 'ended', 'it is refused');
  assert.equal(call.finalStatus, 488);
  assert.equal(callee.isCalled, false);
  await t.finish();
});

test('encrypted media that is not offered as ordinary gets 488', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100', { personality: { profile: 'RTP/SAVP' } });
  await t.registered('101');
  const call = await caller.call('101');
  await t.until(() => call.state === 'ended', 'it is refused');
  assert.equal(call.finalStatus, 488);
  await t.finish();
});

test('the codecs offered go to the callee in the same order, the unknown ones left out', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100', {
    personality: { codecs: [OPUS, G722, G729, PCMA, PCMU, TELEPHONE_EVENT] },
  });
  const callee = await t.registered('101');
  const call = await caller.call('101');
  await t.until(() => callee.isCalled, 'it rings');
  const offered = callee.incoming.remoteSession?.codecs.map(({ encoding }) => encoding.toLowerCase());
  assert.deepEqual(offered, ['opus/48000/2', 'g722/8000', 'pcma/8000', 'pcmu/8000', 'telephone-event/8000']);
  call.cancel();
  await t.finish();
});

for (const codec of [G722, OPUS]) {
  test(`${codec.encoding} goes from phone to phone byte for byte`, async () => {
    const t = await ExchangeUnderTest.start();
    const personality = { codecs: [codec, TELEPHONE_EVENT] };
    const { call, incoming } = await t.talk(
      await t.registered('100', { personality }),
      await t.registered('101', { personality }),
    );
    const payloads = Array.from({ length: 50 }, (_, i) =>
      Uint8Array.from({ length: 80 }, (_, j) => (i * 7 + j) & 0xff),
    );
    for (const payload of payloads) {
      call.media?.sendPayload(codec.payloadType, payload);
      incoming.media?.sendPayload(codec.payloadType, payload);
      await t.clock.advance(20);
    }
    const received = incoming.media?.packets.map(({ payload }) => [...payload]) ?? [];
    assert.ok(received.length >= 45, `${received.length} of 50`);
    assert.deepEqual(
      received,
      payloads.slice(-received.length).map((payload) => [...payload]),
    );
    assert.ok((call.media?.packets.length ?? 0) >= 45);
    await t.clock.until(call.hangUp());
    await t.finish();
  });
}

test('sound before the answer is heard by the caller', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101', { personality: { rings: false } });
  const call = await caller.call('101');
  await t.until(() => callee.isCalled, 'it is called');
  await callee.incoming.ringWithMedia();
  await t.until(() => call.statuses.includes(183), '183 with a session arrives');
  callee.incoming.media?.startTone(425);
  call.media?.startSilence();
  await t.clock.advance(1500);
  assert.equal(call.state, 'ringing');
  assert.ok(call.media?.hears(425));
  await callee.incoming.answer();
  await t.until(() => call.state === 'answered', 'it is answered');
  call.media?.startTone(440);
  await t.clock.advance(1500);
  assert.ok(callee.incoming.media?.hears(440));
  assert.ok(call.media?.hears(425));
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('keys pressed on one phone reach the other, in the sound and by INFO', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, incoming } = await t.talk(await t.registered('100'), await t.registered('101'));
  call.media?.startSilence();
  incoming.media?.startSilence();
  await t.clock.advance(500);
  call.pressKey('5');
  await t.clock.advance(500);
  const events = incoming.media?.packets.filter(({ payloadType }) => payloadType === 101) ?? [];
  assert.ok(events.length >= 8, `${events.length} packets`);
  assert.ok(events.every(({ payload }) => payload[0] === 5));
  assert.equal((await t.clock.until(call.sendDtmfInfo('#'))).status, 200);
  await t.until(() => incoming.infos.length > 0, 'the INFO arrives');
  assert.match(incoming.infos[0]?.body ?? '', /Signal\s*=\s*#/);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('when there are no ports left a call is refused with 503 at once, and running calls go on', async () => {
  const t = await ExchangeUnderTest.start({ mediaPorts: { from: 20_000, to: 20_003 } });
  const { call, incoming } = await t.talk(await t.registered('100'), await t.registered('101'));
  const other = await t.registered('102');
  await t.registered('103');
  const refused = await other.call('103');
  await t.until(() => refused.state === 'ended', 'it is refused', 500);
  assert.equal(refused.finalStatus, 503);
  call.media?.startTone(440);
  incoming.media?.startTone(1000);
  await t.clock.advance(1500);
  assert.ok(incoming.media?.hears(440));
  await t.clock.until(call.hangUp());
  await t.clock.advance(60_000);
  const { call: next } = await t.talk(other, t.phones[3] ?? assert.fail());
  await t.clock.until(next.hangUp());
  await t.finish();
});
