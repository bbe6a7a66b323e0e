import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../../testkit/fake-clock.ts';
import { MemoryNetwork } from '../../../testkit/memory-network.ts';
import { RtpProbe } from '../../../testkit/rtp-probe.ts';
import { seededRandom } from '../../../testkit/seeded-random.ts';
import { loadOpus } from '../../platform/load-opus.ts';
import { writeRtpHeader } from '../../rtp/packet.ts';
import { LocalMedia } from '../local-media.ts';
import type { PayloadType, StreamFact, StreamPlan } from '../media-plane.ts';

const SERVER = '198.51.100.1';
const ALICE = '192.0.2.10';
const BOB = '203.0.113.20';

const PCMA: PayloadType = { number: 8, encoding: 'PCMA/8000' };
const PCMU: PayloadType = { number: 0, encoding: 'PCMU/8000' };
const G722: PayloadType = { number: 9, encoding: 'G722/8000' };
const OPUS: PayloadType = { number: 96, encoding: 'opus/48000/2' };
const EVENT: PayloadType = { number: 101, encoding: 'telephone-event/8000' };
const EVENT_48: PayloadType = { number: 102, encoding: 'telephone-event/48000' };

function plan(
  address: string,
  payloads: readonly PayloadType[],
  change: Partial<StreamPlan> = {},
): StreamPlan {
  return {
    announced: { address, port: 4000 },
    signallingAddress: address,
    receive: payloads,
    send: payloads,
    ptimeMs: 20,
    direction: 'sendrecv',
    ...change,
  };
}

async function call(
  alices: readonly PayloadType[],
  bobs: readonly PayloadType[],
  { ptimeMs = 20, bobsPtimeMs = 20 } = {},
) {
  const clock = new FakeClock();
  const random = seededRandom(11);
  const network = new MemoryNetwork({ clock, random });
  const media = new LocalMedia({
    network: network.host(SERVER),
    clock,
    random,
    ports: { from: 20_000, to: 20_099 },
    addresses: { ipv4: SERVER },
    loadOpus,
  });
  const facts: StreamFact[] = [];
  const side = async (address: string, payloads: readonly PayloadType[], ptime: number) => {
    const opened = await media.openStream('ipv4');
    assert.ok(opened.ok);
    const stream = opened.value;
    stream.onFact = (fact) => facts.push(fact);
    stream.configure(plan(address, payloads, { ptimeMs: ptime }));
    const phone = await RtpProbe.open({
      network: network.host(address),
      clock,
      random,
      address,
      port: 4000,
      ptimeMs: ptime,
    });
    phone.remote = { family: 'ipv4', address: SERVER, port: stream.port };
    phone.codecs = payloads.map(({ number, encoding }) => ({ payloadType: number, encoding }));
    phone.receiveCodecs = phone.codecs;
    return { stream, phone };
  };
  const a = await side(ALICE, alices, ptimeMs);
  const b = await side(BOB, bobs, bobsPtimeMs);
  a.stream.relayTo(b.stream);
  // Who never sends is sent but little.
  b.phone.startSilence();
  const finish = async (): Promise<void> => {
    a.phone.close();
    b.phone.close();
    a.stream.close();
    b.stream.close();
    await media.close();
  };
  return { clock, network, media, facts, a: a.stream, b: b.stream, alice: a.phone, bob: b.phone, finish };
}

/** Sequence numbers without a gap, and timestamps that rise by a packet each. */
function assertSane(phone: RtpProbe, ticks: number, payloadType: number): void {
  const packets = phone.packets.filter((packet) => packet.payloadType === payloadType);
  assert.equal(new Set(phone.packets.map(({ ssrc }) => ssrc)).size, 1);
  for (const [i, packet] of packets.slice(1).entries()) {
    const before = packets[i] ?? assert.fail();
    assert.equal((packet.sequence - before.sequence) & 0xffff, 1);
    assert.equal((packet.timestamp - before.timestamp) >>> 0, ticks);
  }
}

for (const [one, other] of [
  [PCMA, PCMU],
  [PCMA, G722],
  [PCMU, OPUS],
  [G722, OPUS],
] as const) {
  test(`${one.encoding} and ${other.encoding} hear each other`, async () => {
    const { clock, alice, bob, finish } = await call([one], [other]);
    alice.startTone(440);
    bob.startTone(1000);
    await clock.advance(2000);
    assert.ok(bob.hears(440) && !bob.hears(1000));
    assert.ok(alice.hears(1000) && !alice.hears(440));
    assert.ok(bob.packets.every(({ payloadType }) => payloadType === other.number));
    assertSane(alice, one === OPUS ? 960 : 160, one.number);
    assertSane(bob, other === OPUS ? 960 : 160, other.number);
    await finish();
  });
}

for (const [ptimeMs, bobsPtimeMs] of [
  [10, 20],
  [20, 30],
  [30, 20],
  [60, 10],
] as const) {
  test(`packets of ${ptimeMs} ms become packets of ${bobsPtimeMs} ms`, async () => {
    const { clock, alice, bob, finish } = await call([PCMA], [PCMU], { ptimeMs, bobsPtimeMs });
    alice.startTone(440);
    bob.startTone(1000);
    await clock.advance(3000);
    assert.ok(bob.hears(440) && alice.hears(1000));
    assertSane(bob, 8 * bobsPtimeMs, PCMU.number);
    assertSane(alice, 8 * ptimeMs, PCMA.number);
    await finish();
  });
}

test('what comes is sent at once where a packet can be filled with it', async () => {
  for (const other of [PCMU, G722, OPUS]) {
    const { clock, alice, bob, finish } = await call([PCMA], [other]);
    alice.startTone(440);
    await clock.advance(1005);
    assert.equal(alice.sent, bob.packets.length);
    await finish();
  }
});

test('a packet that was overtaken takes its place', async () => {
  const { clock, alice, bob, finish } = await call([PCMA], [PCMU]);
  const codes = [0, 1, 3, 2, 4, 5].map((sequence) => ({ sequence, code: 0x80 + sequence }));
  for (const { sequence, code } of codes) {
    sendTo(alice, packet(sequence, 160 * sequence, PCMA.number, new Uint8Array(160).fill(code)));
    await clock.advance(5);
  }
  await clock.advance(100);
  assert.equal(bob.packets.length, 6);
  assertSane(bob, 160, PCMU.number);
  const levels = bob.packets.map(({ payload }) => payload[80]);
  assert.equal(new Set(levels).size, 6);
  await finish();
});

test('what does not come is made up, and the clock stays right', async () => {
  for (const other of [PCMU, OPUS]) {
    const { clock, alice, bob, finish } = await call([PCMA], [other]);
    alice.startTone(440);
    await clock.advance(500);
    for (let i = 0; i < 10; i++) {
      const { remote } = alice;
      alice.remote = undefined;
      await clock.advance(20);
      alice.remote = remote;
      await clock.advance(180);
    }
    assertSane(bob, other === OPUS ? 960 : 160, other.number);
    assert.ok(bob.amplitudeOf(440, 1500) > 0.85 * 8000, `${bob.amplitudeOf(440, 1500)}`);
    await finish();
  }
});

test('a pause of the speaker is a pause for the listener, as long', async () => {
  const { clock, alice, bob, finish } = await call([PCMA], [PCMU], { bobsPtimeMs: 30 });
  const voice = new Uint8Array(160).fill(0x80);
  for (const [sequence, tick] of [0, 1, 2, 3, 104, 105, 106, 107].entries()) {
    sendTo(alice, packet(sequence, 160 * tick, PCMA.number, voice));
    await clock.advance(tick === 3 ? 2020 : 20);
  }
  const stamps = bob.packets.map(({ timestamp }) => timestamp - (bob.packets[0]?.timestamp ?? 0));
  // 80 ms are two packets of 30 and one that is filled up with silence.
  assert.deepEqual(stamps, [0, 240, 480, 16_640, 16_880]);
  assert.deepEqual(
    bob.packets.map(({ marker }) => marker),
    [true, false, false, true, false],
  );
  await finish();
});

test('keys go between the voice, counted by the other clock', async () => {
  const { clock, alice, bob, facts, finish } = await call([PCMA, EVENT], [OPUS, EVENT_48]);
  alice.startTone(440);
  await clock.advance(200);
  alice.pressKey('7', 100);
  await clock.advance(400);
  const keys = bob.packets.filter(({ payloadType }) => payloadType === EVENT_48.number);
  assert.ok(keys.length >= 5, `${keys.length} packets`);
  assert.equal(new Set(keys.map(({ timestamp }) => timestamp)).size, 1);
  const last = keys.at(-1)?.payload ?? assert.fail();
  assert.deepEqual([last[0], (last[1] ?? 0) & 0x80, ((last[2] ?? 0) << 8) | (last[3] ?? 0)], [7, 0x80, 4800]);
  const numbers = bob.packets.map(({ sequence }) => sequence);
  assert.deepEqual(
    numbers,
    numbers.map((_, i) => ((numbers[0] ?? 0) + i) & 0xffff),
  );
  assert.ok(!facts.some(({ kind }) => kind === 'dtmf'));
  await finish();
});

test('a key for a phone that wants none in the sound is told', async () => {
  for (const bobs of [[PCMA], [PCMU]]) {
    const { clock, alice, facts, bob, finish } = await call([PCMA, EVENT], bobs);
    alice.startTone(440);
    await clock.advance(200);
    alice.pressKey('#', 100);
    await clock.advance(400);
    assert.ok(facts.some((fact) => fact.kind === 'dtmf' && fact.digit === '#' && fact.durationMs === 100));
    assert.ok(bob.packets.every(({ payloadType }) => payloadType === bobs[0]?.number));
    await finish();
  }
});

test('who comes to speak what both understand is relayed from then on', async () => {
  const { clock, a, b, alice, bob, finish } = await call([PCMA], [OPUS]);
  alice.startTone(440);
  await clock.advance(200);
  b.configure(plan(BOB, [PCMA]));
  await clock.advance(200);
  assert.ok(bob.packets.slice(-9).every(({ payloadType }) => payloadType === PCMA.number));
  assert.equal(new Set(bob.packets.map(({ ssrc }) => ssrc)).size, 1);
  a.configure(plan(ALICE, [PCMA], { direction: 'recvonly' }));
  await finish();
});

test('on hold nothing is transcoded, and after it all is well', async () => {
  const { clock, b, alice, bob, finish } = await call([PCMA], [OPUS]);
  alice.startTone(440);
  await clock.advance(500);
  b.configure(plan(BOB, [OPUS], { direction: 'inactive' }));
  const before = bob.packets.length;
  await clock.advance(500);
  assert.equal(bob.packets.length, before);
  b.configure(plan(BOB, [OPUS]));
  await clock.advance(1000);
  assert.ok(bob.hears(440));
  const gap = (bob.packets[before]?.timestamp ?? 0) - (bob.packets[before - 1]?.timestamp ?? 0);
  assert.ok(gap >= 48 * 480 && gap <= 48 * 560, `${gap} ticks`);
  await finish();
});

test('nothing is left running when the call ends behind a gap', async () => {
  const { clock, alice, finish } = await call([PCMA], [PCMU]);
  sendTo(alice, packet(0, 0, PCMA.number, new Uint8Array(160)));
  sendTo(alice, packet(2, 320, PCMA.number, new Uint8Array(160)));
  await clock.advance(5);
  await finish();
  await clock.advance(60_000);
  assert.equal(clock.pendingTimers, 0);
});

function packet(sequence: number, timestamp: number, payloadType: number, payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + payload.length);
  writeRtpHeader(bytes, 0, sequence === 0, payloadType, sequence, timestamp, 0x1234);
  bytes.set(payload, 12);
  return bytes;
}

function sendTo(phone: RtpProbe, bytes: Uint8Array): void {
  phone.sendRaw(bytes, phone.remote ?? assert.fail());
}
