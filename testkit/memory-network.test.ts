import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SocketAddress, StreamConnection } from '../src/base/sockets.ts';
import { FakeClock } from './fake-clock.ts';
import { MemoryNat } from './memory-nat.ts';
import { MemoryNetwork } from './memory-network.ts';
import { seededRandom } from './seeded-random.ts';

const SERVER: SocketAddress = { family: 'ipv4', address: '192.0.2.1', port: 5060 };
const ignore = (): void => {};

function setUp(seed = 1) {
  const clock = new FakeClock();
  const network = new MemoryNetwork({ clock, random: seededRandom(seed) });
  return { clock, network };
}

async function numbersReceived(seed: number, conditions: object): Promise<number[]> {
  const { clock, network } = setUp(seed);
  network.setConditions(conditions);
  const received: number[] = [];
  await network.host('192.0.2.1').bindDatagram(SERVER, (bytes) => received.push(bytes[0] ?? -1));
  const sender = await network
    .host('198.51.100.1')
    .bindDatagram({ address: '198.51.100.1', port: 0 }, ignore);
  for (let i = 0; i < 200; i += 1) sender.send(Uint8Array.of(i), SERVER);
  await clock.advance(1000);
  return received;
}

test('a datagram arrives after the delay, with the address of its sender', async () => {
  const { clock, network } = setUp();
  const received: { bytes: Uint8Array; from: SocketAddress }[] = [];
  await network.host('192.0.2.1').bindDatagram(SERVER, (bytes, from) => received.push({ bytes, from }));
  const sender = await network
    .host('198.51.100.1')
    .bindDatagram({ address: '198.51.100.1', port: 5062 }, ignore);
  const bytes = Uint8Array.of(1, 2, 3);
  sender.send(bytes, SERVER);
  bytes[0] = 9;
  assert.equal(received.length, 0);
  await clock.advance(1);
  assert.deepEqual(received, [
    { bytes: Uint8Array.of(1, 2, 3), from: { family: 'ipv4', address: '198.51.100.1', port: 5062 } },
  ]);
});

test('loss, duplication and reordering happen about as often as asked, the same way with the same seed', async () => {
  const perfect = await numbersReceived(1, {});
  assert.deepEqual(
    perfect,
    Array.from({ length: 200 }, (_, i) => i),
  );
  const lossy = await numbersReceived(2, { loss: 0.15 });
  assert.ok(lossy.length > 150 && lossy.length < 190, String(lossy.length));
  const repeated = await numbersReceived(3, { duplicate: 0.1 });
  assert.ok(repeated.length > 205 && repeated.length < 240, String(repeated.length));
  const shuffled = await numbersReceived(4, { jitterMs: 50 });
  assert.notDeepEqual(shuffled, perfect);
  assert.deepEqual(
    shuffled.toSorted((a, b) => a - b),
    perfect,
  );
  assert.deepEqual(await numbersReceived(2, { loss: 0.15 }), lossy);
});

test('two sockets cannot have one address, nor one an address of another host', async () => {
  const { network } = setUp();
  const host = network.host(['192.0.2.1', '2001:db8::1']);
  const first = await host.bindDatagram(SERVER, ignore);
  await assert.rejects(host.bindDatagram(SERVER, ignore), { name: 'SocketError', reason: 'in-use' });
  await assert.rejects(host.bindDatagram({ address: '192.0.2.9', port: 1 }, ignore), {
    reason: 'no-such-address',
  });
  first.close();
  await host.bindDatagram(SERVER, ignore);
  await host.bindDatagram({ address: '2001:db8::1', port: 5060 }, ignore);
});

test('a socket on every address receives what none of its own address takes', async () => {
  const { clock, network } = setUp();
  const host = network.host('192.0.2.1');
  let received = 0;
  await host.bindDatagram({ address: '0.0.0.0', port: 5060 }, () => {
    received += 1;
  });
  const sender = await network
    .host('198.51.100.1')
    .bindDatagram({ address: '198.51.100.1', port: 0 }, ignore);
  sender.send(Uint8Array.of(1), SERVER);
  await clock.advance(2);
  assert.equal(received, 1);
});

test('a stream carries every byte in order in pieces of the chosen size, whatever the jitter', async () => {
  const { clock, network } = setUp();
  network.setConditions({ jitterMs: 30, chunkBytes: 7, loss: 0.5 });
  const pieces: Uint8Array[] = [];
  let closed = 0;
  await network.host('192.0.2.1').listenStream(
    SERVER,
    () => true,
    (connection) => {
      connection.onData = (bytes) => pieces.push(bytes);
      connection.onClose = () => {
        closed += 1;
      };
    },
  );
  const connection = await clock.until(network.host('198.51.100.1').connectStream(SERVER));
  for (let i = 0; i < 10; i += 1) connection.write(new Uint8Array(10).fill(i));
  assert.equal(connection.bufferedBytes, 100);
  connection.end();
  await clock.advance(1000);
  assert.equal(connection.bufferedBytes, 0);
  const all = pieces.flatMap((piece) => [...piece]);
  assert.deepEqual(
    all,
    Array.from({ length: 100 }, (_, i) => Math.floor(i / 10)),
  );
  assert.ok(pieces.every((piece) => piece.length <= 7));
  assert.equal(closed, 1);
});

test('a stream to nobody is refused, and one that may not connect is closed without a byte', async () => {
  const { clock, network } = setUp();
  const phone = network.host('198.51.100.1');
  await assert.rejects(clock.until(phone.connectStream(SERVER)), { name: 'SocketError' });
  await network.host('192.0.2.1').listenStream(
    SERVER,
    () => false,
    () => assert.fail('accepted'),
  );
  const connection: StreamConnection = await clock.until(phone.connectStream(SERVER));
  let closed = false;
  connection.onClose = () => {
    closed = true;
  };
  await clock.advance(10);
  assert.ok(closed);
});

test('after a crash nothing is delivered, and peers see their streams break', async () => {
  const { clock, network } = setUp();
  const server = network.host('192.0.2.1');
  await server.bindDatagram(SERVER, () => assert.fail('delivered'));
  await server.listenStream(SERVER, () => true, ignore);
  const phone = network.host('198.51.100.1');
  const connection = await clock.until(phone.connectStream(SERVER));
  let closed = false;
  connection.onClose = () => {
    closed = true;
  };
  server.crash();
  const socket = await phone.bindDatagram({ address: '198.51.100.1', port: 0 }, ignore);
  socket.send(Uint8Array.of(1), SERVER);
  await clock.advance(10);
  assert.ok(closed);
  assert.equal(server.openConnections, 0);
  await server.bindDatagram(SERVER, ignore);
});

test('behind a router a phone has the public address, and the way back works until the mapping is forgotten', async () => {
  const { clock, network } = setUp();
  const nat = new MemoryNat(network, { publicAddress: '203.0.113.7', lifetimeMs: 60_000 });
  const froms: SocketAddress[] = [];
  const server = await network.host('192.0.2.1').bindDatagram(SERVER, (_bytes, from) => froms.push(from));
  let answers = 0;
  const inside = nat.host('192.168.1.20');
  const phone = await inside.bindDatagram({ address: '192.168.1.20', port: 5060 }, () => {
    answers += 1;
  });
  phone.send(Uint8Array.of(1), SERVER);
  await clock.advance(2);
  const [from] = froms;
  assert.ok(from);
  assert.equal(from.address, '203.0.113.7');
  assert.notEqual(from.port, 5060);
  server.send(Uint8Array.of(2), from);
  await clock.advance(2);
  assert.equal(answers, 1);
  await clock.advance(61_000);
  server.send(Uint8Array.of(2), from);
  await clock.advance(2);
  assert.equal(answers, 1);
  phone.send(Uint8Array.of(1), SERVER);
  await clock.advance(2);
  assert.notEqual(froms[1]?.port, from.port);
});
