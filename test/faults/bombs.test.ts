/** Issue 3, security §2.10 and §2.19: what is made to be dear to read holds nobody up. */
import assert from 'node:assert/strict';
import { createSocket, type Socket as DatagramSocket } from 'node:dgram';
import { connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import { ExchangeProcess } from './exchange-process.ts';
import { timed } from './waiting.ts';

/** The next request has its answer within. */
const MOST_MS = 100;
/** UDP over IPv4 carries 65,507 bytes. */
const BOMB_BYTES = 60_000;
const HOST = '127.0.0.1';

/** Each is a request of 60 kB, most of it one kind of thing that is dear to read for who reads it badly. */
const BOMBS: Readonly<Record<string, string>> = {
  'thousands of headers': headers('X: y\r\n'),
  'thousands of Vias': headers('Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKx\r\n'),
  'one endless header': `X: ${'a'.repeat(BOMB_BYTES)}\r\n`,
  'one endless line without an end': 'a'.repeat(BOMB_BYTES),
  'folded lines': `X: y${'\r\n z'.repeat(BOMB_BYTES / 4)}\r\n`,
  'parentheses in each other': `User-Agent: ${'('.repeat(BOMB_BYTES)}\r\n`,
  'open quotes': `Contact: ${'"\\'.repeat(BOMB_BYTES / 2)}\r\n`,
  'angle brackets': `Contact: ${'<'.repeat(BOMB_BYTES)}\r\n`,
  commas: `Route: ${','.repeat(BOMB_BYTES)}\r\n`,
  'many contacts': `Contact: ${'<sip:a@192.0.2.1>,'.repeat(BOMB_BYTES / 18)}<sip:b@192.0.2.1>\r\n`,
  'many parameters': `Contact: <sip:a@192.0.2.1>${';a=b'.repeat(BOMB_BYTES / 4)}\r\n`,
  'escapes in a URI': `Contact: <sip:${'%41'.repeat(BOMB_BYTES / 3)}@192.0.2.1>\r\n`,
  'digest parameters': `Authorization: Digest ${'a="b",'.repeat(BOMB_BYTES / 6)}c="d"\r\n`,
  'white space': `X:${' '.repeat(BOMB_BYTES)}y\r\n`,
  'a session of many lines': `Content-Type: application/sdp\r\nContent-Length: ${BOMB_BYTES}\r\n\r\n${'a=x\r\n'.repeat(BOMB_BYTES / 5)}`,
};

function headers(line: string): string {
  return line.repeat(Math.floor(BOMB_BYTES / line.length));
}

function request(method: string, transport: 'UDP' | 'TCP', serial: number, more = ''): Buffer {
  const lines = [
    `${method} sip:100@${HOST} SIP/2.0`,
    `Via: SIP/2.0/${transport} ${HOST};rport;branch=z9hG4bKbomb${serial}`,
    'Max-Forwards: 70',
    `From: <sip:100@${HOST}>;tag=${serial}`,
    `To: <sip:100@${HOST}>`,
    `Call-ID: bomb${serial}@192.0.2.1`,
    `CSeq: 1 ${method}`,
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n${more}${/\r\n\r\n/.test(more) ? '' : '\r\n'}`, 'latin1');
}

async function bound(t: TestContext, address: string): Promise<DatagramSocket> {
  const socket = createSocket('udp4');
  t.after(() => socket.close());
  await new Promise<void>((resolve) => socket.bind(0, address, resolve));
  return socket;
}

/** How long a stranger with nothing to hide waits for his challenge. */
async function challenged(socket: DatagramSocket, port: number, serial: number): Promise<number> {
  const answer = new Promise<Buffer>((resolve) => socket.once('message', resolve));
  socket.send(request('OPTIONS', 'UDP', serial), port, HOST);
  const { value, ms } = await timed(answer);
  assert.match(value.toString('latin1'), /^SIP\/2\.0 401 /);
  return ms;
}

test('after each of 60 kB that are dear to read, over UDP and TCP, the next request is answered within 100 ms', {
  timeout: 120_000,
}, async (t) => {
  // Without limits: each of them is to be read.
  const exchange = await ExchangeProcess.start(t, { firstPort: 18_470, settings: { HAMVOIP_LIMITS: 'off' } });
  const attacker = await bound(t, '127.7.0.1');
  const passer = await bound(t, '127.7.0.2');
  let serial = 0;
  // The first answer of a process is a slow one.
  await challenged(passer, exchange.sipPort, serial);
  let slowest = { ms: 0, what: '' };
  for (const [name, bomb] of Object.entries(BOMBS)) {
    for (const transport of ['UDP', 'TCP'] as const) {
      const bytes = request('INVITE', transport, ++serial, bomb);
      if (transport === 'UDP') await sendDatagram(attacker, bytes.subarray(0, 65_507), exchange.sipPort);
      else await sendStream(bytes, exchange.sipPort);
      const ms = await challenged(passer, exchange.sipPort, ++serial);
      assert.ok(ms < MOST_MS, `after ${name} over ${transport}: ${ms} ms`);
      if (ms > slowest.ms) slowest = { ms, what: `${name} over ${transport}` };
    }
  }
  t.diagnostic(
    `${serial / 2} bombs of 60 kB; the next answer after ${slowest.ms.toFixed(1)} ms at most (${slowest.what})`,
  );
  await exchange.assertNoExceptions();
});

function sendDatagram(socket: DatagramSocket, bytes: Uint8Array, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.send(bytes, port, HOST, (error) => (error ? reject(error) : resolve()));
  });
}

/** Resolves when the system took it all; the exchange may close the connection at any moment. */
function sendStream(bytes: Uint8Array, port: number): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect({ host: HOST, port, localAddress: '127.7.0.3' });
    socket.on('error', () => resolve());
    socket.on('data', () => {});
    socket.write(bytes, () => {
      socket.end();
      resolve();
    });
  });
}
