/** One suite for every transport, on the network in memory and on the machine's own sockets. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createHttp, type Server } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { SILENT_LOG } from '../../src/base/log.ts';
import { type Network, type SocketAddress, sameSocketAddress } from '../../src/base/sockets.ts';
import { ServerCertificate } from '../../src/platform/certificates/server-certificate.ts';
import { systemHasIpv6 } from '../../src/platform/machine/ipv6-support.ts';
import { NodeClock } from '../../src/platform/node-clock.ts';
import { WebSocketDoor } from '../../src/platform/sockets/web-socket-door.ts';
import { showCertificate, webServerOptions } from '../../src/platform/web-listener.ts';
import type { SipRequest } from '../../src/sip/message/message.ts';
import { createResponse } from '../../src/sip/message/response.ts';
import type { Flow } from '../../src/sip/transport/flow.ts';
import { TransportLayer } from '../../src/sip/transport/transport-layer.ts';
import { FakeClock } from '../../testkit/fake-clock.ts';
import { type ClientNetwork, MemoryNetwork } from '../../testkit/memory-network.ts';
import { openTransport, type PhoneTransport, type TransportKind } from '../../testkit/phone-transport.ts';
import { RealNetwork } from '../../testkit/real-network.ts';
import { RecordingJournal } from '../../testkit/recording-journal.ts';
import { seededRandom } from '../../testkit/seeded-random.ts';

const KINDS: readonly TransportKind[] = ['UDP', 'TCP', 'TLS', 'WS', 'WSS'];
type Family = SocketAddress['family'];

/** A transport layer that listens for everything, and what it takes to reach it. */
interface Stage {
  readonly layer: TransportLayer;
  readonly phone: ClientNetwork;
  readonly phoneAddress: Readonly<Record<Family, string>>;
  where(kind: TransportKind, family: Family): SocketAddress;
  /** Lets time pass until it is settled. */
  wait<T>(promise: Promise<T>): Promise<T>;
  /** Runs when the test is over. */
  after(close: () => void): void;
}

interface Seen {
  readonly request: SipRequest;
  readonly flow: Flow;
}

/** What came up, and who may come. */
class Upstairs {
  readonly journal = new RecordingJournal();
  readonly closed: Flow[] = [];
  mayKnock = true;
  #seen: ((seen: Seen) => void)[] = [];
  #onClosed: (() => void)[] = [];

  layer(network: Network, clock: FakeClock | NodeClock): TransportLayer {
    const layer = new TransportLayer({
      network,
      clock,
      journal: this.journal,
      log: SILENT_LOG,
      mayKnock: () => this.mayKnock,
    });
    layer.user = {
      onRequest: (request, flow) => {
        layer.respondStateless(request, flow, createResponse(request, 200, { toTag: 'b' }));
        for (const tell of this.#seen.splice(0)) tell({ request, flow });
      },
      onResponse: () => {},
      onFlowClosed: (flow) => {
        this.closed.push(flow);
        for (const tell of this.#onClosed.splice(0)) tell();
      },
    };
    return layer;
  }

  next(): Promise<Seen> {
    return new Promise((resolve) => this.#seen.push(resolve));
  }

  nextClosed(): Promise<void> {
    return new Promise((resolve) => this.#onClosed.push(resolve));
  }
}

const MEMORY = { ipv4: '192.0.2.10', ipv6: '2001:db8::10' } as const;
const MEMORY_PHONE = { ipv4: '198.51.100.7', ipv6: '2001:db8:1::7' } as const;
const MEMORY_PORTS: Readonly<Record<TransportKind, number>> = {
  UDP: 5060,
  TCP: 5060,
  TLS: 5061,
  WS: 8080,
  WSS: 8443,
};

async function inMemory(t: TestContext, upstairs: Upstairs): Promise<Stage> {
  const clock = new FakeClock();
  const network = new MemoryNetwork({ clock, random: seededRandom(1), chunkBytes: 1000 });
  const host = network.host(Object.values(MEMORY));
  const layer = upstairs.layer(host, clock);
  const addresses = Object.values(MEMORY);
  await layer.listen({ addresses, port: MEMORY_PORTS.UDP });
  await layer.listenSecure({ addresses, port: MEMORY_PORTS.TLS });
  for (const address of addresses) {
    await host.listenMessages({ address, port: MEMORY_PORTS.WS }, layer.webSockets);
    await host.listenMessages({ address, port: MEMORY_PORTS.WSS, secure: true }, layer.webSockets);
  }
  return {
    layer,
    phone: network.host(Object.values(MEMORY_PHONE)),
    phoneAddress: MEMORY_PHONE,
    where: (kind, family) => ({ family, address: MEMORY[family], port: MEMORY_PORTS[kind] }),
    wait: (promise) => clock.until(promise),
    after: (close) => t.after(close),
  };
}

const LOOPBACK = { ipv4: '127.0.0.1', ipv6: '::1' } as const;

async function onTheMachine(t: TestContext, upstairs: Upstairs): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'hamvoip-transports-'));
  const clock = new NodeClock();
  const certificate = new ServerCertificate({
    clock,
    log: SILENT_LOG,
    source: { kind: 'self-made', file: join(folder, 'tls.pem'), names: ['localhost'] },
  });
  const layer = upstairs.layer(new RealNetwork({ certificate }), clock);
  const servers: Server[] = [];
  t.after(async () => {
    await layer.close();
    certificate.close();
    for (const server of servers) server.close().closeAllConnections();
    rmSync(folder, { recursive: true, force: true });
  });
  const families: readonly Family[] = (await systemHasIpv6()) ? ['ipv4', 'ipv6'] : ['ipv4'];
  const door = new WebSocketDoor({
    acceptor: layer.webSockets,
    isOurs: () => true,
    origins: [],
    proxies: [],
  });
  const ports = new Map<string, number>();
  for (const family of families) {
    const addresses = [LOOPBACK[family]];
    await layer.listen({ addresses, port: 0 });
    await layer.listenSecure({ addresses, port: 0 });
    for (const kind of ['WS', 'WSS'] as const) {
      const secure = kind === 'WSS';
      const options = webServerOptions(secure);
      const server: Server = secure ? createHttps(options) : createHttp(options);
      servers.push(server);
      showCertificate(server, certificate);
      door.attach(server);
      await once(server.listen(0, LOOPBACK[family]), 'listening');
      ports.set(`${kind} ${family}`, (server.address() as AddressInfo).port);
    }
  }
  for (const { transport, local } of layer.listeners)
    ports.set(`${transport.toUpperCase()} ${local.family}`, local.port);
  return {
    layer,
    phone: new RealNetwork(),
    phoneAddress: LOOPBACK,
    where: (kind, family) => ({
      family,
      address: LOOPBACK[family],
      port: ports.get(`${kind} ${family}`) ?? 0,
    }),
    wait: (promise) => promise,
    after: (close) => t.after(close),
  };
}

/** What a phone says and hears. */
class Line {
  readonly transport: PhoneTransport;
  readonly #to: SocketAddress;
  readonly #heard: string[] = [];
  readonly #waiting: ((text: string) => void)[] = [];

  static async open(stage: Stage, kind: TransportKind, family: Family): Promise<Line> {
    let line: Line | undefined;
    const exchange = stage.where(kind, family);
    const surroundings = { network: stage.phone, exchange, personality: { sendsFromAnyPort: false } };
    const local = { address: stage.phoneAddress[family], port: 0 };
    const opening = openTransport(kind, surroundings, local, (bytes) => line?.hear(bytes));
    const transport = await stage.wait(opening);
    stage.after(() => transport.close());
    line = new Line(transport, exchange);
    return line;
  }

  private constructor(transport: PhoneTransport, to: SocketAddress) {
    this.transport = transport;
    this.#to = to;
  }

  hear(bytes: Uint8Array): void {
    const text = Buffer.from(bytes).toString('latin1');
    const waiting = this.#waiting.shift();
    if (waiting === undefined) this.#heard.push(text);
    else waiting(text);
  }

  say(text: string): void {
    this.transport.send(Buffer.from(text, 'latin1'), this.#to);
  }

  next(): Promise<string> {
    const heard = this.#heard.shift();
    return heard === undefined
      ? new Promise((resolve) => this.#waiting.push(resolve))
      : Promise.resolve(heard);
  }
}

function request(
  method: string,
  kind: TransportKind,
  options: { callId?: string; body?: string } = {},
): string {
  const { callId = 'call-1', body = '' } = options;
  return [
    `${method} sip:100@hamvoip.example SIP/2.0`,
    `Via: SIP/2.0/${kind} phone.invalid;branch=z9hG4bK${callId};rport`,
    'Max-Forwards: 70',
    'From: <sip:101@hamvoip.example>;tag=a',
    'To: <sip:100@hamvoip.example>',
    `Call-ID: ${callId}`,
    `CSeq: 1 ${method}`,
    ...(body === '' ? [] : ['Content-Type: text/plain']),
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n');
}

for (const [where, setTheStage] of [
  ['in memory', inMemory],
  ['on the machine', onTheMachine],
] as const) {
  for (const kind of KINDS) describe(`${kind} ${where}`, () => carries(kind, setTheStage));
}

function carries(kind: TransportKind, setTheStage: typeof inMemory): void {
  for (const family of ['ipv4', 'ipv6'] as const) {
    it(`brings a request up and its answer back over ${family}`, async (t) => {
      if (family === 'ipv6' && setTheStage === onTheMachine && !(await systemHasIpv6())) return;
      const upstairs = new Upstairs();
      const stage = await setTheStage(t, upstairs);
      const line = await Line.open(stage, kind, family);
      const seen = upstairs.next();
      line.say(request('OPTIONS', kind));
      const { flow } = await stage.wait(seen);
      assert.equal(flow.transport, kind.toLowerCase());
      assert.ok(sameSocketAddress(flow.remote, line.transport.local), 'it comes from the phone');
      assert.ok(sameSocketAddress(flow.local, stage.where(kind, family)), 'it came to where it was sent');
      const answer = await stage.wait(line.next());
      assert.match(answer, /^SIP\/2\.0 200 OK\r\n/);
      assert.ok(
        answer.includes(`rport=${line.transport.local.port};received=${line.transport.local.address}`),
      );
    });
  }

  it('carries a large message whole, both ways', async (t) => {
    const upstairs = new Upstairs();
    const stage = await setTheStage(t, upstairs);
    const line = await Line.open(stage, kind, 'ipv4');
    const seen = upstairs.next();
    const body = 'x'.repeat(40_000);
    line.say(request('MESSAGE', kind, { body }));
    const { request: received, flow } = await stage.wait(seen);
    assert.equal(Buffer.from(received.body).toString(), body);
    await stage.wait(line.next());
    flow.send(Buffer.from(request('MESSAGE', kind, { body })));
    assert.equal(await stage.wait(line.next()), request('MESSAGE', kind, { body }));
  });

  it('answers junk with nothing and a malformed request with 400', async (t) => {
    const upstairs = new Upstairs();
    const stage = await setTheStage(t, upstairs);
    const line = await Line.open(stage, kind, 'ipv4');
    line.say('jaK\r\nContent-Length: 0\r\n\r\n');
    line.say(request('OPTIONS', kind).replace('To: <sip:100', 'To: <<sip:100'));
    assert.match(await stage.wait(line.next()), /^SIP\/2\.0 400 /);
    assert.deepEqual(upstairs.journal.of('handler-exception'), []);
  });

  it('gives two phones two flows', async (t) => {
    const upstairs = new Upstairs();
    const stage = await setTheStage(t, upstairs);
    const flows: Flow[] = [];
    for (const callId of ['one', 'two']) {
      const line = await Line.open(stage, kind, 'ipv4');
      const seen = upstairs.next();
      line.say(request('OPTIONS', kind, { callId }));
      flows.push((await stage.wait(seen)).flow);
      await stage.wait(line.next());
    }
    assert.notEqual(flows[0]?.id, flows[1]?.id);
    assert.equal(stage.layer.connections, kind === 'UDP' ? 0 : 2);
  });

  if (kind === 'UDP') return;

  it('answers two line breaks with one', async (t) => {
    const upstairs = new Upstairs();
    const stage = await setTheStage(t, upstairs);
    const exchange = stage.where(kind, 'ipv4');
    const secure = kind === 'TLS' || kind === 'WSS';
    const connecting =
      kind === 'WS' || kind === 'WSS'
        ? stage.phone.connectMessages(exchange, { secure })
        : stage.phone.connectStream(exchange, { secure });
    const connection = await stage.wait(connecting);
    const heard = new Promise<string>((resolve) => {
      connection.onData = (bytes) => resolve(Buffer.from(bytes).toString());
    });
    connection.write(Buffer.from('\r\n\r\n'));
    assert.equal(await stage.wait(heard), '\r\n');
    connection.destroy();
  });

  it('tells of the end of a connection, whoever ends it', async (t) => {
    const upstairs = new Upstairs();
    const stage = await setTheStage(t, upstairs);
    for (const end of ['phone', 'exchange'] as const) {
      const line = await Line.open(stage, kind, 'ipv4');
      const seen = upstairs.next();
      line.say(request('OPTIONS', kind, { callId: end }));
      const { flow } = await stage.wait(seen);
      await stage.wait(line.next());
      const closed = upstairs.nextClosed();
      if (end === 'phone') line.transport.close();
      else stage.layer.closeFlow(flow);
      await stage.wait(closed);
      assert.equal(flow.open, false);
      assert.equal(upstairs.closed.at(-1), flow);
      assert.equal(stage.layer.connections, 0);
    }
    assert.equal(upstairs.closed.length, 2);
  });

  it('closes the connection of who may not knock', async (t) => {
    const upstairs = new Upstairs();
    const stage = await setTheStage(t, upstairs);
    const line = await Line.open(stage, kind, 'ipv4');
    const seen = upstairs.next();
    line.say(request('OPTIONS', kind));
    await stage.wait(seen);
    upstairs.mayKnock = false;
    const closed = upstairs.nextClosed();
    line.say(request('OPTIONS', kind));
    await stage.wait(closed);
    assert.equal(stage.layer.connections, 0);
  });
}
