/** Flows that phones manage themselves (RFC 5626), are lost and come back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import type { Phone } from '../../testkit/phone.ts';
import type { TransportKind } from '../../testkit/phone-transport.ts';
import { field, type WireMessage } from '../../testkit/wire.ts';

const INSTANCE = '"<urn:uuid:00000000-0000-1000-8000-000a95a0e128>"';
const CONNECTED: readonly TransportKind[] = ['TCP', 'TLS', 'WS', 'WSS'];

function registerFlow(t: ExchangeUnderTest, phone: Phone, regId: number, supported = 'path, outbound') {
  const contact = `<${phone.contactUri};ob>;reg-id=${regId};+sip.instance=${INSTANCE}`;
  return t.clock.until(phone.register({ contact, headers: [['Supported', supported]] }));
}

test('a phone that manages its flows hears that the exchange does, too, and when to keep them alive', async () => {
  const t = await ExchangeUnderTest.start();
  for (const [transport, timer] of [
    ['UDP', '30'],
    ['TCP', '120'],
    ['WSS', '120'],
  ] as const) {
    const phone = await t.phone('100', { transport });
    const response = await registerFlow(t, phone, 1);
    assert.equal(response.status, 200);
    assert.equal(field(response, 'require'), 'outbound');
    assert.equal(field(response, 'flow-timer'), timer);
  }
  const plain = await t.clock.until((await t.phone('101')).register());
  assert.equal(field(plain, 'require'), '');
  const unsaid = await registerFlow(t, await t.phone('102'), 1, 'path');
  assert.equal(field(unsaid, 'flow-timer'), '', 'who does not say that it knows of it is not told');
  const required = await t.phone('103');
  const contact = `<${required.contactUri}>;reg-id=1;+sip.instance=${INSTANCE}`;
  const headers = [['Require', 'outbound']] as const;
  assert.equal((await t.clock.until(required.register({ contact, headers }))).status, 200);
  await t.finish();
});

test('a phone with two flows rings once, over the newer; over the other when that one is lost', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const address = '198.51.100.77';
  const first = await t.phone('101', { transport: 'TCP', address });
  const second = await t.phone('101', { transport: 'TLS', address });
  await registerFlow(t, first, 1);
  await t.clock.advance(1000);
  await registerFlow(t, second, 2);
  const call = await caller.call('101');
  await t.until(() => call.state === 'ringing', 'it rings');
  assert.deepEqual([first.isCalled, second.isCalled], [false, true]);
  second.transport.close();
  await t.until(() => first.isCalled, 'the other flow is tried', 100);
  await first.incoming.answer();
  await t.until(() => call.state === 'answered', 'it is answered there');
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('a phone that says that its flow is stale is called by the next one', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const address = '198.51.100.77';
  const first = await t.phone('101', { address });
  const second = await t.phone('101', { transport: 'TCP', address, personality: { rings: false } });
  await registerFlow(t, first, 1);
  await t.clock.advance(1000);
  await registerFlow(t, second, 2);
  second.onCall = (incoming) => incoming.reject(430, 'Flow Failed');
  const call = await caller.call('101');
  await t.until(() => first.isCalled, 'the other flow is tried', 1000);
  await first.incoming.answer();
  await t.until(() => call.state === 'answered', 'it is answered there');
  await t.clock.until(call.hangUp());
  await t.finish();
});

test('two phones of an extension are two phones, also with the same reg-id', async () => {
  const t = await ExchangeUnderTest.start();
  const caller = await t.registered('100');
  const phones = [await t.phone('101'), await t.phone('101', { transport: 'TCP' })];
  for (const [index, phone] of phones.entries()) {
    const contact = `<${phone.contactUri}>;reg-id=1;+sip.instance="<urn:uuid:phone-${index}>"`;
    assert.equal((await t.clock.until(phone.register({ contact }))).status, 200);
  }
  const call = await caller.call('101');
  await t.until(() => phones.every(({ isCalled }) => isCalled), 'both ring');
  call.cancel();
  await t.finish();
});

for (const transport of CONNECTED) {
  test(`a call outlives its ${transport} connection; when the phone is back, it hears the end`, async () => {
    const t = await ExchangeUnderTest.start();
    const address = '198.51.100.77';
    const other = await t.registered('100');
    const phone = await t.registered('101', { transport, address });
    const { call, incoming } = await t.talk(other, phone);
    phone.transport.close();
    await t.clock.advance(1000);
    call.media?.startTone(440);
    incoming.media?.startTone(1000);
    await t.clock.advance(1500);
    assert.ok(incoming.media?.hears(440), 'the sound goes on');
    await t.clock.until(phone.connect());
    assert.equal((await t.clock.until(phone.register())).status, 200);
    assert.equal((await t.clock.until(call.hangUp())).status, 200);
    await t.until(() => incoming.state === 'ended', 'the phone hears of the end');
    await t.finish();
  });
}

test('a phone that calls over TCP and is registered over UDP hears the end by the way that is left', async () => {
  const t = await ExchangeUnderTest.start();
  const address = '198.51.100.77';
  const callee = await t.registered('101');
  await t.registered('100', { address });
  const udp = t.phones.at(-1);
  const tcp = await t.phone('100', { transport: 'TCP', address });
  const { call, incoming } = await t.talk(tcp, callee);
  tcp.transport.close();
  await t.clock.advance(100);
  await t.clock.until(incoming.hangUp());
  await t.clock.advance(1000);
  assert.equal(udp?.received('BYE').length, 1);
  call.media?.close();
  await t.finish();
});

test('STUN is answered with where it came from, to phones without limit and to strangers in measure', async () => {
  const t = await ExchangeUnderTest.start({ settings: { limits: undefined } });
  const phone = await t.registered('100', { address: '198.51.100.77' });
  const binding = Buffer.from(`000100002112a442${'ab'.repeat(12)}`, 'hex');
  const answers: Buffer[] = [];
  const end = t.network.tap(({ bytes, to }) => {
    if (to.address === phone.address && bytes[0] === 1) answers.push(Buffer.from(bytes));
  });
  phone.sendRaw(binding);
  await t.clock.advance(10);
  assert.equal(answers.length, 1);
  assert.equal(answers[0]?.length, 32);
  const [answer] = answers;
  assert.ok(answer);
  assert.equal(answer.readUInt16BE(26) ^ 0x2112, 5060);
  assert.deepEqual(
    [...answer.subarray(28)].map((byte, index) => byte ^ (answer[4 + index] ?? 0)),
    [198, 51, 100, 77],
  );
  end();
  phone.problems.length = 0;
  assert.equal(t.journal.of('keep-alive').length, 1);
  await t.finish();
});

test('STUN from strangers is answered as seldom as their requests', async () => {
  const t = await ExchangeUnderTest.start();
  let answers = 0;
  t.network.tap(({ bytes }) => {
    if (bytes[0] === 1 && bytes[1] === 1) answers++;
  });
  const stranger = t.network.host('203.0.113.99');
  const socket = await stranger.bindDatagram({ address: '203.0.113.99', port: 5060 }, () => {});
  for (let n = 0; n < 200; n++)
    socket.send(Buffer.from(`000100002112a442${'ab'.repeat(12)}`, 'hex'), t.address());
  await t.clock.advance(10);
  assert.equal(answers, 40);
  await t.finish();
});

/** One phone that is registered over UDP, which is the way it is called, and over TCP. */
async function onTwoWays(t: ExchangeUnderTest) {
  const address = '198.51.100.77';
  const personality = { rings: false };
  const connected = await t.phone('101', { transport: 'TCP', address, personality });
  await registerFlow(t, connected, 2);
  await t.clock.advance(1000);
  const plain = await t.phone('101', { address, personality });
  await registerFlow(t, plain, 1);
  return { connected, plain, caller: await t.registered('100') };
}

/** With its header fields longer than a datagram may be. */
const LONG_TEXT = 'wx '.repeat(340);

test('what is too large for a datagram goes over the connection of the same phone', async () => {
  const t = await ExchangeUnderTest.start();
  const { connected, plain, caller } = await onTwoWays(t);
  assert.equal((await t.clock.until(caller.message('101', 'short'))).status, 200);
  assert.equal((await t.clock.until(caller.message('101', LONG_TEXT))).status, 200);
  assert.deepEqual([plain, connected].map(textsOf), [['short'], [LONG_TEXT]], 'each text once');
  const [short] = plain.received('MESSAGE');
  const [long] = connected.received('MESSAGE');
  assert.match(field(long as WireMessage, 'via'), /^SIP\/2\.0\/TCP /);
  assert.equal(long?.requestUri, short?.requestUri, 'to the Contact it is for');
  await t.finish();
});

test('a connection that breaks before anything came back leaves a large request to UDP', async () => {
  const t = await ExchangeUnderTest.start();
  const { connected, plain, caller } = await onTwoWays(t);
  connected.powered = false;
  const sending = caller.message('101', LONG_TEXT);
  await t.clock.advance(100);
  assert.deepEqual(textsOf(plain), []);
  connected.transport.close();
  assert.equal((await t.clock.until(sending)).status, 200);
  assert.deepEqual(textsOf(plain), [LONG_TEXT]);
  await t.finish();
});

test('a large request to a phone with datagrams only goes by datagram', async () => {
  const t = await ExchangeUnderTest.start();
  const other = await t.registered('101', { transport: 'TCP' });
  const plain = await t.registered('101');
  const caller = await t.registered('100');
  assert.equal((await t.clock.until(caller.message('101', LONG_TEXT))).status, 200);
  await t.clock.advance(1000);
  assert.deepEqual([plain, other].map(textsOf), [[LONG_TEXT], [LONG_TEXT]], 'each phone by its own way');
  await t.finish();
});

test('a text reaches a phone with two flows once, by the other one when nobody is at the end of the first', async () => {
  const t = await ExchangeUnderTest.start();
  const { connected, plain, caller } = await onTwoWays(t);
  plain.powered = false;
  const sending = caller.message('101', 'short');
  await t.clock.advance(40_000);
  assert.ok([200, 202].includes((await t.clock.until(sending)).status ?? 0));
  assert.deepEqual(textsOf(connected), ['short']);
  await t.finish();
});

function textsOf({ mail }: Phone): string[] {
  return mail.texts.map(({ text }) => text);
}
