import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { latin1ToBytes } from '../base/bytes.ts';
import {
  type DatagramSocket,
  type SocketAddress,
  SocketError,
  type StreamConnection,
} from '../base/sockets.ts';
import { systemHasIpv6 } from './ipv6-support.ts';
import { NodeNetwork } from './node-network.ts';

interface Datagram {
  readonly text: string;
  readonly from: SocketAddress;
}

/** A bound socket, closed with the test, and a promise for what arrives next. */
async function bind(t: TestContext, address: string, receiveBufferBytes?: number) {
  const waiting: ((datagram: Datagram) => void)[] = [];
  const network = new NodeNetwork();
  const socket: DatagramSocket = await network.bindDatagram(
    { address, port: 0, ...(receiveBufferBytes === undefined ? {} : { receiveBufferBytes }) },
    (bytes, from) => waiting.shift()?.({ text: Buffer.from(bytes).toString(), from }),
  );
  t.after(() => socket.close());
  return { network, socket, next: () => new Promise<Datagram>((resolve) => waiting.push(resolve)) };
}

const hello = latin1ToBytes('hello');

describe('UDP', () => {
  it('carries a datagram and says where it came from', async (t) => {
    const a = await bind(t, '127.0.0.1');
    const b = await bind(t, '127.0.0.2');
    const arrived = b.next();
    a.socket.send(hello, b.socket.local);
    assert.deepEqual(await arrived, { text: 'hello', from: a.socket.local });
    assert.equal(a.socket.local.address, '127.0.0.1');
  });

  it('lets 0.0.0.0 and :: share one port', async (t) => {
    if (!(await systemHasIpv6())) return;
    const any = await bind(t, '0.0.0.0');
    const network = new NodeNetwork();
    const any6 = await network.bindDatagram({ address: '::', port: any.socket.local.port }, () => {});
    t.after(() => any6.close());
    assert.equal(any6.local.port, any.socket.local.port);
    assert.equal(any6.local.family, 'ipv6');
  });

  it('carries a datagram over IPv6', async (t) => {
    if (!(await systemHasIpv6())) return;
    const a = await bind(t, '::1');
    const b = await bind(t, '::1');
    const arrived = b.next();
    a.socket.send(hello, b.socket.local);
    assert.deepEqual(await arrived, { text: 'hello', from: a.socket.local });
  });

  it('loses what cannot be sent without throwing', async (t) => {
    const a = await bind(t, '127.0.0.1');
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
    const a = await bind(t, '127.0.0.1');
    const b = await bind(t, '127.0.0.1');
    const gone = b.socket.local;
    b.socket.close();
    for (let i = 0; i < 3; i++) a.socket.send(hello, gone);
    const arrived = a.next();
    a.socket.send(hello, a.socket.local);
    assert.equal((await arrived).text, 'hello');
  });

  it('refuses a port that is taken, and an address that is not ours', async (t) => {
    const a = await bind(t, '127.0.0.1');
    const network = new NodeNetwork();
    const taken = network.bindDatagram(a.socket.local, () => {});
    await assert.rejects(taken, (error) => error instanceof SocketError && error.reason === 'in-use');
    for (const address of ['192.0.2.1', 'sip.example.org']) {
      const foreign = network.bindDatagram({ address, port: 0 }, () => {});
      await assert.rejects(foreign, (e) => e instanceof SocketError && e.reason === 'no-such-address');
    }
  });

  it('reports a receive buffer that the kernel cut', async (t) => {
    const modest = await bind(t, '127.0.0.1', 4096);
    assert.deepEqual(modest.network.shortReceiveBuffers, []);
    const greedy = await bind(t, '127.0.0.1', 2 ** 30);
    const [short] = greedy.network.shortReceiveBuffers;
    assert.equal(short?.wantedBytes, 2 ** 30);
    assert.ok(short.grantedBytes < 2 ** 30);
  });
});

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
