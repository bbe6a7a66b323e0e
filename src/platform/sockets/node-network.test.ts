import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { latin1ToBytes } from '../../base/bytes.ts';
import {
  type DatagramSocket,
  type SocketAddress,
  SocketError,
  type StreamConnection,
} from '../../base/sockets.ts';
import { systemHasIpv6 } from '../machine/ipv6-support.ts';
import { networkMaker } from './batched-network.ts';
import { NodeNetwork } from './node-network.ts';

interface Datagram {
  readonly text: string;
  readonly from: SocketAddress;
}

/** A bound socket, closed with the test, and a promise for what arrives next. */
async function bind(t: TestContext, network: NodeNetwork, address: string, receiveBufferBytes?: number) {
  const waiting: ((datagram: Datagram) => void)[] = [];
  const socket: DatagramSocket = await network.bindDatagram(
    { address, port: 0, ...(receiveBufferBytes === undefined ? {} : { receiveBufferBytes }) },
    (bytes, from) => waiting.shift()?.({ text: Buffer.from(bytes).toString(), from }),
  );
  t.after(() => socket.close());
  return { socket, next: () => new Promise<Datagram>((resolve) => waiting.push(resolve)) };
}

const hello = latin1ToBytes('hello');

function describeDatagrams(create: () => NodeNetwork): void {
  const network = create();

  it('carries a datagram and says where it came from', async (t) => {
    const a = await bind(t, network, '127.0.0.1');
    const b = await bind(t, network, '127.0.0.2');
    const arrived = b.next();
    a.socket.send(hello, b.socket.local);
    assert.deepEqual(await arrived, { text: 'hello', from: a.socket.local });
    assert.equal(a.socket.local.address, '127.0.0.1');
  });

  it('lets 0.0.0.0 and :: share one port', async (t) => {
    if (!(await systemHasIpv6())) return;
    const any = await bind(t, network, '0.0.0.0');
    const any6 = await network.bindDatagram({ address: '::', port: any.socket.local.port }, () => {});
    t.after(() => any6.close());
    assert.equal(any6.local.port, any.socket.local.port);
    assert.equal(any6.local.family, 'ipv6');
  });

  it('carries a datagram over IPv6', async (t) => {
    if (!(await systemHasIpv6())) return;
    const a = await bind(t, network, '::1');
    const b = await bind(t, network, '::1');
    const arrived = b.next();
    a.socket.send(hello, b.socket.local);
    assert.deepEqual(await arrived, { text: 'hello', from: a.socket.local });
  });

  it('loses what cannot be sent without throwing', async (t) => {
    const a = await bind(t, network, '127.0.0.1');
    a.socket.send(hello, { family: 'ipv4', address: '127.0.0.1', port: 0 });
    a.socket.send(hello, { family: 'ipv6', address: '::1', port: 5060 });
    a.socket.send(hello, { family: 'ipv4', address: 'not an address', port: 5060 });
    a.socket.send(hello, { family: 'ipv4', address: '255.255.255.255', port: 5060 });
    a.socket.send(new Uint8Array(70_000), a.socket.local);
    a.socket.close();
    a.socket.send(hello, { family: 'ipv4', address: '127.0.0.1', port: 5060 });
    a.socket.close();
  });

  it('survives a port that nobody listens on', async (t) => {
    const a = await bind(t, network, '127.0.0.1');
    const b = await bind(t, network, '127.0.0.1');
    const gone = b.socket.local;
    b.socket.close();
    for (let i = 0; i < 3; i++) a.socket.send(hello, gone);
    const arrived = a.next();
    a.socket.send(hello, a.socket.local);
    assert.equal((await arrived).text, 'hello');
  });

  it('refuses a port that is taken, and an address that is not ours', async (t) => {
    const a = await bind(t, network, '127.0.0.1');
    const taken = network.bindDatagram(a.socket.local, () => {});
    await assert.rejects(taken, (error) => error instanceof SocketError && error.reason === 'in-use');
    for (const address of ['192.0.2.1', 'sip.example.org']) {
      const foreign = network.bindDatagram({ address, port: 0 }, () => {});
      await assert.rejects(foreign, (e) => e instanceof SocketError && e.reason === 'no-such-address');
    }
  });

  it('shares its port with nobody, not even with who would share', async (t) => {
    const a = await bind(t, network, '127.0.0.1');
    const arrived = a.next();
    a.socket.send(hello, a.socket.local);
    await arrived;
    const intruder = createSocket({ type: 'udp4', reuseAddr: true });
    t.after(() => intruder.close());
    intruder.bind(a.socket.local.port, '127.0.0.1');
    const [error] = await once(intruder, 'error');
    assert.equal(error.code, 'EADDRINUSE');
  });

  it('reports a receive buffer that the kernel cut', async (t) => {
    const network = create();
    await bind(t, network, '127.0.0.1', 4096);
    assert.equal(network.shortReceiveBuffers.length, 0);
    await bind(t, network, '127.0.0.1', 2 ** 30);
    const [short] = network.shortReceiveBuffers;
    assert.equal(short?.wantedBytes, 2 ** 30);
    assert.ok(short.grantedBytes < 2 ** 30);
  });

  it('carries many from many to many, whole and in order', async (t) => {
    const COUNT = 300;
    const heard: string[] = [];
    let all = (): void => {};
    const arrived = new Promise<void>((resolve) => {
      all = resolve;
    });
    const sink = await network.bindDatagram(
      { address: '127.0.0.1', port: 0, receiveBufferBytes: 1_000_000 },
      (bytes, from) => {
        heard.push(`${from.port} ${Buffer.from(bytes).toString()}`);
        if (heard.length === 3 * COUNT) all();
      },
    );
    t.after(() => sink.close());
    const sources = [];
    for (let i = 0; i < 3; i++) sources.push((await bind(t, network, '127.0.0.1')).socket);
    for (let i = 0; i < COUNT; i++) {
      const text = latin1ToBytes(`${i} `.padEnd(i, 'x'));
      for (const source of sources) source.send(text, sink.local);
    }
    await arrived;
    for (const { local } of sources) {
      const own = heard.filter((line) => line.startsWith(`${local.port} `));
      const wanted = Array.from({ length: COUNT }, (_, i) => `${local.port} ${`${i} `.padEnd(i, 'x')}`);
      assert.deepEqual(own, wanted);
    }
  });

  it('carries the largest datagram there is, and an empty one', async (t) => {
    const a = await bind(t, network, '127.0.0.1');
    const b = await bind(t, network, '127.0.0.1');
    for (const size of [65_507, 0, 2049, 2048]) {
      const arrived = b.next();
      a.socket.send(new Uint8Array(size).fill(0x61), b.socket.local);
      assert.equal((await arrived).text, 'a'.repeat(size));
    }
  });

  it('sends what was just received on, changed, to one address and another', async (t) => {
    const a = await bind(t, network, '127.0.0.1');
    const b = await bind(t, network, '127.0.0.1');
    const relay: DatagramSocket = await network.bindDatagram({ address: '127.0.0.1', port: 0 }, (bytes) => {
      bytes[0] = 0x4a;
      relay.send(bytes, b.socket.local);
      bytes[0] = 0x43;
      relay.send(bytes.subarray(0, 4), a.socket.local);
    });
    t.after(() => relay.close());
    const both = Promise.all([b.next(), a.next()]);
    a.socket.send(hello, relay.local);
    assert.deepEqual(
      (await both).map(({ text }) => text),
      ['Jello', 'Cell'],
    );
  });

  it('names a peer alike as long as it is heard', async (t) => {
    const a = await bind(t, network, '127.0.0.1');
    const b = await bind(t, network, '127.0.0.1');
    const peers: SocketAddress[] = [];
    for (let i = 0; i < 4; i++) {
      const arrived = b.next();
      a.socket.send(hello, b.socket.local);
      peers.push((await arrived).from);
    }
    assert.equal(new Set(peers.map((peer) => JSON.stringify(peer))).size, 1);
  });

  it('is told nothing more once closed, even by a receiver in the midst of many', async (t) => {
    const a = await bind(t, network, '127.0.0.1');
    let count = 0;
    const sink = await network.bindDatagram({ address: '127.0.0.1', port: 0 }, () => {
      count += 1;
      sink.close();
    });
    const port = sink.local.port;
    for (let i = 0; i < 50; i++) a.socket.send(hello, sink.local);
    const echo = a.next();
    await new Promise((resolve) => setImmediate(resolve));
    a.socket.send(hello, a.socket.local);
    await echo;
    while (count === 0) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(count, 1);
    const again = await network.bindDatagram({ address: '127.0.0.1', port }, () => {});
    again.close();
  });
}

describe('UDP by node:dgram', () => describeDatagrams(() => new NodeNetwork()));

/** Sockets of node:dgram that are open in this process. */
function nodeSockets(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'UDPWrap').length;
}

function describeWaking(network: NodeNetwork): void {
  it('gathers datagrams while many come, and is woken by the next after a silence', async (t) => {
    const until = async (condition: () => boolean): Promise<void> => {
      while (!condition()) await new Promise((resolve) => setImmediate(resolve));
    };
    await until(() => nodeSockets() === 0);
    const a = await bind(t, network, '127.0.0.1');
    assert.equal(nodeSockets(), 1);
    const hear = async (): Promise<string> => {
      const arrived = a.next();
      a.socket.send(hello, a.socket.local);
      return (await arrived).text;
    };
    while (nodeSockets() > 0) assert.equal(await hear(), 'hello');
    for (let i = 0; i < 20; i++) assert.equal(await hear(), 'hello');
    await until(() => nodeSockets() > 0);
    assert.equal(await hear(), 'hello');
  });
}

function describePolled(create: () => NodeNetwork): void {
  it('hands over what has come when it is asked to, several of one peer too', async (t) => {
    const network = create();
    const heard: string[] = [];
    const sink = await network.bindDatagram({ address: '127.0.0.1', port: 0 }, (bytes) =>
      heard.push(Buffer.from(bytes).toString()),
    );
    t.after(() => sink.close());
    const source = createSocket('udp4');
    t.after(() => source.close());
    const sent = ['one', 'two', 'three'];
    for (const text of sent)
      await new Promise((resolve) => source.send(text, sink.local.port, '127.0.0.1', resolve));
    network.readNow();
    assert.deepEqual(heard, sent);
  });

  it('hears everybody, and is shared with nobody, when it has sent much to one', async (t) => {
    const network = create();
    const [phone, server, stranger] = [
      await bind(t, network, '127.0.0.1'),
      await bind(t, network, '127.0.0.1'),
      await bind(t, network, '127.0.0.1'),
    ];
    for (let i = 0; i < 40; i++) {
      const arrived = phone.next();
      server.socket.send(hello, phone.socket.local);
      assert.deepEqual(await arrived, { text: 'hello', from: server.socket.local });
    }
    for (const each of [phone, stranger, phone]) {
      const arrived = server.next();
      each.socket.send(hello, server.socket.local);
      assert.deepEqual(await arrived, { text: 'hello', from: each.socket.local });
    }
    const intruder = createSocket({ type: 'udp4', reuseAddr: true });
    t.after(() => intruder.close());
    intruder.bind(server.socket.local.port, '127.0.0.1');
    const [error] = await once(intruder, 'error');
    assert.equal(error.code, 'EADDRINUSE');
    for (const each of [stranger, phone]) {
      const arrived = each.next();
      server.socket.send(hello, each.socket.local);
      assert.deepEqual(await arrived, { text: 'hello', from: server.socket.local });
    }
    server.socket.close();
    const again = await network.bindDatagram(server.socket.local, () => {});
    again.close();
  });

  it('goes on sending to one who was gone for a while', async (t) => {
    const network = create();
    const server = await bind(t, network, '127.0.0.1');
    const phone = await network.bindDatagram({ address: '127.0.0.1', port: 0 }, () => {});
    const place = phone.local;
    for (let i = 0; i < 40; i++) server.socket.send(hello, place);
    phone.close();
    for (let i = 0; i < 3; i++) server.socket.send(hello, place);
    let heard = 0;
    const back = await network.bindDatagram(place, () => {
      heard += 1;
    });
    t.after(() => back.close());
    server.socket.send(hello, place);
    network.readNow();
    assert.equal(heard, 1);
  });

  it('hands over in time what may gather', async (t) => {
    const network = create();
    network.mayGather(5);
    const a = await bind(t, network, '127.0.0.1');
    const arrived = a.next();
    a.socket.send(hello, a.socket.local);
    assert.equal((await arrived).text, 'hello');
    network.readNow();
  });
}

for (const use of ['sip', 'media'] as const) {
  const batched = await networkMaker('auto', use);
  // Elsewhere than on Linux with glibc all would be the same.
  if (batched().backend === 'node:dgram') continue;
  describe(`UDP in batches for ${use}`, () => {
    describeDatagrams(batched);
    if (use === 'sip') describeWaking(batched());
    else describePolled(batched);
  });
}

/** A listener that hands its connections to the test. */
async function listen(t: TestContext, mayConnect: (remote: SocketAddress) => boolean = () => true) {
  const accepted: StreamConnection[] = [];
  const waiting: ((connection: StreamConnection) => void)[] = [];
  const listener = await new NodeNetwork().listenStream(
    { address: '127.0.0.1', port: 0 },
    mayConnect,
    (c) => {
      accepted.push(c);
      waiting.shift()?.(c);
    },
  );
  t.after(() => {
    listener.close();
    for (const connection of accepted) connection.destroy();
  });
  const next = () => new Promise<StreamConnection>((resolve) => waiting.push(resolve));
  return { listener, accepted, next };
}

function dial(t: TestContext, to: SocketAddress): Socket {
  const socket = connect({ host: to.address, port: to.port, localAddress: '127.0.0.3' });
  t.after(() => socket.destroy());
  return socket;
}

describe('TCP', () => {
  it('carries bytes both ways', async (t) => {
    const { listener, next } = await listen(t);
    const incoming = next();
    const phone = dial(t, listener.local);
    const connection = await incoming;
    assert.equal(connection.remote.address, '127.0.0.3');
    assert.deepEqual(connection.local, listener.local);
    const heard = new Promise<string>((resolve) => {
      connection.onData = (bytes) => resolve(Buffer.from(bytes).toString());
    });
    phone.write('hello');
    assert.equal(await heard, 'hello');
    connection.write(latin1ToBytes('yes?'));
    const [answer] = await once(phone, 'data');
    assert.equal(String(answer), 'yes?');
  });

  it('resets a connection that may not be, without a byte read or an owner told', async (t) => {
    const asked: string[] = [];
    const { listener, accepted } = await listen(t, (remote) => {
      asked.push(remote.address);
      return false;
    });
    const phone = dial(t, listener.local);
    phone.write('hello');
    const [error] = await once(phone, 'error');
    assert.equal(error.code, 'ECONNRESET');
    assert.deepEqual(asked, ['127.0.0.3']);
    assert.equal(accepted.length, 0);
  });

  it('sends what is buffered before it ends, and tells the owner once', async (t) => {
    const { listener, next } = await listen(t);
    const incoming = next();
    const phone = dial(t, listener.local);
    const connection = await incoming;
    let closed = 0;
    const gone = new Promise<void>((resolve) => {
      connection.onClose = () => {
        closed += 1;
        resolve();
      };
    });
    let received = 0;
    phone.on('data', (bytes: Buffer) => {
      received += bytes.length;
    });
    const ended = once(phone, 'close');
    connection.write(new Uint8Array(1_000_000));
    connection.end();
    connection.write(hello);
    await Promise.all([ended, gone]);
    connection.destroy();
    assert.equal(received, 1_000_000);
    assert.equal(closed, 1);
  });

  it('counts what a peer that does not read leaves behind', async (t) => {
    const { listener, next } = await listen(t);
    const incoming = next();
    const phone = dial(t, listener.local);
    phone.pause();
    const connection = await incoming;
    const size = 32 * 1024 * 1024;
    connection.write(new Uint8Array(size));
    assert.ok(connection.bufferedBytes > 0 && connection.bufferedBytes <= size);
  });

  it('tells the owner when the peer goes', async (t) => {
    const { listener, next } = await listen(t);
    const incoming = next();
    const phone = dial(t, listener.local);
    const connection = await incoming;
    const gone = new Promise<void>((resolve) => {
      connection.onClose = resolve;
    });
    phone.resetAndDestroy();
    await gone;
  });

  it('refuses a port that is taken', async (t) => {
    const { listener } = await listen(t);
    const again = new NodeNetwork().listenStream(
      listener.local,
      () => true,
      () => {},
    );
    await assert.rejects(again, (error) => error instanceof SocketError && error.reason === 'in-use');
  });
});
