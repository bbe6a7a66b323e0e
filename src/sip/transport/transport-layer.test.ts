import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../../testkit/fake-clock.ts';
import { type MemoryHost, MemoryNetwork } from '../../../testkit/memory-network.ts';
import { RecordingJournal } from '../../../testkit/recording-journal.ts';
import { seededRandom } from '../../../testkit/seeded-random.ts';
import { SILENT_LOG } from '../../base/log.ts';
import type { DatagramSocket, SocketAddress } from '../../base/sockets.ts';
import type { SipRequest, SipResponse } from '../message/message.ts';
import { createResponse } from '../message/response.ts';
import type { ConnectionLimits } from './connection-limits.ts';
import type { Flow } from './flow.ts';
import { TransportLayer } from './transport-layer.ts';

const SERVER: SocketAddress = { family: 'ipv4', address: '192.0.2.10', port: 5060 };
const SERVER6: SocketAddress = { family: 'ipv6', address: '2001:db8::10', port: 5060 };
const PHONE: SocketAddress = { family: 'ipv4', address: '198.51.100.7', port: 5062 };

interface Shape {
  readonly via?: string;
  readonly lines?: readonly string[];
  readonly body?: string;
  readonly to?: string;
}

function request(method: string, shape: Shape = {}): string {
  const { body = '' } = shape;
  return [
    `${method} sip:1000@hamvoip.example SIP/2.0`,
    `Via: ${shape.via ?? 'SIP/2.0/UDP 10.0.0.7:5062;branch=z9hG4bKone;rport'}`,
    'Max-Forwards: 70',
    'From: <sip:1001@hamvoip.example>;tag=a',
    `To: ${shape.to ?? '<sip:1000@hamvoip.example>'}`,
    'Call-ID: call-1',
    `CSeq: 1 ${method}`,
    ...(shape.lines ?? [`Content-Length: ${body.length}`]),
    '',
    body,
  ].join('\r\n');
}

/** The layer on a network in memory, a phone beside it, and everything either of them saw. */
class Rig {
  readonly clock = new FakeClock();
  readonly network = new MemoryNetwork({ clock: this.clock, random: seededRandom(1) });
  readonly journal = new RecordingJournal();
  readonly host: MemoryHost = this.network.host([SERVER.address, SERVER6.address]);
  readonly phone: MemoryHost = this.network.host([PHONE.address, '2001:db8::7']);
  readonly layer: TransportLayer;
  readonly requests: { request: SipRequest; flow: Flow }[] = [];
  readonly responses: SipResponse[] = [];
  readonly closed: Flow[] = [];
  readonly banned = new Set<string>();
  /** What the user does with a request, after it was written down. */
  handle: (request: SipRequest, flow: Flow) => void = () => {};

  constructor(limits: Partial<ConnectionLimits> = {}) {
    this.layer = new TransportLayer({
      network: this.host,
      clock: this.clock,
      journal: this.journal,
      log: SILENT_LOG,
      mayKnock: ({ address }) => !this.banned.has(address),
      limits,
    });
    this.layer.user = {
      onRequest: (received, flow) => {
        this.requests.push({ request: received, flow });
        this.handle(received, flow);
      },
      onResponse: (response) => void this.responses.push(response),
      onFlowClosed: (flow) => void this.closed.push(flow),
    };
  }

  async listen(): Promise<this> {
    await this.layer.listen({ addresses: [SERVER.address, SERVER6.address], port: 5060 });
    return this;
  }

  answerAll(status: number): void {
    this.handle = (received, flow) =>
      this.layer.respondStateless(received, flow, createResponse(received, status, { toTag: 'b' }));
  }

  /** A datagram socket of the phone and what came to it. */
  async udp(): Promise<{ socket: DatagramSocket; got: string[]; say: (text: string) => Promise<void> }> {
    const got: string[] = [];
    const socket = await this.phone.bindDatagram(PHONE, (bytes) =>
      got.push(Buffer.from(bytes).toString('latin1')),
    );
    const say = async (text: string): Promise<void> => {
      socket.send(Buffer.from(text, 'latin1'), SERVER);
      await this.clock.advance(5);
    };
    return { socket, got, say };
  }

  /** A datagram from anywhere. */
  async forge(text: string, from: SocketAddress): Promise<void> {
    this.network.transmit(Buffer.from(text, 'latin1'), from, SERVER);
    await this.clock.advance(5);
  }

  async tcp(host: MemoryHost = this.phone) {
    const connection = await this.clock.until(host.connectStream(SERVER));
    const seen = { text: '', closed: false };
    connection.onData = (bytes) => {
      seen.text += Buffer.from(bytes).toString('latin1');
    };
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

const statuses = (text: string): string[] =>
  [...text.matchAll(/^SIP\/2\.0 (\d{3})/gm)].map(([, status]) => status ?? '');

test('listening means UDP and TCP on every address, on one port', async () => {
  const { layer } = await new Rig().listen();
  assert.deepEqual(layer.listeners, [
    { transport: 'udp', local: SERVER },
    { transport: 'udp', local: SERVER6 },
    { transport: 'tcp', local: SERVER },
    { transport: 'tcp', local: SERVER6 },
  ]);
  const chosen = new Rig();
  await chosen.layer.listen({ addresses: [SERVER.address], port: 0 });
  const [udp, tcp] = chosen.layer.listeners;
  assert.ok(udp && udp.local.port > 0);
  assert.equal(udp.local.port, tcp?.local.port);
});

test('when one address cannot be had, none is', async () => {
  const rig = new Rig();
  await rig.host.listenStream(
    SERVER6,
    () => true,
    () => {},
  );
  await assert.rejects(rig.listen(), { name: 'SocketError', reason: 'in-use' });
  assert.deepEqual(rig.layer.listeners, []);
  assert.equal(rig.host.openSockets, 0);
});

test('a request comes up with the address it really came from, and its answer goes there', async () => {
  const rig = await new Rig().listen();
  rig.answerAll(401);
  const { got, say } = await rig.udp();
  await say(request('REGISTER'));
  const [{ request: received, flow } = assert.fail('nothing came up')] = rig.requests;
  assert.equal(received.via.rport, PHONE.port);
  assert.equal(received.via.received, PHONE.address);
  assert.deepEqual([flow.transport, flow.local, flow.remote], ['udp', SERVER, PHONE]);
  assert.equal(got.length, 1);
  assert.match(got[0] ?? '', /^SIP\/2\.0 401 /);
  assert.match(
    got[0] ?? '',
    /Via: SIP\/2\.0\/UDP 10\.0\.0\.7:5062;branch=z9hG4bKone;rport=5062;received=198\.51\.100\.7\r\n/,
  );
  assert.deepEqual(rig.journal.facts, [{ kind: 'sip-request', method: 'REGISTER', status: 401 }]);
});

test('the same phone comes by the same flow, also when asked for by its addresses', async () => {
  const rig = await new Rig().listen();
  const { say } = await rig.udp();
  await say(request('REGISTER'));
  await say(request('OPTIONS'));
  const [first, second] = rig.requests;
  assert.ok(first);
  assert.equal(first.flow.id, second?.flow.id);
  assert.equal(rig.layer.udpFlow(SERVER, PHONE).id, first.flow.id);
});

test('a flow restored for an address we no longer have leads over another of its family, or nowhere', async () => {
  const rig = new Rig();
  await rig.layer.listen({ addresses: [SERVER.address], port: 5060 });
  const { got } = await rig.udp();
  const moved = rig.layer.udpFlow({ ...SERVER, address: '192.0.2.99' }, PHONE);
  assert.deepEqual(moved.local, SERVER);
  moved.send(Buffer.from('hello'));
  await rig.clock.advance(5);
  assert.deepEqual(got, ['hello']);
  const dead = rig.layer.udpFlow(SERVER6, { ...SERVER6, address: '2001:db8::7' });
  assert.equal(dead.open, false);
  dead.send(Buffer.from('hello'));
});

test('a banned source is not even parsed', async () => {
  const rig = await new Rig().listen();
  const { got, say } = await rig.udp();
  rig.banned.add(PHONE.address);
  await say(request('REGISTER'));
  await say(request('REGISTER', { lines: ['Content-Length: 99'] }));
  assert.deepEqual([rig.requests, got, rig.journal.facts], [[], [], []]);
});

test('a malformed request is answered 400 once, small, to its source; a forged Via gets nothing', async () => {
  const rig = await new Rig().listen();
  const { got, say } = await rig.udp();
  await say(request('INVITE', { lines: ['Content-Length: 99'] }));
  assert.equal(got.length, 1);
  assert.match(got[0] ?? '', /^SIP\/2\.0 400 /);
  assert.match(got[0] ?? '', /\r\nTo: .*;tag=\w+\r\n/);
  assert.ok((got[0]?.length ?? 0) <= 600);
  await rig.clock.advance(60_000);
  assert.equal(got.length, 1);
  await say(request('INVITE', { lines: ['Content-Length: 99'] }));
  assert.equal(got[1], got[0]);
  assert.deepEqual(rig.requests, []);
  assert.deepEqual(
    rig.journal.of('sip-refused').map(({ status }) => status),
    [400, 400],
  );
});

test("a refusal that would exceed 600 bytes is not sent to a datagram's source", async () => {
  const rig = await new Rig().listen();
  const { got, say } = await rig.udp();
  const via = `SIP/2.0/UDP 10.0.0.7;branch=z9hG4bKone;x=${'y'.repeat(600)}`;
  await say(request('INVITE', { via, lines: ['Content-Length: 99'] }));
  assert.deepEqual(got, []);
});

test('what a request requires and we lack is refused here', async () => {
  const rig = await new Rig().listen();
  const { got, say } = await rig.udp();
  await say(request('OPTIONS', { lines: ['Require: nothing-we-know', 'Content-Length: 0'] }));
  assert.deepEqual(statuses(got.join('')), ['420']);
  assert.match(got[0] ?? '', /Unsupported: nothing-we-know/);
  assert.deepEqual(rig.requests, []);
});

test('junk, keep-alives, bad ACKs and bad responses get no answer at all', async () => {
  const rig = await new Rig().listen();
  const { got, say } = await rig.udp();
  const response = request('OPTIONS').replace(/^.*\r\n/, 'SIP/2.0 200 OK\r\n');
  for (const text of [
    '',
    '\0',
    '\r\n',
    '\r\n\r\n',
    '\x00\x01\x00\x00\x21\x12\xa4\x43aaaaaaaaaaaa',
    'jaK',
    'GET / HTTP/1.1\r\nHost: x\r\n\r\n',
    request('ACK', { lines: ['Content-Length: 99'] }),
    request('ACK', { lines: ['CSeq: 2 ACK', 'Content-Length: 0'] }),
    response.replace('Content-Length: 0', 'Content-Length: 77'),
    'SIP/2.0 200 OK\r\n\r\n',
    'INVITE sip:x SIP/2.0\r\n\r\n',
  ])
    await say(text);
  assert.deepEqual([got, rig.requests, rig.responses], [[], [], []]);
  await say(`\r\n${request('OPTIONS')}`);
  assert.equal(rig.requests.length, 1);
  await say(response);
  assert.equal(rig.responses.length, 1);
  assert.deepEqual(got, []);
});

test('datagrams from where nobody can be are dropped', async () => {
  const rig = await new Rig().listen();
  const sent: SocketAddress[] = [];
  rig.network.tap(({ bytes, to }) => {
    if (Buffer.from(bytes).toString('latin1').startsWith('SIP/2.0')) sent.push(to);
  });
  rig.answerAll(401);
  for (const from of [
    { ...PHONE, port: 0 },
    { ...PHONE, address: '255.255.255.255' },
    { ...PHONE, address: '224.0.1.75' },
    SERVER,
  ])
    await rig.forge(request('OPTIONS'), from);
  assert.deepEqual([rig.requests, sent], [[], []]);
});

test('an exception above becomes a 500 and a fact', async () => {
  const rig = await new Rig().listen();
  const { got, say } = await rig.udp();
  rig.handle = () => {
    throw new Error('a bug');
  };
  await say(request('REGISTER'));
  await say(request('ACK'));
  assert.deepEqual(statuses(got.join('')), ['500']);
  assert.equal(rig.journal.of('handler-exception').length, 2);
});

test('over TCP messages come up whole however they are cut, and answers leave by their connection', async () => {
  const rig = await new Rig().listen();
  rig.network.setConditions({ chunkBytes: 7 });
  rig.answerAll(200);
  const { seen, say } = await rig.tcp();
  await say(
    request('REGISTER') + request('MESSAGE', { lines: ['Content-Type: text/plain', 'l: 5'], body: 'hello' }),
  );
  assert.deepEqual(
    rig.requests.map(({ request: { method, body } }) => [method, Buffer.from(body).toString()]),
    [
      ['REGISTER', ''],
      ['MESSAGE', 'hello'],
    ],
  );
  assert.deepEqual(statuses(seen.text), ['200', '200']);
  const [first, second] = rig.requests;
  assert.equal(first?.flow, second?.flow);
  assert.equal(first?.flow.reliable, true);
});

test('a double CRLF gets a single one back', async () => {
  const rig = await new Rig().listen();
  const { seen, say } = await rig.tcp();
  await say('\r\n');
  assert.equal(seen.text, '');
  await say('\r\n');
  assert.equal(seen.text, '\r\n');
  await say('\r\n\r\n\r\n\r\n');
  assert.equal(seen.text, '\r\n\r\n');
});

test('each connection is a flow of its own; its end is told once', async () => {
  const rig = await new Rig().listen();
  const first = await rig.tcp();
  const second = await rig.tcp();
  await first.say(request('OPTIONS'));
  await second.say(request('OPTIONS'));
  const [one, two] = rig.requests.map(({ flow }) => flow);
  assert.notEqual(one?.id, two?.id);
  assert.equal(rig.layer.connections, 2);
  first.connection.destroy();
  await rig.clock.advance(5);
  assert.deepEqual(rig.closed, [one]);
  assert.equal(one?.open, false);
  one?.send(Buffer.from('nobody hears this'));
  assert.equal(rig.layer.connections, 1);
});

test('bad framing is answered 400 and the connection closed; what follows is ignored', async () => {
  for (const lines of [
    ['Content-Length: -1'],
    ['Content-Length: 0', 'Content-Length: 0'],
    ['Content-Length: 99999999'],
    ['X: y'],
  ]) {
    const rig = await new Rig().listen();
    const { seen, say } = await rig.tcp();
    await say(request('INVITE', { lines }) + request('OPTIONS'));
    assert.deepEqual(statuses(seen.text), ['400'], lines.join());
    assert.equal(seen.closed, true);
    assert.deepEqual(rig.requests, []);
    assert.equal(rig.clock.pendingTimers, 0);
  }
});

test('a header section without end is closed at its limit', async () => {
  const rig = await new Rig().listen();
  const { seen, say } = await rig.tcp();
  await say(`INVITE sip:x SIP/2.0\r\nX: ${'y'.repeat(20_000)}`);
  assert.equal(seen.closed, true);
});

test('a malformed message with sound framing is answered and the connection stays', async () => {
  const rig = await new Rig().listen();
  const { seen, say } = await rig.tcp();
  await say(request('INVITE', { to: '<sip:1000@hamvoip.example' }) + request('OPTIONS'));
  assert.deepEqual(statuses(seen.text), ['400']);
  assert.equal(rig.requests.length, 1);
  assert.equal(seen.closed, false);
});

test('a connection that brings no complete message in 10 s is closed, drip by drip or silent', async () => {
  const rig = await new Rig().listen();
  const silent = await rig.tcp();
  const pinging = await rig.tcp();
  const dripping = await rig.tcp();
  for (let second = 0; second < 9; second++) {
    await rig.clock.advance(985);
    await pinging.say('\r\n\r\n');
    await dripping.say(request('OPTIONS').charAt(second));
  }
  assert.deepEqual([silent.seen.closed, pinging.seen.closed, dripping.seen.closed], [false, false, false]);
  await rig.clock.advance(1200);
  assert.deepEqual([silent.seen.closed, pinging.seen.closed, dripping.seen.closed], [true, true, true]);
  assert.equal(rig.layer.connections, 0);
  assert.equal(rig.clock.pendingTimers, 0);
});

test('every later message has 10 s from its first byte, no more', async () => {
  const rig = await new Rig().listen();
  rig.answerAll(200);
  const { seen, say } = await rig.tcp();
  const text = request('OPTIONS');
  await say(text);
  await rig.clock.advance(100_000);
  await say(text.slice(0, 40));
  await rig.clock.advance(9000);
  await say(text.slice(40) + text.slice(0, 10));
  assert.equal(rig.requests.length, 2);
  await rig.clock.advance(9900);
  assert.equal(seen.closed, false);
  await rig.clock.advance(200);
  assert.equal(seen.closed, true);
});

test("a stranger's silent connection is closed after 32 s, that of a phone that was let in stays", async () => {
  const rig = await new Rig().listen();
  rig.answerAll(401);
  const stranger = await rig.tcp();
  await stranger.say(request('REGISTER'));
  rig.answerAll(200);
  const phone = await rig.tcp();
  await phone.say(request('REGISTER'));
  await rig.clock.advance(32_100);
  assert.equal(stranger.seen.closed, true);
  await rig.clock.advance(3_600_000);
  assert.equal(phone.seen.closed, false);
  await rig.clock.advance(3_600_000);
  assert.equal(phone.seen.closed, true);
});

test('a ringing call keeps the connection of its caller', async () => {
  const rig = await new Rig().listen();
  rig.answerAll(180);
  const { seen, say } = await rig.tcp();
  await say(request('INVITE'));
  await rig.clock.advance(120_000);
  assert.equal(seen.closed, false);
});

test('an address has 20 connections as a stranger; being let in or leaving makes room', async () => {
  const rig = await new Rig().listen();
  const connections = [];
  for (let count = 0; count < 20; count++) connections.push(await rig.tcp());
  const refused = await rig.tcp();
  assert.equal(refused.seen.closed, true);
  assert.equal(rig.layer.connections, 20);
  const neighbour = await rig.tcp(rig.network.host('198.51.100.8'));
  assert.equal(neighbour.seen.closed, false);

  rig.answerAll(401);
  await connections[0]?.say(request('REGISTER'));
  assert.equal((await rig.tcp()).seen.closed, true);
  rig.answerAll(200);
  await connections[0]?.say(request('REGISTER'));
  assert.equal((await rig.tcp()).seen.closed, false);
  assert.equal((await rig.tcp()).seen.closed, true);
  connections[1]?.connection.destroy();
  connections[0]?.connection.destroy();
  await rig.clock.advance(5);
  assert.equal((await rig.tcp()).seen.closed, false);
  assert.equal((await rig.tcp()).seen.closed, true);
});

test('strangers and connections are bounded in all', async () => {
  const rig = await new Rig({ strangers: 2, connections: 3 }).listen();
  rig.answerAll(200);
  const hosts = [1, 2, 3, 4, 5].map((last) => rig.network.host(`203.0.113.${last}`));
  const first = await rig.tcp(hosts[0]);
  await rig.tcp(hosts[1]);
  assert.equal((await rig.tcp(hosts[2])).seen.closed, true);
  await first.say(request('REGISTER'));
  assert.equal((await rig.tcp(hosts[3])).seen.closed, false);
  assert.equal((await rig.tcp(hosts[4])).seen.closed, true);
  assert.equal(rig.layer.connections, 3);
});

test('a ban closes a connection when it next speaks, and at once when told to', async () => {
  const rig = await new Rig().listen();
  const speaks = await rig.tcp();
  const silent = await rig.tcp();
  rig.banned.add(PHONE.address);
  await speaks.say(request('REGISTER'));
  assert.deepEqual([speaks.seen.closed, silent.seen.closed], [true, false]);
  assert.deepEqual(rig.requests, []);
  assert.equal((await rig.tcp()).seen.closed, true);
  const flows = rig.layer.flowsFrom(({ address }) => address === PHONE.address);
  assert.equal(flows.length, 1);
  for (const flow of flows) rig.layer.closeFlow(flow);
  await rig.clock.advance(5);
  assert.equal(silent.seen.closed, true);
  assert.equal(rig.layer.connections, 0);
  rig.layer.closeFlow(rig.layer.udpFlow(SERVER, PHONE));
});

test('a peer that does not read is cut off when its limit is reached', async () => {
  const rig = await new Rig({ sendBufferBytes: 1000 }).listen();
  const { connection, say } = await rig.tcp();
  await say(request('OPTIONS'));
  (connection as unknown as { pauseReading(): void }).pauseReading();
  const flow = rig.requests[0]?.flow;
  for (let count = 0; count < 4 && flow?.open; count++) flow.send(Buffer.alloc(400, 0x41));
  assert.equal(flow?.open, false);
  assert.equal(rig.layer.connections, 0);
});

test('an exception above does not harm a connection, nor one told of its end', async () => {
  const rig = await new Rig().listen();
  const { seen, say, connection } = await rig.tcp();
  rig.handle = () => {
    throw new Error('a bug');
  };
  await say(request('OPTIONS') + request('OPTIONS'));
  assert.deepEqual(statuses(seen.text), ['500', '500']);
  rig.layer.user.onFlowClosed = () => {
    throw new Error('a bug');
  };
  connection.destroy();
  await rig.clock.advance(5);
  assert.equal(rig.layer.connections, 0);
  assert.equal(rig.journal.of('handler-exception').length, 3);
});

test('closing closes everything and leaves nothing armed', async () => {
  const rig = await new Rig().listen();
  const { seen, say } = await rig.tcp();
  await say('INVITE');
  await rig.layer.close();
  await rig.layer.close();
  await rig.clock.advance(5);
  assert.equal(seen.closed, true);
  assert.deepEqual(rig.layer.listeners, []);
  assert.equal(rig.layer.connections, 0);
  assert.equal(rig.host.openSockets, 0);
  assert.equal(rig.clock.pendingTimers, 0);
});

test('whatever arrives in whatever pieces, nothing throws and no connection outlives its time', async () => {
  const valid = request('OPTIONS');
  for (let seed = 1; seed <= 40; seed++) {
    const random = seededRandom(seed);
    const rig = await new Rig().listen();
    rig.answerAll(401);
    const { socket } = await rig.udp();
    const { connection } = await rig.tcp();
    for (let count = 0; count < 40; count++) {
      const bytes = Buffer.from(valid.slice(0, 1 + random.integer(valid.length)), 'latin1');
      for (let flips = random.integer(4); flips > 0; flips--)
        bytes[random.integer(bytes.length)] = random.integer(256);
      if (random.integer(2) === 0) socket.send(bytes, SERVER);
      else connection.write(bytes);
      if (random.integer(8) === 0) await rig.clock.advance(random.integer(3000));
    }
    await rig.clock.advance(60_000);
    assert.equal(rig.layer.connections, 0, `seed ${seed}`);
    assert.equal(rig.clock.pendingTimers, 0, `seed ${seed}`);
    assert.deepEqual(rig.journal.of('handler-exception'), []);
  }
});
