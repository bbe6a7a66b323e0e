import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DOMAIN, EXCHANGE_IPV4, ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import { G729 } from '../../testkit/phone-sdp.ts';

for (const [fault, sdp] of [
  ['no session', ''],
  ['nonsense', 'hello'],
  [
    'a codec that was not offered',
    'v=0\r\no=- 1 1 IN IP4 198.51.100.2\r\ns=-\r\nc=IN IP4 198.51.100.2\r\nt=0 0\r\nm=audio 4000 RTP/AVP 18\r\n',
  ],
  [
    'its audio refused',
    'v=0\r\no=- 1 1 IN IP4 198.51.100.2\r\ns=-\r\nc=IN IP4 198.51.100.2\r\nt=0 0\r\nm=audio 0 RTP/AVP 8\r\n',
  ],
] as const) {
  test(`a callee that answers with ${fault} is freed and the caller is told`, async () => {
    const t = await ExchangeUnderTest.start();
    const caller = await t.registered('100');
    const callee = await t.registered('101');
    const call = await caller.call('101');
    await t.until(() => call.state === 'ringing', 'it rings');
    await callee.incoming.answer({ sdp });
    await t.until(() => call.state === 'ended', 'the caller is told', 5000);
    assert.ok((call.finalStatus ?? 0) >= 400, String(call.finalStatus));
    await t.until(() => callee.incoming.state === 'ended', 'the callee is freed', 5000);
    assert.ok(callee.incoming.acknowledged);
    await t.finish();
  });
}

test('a change one phone never answers ends neither the exchange nor, before its time, the call', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, incoming } = await t.talk(await t.registered('100'), await t.registered('101'));
  call.media?.startSilence();
  incoming.media?.startSilence();
  incoming.onReinvite = () => true;
  const held = await t.answerWithin(45_000, call.hold());
  assert.ok((held?.status ?? 0) >= 400, String(held?.status));
  if (call.state === 'answered') await t.clock.until(call.hangUp());
  await t.finish();
});

test('a phone that holds while the other hangs up is told the end', async () => {
  for (let offsetMs = -3; offsetMs <= 3; offsetMs += 0.5) {
    const t = await ExchangeUnderTest.start();
    const { call, incoming } = await t.talk(await t.registered('100'), await t.registered('101'));
    await t.clock.advance(100);
    let held: number | undefined;
    t.clock.schedule(10, () => void call.hangUp());
    t.clock.schedule(10 + offsetMs, () => {
      if (incoming.state === 'answered') void incoming.hold().then(({ status }) => (held = status));
      else held = 0;
    });
    await t.clock.advance(5000);
    assert.notEqual(held, undefined, `answered at ${offsetMs}`);
    assert.equal(incoming.state, 'ended', `ended at ${offsetMs}`);
    await t.finish();
  }
});

test('the administrator may end a call that rings', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  const call = await caller.call('101');
  await t.until(() => call.state === 'ringing', 'it rings');
  const [view] = t.console.calls.list();
  assert.ok((await t.console.calls.end(view?.id ?? '')).ok);
  await t.until(() => call.state === 'ended' && callee.incoming.state === 'ended', 'both are free');
  await t.finish();
});

test('a caller’s extension that is removed while it rings frees the callee', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  const call = await caller.call('101');
  await t.until(() => call.state === 'ringing', 'it rings');
  assert.ok((await t.console.extensions.remove('100')).ok);
  await t.until(() => call.state === 'ended' && callee.incoming.state === 'ended', 'both are free');
  await t.finish();
});

test('a phone that talks is called by a third, and takes that call beside its own', async () => {
  const t = await ExchangeUnderTest.start();
  const one = await t.registered('100');
  const two = await t.registered('101');
  const three = await t.registered('102');
  const first = await t.talk(one, two);
  first.call.media?.startTone(440);
  first.incoming.media?.startTone(1000);
  await t.clock.advance(500);
  const second = await t.talk(three, two);
  second.call.media?.startTone(700);
  second.incoming.media?.startTone(1200);
  await t.clock.advance(1500);
  assert.ok(first.incoming.media?.hears(440));
  assert.ok(second.incoming.media?.hears(700));
  assert.ok(first.call.media?.hears(1000));
  assert.ok(second.call.media?.hears(1200));
  assert.equal(first.incoming.media?.hears(700), false);
  await t.clock.until(first.call.hangUp());
  await t.clock.advance(500);
  assert.equal(second.call.state, 'answered');
  await t.clock.until(second.call.hangUp());
  await t.finish();
});

test('a phone whose connection breaks in a call hangs up over a new one, when it proves who it is', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, incoming } = await t.talk(
    await t.registered('100', { transport: 'TCP' }),
    await t.registered('101'),
  );
  call.media?.startSilence();
  incoming.media?.startSilence();
  call.phone.transport.close();
  await t.clock.advance(1000);
  assert.equal(incoming.state, 'answered', 'the sound goes on meanwhile');
  await t.clock.until(call.phone.connect());
  assert.equal((await t.clock.until(call.hangUp())).status, 200);
  assert.equal(call.phone.received(401).length, 3, 'it was challenged');
  await t.until(() => incoming.state === 'ended', 'the other hears of the end');
  await t.finish();
});

test('a router that forgets its ports in a call: sound comes back within 3 seconds, and the call can be ended', async () => {
  const t = await ExchangeUnderTest.start();
  const nat = t.nat('203.0.113.200');
  const hidden = await t.registered('100', { nat, address: '192.168.1.20' });
  const { call, incoming } = await t.talk(hidden, await t.registered('101'));
  call.media?.startTone(440);
  incoming.media?.startTone(1000);
  await t.clock.advance(2000);
  nat.forgetMappings();
  await t.clock.advance(3000);
  assert.ok(incoming.media?.hears(440), 'heard from the new port');
  assert.ok(call.media?.hears(1000), 'hears at the new port');
  assert.equal((await t.clock.until(call.hangUp())).status, 200);
  await t.until(() => incoming.state === 'ended', 'the other hears of the end');
  await t.finish();
});

test('a phone that comes back from another port is called there, and only there', async () => {
  const t = await ExchangeUnderTest.start();
  const nat = t.nat('203.0.113.200');
  const hidden = await t.registered('100', { nat, address: '192.168.1.20' });
  nat.forgetMappings();
  assert.equal((await t.clock.until(hidden.register())).status, 200);
  assert.equal(t.counts.registrations, 1);
  const { call } = await t.talk(await t.registered('101'), hidden);
  assert.equal(hidden.calls.length, 1);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('a call the caller offers in a codec nobody has ends before anybody rings, from TCP as from UDP', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100', { transport: 'TCP', personality: { codecs: [G729] } });
  const callee = await t.registered('101');
  const call = await caller.call('101');
  await t.until(() => call.state === 'ended', 'it is refused');
  assert.equal(call.finalStatus, 488);
  assert.equal(callee.isCalled, false);
  await t.finish();
});

test('an answered call whose acknowledgement comes late is one call', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  const call = await caller.call('101');
  await t.until(() => call.state === 'ringing', 'it rings');
  t.network.setLink(callee.address, '192.0.2.10', { delayMs: 900 });
  await callee.incoming.answer();
  await t.until(() => call.state === 'answered', 'it is answered');
  await t.until(() => callee.incoming.acknowledged, 'it is acknowledged');
  await t.clock.advance(10_000);
  assert.equal(t.journal.of('call-answered').length, 1);
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('a thousand calls one after another leave nothing behind', { timeout: 60_000 }, async () => {
  const t = await ExchangeUnderTest.start({ settings: { limits: undefined } });
  const caller = await t.registered('100', { personality: { reusesNonce: true } });
  const callee = await t.registered('101');
  callee.onCall = (call) => void call.answer();
  for (let i = 0; i < 1000; i += 1) {
    const call = await caller.call('101');
    await t.until(() => call.state !== 'calling' && call.state !== 'ringing', 'it comes to something');
    assert.equal(call.finalStatus, 200);
    await t.clock.until(call.hangUp());
    // Ports rest for a while before they are used again.
    await t.clock.advance(100);
    for (const phone of [caller, callee]) {
      for (const old of phone.calls.splice(0, Math.max(0, phone.calls.length - 5))) old.media?.close();
      phone.log.length = 0;
    }
  }
  assert.equal(t.journal.of('call-answered').length, 1000);
  await t.finish({ lossy: true });
});

test('a caller may end a call that rings with BYE, as some phones do', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  const call = await caller.call('101');
  await t.until(() => call.state === 'ringing', 'it rings');
  assert.equal((await t.clock.until(call.request('BYE'))).status, 200);
  await t.until(() => call.finalStatus === 487 && callee.incoming.state === 'ended', 'both are free');
  await t.finish();
});

test('a caller that made no offer and never acknowledges leaves a callee that is acknowledged and freed', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  const call = await caller.call('101', { offer: false });
  await t.until(() => call.state === 'ringing', 'it rings');
  caller.powered = false;
  await callee.incoming.answer();
  await t.until(() => callee.incoming.state === 'ended', 'the callee is freed', 45_000);
  assert.ok(callee.incoming.acknowledged, 'its answer was acknowledged');
  await t.finish();
});

test('after a kill of the exchange a phone that hangs up is told that the call is not there', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, incoming } = await t.talk(await t.registered('100'), await t.registered('101'));
  await t.clock.advance(1000);
  await t.restart('crash');
  assert.equal((await t.clock.until(call.hangUp())).status, 481);
  assert.equal((await t.clock.until(incoming.hangUp())).status, 481);
  const again = await t.talk(call.phone, incoming.phone);
  await t.clock.until(again.call.hangUp());
  await t.finish();
});

test('a re-INVITE that is cancelled leaves the call talking', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, incoming } = await t.talk(await t.registered('100'), await t.registered('101'));
  call.media?.startTone(440);
  incoming.media?.startTone(1000);
  await t.clock.advance(500);
  incoming.onReinvite = () => true;
  const held = call.hold();
  await t.clock.advance(1000);
  call.cancelReinvite();
  assert.equal((await t.clock.until(held)).status, 487);
  await t.clock.advance(2000);
  assert.equal(call.state, 'answered');
  assert.equal(incoming.state, 'answered');
  await t.clock.until(call.hangUp());
  await t.finish({ lossy: true });
});

test('an acknowledgement from a stranger acknowledges nothing', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  const stranger = await t.phone('102');
  const call = await caller.call('101');
  await t.until(() => call.state === 'ringing', 'it rings');
  t.network.setLink(caller.address, EXCHANGE_IPV4, { loss: 1 });
  await callee.incoming.answer();
  await t.clock.advance(100);
  const tags = `From: <${caller.addressOfRecord}>;tag=${call.localTag}\r\nTo: <sip:101@${DOMAIN}>;tag=${call.remoteTag}`;
  const cseq = /CSeq: (\d+) INVITE/.exec(caller.sentText.slice(caller.sentText.lastIndexOf('\nINVITE')))?.[1];
  stranger.sendRaw(
    `ACK ${call.remoteTarget} SIP/2.0\r\nVia: SIP/2.0/UDP ${stranger.address};branch=z9hG4bKforged\r\nMax-Forwards: 70\r\n${tags}\r\nCall-ID: ${call.callId}\r\nCSeq: ${cseq} ACK\r\nContent-Length: 0\r\n\r\n`,
  );
  await t.clock.advance(1000);
  t.network.setLink(caller.address, EXCHANGE_IPV4, { loss: 0 });
  await t.until(() => call.state === 'answered', 'the answer is still sent again');
  await t.clock.until(call.hangUp());
  await t.finish();
});
