import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../../testkit/fake-clock.ts';
import { MemoryNetwork } from '../../../testkit/memory-network.ts';
import { RtpProbe } from '../../../testkit/rtp-probe.ts';
import { seededRandom } from '../../../testkit/seeded-random.ts';
import { amplitudeOf } from '../../../testkit/tone.ts';
import { LocalMedia } from '../local-media.ts';
import type { MediaStream, StreamFact, StreamPlan, Tone } from '../media-plane.ts';
import { DEFAULT_SOUND } from './conference-sound.ts';

const SERVER = '198.51.100.1';
const CODECS = [
  { number: 8, encoding: 'PCMA/8000' },
  { number: 0, encoding: 'PCMU/8000' },
] as const;
const EVENT = { number: 101, encoding: 'telephone-event/8000' } as const;

interface Participant {
  readonly stream: MediaStream;
  readonly probe: RtpProbe;
  readonly hz: number;
  readonly plan: StreamPlan;
}

async function setUp() {
  const clock = new FakeClock();
  const random = seededRandom(11);
  const network = new MemoryNetwork({ clock, random });
  const media = new LocalMedia({
    network: network.host(SERVER),
    clock,
    random,
    ports: { from: 20_000, to: 20_999 },
    addresses: { ipv4: SERVER },
  });
  /** Every other one speaks µ-law. */
  const participant = async (index: number, options: { ptimeMs?: number } = {}): Promise<Participant> => {
    const address = `192.0.2.${index + 1}`;
    const opened = await media.openStream('ipv4');
    assert.ok(opened.ok);
    const stream = opened.value;
    const { ptimeMs = 20 } = options;
    const codec = CODECS[index % 2] ?? CODECS[0];
    const host = network.host(address);
    const probe = await RtpProbe.open({ network: host, clock, random, address, port: 4000, ptimeMs });
    probe.remote = { family: 'ipv4', address: SERVER, port: stream.port };
    probe.codecs = [codec, EVENT].map(({ number, encoding }) => ({ payloadType: number, encoding }));
    const plan: StreamPlan = {
      announced: { address, port: 4000 },
      signallingAddress: address,
      receive: [codec, EVENT],
      send: [codec, EVENT],
      ptimeMs,
      direction: 'sendrecv',
    };
    stream.configure(plan);
    return { stream, probe, hz: 300 + 25 * index, plan };
  };
  const close = async (participants: readonly Participant[]) => {
    for (const { probe } of participants) probe.stop();
    await media.close();
    // What is still on the wire.
    await clock.advance(60);
    assert.equal(clock.pendingTimers, 0);
  };
  return { clock, network, media, participant, close };
}

async function room(count: number, amplitude: number) {
  const set = await setUp();
  const all: Participant[] = [];
  for (let index = 0; index < count; index++) {
    const one = await set.participant(index);
    one.stream.join('600', { muted: false, announceTone: false, sound: DEFAULT_SOUND });
    one.probe.startTone(one.hz, amplitude);
    all.push(one);
  }
  return { ...set, all };
}

test('three people each hear the two others and not themselves', async () => {
  const { clock, all, close, media } = await room(3, 4000);
  await clock.advance(1500);
  for (const listener of all) {
    for (const talker of all) {
      const heard = listener.probe.amplitudeOf(talker.hz, 1000);
      if (talker === listener) assert.ok(heard < 100, `hears himself at ${heard}`);
      else assert.ok(Math.abs(heard - 4000) < 300, `hears ${talker.hz} Hz at ${heard}`);
    }
  }
  assert.equal(media.totals.conferenceParticipants, 3);
  await close(all);
});

test('a hundred people who all talk each hear all others and not themselves', async () => {
  const { clock, all, close } = await room(100, 300);
  await clock.advance(1400);
  for (const listener of [all[0], all[49], all[99]]) {
    assert.ok(listener);
    const sound = listener.probe.heard(1000);
    for (const talker of all) {
      const heard = amplitudeOf(sound, talker.hz);
      if (talker === listener) assert.ok(heard < 60, `hears himself at ${heard}`);
      else assert.ok(heard > 200 && heard < 400, `hears ${talker.hz} Hz at ${heard}`);
    }
  }
  await close(all);
});

test('a loud room is compressed and not torn', async () => {
  const { clock, all, close } = await room(6, 20_000);
  await clock.advance(1000);
  const heard = all[0]?.probe.heard(500) ?? new Int16Array(0);
  assert.ok(heard.every((sample) => Math.abs(sample) <= 32_767));
  assert.ok(Math.max(...heard) > 25_000);
  for (const talker of all.slice(1)) assert.ok(amplitudeOf(heard, talker.hz) > 3000);
  await close(all);
});

test('who is muted is not heard but hears; unmuted he is heard again', async () => {
  const { clock, all, close } = await room(3, 4000);
  const [anna, bert, carl] = all;
  assert.ok(anna && bert && carl);
  anna.stream.setMuted(true);
  await clock.advance(800);
  assert.ok(!bert.probe.hears(anna.hz, 400));
  assert.ok(anna.probe.hears(bert.hz, 400) && anna.probe.hears(carl.hz, 400));
  anna.stream.setMuted(false);
  await clock.advance(800);
  assert.ok(bert.probe.hears(anna.hz, 400));
  await close(all);
});

test('a listener gets a steady stream although nobody talks', async () => {
  const { clock, all, close } = await room(2, 0);
  await clock.advance(1000);
  const packets = all[0]?.probe.packets ?? [];
  assert.ok(packets.length >= 49);
  assert.equal(packets[0]?.marker, true);
  packets.forEach((packet, index) => {
    const before = packets[index - 1];
    if (before) assert.equal((packet.timestamp - before.timestamp) >>> 0, 160);
  });
  await close(all);
});

test('packets are as long as each phone wants them', async () => {
  const { clock, participant, close } = await setUp();
  const all: Participant[] = [];
  for (const [index, ptimeMs] of [10, 20, 30, 60].entries()) {
    const one = await participant(index, { ptimeMs });
    one.stream.join('600', { muted: false, announceTone: false, sound: DEFAULT_SOUND });
    one.probe.startTone(one.hz, 4000);
    all.push(one);
  }
  await clock.advance(2000);
  for (const [index, ptimeMs] of [10, 20, 30, 60].entries()) {
    const listener = all[index];
    assert.equal(listener?.probe.packets.at(-1)?.payload.length, ptimeMs * 8);
    for (const talker of all) {
      if (talker !== listener) assert.ok((listener?.probe.amplitudeOf(talker.hz, 1000) ?? 0) > 3500);
    }
  }
  await close(all);
});

test('all hear the tone when somebody comes and when he goes', async () => {
  const { clock, participant, close } = await setUp();
  const all = [await participant(0), await participant(1), await participant(2)];
  const [anna, bert, carl] = all;
  assert.ok(anna && bert && carl);
  for (const { probe } of all) probe.startSilence();
  anna.stream.join('600', { muted: false, announceTone: false, sound: DEFAULT_SOUND });
  bert.stream.join('600', { muted: false, announceTone: false, sound: DEFAULT_SOUND });
  await clock.advance(200);
  assert.ok(anna.probe.loudness(100) < 20);
  carl.stream.join('600', { muted: false, announceTone: true, sound: DEFAULT_SOUND });
  await clock.advance(300);
  for (const { probe } of all) assert.ok(probe.loudness(260) > 500);
  await clock.advance(300);
  assert.ok(anna.probe.loudness(100) < 20);
  carl.stream.idle();
  await clock.advance(300);
  assert.ok(anna.probe.loudness(260) > 500 && bert.probe.loudness(260) > 500);
  await close(all);
});

test('joining the room one is in only says whether one is muted', async () => {
  const { clock, all, close } = await room(2, 4000);
  const [anna, bert] = all;
  assert.ok(anna && bert);
  await clock.advance(300);
  anna.stream.join('600', { muted: true, announceTone: true, sound: DEFAULT_SOUND });
  await clock.advance(500);
  assert.ok(bert.probe.loudness(200) < 20);
  await close(all);
});

test('a tone for one is heard by one', async () => {
  const { clock, all, close } = await room(2, 0);
  const [anna, bert] = all;
  assert.ok(anna && bert);
  await clock.advance(300);
  anna.stream.play('muted');
  await clock.advance(200);
  assert.ok(anna.probe.loudness(150) > 500);
  assert.ok(bert.probe.loudness(150) < 20);
  await close(all);
});

test('keys are reported and not heard', async () => {
  const { clock, all, close } = await room(2, 0);
  const [anna, bert] = all;
  assert.ok(anna && bert);
  const facts: StreamFact[] = [];
  anna.stream.onFact = (fact) => facts.push(fact);
  await clock.advance(200);
  anna.probe.pressKey('6', 160);
  await clock.advance(600);
  assert.deepEqual(facts, [{ kind: 'dtmf', digit: '6', durationMs: 160 }]);
  assert.ok(bert.probe.packets.every(({ payloadType }) => payloadType !== 101));
  assert.ok(bert.probe.loudness(500) < 20);
  await close(all);
});

test('a phone that sends comfort noise in its pauses is heard whole between them, and not in them', async () => {
  const { clock, all, close } = await room(2, 0);
  const [anna, bert] = all;
  assert.ok(anna && bert);
  const noise = { number: 13, encoding: 'CN/8000' };
  const { receive, send } = anna.plan;
  anna.stream.configure({ ...anna.plan, receive: [...receive, noise], send: [...send, noise] });
  const talking: boolean[] = [];
  anna.stream.onFact = (fact) => fact.kind === 'talking' && talking.push(fact.talking);
  for (let word = 0; word < 5; word++) {
    anna.probe.startTone(anna.hz, 4000);
    await clock.advance(600);
    assert.ok(Math.abs(bert.probe.amplitudeOf(anna.hz, 500) - 4000) < 200, `word ${word}`);
    anna.probe.stop();
    anna.probe.sendPayload(noise.number, Uint8Array.of(60), 8 * 700);
    await clock.advance(700);
    assert.ok(bert.probe.loudness(500) < 20, `pause ${word}: ${bert.probe.loudness(500)}`);
  }
  assert.deepEqual(
    talking,
    Array.from({ length: 10 }, (_, i) => i % 2 === 0),
  );
  await close(all);
});

test('who is on hold gets nothing and is not missed', async () => {
  const { clock, all, close } = await room(3, 4000);
  const [anna, bert, carl] = all;
  assert.ok(anna && bert && carl);
  await clock.advance(500);
  anna.stream.configure({ ...anna.plan, direction: 'inactive' });
  await clock.advance(100);
  const count = anna.probe.packets.length;
  await clock.advance(500);
  assert.equal(anna.probe.packets.length, count);
  assert.ok(!bert.probe.hears(anna.hz, 300) && bert.probe.hears(carl.hz, 300));
  anna.stream.configure(anna.plan);
  await clock.advance(500);
  assert.ok(bert.probe.hears(anna.hz, 200) && anna.probe.hears(bert.hz, 200));
  await close(all);
});

test('loss, jitter and reordering on the way leave the talk intelligible', async () => {
  const { clock, network, all, close } = await room(2, 4000);
  network.setLink('192.0.2.1', SERVER, { loss: 0.03, jitterMs: 30, delayMs: 20 });
  await clock.advance(5000);
  const [anna, bert] = all;
  assert.ok(anna && bert);
  assert.ok(bert.probe.amplitudeOf(anna.hz, 2000) > 3000);
  await close(all);
});

test('who leaves is gone from the mix, and the room ends with the last', async () => {
  const { clock, all, close, media } = await room(3, 4000);
  await clock.advance(500);
  const [anna, bert, carl] = all;
  assert.ok(anna && bert && carl);
  anna.stream.close();
  await clock.advance(500);
  assert.ok(!bert.probe.hears(anna.hz, 200) && bert.probe.hears(carl.hz, 200));
  bert.stream.idle();
  carl.stream.echo();
  await clock.advance(300);
  assert.equal(media.totals.conferenceParticipants, 0);
  assert.ok(carl.probe.hears(carl.hz, 200));
  await close(all);
});

test('two rooms do not hear each other', async () => {
  const { clock, participant, close } = await setUp();
  const all: Participant[] = [];
  for (let index = 0; index < 4; index++) {
    const one = await participant(index);
    one.stream.join(index < 2 ? '600' : '601', { muted: false, announceTone: false, sound: DEFAULT_SOUND });
    one.probe.startTone(one.hz, 4000);
    all.push(one);
  }
  await clock.advance(700);
  const [anna, bert, carl, dora] = all;
  assert.ok(anna && bert && carl && dora);
  assert.ok(anna.probe.hears(bert.hz) && !anna.probe.hears(carl.hz) && !anna.probe.hears(dora.hz));
  await close(all);
});

test('every tone can be played to a phone that is not in a room', async () => {
  const { clock, participant, close } = await setUp();
  const one = await participant(0);
  const tones: Tone[] = ['join', 'leave', 'muted', 'unmuted', 'refused'];
  for (const tone of tones) {
    one.stream.play(tone);
    await clock.advance(600);
    assert.ok(one.probe.loudness(580) > 300, tone);
    // Announced but silent so far: fifty packets are all it gets, and it has to send for more.
    one.probe.startSilence();
    await clock.advance(100);
  }
  await close([one]);
});
