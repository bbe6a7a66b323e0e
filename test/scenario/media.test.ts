import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import { G722, G729, OPUS, PCMA, PCMU, TELEPHONE_EVENT } from '../../testkit/phone-sdp.ts';
import { RtpProbe } from '../../testkit/rtp-probe.ts';
import { seededRandom } from '../../testkit/seeded-random.ts';

test('two phones without a common codec get 488 and 488', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100', { personality: { codecs: [PCMA] } });
  const callee = await t.registered('101', { personality: { codecs: [G722] } });
  const call = await caller.call('101');
  await t.until(() => callee.isCalled, 'it rings');
  callee.incoming.reject(488, 'Not Acceptable Here');
  await t.until(() => call.state === 'ended', 'the caller is told');
  assert.equal(call.finalStatus, 488);
  await t.finish();
});

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

test('packets of a stranger are not heard, and nothing is sent to him', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, incoming } = await t.talk(await t.registered('100'), await t.registered('101'));
  call.media?.startSilence();
  incoming.media?.startSilence();
  await t.clock.advance(500);
  const stranger = await t.registered('102');
  const attack = await stranger.call('101');
  await t.until(() => attack.statuses.length > 0, 'the stranger has a mouth');
  const target = call.media?.remote;
  assert.ok(target && attack.media);
  attack.media.remote = target;
  attack.media.maySend = true;
  attack.media.codecs = [PCMA];
  attack.media.startTone(700, 12_000);
  await t.clock.advance(2000);
  assert.equal(incoming.media?.hears(700, 2000), false);
  assert.equal(attack.media.packets.length, 0);
  attack.media.stop();
  attack.cancel();
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('who shouts from the first moment at a port he guessed is not heard, and the phone is', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  const shouter = await RtpProbe.open({
    network: t.network.host('203.0.113.66'),
    clock: t.clock,
    random: seededRandom(5),
    address: '203.0.113.66',
    port: 4000,
  });
  const call = await caller.call('101');
  await t.until(() => call.state === 'ringing', 'it rings');
  const offered = callee.incoming.remoteSession;
  assert.ok(offered);
  shouter.codecs = [PCMA];
  shouter.remote = { family: 'ipv4', address: offered.address, port: offered.port };
  shouter.startTone(700, 12_000);
  await callee.incoming.answer();
  await t.until(() => call.state === 'answered', 'it is answered');
  await t.clock.advance(1000);
  call.media?.startSilence();
  callee.incoming.media?.startTone(1000);
  await t.clock.advance(1500);
  assert.ok(call.media?.hears(1000));
  assert.equal(call.media?.hears(700, 5000), false);
  assert.equal(shouter.packets.length, 0);
  shouter.close();
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('no sound goes to an address in the SDP that is not the phone’s and never sends', async () => {
  const t = await ExchangeUnderTest.start();
  const victim = '203.0.113.77';
  let packets = 0;
  t.network.tap(({ to }) => {
    if (to.address === victim) packets += 1;
  });
  const caller = await t.registered('100', { personality: { believedAddress: undefined } });
  const callee = await t.registered('101');
  const call = await caller.call('101');
  await t.until(() => call.state === 'ringing', 'it rings');
  const sdp = `v=0\r\no=- 1 1 IN IP4 ${victim}\r\ns=-\r\nc=IN IP4 ${victim}\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8\r\n`;
  await callee.incoming.answer({ sdp });
  await t.until(() => call.state === 'answered', 'it is answered');
  call.media?.startTone(440);
  await t.clock.advance(20_000);
  assert.ok(packets <= 51, `${packets} packets at a third party`);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('RTCP of one phone never tells the other its address', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, incoming } = await t.talk(await t.registered('100'), await t.registered('101'));
  call.media?.startTone(440);
  incoming.media?.startTone(1000);
  const name = `user@${call.phone.address}`;
  const cname = Buffer.concat([
    Buffer.from([0x80, 201, 0, 1, 0, 0, 0, 1]),
    Buffer.from([0x81, 202, 0, 7, 0, 0, 0, 1, 1, name.length]),
    Buffer.from(name.padEnd(22, '\0')),
  ]);
  for (let second = 0; second < 20; second += 1) {
    call.media?.sendRtcp(cname);
    await t.clock.advance(1000);
  }
  const heard = incoming.media?.rtcp.map((bytes) => Buffer.from(bytes).toString('latin1')).join('') ?? '';
  assert.doesNotMatch(heard, /198\.51\.100/);
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
