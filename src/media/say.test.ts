import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../testkit/fake-clock.ts';
import { MemoryNetwork } from '../../testkit/memory-network.ts';
import { RtpProbe } from '../../testkit/rtp-probe.ts';
import { seededRandom } from '../../testkit/seeded-random.ts';
import { PROMPT_HZ, tonePrompts } from '../../testkit/tone-prompts.ts';
import { DEFAULT_SOUND } from './conference/conference-sound.ts';
import { LocalMedia } from './local-media.ts';
import type { MediaStream, StreamFact, StreamPlan } from './media-plane.ts';

const SERVER = '198.51.100.1';
const PCMA = { number: 8, encoding: 'PCMA/8000' };
const G729 = { number: 96, encoding: 'G729/8000' };

interface Listener {
  readonly stream: MediaStream;
  readonly probe: RtpProbe;
  readonly said: Extract<StreamFact, { kind: 'said' }>[];
}

async function setUp() {
  const clock = new FakeClock();
  const random = seededRandom(3);
  const network = new MemoryNetwork({ clock, random });
  const media = new LocalMedia({
    network: network.host(SERVER),
    clock,
    random,
    ports: { from: 20_000, to: 20_099 },
    addresses: { ipv4: SERVER },
    prompts: tonePrompts(2),
  });
  let hosts = 0;
  const listener = async (codecs: StreamPlan['send'] = [PCMA], talks = true): Promise<Listener> => {
    const address = `192.0.2.${++hosts}`;
    const opened = await media.openStream('ipv4');
    assert.ok(opened.ok);
    const stream = opened.value;
    const probe = await RtpProbe.open({ network: network.host(address), clock, random, address, port: 4000 });
    probe.remote = { family: 'ipv4', address: SERVER, port: stream.port };
    probe.codecs = codecs.map(({ number, encoding }) => ({ payloadType: number, encoding }));
    probe.receiveCodecs = probe.codecs;
    const said: Listener['said'] = [];
    stream.onFact = (fact) => {
      if (fact.kind === 'said') said.push(fact);
    };
    stream.configure({
      announced: { address, port: 4000 },
      signallingAddress: address,
      receive: codecs,
      send: codecs,
      ptimeMs: 20,
      direction: 'sendrecv',
    });
    if (talks) probe.startSilence();
    return { stream, probe, said };
  };
  const end = async (...listeners: Listener[]): Promise<void> => {
    for (const { probe } of listeners) probe.close();
    await media.close();
    await clock.advance(100);
    assert.equal(clock.pendingTimers, 0);
  };
  return { clock, media, listener, end };
}

test('a prompt is heard whole, and its end is told once', async () => {
  const { clock, listener, end } = await setUp();
  const one = await listener();
  await clock.advance(200);
  one.stream.say('en/emergency');
  await clock.advance(1_500);
  assert.ok(one.probe.hears(PROMPT_HZ.emergency));
  assert.deepEqual(one.said, []);
  await clock.advance(600);
  assert.deepEqual(one.said, [{ kind: 'said', prompt: 'en/emergency', outcome: 'whole' }]);
  const packets = one.probe.packets.length;
  assert.ok(packets >= 100 && packets <= 101, `2 s are 100 packets: ${packets}`);
  await clock.advance(1_000);
  assert.equal(one.probe.packets.length, packets, 'nothing is sent behind it');
  await end(one);
});

test('prompts wait for each other', async () => {
  const { clock, listener, end } = await setUp();
  const one = await listener();
  await clock.advance(200);
  one.stream.say('en/emergency');
  one.stream.say('nl/suspended');
  await clock.advance(3_500);
  assert.ok(one.probe.hears(PROMPT_HZ.suspended));
  assert.equal(one.probe.hears(PROMPT_HZ.emergency), false);
  await clock.advance(600);
  assert.deepEqual(
    one.said.map(({ prompt }) => prompt),
    ['en/emergency', 'nl/suspended'],
  );
  await end(one);
});

test('in a call it takes the place of the other phone’s sound for this phone only', async () => {
  const { clock, listener, end } = await setUp();
  const one = await listener();
  const other = await listener();
  one.stream.relayTo(other.stream);
  one.probe.startTone(300);
  other.probe.startTone(440);
  await clock.advance(1_000);
  one.stream.say('en/call-ends');
  await clock.advance(1_000);
  assert.ok(one.probe.hears(PROMPT_HZ['call-ends']));
  assert.equal(one.probe.hears(440), false);
  assert.ok(other.probe.hears(300));
  await clock.advance(2_000);
  assert.ok(one.probe.hears(440), 'and then they talk on');
  const ssrcs = new Set(one.probe.packets.map(({ ssrc }) => ssrc));
  assert.equal(ssrcs.size, 1);
  await end(one, other);
});

test('in a conference it is added to what he hears, and nobody else hears it', async () => {
  const { clock, listener, end } = await setUp();
  const one = await listener();
  const other = await listener();
  for (const { stream } of [one, other])
    stream.join('900', { muted: false, announceTone: false, sound: DEFAULT_SOUND });
  other.probe.startTone(440);
  await clock.advance(1_000);
  one.stream.say('en/call-ends');
  await clock.advance(1_000);
  assert.ok(one.probe.hears(PROMPT_HZ['call-ends']));
  assert.ok(one.probe.hears(440));
  assert.equal(other.probe.hears(PROMPT_HZ['call-ends']), false);
  await clock.advance(1_500);
  assert.equal(one.said[0]?.outcome, 'whole');
  await end(one, other);
});

for (const [how, interrupt] of [
  [
    'joins a conference',
    (stream: MediaStream) => stream.join('900', { muted: false, announceTone: false, sound: DEFAULT_SOUND }),
  ],
  ['is put to something else', (stream: MediaStream) => stream.echo()],
] as const) {
  test(`who ${how} does not hear the rest`, async () => {
    const { clock, listener, end } = await setUp();
    const one = await listener();
    await clock.advance(200);
    one.stream.say('en/emergency');
    await clock.advance(500);
    interrupt(one.stream);
    assert.deepEqual(one.said, [{ kind: 'said', prompt: 'en/emergency', outcome: 'cut' }]);
    await clock.advance(1_000);
    assert.equal(one.probe.hears(PROMPT_HZ.emergency), false);
    await end(one);
  });
}

test('a stream that is closed tells nothing more', async () => {
  const { clock, listener, end } = await setUp();
  const one = await listener();
  await clock.advance(200);
  one.stream.say('en/emergency');
  await clock.advance(500);
  one.stream.close();
  assert.deepEqual(one.said, []);
  await end(one);
});

test('a phone that takes no codec of ours is told of at once, and so is a recording that is not there', async () => {
  const { clock, media, listener, end } = await setUp();
  const one = await listener([G729]);
  one.stream.say('en/emergency');
  assert.deepEqual(one.said, [{ kind: 'said', prompt: 'en/emergency', outcome: 'impossible' }]);
  const other = await listener();
  media.setPrompt('en/unreachable', Buffer.from('no sound'));
  other.stream.say('en/unreachable');
  assert.equal(other.said[0]?.outcome, 'impossible');
  await clock.advance(100);
  await end(one, other);
});

test('a phone that never sent anything gets no more than a second of it', async () => {
  const { clock, listener, end } = await setUp();
  const one = await listener([PCMA], false);
  one.stream.say('en/emergency');
  await clock.advance(3_000);
  assert.equal(one.probe.packets.length, 50);
  assert.equal(one.said[0]?.outcome, 'whole');
  await end(one);
});
