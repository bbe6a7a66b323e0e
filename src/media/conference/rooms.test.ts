import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../../testkit/fake-clock.ts';
import { MemoryNetwork } from '../../../testkit/memory-network.ts';
import { RtpProbe } from '../../../testkit/rtp-probe.ts';
import { seededRandom } from '../../../testkit/seeded-random.ts';
import { amplitudeOf } from '../../../testkit/tone.ts';
import type { Network } from '../../base/sockets.ts';
import { LocalMedia } from '../local-media.ts';
import type { MediaStream, PayloadType } from '../media-plane.ts';
import { type ConferenceSound, DEFAULT_SOUND } from './conference-sound.ts';

const SERVER = '198.51.100.1';
const PCMA: PayloadType = { number: 8, encoding: 'PCMA/8000' };
const PCMU: PayloadType = { number: 0, encoding: 'PCMU/8000' };
/** A second of listening tells frequencies apart that are 1 Hz from each other. */
const LISTENED_MS = 1000;
const MOMENTS = 25;

interface Person {
  readonly stream: MediaStream;
  readonly probe: RtpProbe;
  readonly room: string;
  /** His own, in which he talks. */
  readonly hz: number;
}

/** So many people, in rooms of so many, or all in one. */
async function room(people: number, sound: Partial<ConferenceSound> = {}, size = people) {
  const clock = new FakeClock();
  const random = seededRandom(3);
  const network = new MemoryNetwork({ clock, random });
  const media = new LocalMedia({
    network: network.host(SERVER),
    clock,
    random,
    ports: { from: 20_000, to: 26_999 },
    addresses: { ipv4: SERVER },
  });
  const hosts = new Map<string, Network>();
  const all: Person[] = [];
  for (let index = 0; index < people; index++) {
    const address = `192.0.2.${1 + (index % 250)}`;
    const port = 4000 + 2 * Math.floor(index / 250);
    const host = hosts.get(address) ?? network.host(address);
    hosts.set(address, host);
    const opened = await media.openStream('ipv4');
    assert.ok(opened.ok);
    const stream = opened.value;
    const codec = index % 2 === 0 ? PCMA : PCMU;
    const probe = await RtpProbe.open({ network: host, clock, random, address, port });
    probe.remote = { family: 'ipv4', address: SERVER, port: stream.port };
    probe.codecs = [{ payloadType: codec.number, encoding: codec.encoding }];
    stream.configure({
      announced: { address, port },
      signallingAddress: address,
      receive: [codec],
      send: [codec],
      ptimeMs: 20,
      direction: 'sendrecv',
    });
    const room = `${900 + Math.floor(index / size)}`;
    stream.join(room, { muted: false, announceTone: false, sound: { ...DEFAULT_SOUND, ...sound } });
    all.push({ stream, probe, room, hz: 301 + Math.floor((index * 3000) / people) });
  }
  const close = async (): Promise<void> => {
    for (const { probe } of all) probe.stop();
    await media.close();
    await clock.advance(60);
    assert.equal(clock.pendingTimers, 0);
  };
  return { clock, all, close };
}

/** How many of `legs` hear each talker of their room but themselves at about his amplitude, and nobody else. */
function countRight(
  legs: readonly Person[],
  all: readonly Person[],
  talkers: ReadonlySet<Person>,
  amplitude: number,
): number {
  return legs.filter((leg) => {
    const sound = leg.probe.heard(LISTENED_MS);
    return all.every((person) => {
      const heard = amplitudeOf(sound, person.hz) / amplitude;
      const isHeard = person !== leg && person.room === leg.room && talkers.has(person);
      return isHeard ? heard > 0.6 && heard < 1.6 : heard < 0.25;
    });
  }).length;
}

for (const [size, people, amplitude] of [
  [10, 100, 1200],
  [100, 100, 300],
  [1000, 1000, 90],
] as const) {
  test(`all of ${people} talk in rooms of ${size}: the mix is right for 100 of 100 legs`, {
    timeout: 120_000,
  }, async () => {
    const { clock, all, close } = await room(people, { talkers: people }, size);
    // Not all in one moment: a thousand tones in step are one loud click after the other.
    for (let moment = 0; moment < MOMENTS; moment++) {
      for (const [index, { probe, hz }] of all.entries()) {
        if ((index * 7) % MOMENTS === moment) probe.startTone(hz, amplitude);
      }
      await clock.advance(20);
    }
    await clock.advance(LISTENED_MS + 300);
    const legs = all.filter((_, index) => index % (people / 100) === 0);
    assert.equal(legs.length, 100);
    assert.equal(countRight(legs, all, new Set(all), amplitude), 100);
    await close();
  });
}

test('five of a thousand talk: a hundred legs hear them, the talkers themselves among these', {
  timeout: 120_000,
}, async () => {
  const { clock, all, close } = await room(1000);
  const talkers = new Set([0, 17, 333, 500, 999].map((index) => all[index] as Person));
  for (const person of all) person.probe.startTone(person.hz, talkers.has(person) ? 3000 : 0);
  await clock.advance(LISTENED_MS + 300);
  const legs = [...talkers, ...all.filter((_, index) => index % 10 === 3).slice(0, 95)];
  assert.equal(legs.length, 100);
  assert.equal(countRight(legs, all, talkers, 3000), 100);
  await close();
});

test('of those who talk at once the loudest are heard, and one who gets louder takes the place of the softest', async () => {
  const { clock, all, close } = await room(6, { talkers: 3, levelling: false });
  for (const [index, { probe, hz }] of all.entries()) probe.startTone(hz, 1000 * (index + 1));
  await clock.advance(1500);
  const [softest, , , fourth, , loudest] = all;
  assert.ok(softest && fourth && loudest);
  const heardBy = (listener: Person) =>
    all.map((person) => listener.probe.amplitudeOf(person.hz, LISTENED_MS) > 500);
  assert.deepEqual(heardBy(softest), [false, false, false, true, true, true]);
  assert.deepEqual(heardBy(loudest), [false, false, false, true, true, false]);
  softest.probe.startTone(softest.hz, 10_000);
  await clock.advance(1500);
  assert.deepEqual(heardBy(fourth), [true, false, false, false, true, true]);
  await close();
});

test('a whisper and a shout are brought near each other within a quarter of a minute', async () => {
  const { clock, all, close } = await room(3);
  const [soft, loud, listener] = all;
  assert.ok(soft && loud && listener);
  listener.probe.startSilence();
  soft.probe.startTone(soft.hz, 463);
  loud.probe.startTone(loud.hz, 14_650);
  await clock.advance(15_000);
  const difference =
    20 * Math.log10(listener.probe.amplitudeOf(loud.hz, 1000) / listener.probe.amplitudeOf(soft.hz, 1000));
  assert.ok(difference > 0 && difference < 12.5, `${difference} dB instead of 30`);
  await close();
});

test('who talks too long is warned, then cut off, and heard again after a pause', async () => {
  const { clock, all, close } = await room(2, { talkLimitS: 20 });
  const [talker, listener] = all;
  assert.ok(talker && listener);
  listener.probe.startSilence();
  talker.probe.startTone(talker.hz, 3000);
  await clock.advance(15_000);
  assert.ok(talker.probe.loudness(500) < 20);
  await clock.advance(1_300);
  assert.ok(talker.probe.loudness(500) > 200, 'he hears the warning');
  assert.ok(listener.probe.amplitudeOf(740, 400) < 200, 'which is for him alone');
  await clock.advance(4_400);
  assert.ok(!listener.probe.hears(talker.hz, 200));
  await clock.advance(3_000);
  assert.ok(!listener.probe.hears(talker.hz, 1000), 'talking on does not help');
  talker.probe.startSilence();
  await clock.advance(1_500);
  talker.probe.startTone(talker.hz, 3000);
  await clock.advance(1_000);
  assert.ok(listener.probe.hears(talker.hz, 500));
  await close();
});

test('a tone says that somebody has finished, in rooms that want it', async () => {
  for (const rogerBeep of [true, false]) {
    const { clock, all, close } = await room(2, { rogerBeep });
    const [talker, listener] = all;
    assert.ok(talker && listener);
    listener.probe.startSilence();
    talker.probe.startTone(400, 3000);
    await clock.advance(3_000);
    talker.probe.startSilence();
    await clock.advance(1_500);
    assert.equal(listener.probe.amplitudeOf(1000, 1000) > 150, rogerBeep);
    await close();
  }
});

test('who is alone hears a tone after ten seconds, or music at once, until somebody comes', async () => {
  for (const [alone, isAtOnce] of [
    ['tone', false],
    ['music', true],
  ] as const) {
    const { clock, all, close } = await room(2, { alone });
    const [first, second] = all;
    assert.ok(first && second);
    for (const { probe } of all) probe.startSilence();
    second.stream.idle();
    await clock.advance(2_000);
    assert.equal(first.probe.loudness(1000) > 300, isAtOnce, alone);
    await clock.advance(9_000);
    assert.ok(first.probe.loudness(1000) > 300);
    second.stream.join('900', {
      muted: false,
      announceTone: false,
      sound: { ...DEFAULT_SOUND, alone },
    });
    await clock.advance(1_000);
    assert.ok(first.probe.loudness(500) < 20);
    await close();
  }
});

test('volumes are one person’s own: what he hears, and how loud he is for others', async () => {
  const { clock, all, close } = await room(3);
  const [anna, bert, carl] = all;
  assert.ok(anna && bert && carl);
  for (const { probe, hz } of all) probe.startTone(hz, 3000);
  await clock.advance(500);
  anna.stream.setVolume({ listeningDb: -6, speakingDb: 6 });
  await clock.advance(1500);
  const db = (listener: Person, talker: Person) =>
    20 * Math.log10(listener.probe.amplitudeOf(talker.hz, LISTENED_MS) / 3000);
  assert.ok(Math.abs(db(anna, bert) + 6) < 1);
  assert.ok(Math.abs(db(bert, anna) - 6) < 1);
  assert.ok(Math.abs(db(bert, carl)) < 1);
  assert.ok(anna.probe.amplitudeOf(anna.hz, LISTENED_MS) < 100);
  await close();
});

test('who is heard is told at most five times a second, with the time he has talked', async () => {
  const { clock, all, close } = await room(2);
  const [talker, other] = all;
  assert.ok(talker && other);
  const facts: { atMs: number; talking: boolean; talkedMs: number }[] = [];
  talker.stream.onFact = (fact) => {
    if (fact.kind === 'talking') facts.push({ atMs: clock.now(), ...fact });
  };
  other.probe.startSilence();
  for (let i = 0; i < 4; i++) {
    talker.probe.startTone(talker.hz, 3000);
    await clock.advance(700);
    talker.probe.startSilence();
    await clock.advance(700);
  }
  assert.deepEqual(
    facts.map(({ talking }) => talking),
    [true, false, true, false, true, false, true, false],
  );
  assert.ok(facts.every(({ atMs }, i) => i === 0 || atMs - (facts[i - 1]?.atMs ?? 0) >= 200));
  // Four times 700 ms, and the 300 ms behind each.
  assert.ok(Math.abs((facts.at(-1)?.talkedMs ?? 0) - 4000) < 200, `${facts.at(-1)?.talkedMs}`);
  await close();
});
