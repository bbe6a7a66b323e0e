import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../../testkit/fake-clock.ts';
import { MemoryNetwork } from '../../../testkit/memory-network.ts';
import { RtpProbe } from '../../../testkit/rtp-probe.ts';
import { seededRandom } from '../../../testkit/seeded-random.ts';
import { LocalMedia } from '../local-media.ts';
import type { MediaStream, PayloadType, StreamFact, StreamPlan } from '../media-plane.ts';

const SERVER = '198.51.100.1';
const ALICE = '192.0.2.10';
const BOB = '203.0.113.20';

const PCMA: PayloadType = { number: 8, encoding: 'PCMA/8000' };
const EVENT: PayloadType = { number: 101, encoding: 'telephone-event/8000' };

async function setUp() {
  const clock = new FakeClock();
  const random = seededRandom(7);
  const network = new MemoryNetwork({ clock, random });
  const media = new LocalMedia({
    network: network.host(SERVER),
    clock,
    random,
    ports: { from: 20_000, to: 20_199 },
    addresses: { ipv4: SERVER },
  });
  const open = async (): Promise<MediaStream> => {
    const opened = await media.openStream('ipv4');
    assert.ok(opened.ok);
    return opened.value;
  };
  const phone = async (address: string, stream: MediaStream, port = 4000): Promise<RtpProbe> => {
    const probe = await RtpProbe.open({ network: network.host(address), clock, random, address, port });
    probe.remote = { family: 'ipv4', address: SERVER, port: stream.port };
    probe.codecs = [
      { payloadType: 8, encoding: 'PCMA/8000' },
      { payloadType: 101, encoding: 'telephone-event/8000' },
    ];
    return probe;
  };
  return { clock, random, network, media, open, phone };
}

function plan(address: string, changes: Partial<StreamPlan> = {}): StreamPlan {
  return {
    announced: { address, port: 4000 },
    signallingAddress: address,
    receive: [PCMA, EVENT],
    send: [PCMA, EVENT],
    ptimeMs: 20,
    direction: 'sendrecv',
    ...changes,
  };
}

async function call() {
  const set = await setUp();
  const a = await set.open();
  const b = await set.open();
  a.configure(plan(ALICE));
  b.configure(plan(BOB));
  a.relayTo(b);
  const alice = await set.phone(ALICE, a);
  const bob = await set.phone(BOB, b);
  return { ...set, a, b, alice, bob };
}

test('both hear each other from the first packet on', async () => {
  const { clock, alice, bob, media } = await call();
  alice.startTone(440);
  bob.startTone(1000);
  await clock.advance(1000);
  assert.ok(alice.hears(1000) && bob.hears(440));
  assert.ok(!alice.hears(440) && !bob.hears(1000));
  assert.ok(bob.sent - alice.packets.length <= 1);
  assert.equal(media.totals.packetsLost, 0);
  alice.stop();
  bob.stop();
  await clock.advance(10);
  await media.close();
  assert.equal(clock.pendingTimers, 0);
});

test('behind a router a phone is heard and hears on after a hold by the address 0.0.0.0', async () => {
  const { clock, a, alice, bob } = await call();
  const atHome = { announced: { address: '192.168.1.20', port: 40_000 }, signallingAddress: ALICE };
  for (const change of [atHome, { ...atHome, announced: undefined }, atHome]) {
    a.configure(plan(ALICE, change));
    alice.startTone(440);
    bob.startTone(1000);
    await clock.advance(1000);
  }
  assert.ok(alice.hears(1000) && bob.hears(440));
});

test('a phone that sends from another port than it announced hears on after such a hold', async () => {
  const { clock, a, alice, bob } = await call();
  const elsewhere = { announced: { address: ALICE, port: 5000 } };
  for (const change of [elsewhere, { announced: undefined }, elsewhere]) {
    a.configure(plan(ALICE, change));
    alice.startTone(440);
    bob.startTone(1000);
    await clock.advance(3000);
  }
  assert.ok(alice.hears(1000) && bob.hears(440));
});

test('neither sees the SSRC, nor where the other numbers begin', async () => {
  const { clock, alice, bob } = await call();
  alice.startTone(440);
  await clock.advance(200);
  const ssrcs = new Set(bob.packets.map(({ ssrc }) => ssrc));
  assert.equal(ssrcs.size, 1);
  assert.ok(!ssrcs.has(alice.ssrc));
  assertContinuous(bob);
});

test('payload numbers are translated and marker and order kept', async () => {
  const { clock, a, b, alice, bob } = await call();
  a.configure(plan(ALICE, { receive: [PCMA, { number: 96, encoding: 'telephone-event/8000' }] }));
  b.configure(plan(BOB, { send: [{ number: 97, encoding: 'pcma/8000/1' }, EVENT] }));
  alice.codecs = [
    { payloadType: 8, encoding: 'PCMA/8000' },
    { payloadType: 96, encoding: 'telephone-event/8000' },
  ];
  alice.startTone(440);
  await clock.advance(100);
  alice.pressKey('5', 60);
  await clock.advance(400);
  assert.deepEqual([...new Set(bob.packets.map(({ payloadType }) => payloadType))].sort(), [101, 97]);
  assert.equal(bob.packets[0]?.marker, true);
  const events = bob.packets.filter(({ payloadType }) => payloadType === 101);
  assert.equal(events[0]?.marker, true);
  assert.equal(events.length, 6);
  assert.equal(new Set(events.map(({ timestamp }) => timestamp)).size, 1);
});

test('keys of a relayed call pass and are no fact', async () => {
  const { clock, a, alice } = await call();
  const facts: StreamFact[] = [];
  a.onFact = (fact) => facts.push(fact);
  alice.startSilence();
  alice.pressKey('1');
  await clock.advance(900);
  assert.deepEqual(facts, []);
});

test('CSRC, header extension and padding do not pass', async () => {
  const { clock, alice, bob, a } = await call();
  const header = [0x80 | 0x30 | 1, 8, 0, 1, 0, 0, 0, 1, 0, 0, 0, 9];
  const csrc = [1, 1, 1, 1];
  const extension = [0xbe, 0xde, 0, 1, 5, 5, 5, 5];
  const bytes = Uint8Array.of(...header, ...csrc, ...extension, 42, 43, 44, 0, 0, 3);
  alice.sendRaw(bytes, { family: 'ipv4', address: SERVER, port: a.port });
  await clock.advance(10);
  const [packet] = bob.packets;
  assert.deepEqual([...(packet?.payload ?? [])], [42, 43, 44]);
});

test('a new SSRC or clock of the phone does not break what the other hears', async () => {
  const { clock, network, random, alice, bob, a } = await call();
  alice.startTone(440);
  await clock.advance(500);
  alice.stop();
  alice.close();
  const again = await RtpProbe.open({
    network: network.host('192.0.2.11'),
    clock,
    random,
    address: '192.0.2.11',
    port: 4000,
  });
  again.remote = alice.remote;
  again.codecs = alice.codecs;
  a.configure(plan('192.0.2.11'));
  again.startTone(660);
  await clock.advance(500);
  assert.ok(bob.hears(660, 300));
  assert.equal(new Set(bob.packets.map(({ ssrc }) => ssrc)).size, 1);
  assertContinuous(bob, 400);
});

test('what a phone must not send is refused and counted', async () => {
  const { clock, alice, bob, a } = await call();
  let refused = 0;
  a.onFact = (fact) => {
    if (fact.kind === 'statistics') refused = fact.statistics.packetsRefused;
  };
  alice.startTone(440);
  alice.sendPayload(18, new Uint8Array(20));
  alice.sendRaw(Uint8Array.of(1, 2, 3), { family: 'ipv4', address: SERVER, port: a.port });
  await clock.advance(5100);
  assert.equal(refused, 2);
  assert.ok(bob.packets.every(({ payloadType }) => payloadType === 8));
});

test('on hold nothing passes the way it must not', async () => {
  const { clock, a, b, alice, bob } = await call();
  alice.startTone(440);
  bob.startTone(1000);
  await clock.advance(200);
  a.configure(plan(ALICE, { direction: 'sendonly' }));
  b.configure(plan(BOB, { direction: 'recvonly' }));
  await clock.advance(20);
  const before = { alice: alice.packets.length, bob: bob.packets.length };
  await clock.advance(1000);
  assert.equal(alice.packets.length, before.alice);
  assert.ok(bob.packets.length - before.bob >= 49);
  a.configure(plan(ALICE));
  b.configure(plan(BOB));
  await clock.advance(1000);
  assert.ok(alice.hears(1000));
});

test('silence is told every second until the phone is heard again', async () => {
  const { clock, a, alice } = await call();
  const silences: number[] = [];
  a.onFact = (fact) => {
    if (fact.kind === 'silent') silences.push(fact.forMs);
  };
  await clock.advance(3000);
  assert.deepEqual(silences, [1000, 2000, 3000]);
  alice.startTone(440);
  await clock.advance(2000);
  assert.equal(silences.length, 3);
  alice.stop();
  await clock.advance(3500);
  assert.equal(silences.length, 5);
});

test('statistics come every five seconds', async () => {
  const { clock, network, a, alice } = await call();
  network.setLink(ALICE, SERVER, { loss: 0.1 });
  const facts: StreamFact[] = [];
  a.onFact = (fact) => facts.push(fact);
  alice.startTone(440);
  await clock.advance(10_100);
  const statistics = facts.flatMap((fact) => (fact.kind === 'statistics' ? [fact.statistics] : []));
  assert.equal(statistics.length, 2);
  const [, last] = statistics;
  assert.ok(last && last.packetsLost > 20 && last.packetsLost < 90);
  assert.equal((last?.packetsReceived ?? 0) + (last?.packetsLost ?? 0), 500);
});

test('the last figures of a stream come with its end', async () => {
  const { clock, a, alice } = await call();
  const facts: StreamFact[] = [];
  a.onFact = (fact) => facts.push(fact);
  alice.startTone(440);
  await clock.advance(2010);
  a.close();
  const [fact, ...others] = facts.filter(({ kind }) => kind === 'statistics');
  assert.equal(others.length, 0);
  assert.ok(fact?.kind === 'statistics');
  const { packetsReceived, bytesReceived } = fact.statistics;
  assert.ok(Math.abs(packetsReceived - 100) <= 1);
  assert.equal(bytesReceived, packetsReceived * 172);
});

test('each phone gets reports of our own, with a name that says nothing; the other phone gets none', async () => {
  const { clock, alice, bob } = await call();
  alice.startTone(440);
  bob.startTone(1000);
  const goodbye = Uint8Array.of(0x80, 201, 0, 1, 0, 0, 0, 0, 0x81, 203, 0, 1, 0, 0, 0, 0);
  new DataView(goodbye.buffer).setUint32(4, alice.ssrc);
  new DataView(goodbye.buffer).setUint32(12, alice.ssrc);
  alice.sendRtcp(goodbye);
  await clock.advance(15_000);
  assert.ok(alice.rtcp.length >= 2 && bob.rtcp.length >= 2);
  for (const report of [...alice.rtcp, ...bob.rtcp]) {
    assert.equal(report[1], 200);
    const text = Buffer.from(report).toString('latin1');
    assert.ok(!text.includes(ALICE) && !text.includes(SERVER));
  }
  assert.ok(bob.hears(440));
});

test('a call may be connected anew with another', async () => {
  const { clock, a, b, alice, bob, open, phone } = await call();
  const c = await open();
  c.configure(plan('203.0.113.30'));
  const carol = await phone('203.0.113.30', c);
  alice.startTone(440);
  bob.startTone(1000);
  await clock.advance(100);
  a.relayTo(c);
  const heard = alice.packets.length;
  await clock.advance(500);
  assert.ok(carol.hears(440));
  assert.ok(alice.packets.length - heard <= 2);
  b.echo();
  await clock.advance(500);
  assert.ok(bob.hears(1000));
});

function assertContinuous(probe: RtpProbe, maxGapMs = 20): void {
  probe.packets.forEach((packet, index) => {
    const before = probe.packets[index - 1];
    if (!before) return;
    assert.equal((packet.sequence - before.sequence) & 0xffff, 1);
    const clock = (packet.timestamp - before.timestamp) >>> 0;
    assert.ok(clock >= 160 && clock <= maxGapMs * 8, `timestamp moved by ${clock}`);
  });
}
