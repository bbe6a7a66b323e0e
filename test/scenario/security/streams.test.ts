/** Security requirement SR-23: what a connection may hold up. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../../testkit/exchange-under-test.ts';
import { readMessage, StreamReader } from '../../../testkit/wire.ts';
import { REQUEST } from './bare-request.ts';

async function overTcp(t: ExchangeUnderTest) {
  const host = t.network.host('198.51.100.240');
  const connection = await t.clock.until(host.connectMemory(t.address()));
  const reader = new StreamReader();
  const statuses: (number | undefined)[] = [];
  let raw = '';
  const state = { closed: false };
  connection.onData = (bytes) => {
    raw += Buffer.from(bytes).toString('latin1');
    for (const message of reader.push(bytes)) statuses.push(readMessage(message)?.status);
  };
  connection.onClose = () => {
    state.closed = true;
  };
  const send = (text: string): void => connection.write(Buffer.from(text, 'latin1'));
  return { connection, statuses, state, send, raw: () => raw };
}

const TCP_REQUEST = REQUEST.replace('SIP/2.0/UDP', 'SIP/2.0/TCP');

test('SR-23 over TCP requests are found byte by byte and several in one piece', async () => {
  const t = await ExchangeUnderTest.start();
  const peer = await overTcp(t);
  t.network.setConditions({ chunkBytes: 1 });
  peer.send(TCP_REQUEST);
  await t.clock.advance(100);
  t.network.setConditions({ chunkBytes: 65_536 });
  peer.send(
    TCP_REQUEST.replace('odd', 'odd2').replace('Kx', 'Ky') +
      TCP_REQUEST.replace('odd', 'odd3').replace('Kx', 'Kz'),
  );
  await t.clock.advance(100);
  assert.deepEqual(peer.statuses, [401, 401, 401]);
  peer.connection.destroy();
  await t.finish();
});

test('SR-23 over TCP a double CRLF is answered with one', async () => {
  const t = await ExchangeUnderTest.start();
  const peer = await overTcp(t);
  peer.send('\r\n\r\n');
  await t.clock.advance(100);
  assert.equal(peer.raw(), '\r\n');
  peer.connection.destroy();
  await t.finish();
});

for (const [name, length] of [
  ['negative', 'Content-Length: -5'],
  ['huge', 'Content-Length: 99999999999'],
  ['missing the digits', 'Content-Length: abc'],
  ['told twice', 'Content-Length: 0\r\nContent-Length: 5'],
] as const) {
  test(`SR-23 over TCP a length that is ${name} gets 400 and the connection is closed`, async () => {
    const t = await ExchangeUnderTest.start();
    const peer = await overTcp(t);
    peer.send(TCP_REQUEST.replace('Content-Length: 0', length));
    await t.clock.advance(6000);
    assert.ok(
      peer.statuses.every((status) => status === 400 || status === 413),
      peer.statuses.join(),
    );
    assert.ok(peer.state.closed, 'closed');
    assert.equal(t.counts.connections, 0);
    await t.finish();
  });
}

test('SR-23 a connection that says nothing, or never ends what it began, is closed after ten seconds', async () => {
  for (const text of ['', 'OPTIONS sip:x SIP/2.0\r\nVia: ']) {
    const t = await ExchangeUnderTest.start();
    const peer = await overTcp(t);
    if (text !== '') peer.send(text);
    await t.clock.advance(9000);
    assert.equal(peer.state.closed, false);
    await t.clock.advance(7000);
    assert.ok(peer.state.closed);
    await t.finish();
  }
});

test('SR-23 a stranger has at most twenty connections open', async () => {
  const t = await ExchangeUnderTest.start();
  const host = t.network.host('198.51.100.240');
  let open = 0;
  for (let i = 0; i < 30; i += 1) {
    const connection = await t.clock.until(host.connectStream(t.address()));
    open += 1;
    connection.onClose = () => {
      open -= 1;
    };
  }
  await t.clock.advance(100);
  assert.equal(open, 20);
  assert.equal(t.counts.connections, 20);
  await t.clock.advance(20_000);
  assert.equal(open, 0);
  await t.finish();
});

test('SR-23 a peer that sends and never reads is closed before it fills the memory', async () => {
  const t = await ExchangeUnderTest.start({ settings: { limits: undefined } });
  const peer = await overTcp(t);
  peer.connection.pauseReading();
  for (let i = 0; i < 5000 && t.counts.connections > 0; i += 1) {
    peer.send(TCP_REQUEST.replace('odd', `odd${i}`).replace('Kx', `Kx${i}`));
    await t.clock.advance(1);
  }
  assert.equal(t.counts.connections, 0);
  await t.finish();
});
