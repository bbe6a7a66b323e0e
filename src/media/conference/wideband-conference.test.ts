import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../../testkit/fake-clock.ts';
import { MemoryNetwork } from '../../../testkit/memory-network.ts';
import { RtpProbe } from '../../../testkit/rtp-probe.ts';
import { seededRandom } from '../../../testkit/seeded-random.ts';
import { LocalMedia } from '../local-media.ts';
import type { MediaStream, PayloadType, StreamPlan } from '../media-plane.ts';
import { DEFAULT_SOUND } from './conference-sound.ts';

const SERVER = '198.51.100.1';
const G722: PayloadType = { number: 9, encoding: 'G722/8000' };
const PCMA: PayloadType = { number: 8, encoding: 'PCMA/8000' };
const AMPLITUDE = 4000;

interface Participant {
  readonly stream: MediaStream;
  readonly probe: RtpProbe;
  readonly plan: StreamPlan;
}

async function room(codecs: readonly PayloadType[]) {
  const clock = new FakeClock();
  const random = seededRandom(7);
  const network = new MemoryNetwork({ clock, random });
  const media = new LocalMedia({
    network: network.host(SERVER),
    clock,
    random,
    ports: { from: 20_000, to: 20_999 },
    addresses: { ipv4: SERVER },
  });
  const all: Participant[] = [];
  for (const [index, codec] of codecs.entries()) {
    const opened = await media.openStream('ipv4');
    assert.ok(opened.ok);
    const stream = opened.value;
    const address = `192.0.2.${index + 1}`;
    const host = network.host(address);
    const probe = await RtpProbe.open({ network: host, clock, random, address, port: 4000 });
    probe.remote = { family: 'ipv4', address: SERVER, port: stream.port };
    probe.codecs = [{ payloadType: codec.number, encoding: codec.encoding }];
    const plan: StreamPlan = {
      announced: { address, port: 4000 },
      signallingAddress: address,
      receive: [codec],
      send: [codec],
      ptimeMs: 20,
      direction: 'sendrecv',
    };
    stream.configure(plan);
    stream.join('600', { muted: false, announceTone: false, sound: DEFAULT_SOUND });
    all.push({ stream, probe, plan });
  }
  const [anna, bert, carl] = all;
  assert.ok(anna && bert && carl);
  const close = async () => {
    for (const { probe } of all) probe.stop();
    await media.close();
    await clock.advance(60);
    assert.equal(clock.pendingTimers, 0);
  };
  return { clock, anna, bert, carl, close };
}

test('wideband phones hear each other in full, a telephone among them hears what a telephone can', async () => {
  const { clock, anna, bert, carl, close } = await room([G722, G722, PCMA]);
  anna.probe.startTone(6000, AMPLITUDE);
  bert.probe.startTone(900, AMPLITUDE);
  carl.probe.startTone(1700, AMPLITUDE);
  await clock.advance(1500);
  assert.equal(bert.probe.rate, 16_000);
  assert.ok(Math.abs(bert.probe.amplitudeOf(6000, 1000) - AMPLITUDE) < 400);
  assert.ok(Math.abs(anna.probe.amplitudeOf(900, 1000) - AMPLITUDE) < 400);
  assert.ok(Math.abs(anna.probe.amplitudeOf(1700, 1000) - AMPLITUDE) < 400);
  assert.ok(Math.abs(carl.probe.amplitudeOf(900, 1000) - AMPLITUDE) < 400);
  assert.equal(carl.probe.rate, 8_000);
  // 6000 Hz would come back as 2000 Hz, and 1700 Hz as 6300 Hz.
  assert.ok(carl.probe.amplitudeOf(2000, 1000) < 60);
  assert.ok(anna.probe.amplitudeOf(6300, 1000) < 60);
  for (const [{ probe }, hz] of [
    [anna, 6000],
    [bert, 900],
    [carl, 1700],
  ] as const) {
    assert.ok(probe.amplitudeOf(hz, 1000) < 100, `hears himself at ${hz} Hz`);
  }
  await close();
});

test('who begins and stops talking goes from the common mix to his own and back without a seam', async () => {
  const { clock, anna, bert, carl, close } = await room([G722, G722, G722]);
  bert.probe.startTone(1000, AMPLITUDE);
  anna.probe.startSilence();
  carl.probe.startSilence();
  await clock.advance(1500);
  anna.probe.startTone(2500, AMPLITUDE);
  await clock.advance(1000);
  anna.probe.startSilence();
  // 300 ms in which she still counts as talking, half a second of return, and the second after it.
  await clock.advance(2000);
  const sound = anna.probe.heard(3500);
  const rate = anna.probe.rate;
  // A seam is a click: a difference between neighbours that a tone of 1000 Hz does not have.
  const steepest = 2 * Math.PI * (1000 / rate) * AMPLITUDE;
  for (let i = 1; i < sound.length; i++) {
    const step = Math.abs((sound[i] as number) - (sound[i - 1] as number));
    assert.ok(step < 1.6 * steepest, `a step of ${step} at ${i}, where the tone has ${steepest} at most`);
  }
  await close();
});

test('a phone that changes to a wideband codec in a conference is heard and hears as before', async () => {
  const { clock, anna, bert, carl, close } = await room([PCMA, G722, PCMA]);
  anna.probe.startTone(800, AMPLITUDE);
  bert.probe.startTone(5000, AMPLITUDE);
  carl.probe.startSilence();
  await clock.advance(500);
  assert.ok(anna.probe.amplitudeOf(5000 - 2 * 1000, 300) < 60);
  anna.probe.codecs = [{ payloadType: 9, encoding: 'G722/8000' }];
  anna.stream.configure({ ...anna.plan, receive: [G722], send: [G722] });
  await clock.advance(1500);
  assert.ok(Math.abs(anna.probe.amplitudeOf(5000, 1000) - AMPLITUDE) < 400);
  assert.ok(Math.abs(carl.probe.amplitudeOf(800, 1000) - AMPLITUDE) < 400);
  assert.ok(Math.abs(bert.probe.amplitudeOf(800, 1000) - AMPLITUDE) < 400);
  await close();
});
