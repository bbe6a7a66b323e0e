import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../../testkit/fake-clock.ts';
import { type MemoryHost, MemoryNetwork } from '../../../testkit/memory-network.ts';
import { RecordingJournal } from '../../../testkit/recording-journal.ts';
import { seededRandom } from '../../../testkit/seeded-random.ts';
import { SILENT_LOG } from '../../base/log.ts';
import type { SocketAddress } from '../../base/sockets.ts';
import type { SipRequest } from '../message/message.ts';
import { createResponse } from '../message/response.ts';
import { TransportLayer } from './transport-layer.ts';

const SERVER: SocketAddress = { family: 'ipv4', address: '192.0.2.10', port: 8080 };

function request(method: string, lines: readonly string[] = ['Content-Length: 0'], body = ''): string {
  return [
    `${method} sip:1000@hamvoip.example SIP/2.0`,
    'Via: SIP/2.0/WS phone.invalid;branch=z9hG4bKone;rport',
    'Max-Forwards: 70',
    'From: <sip:1001@hamvoip.example>;tag=a',
    'To: <sip:1000@hamvoip.example>',
    'Call-ID: call-1',
    `CSeq: 1 ${method}`,
    ...lines,
    '',
    body,
  ].join('\r\n');
}

/** The layer behind a web server in memory, and browsers. */
class Rig {
  readonly clock = new FakeClock();
  readonly network = new MemoryNetwork({ clock: this.clock, random: seededRandom(1) });
  readonly journal = new RecordingJournal();
  readonly host: MemoryHost = this.network.host(SERVER.address);
  readonly layer: TransportLayer;
  readonly requests: SipRequest[] = [];
  status = 200;

  constructor() {
    this.layer = new TransportLayer({
      network: this.host,
      clock: this.clock,
      journal: this.journal,
      log: SILENT_LOG,
      mayKnock: () => true,
    });
    this.layer.user = {
      onRequest: (received, flow) => {
        this.requests.push(received);
        flow.send(Buffer.from(`SIP/2.0 ${this.status} Reason\r\n\r\n`));
      },
      onResponse() {},
      onFlowClosed() {},
    };
  }

  async listen(): Promise<this> {
    await this.host.listenMessages(SERVER, this.layer.webSockets);
    return this;
  }

  async browser(host = this.network.host('198.51.100.7')) {
    const connection = await this.clock.until(host.connectMessages(SERVER));
    const seen: { messages: string[]; closed: boolean } = { messages: [], closed: false };
    connection.onData = (bytes) => void seen.messages.push(Buffer.from(bytes).toString('latin1'));
    connection.onClose = () => {
      seen.closed = true;
    };
    const say = async (text: string): Promise<void> => {
      connection.write(Buffer.from(text, 'latin1'));
      await this.clock.advance(5);
    };
    await this.clock.advance(5);
    return { connection, seen, say };
  }
}

test('each message of a WebSocket is one message of SIP, with or without its length', async () => {
  const rig = await new Rig().listen();
  const { seen, say } = await rig.browser();
  const body = ['Content-Type: text/plain'];
  await say(request('OPTIONS'));
  await say(request('OPTIONS', []));
  await say(request('MESSAGE', body, 'hello'));
  await say(request('MESSAGE', [...body, 'Content-Length: 2'], 'hello'));
  assert.deepEqual(
    rig.requests.map((received) => Buffer.from(received.body).toString()),
    ['', '', 'hello', 'he'],
  );
  assert.equal(seen.messages.length, 4);
});

test('two requests in one message are one: what follows the first is no part of it', async () => {
  const rig = await new Rig().listen();
  const { say } = await rig.browser();
  await say(request('OPTIONS') + request('REGISTER'));
  assert.deepEqual(
    rig.requests.map(({ method }) => method),
    ['OPTIONS'],
  );
});

test('a length beyond the message is a 400, and the WebSocket goes on', async () => {
  const rig = await new Rig().listen();
  rig.layer.user.onRequest = (received, flow) => {
    rig.requests.push(received);
    rig.layer.respondStateless(received, flow, createResponse(received, 200, { toTag: 'b' }));
  };
  const { seen, say } = await rig.browser();
  await say(request('OPTIONS', ['Content-Length: 9']));
  await say(request('OPTIONS'));
  assert.deepEqual(
    seen.messages.map((text) => text.slice(8, 11)),
    ['400', '200'],
  );
  assert.equal(seen.closed, false);
});

test('line breaks keep a WebSocket alive: two are answered with one, fewer with nothing', async () => {
  const rig = await new Rig().listen();
  const { seen, say } = await rig.browser();
  await say('\r\n');
  await say('');
  assert.deepEqual(seen.messages, []);
  await say('\r\n\r\n');
  await say('\r\n\r\n\r\n\r\n');
  assert.deepEqual(seen.messages, ['\r\n', '\r\n']);
});

test('a browser is asked every 25 s whether it lives, and forgotten 10 s after it did not answer', async () => {
  const rig = await new Rig().listen();
  const { connection, seen, say } = await rig.browser();
  await say(request('REGISTER'));
  await rig.clock.advance(3_600_000);
  assert.equal(seen.closed, false);
  connection.answersPings = false;
  await rig.clock.advance(24_000);
  assert.equal(seen.closed, false);
  await rig.clock.advance(11_100);
  assert.equal(seen.closed, true);
  assert.equal(rig.layer.connections, 0);
  assert.equal(rig.clock.pendingTimers, 0);
});

test('answers to our pings make nobody less of a stranger', async () => {
  const rig = await new Rig().listen();
  rig.status = 401;
  const silent = await rig.browser();
  await rig.clock.advance(10_000);
  assert.equal(silent.seen.closed, true, 'nothing came in 10 s');
  const refused = await rig.browser(rig.network.host('198.51.100.8'));
  await refused.say(request('REGISTER'));
  await rig.clock.advance(32_100);
  assert.equal(refused.seen.closed, true);
});

test('strangers of all kinds of connection count together', async () => {
  const rig = await new Rig().listen();
  await rig.layer.listen({ addresses: [SERVER.address], port: 5060 });
  await rig.layer.listenSecure({ addresses: [SERVER.address], port: 5061 });
  const phone = rig.network.host('198.51.100.7');
  const closed: boolean[] = [];
  for (let n = 0; n < 21; n++) {
    const dial = [
      () => phone.connectStream({ ...SERVER, port: 5060 }),
      () => phone.connectStream({ ...SERVER, port: 5061 }, { secure: true }),
      () => phone.connectMessages(SERVER),
    ][n % 3];
    assert.ok(dial);
    const connection = await rig.clock.until<Awaited<ReturnType<typeof dial>>>(dial());
    closed[n] = false;
    connection.onClose = () => {
      closed[n] = true;
    };
  }
  await rig.clock.advance(5);
  assert.equal(rig.layer.connections, 20);
  assert.deepEqual(
    closed.map((isClosed, n) => (isClosed ? n : -1)).filter((n) => n >= 0),
    [20],
  );
  await rig.layer.close();
  await rig.clock.advance(5);
  assert.ok(closed.every(Boolean));
  assert.equal(rig.clock.pendingTimers, 0);
});

test('a peer that speaks TLS to TCP, or TCP to TLS, gets nowhere', async () => {
  const rig = await new Rig().listen();
  await rig.layer.listenSecure({ addresses: [SERVER.address], port: 5061 });
  const phone = rig.network.host('198.51.100.7');
  let closed = 0;
  for (const [port, secure] of [
    [5061, false],
    [8080, true],
  ] as const) {
    const connection = await rig.clock.until(phone.connectStream({ ...SERVER, port }, { secure }));
    connection.onClose = () => {
      closed++;
    };
  }
  await rig.clock.advance(5);
  assert.equal(closed, 2);
  assert.equal(rig.layer.connections, 0);
});
