/** Security requirements SR-28 to SR-34: what reaches a call, and from whom. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DOMAIN, ExchangeUnderTest } from '../../../testkit/exchange-under-test.ts';
import type { Phone } from '../../../testkit/phone.ts';
import type { PhoneCall } from '../../../testkit/phone-call.ts';
import { PCMA } from '../../../testkit/phone-sdp.ts';
import { RtpProbe } from '../../../testkit/rtp-probe.ts';
import { seededRandom } from '../../../testkit/seeded-random.ts';
import { cseqOf, type Field, type WireMessage } from '../../../testkit/wire.ts';

test('SR-28 packets of a stranger are not heard, and nothing is sent to him', async () => {
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

test('SR-28 who shouts from the first moment at a port he guessed is not heard, and the phone is', async () => {
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

test('SR-29 no sound goes to an address in the SDP that is not the phone’s and never sends', async () => {
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

test('SR-29 nothing at all goes to addresses that are nobody’s', async () => {
  const t = await ExchangeUnderTest.start();
  const places = [
    '127.0.0.1',
    '0.0.0.0',
    '10.1.2.3',
    '169.254.1.1',
    '224.1.2.3',
    '255.255.255.255',
    t.address().address,
  ];
  const hit = new Set<string>();
  let listening = false;
  t.network.tap(({ from, to }) => {
    if (listening && from.address === t.address().address && places.includes(to.address)) hit.add(to.address);
  });
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  listening = true;
  for (const place of places) {
    const call = await caller.call('101');
    await t.until(() => call.state === 'ringing' && callee.incoming.state === 'ringing', 'it rings');
    const sdp = `v=0\r\no=- 1 1 IN IP4 ${place}\r\ns=-\r\nc=IN IP4 ${place}\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8\r\n`;
    await callee.incoming.answer({ sdp });
    await t.until(() => call.state !== 'ringing', 'it is answered');
    call.media?.startTone(440);
    await t.clock.advance(2000);
    if (call.state === 'answered') await t.clock.until(call.hangUp());
    await t.clock.advance(1000);
  }
  assert.deepEqual([...hit], []);
  await t.finish();
});

/** A request within somebody else's call, as one who has seen its messages would write it. */
function forged(call: PhoneCall, method: string, extra: readonly Field[] = []): string {
  const { phone, callId, localTag, remoteTag, remoteTarget } = call;
  const lines = [
    `${method} ${remoteTarget} SIP/2.0`,
    `Via: SIP/2.0/UDP 203.0.113.66:5060;branch=z9hG4bKforged${method};rport`,
    'Max-Forwards: 70',
    `From: <${phone.addressOfRecord}>;tag=${localTag}`,
    `To: <sip:101@${DOMAIN}>;tag=${remoteTag}`,
    `Call-ID: ${callId}`,
    `CSeq: 4711 ${method}`,
    'Contact: <sip:mallory@203.0.113.66>',
    ...extra.map(([name, value]) => `${name}: ${value}`),
    'Content-Length: 0',
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

function statusOf(phone: Phone, method: string): number | undefined {
  const response = phone.log.findLast(
    ({ direction, message }) =>
      direction === 'received' && message?.status !== undefined && cseqOf(message).method === method,
  );
  return response?.message?.status;
}

test('SR-30 who knows a call by heart and sends from elsewhere is asked for his password, and the call goes on', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, incoming } = await t.talk(await t.registered('100'), await t.registered('101'));
  const mallory = await t.phone('102', { address: '203.0.113.66' });
  for (const method of [
    'BYE',
    'INVITE',
    'UPDATE',
    'INFO',
    'REFER',
    'NOTIFY',
    'OPTIONS',
    'MESSAGE',
    'PRACK',
  ]) {
    mallory.sendRaw(forged(call, method, [['Refer-To', '<sip:102@hamvoip.example>']]));
    await t.clock.advance(1000);
    assert.equal(statusOf(mallory, method), 401, method);
  }
  assert.equal(call.state, 'answered');
  assert.equal(incoming.state, 'answered');
  call.media?.startTone(440);
  incoming.media?.startSilence();
  await t.clock.advance(2000);
  assert.ok(incoming.media?.hears(440));
  assert.equal((await t.clock.until(call.hangUp())).status, 200);
  await t.finish({ lossy: true });
});

test('SR-30 the right password of another extension does not help', async () => {
  const t = await ExchangeUnderTest.start();
  const { call, incoming } = await t.talk(await t.registered('100'), await t.registered('101'));
  const mallory = await t.registered('102');
  const response = await t.clock.until(
    mallory.ask('BYE', call.remoteTarget, {
      callId: call.callId,
      from: `<${mallory.addressOfRecord}>;tag=${call.localTag}`,
      to: `<sip:101@${DOMAIN}>;tag=${call.remoteTag}`,
    }),
  );
  assert.equal(response.status, 403);
  assert.equal(incoming.state, 'answered');
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('SR-30 a call that rings is cancelled by its caller alone', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  const mallory = await t.phone('102', { address: '203.0.113.66' });
  const call = await caller.call('101');
  await t.until(() => call.state === 'ringing', 'it rings');
  const invite = caller.log.findLast(
    ({ direction, message }) => direction === 'sent' && message?.method === 'INVITE',
  );
  const cancel = (invite?.text ?? '')
    .replace(/^INVITE/, 'CANCEL')
    .replace(/(CSeq: \d+) INVITE/, '$1 CANCEL')
    .replace(/Content-Type: .*\r\n/, '')
    .replace(/Content-Length: \d+\r\n\r\n[\s\S]*/, 'Content-Length: 0\r\n\r\n');
  mallory.sendRaw(cancel);
  await t.clock.advance(2000);
  assert.equal(callee.incoming.state, 'ringing');
  assert.equal(statusOf(mallory, 'CANCEL'), undefined, 'and nobody is told that there is such a call');
  await callee.incoming.answer();
  await t.until(() => call.state === 'answered', 'it is answered');
  await t.clock.until(call.hangUp());
  await t.finish({ lossy: true });
});

test('SR-30 a phone whose router gave it another port in a call hangs up, when it proves who it is', async () => {
  const t = await ExchangeUnderTest.start();
  const nat = t.nat('203.0.113.200');
  const phone = await t.registered('100', { nat, address: '192.168.1.20' });
  const { call, incoming } = await t.talk(phone, await t.registered('101'));
  nat.forgetMappings();
  const before = phone.received(401).length;
  assert.equal((await t.clock.until(call.hangUp())).status, 200);
  assert.equal(phone.received(401).length, before + 1);
  await t.until(() => incoming.state === 'ended', 'the other side learns it');
  await t.finish();
});

test('SR-31 a phone that fell silent without a word ends the call on both sides within half a minute, and its ports are free', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const callee = await t.registered('101');
  const sockets = t.host.openSockets;
  const { call, incoming } = await t.talk(caller, callee);
  call.media?.startSilence();
  incoming.media?.startSilence();
  await t.clock.advance(5000);
  assert.ok(t.host.openSockets > sockets);
  callee.powered = false;
  incoming.media?.stop();
  await t.until(() => call.state === 'ended', 'the caller is freed', 31_000);
  await t.clock.advance(40_000);
  assert.equal(t.host.openSockets, sockets);
  assert.equal(t.counts.calls + t.counts.dialogs, 0);
  await t.finish({ lossy: true });
});

test('SR-32 a call goes to where the phone registered from, whatever its Contact says', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.phone('100');
  const caller = await t.registered('101');
  const sentTo = new Set<string>();
  t.network.tap(({ from, to }) => {
    if (from.address === t.address().address) sentTo.add(`${to.address}:${to.port}`);
  });
  for (const contact of [
    'sip:100@203.0.113.66:5060',
    'sip:100@203.0.113.66;maddr=203.0.113.67;transport=tcp',
    `sip:100@${t.address().address}`,
    'sip:100@255.255.255.255',
    'sip:100@224.0.1.75',
    'sip:100@127.0.0.1:9464',
  ]) {
    await t.clock.until(phone.register({ contact: '*', expires: 0 }));
    assert.equal((await t.clock.until(phone.register({ contact: `<${contact}>` }))).status, 200, contact);
    const before = phone.received('INVITE').length;
    const call = await caller.call('100');
    await t.until(() => phone.received('INVITE').length > before, 'its phone rings');
    assert.equal(phone.received('INVITE').at(-1)?.requestUri, contact);
    call.cancel();
    await t.until(() => call.state === 'ended', 'and stops');
  }
  assert.deepEqual([...sentTo].sort(), [`${phone.address}:5060`, `${caller.address}:5060`].sort());
  await t.finish();
});

const CHALLENGE: readonly Field[] = [
  ['WWW-Authenticate', 'Digest realm="hamvoip.example", nonce="harvest", algorithm=MD5, qop="auth"'],
  ['Proxy-Authenticate', 'Digest realm="hamvoip.example", nonce="harvest", algorithm=MD5, qop="auth"'],
];

function harvested(phone: Phone): boolean {
  return phone.receivedText.includes('harvest');
}

for (const status of [401, 407])
  test(`SR-33 a phone that answers a call with ${status} asks nobody for his password`, async () => {
    const t = await ExchangeUnderTest.start();
    const caller = await t.registered('100');
    const callee = await t.registered('101');
    const call = await caller.call('101');
    await t.until(() => callee.isCalled, 'it rings');
    callee.incoming.reject(status, 'Unauthorized', CHALLENGE);
    await t.until(() => call.state === 'ended', 'the caller is told');
    assert.ok([480, 500].includes(call.finalStatus ?? 0), String(call.finalStatus));
    assert.equal(harvested(caller), false);

    const { call: second, incoming } = await t.talk(caller, callee);
    incoming.onReinvite = (transaction) => {
      callee.respond(transaction, status, 'Unauthorized', { toTag: incoming.localTag, headers: CHALLENGE });
      return true;
    };
    const held = await t.clock.until(second.hold());
    assert.ok(held.status !== 401 && held.status !== 407);
    const ended: WireMessage = await t.clock.until(second.hangUp());
    assert.equal(ended.status, 200);
    await t.clock.advance(1000);
    assert.equal(harvested(caller), false);
    assert.equal(callee.receivedText.includes('response="'), false, 'we answer no challenge either');
    await t.finish();
  });

const PIN = '482913';

async function type(t: ExchangeUnderTest, call: PhoneCall, keys: string): Promise<void> {
  for (const key of keys) {
    call.pressKey(key);
    await t.clock.advance(400);
  }
}

async function enter(t: ExchangeUnderTest, phone: Phone): Promise<PhoneCall> {
  const call = await phone.call('905');
  await t.until(() => call.state !== 'calling', 'it is decided');
  call.media?.startSilence();
  await t.clock.advance(500);
  return call;
}

test('SR-34 three wrong PINs end the call, five in a quarter of an hour close the conferences to that caller', async () => {
  const t = await ExchangeUnderTest.start();
  await t.addConference('905', PIN);
  await t.addConference('906');
  const guesser = await t.registered('100');
  const first = await enter(t, guesser);
  for (const wrong of ['111111#', '222222#', '333333#']) await type(t, first, wrong);
  await t.until(() => first.state === 'ended', 'three end the call', 5000);
  const second = await enter(t, guesser);
  for (const wrong of ['444444#', '555555#']) await type(t, second, wrong);
  await t.until(() => second.state === 'ended', 'the fifth ends it at once', 5000);
  const refused = await guesser.call('905', { offer: false });
  await t.until(() => refused.state === 'ended', 'he is kept out');
  assert.equal(refused.finalStatus, 403);
  assert.match(refused.finalResponse?.text ?? '', /^Retry-After: \d+/m);

  const open = await guesser.call('906');
  await t.until(() => open.state === 'answered', 'a conference without a PIN is open to him');
  await t.clock.until(open.hangUp());
  const member = await enter(t, await t.registered('101'));
  assert.equal(member.state, 'answered', 'and to others, too');
  await t.clock.until(member.hangUp());

  await t.clock.advance(900_000);
  await t.clock.until(guesser.register());
  const later = await enter(t, guesser);
  assert.equal(later.state, 'answered', 'a quarter of an hour later he may try again');
  await t.clock.until(later.hangUp());
  await t.finish();
});
