import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { tonePrompts } from '../../../testkit/tone-prompts.ts';
import { BugError } from '../../base/bug-error.ts';
import type { Fact } from '../../base/journal.ts';
import { SILENT_LOG } from '../../base/log.ts';
import { writeRtpHeader } from '../../rtp/packet.ts';
import { telephoneEventPayloads } from '../../rtp/telephone-event.ts';
import { writeUsrpVoice } from '../../rtp/usrp.ts';
import { DEFAULT_SOUND } from '../conference/conference-sound.ts';
import type { MediaStream, StreamFact } from '../media-plane.ts';
import type { RadioFact } from '../radio/radio-plan.ts';
import { ThreadedMedia } from './threaded-media.ts';

/** Real threads and real sockets: what cannot be seen on the fake clock, and nothing else. */
const HOST = '127.0.0.1';
const CODECS = [
  { number: 8, encoding: 'PCMA/8000' },
  { number: 101, encoding: 'telephone-event/8000' },
];

const facts: Fact[] = [];
let media: ThreadedMedia;

before(async () => {
  media = await ThreadedMedia.start({
    workers: 2,
    ports: { from: 31_000, to: 31_399 },
    addresses: { ipv4: HOST },
    platformModule: new URL('../../platform/platform-for-workers.ts', import.meta.url),
    prompts: tonePrompts(0.1),
    journal: { record: (fact) => facts.push(fact) },
    log: SILENT_LOG,
  });
});

after(() => media.close());

async function open(options?: { beside?: MediaStream; conference?: string }): Promise<MediaStream> {
  const opened = await media.openStream('ipv4', options);
  assert.ok(opened.ok);
  return opened.value;
}

async function udp(port = 0): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.bind(port, HOST);
  await once(socket, 'listening');
  return socket;
}

async function phone(stream: MediaStream) {
  const socket = await udp();
  stream.configure({
    announced: { address: HOST, port: socket.address().port },
    signallingAddress: HOST,
    receive: CODECS,
    send: CODECS,
    ptimeMs: 20,
    direction: 'sendrecv',
  });
  let sequence = 0;
  const send = (payloadType: number, payload: Uint8Array, timestamp: number): void => {
    const bytes = new Uint8Array(12 + payload.length);
    writeRtpHeader(bytes, 0, sequence === 0, payloadType, sequence++, timestamp, 77);
    bytes.set(payload, 12);
    socket.send(bytes, stream.port, HOST);
  };
  return { socket, send };
}

/** The thread has done what it was told: orders are obeyed in turn, and this is answered behind them. */
async function obeyed(stream: MediaStream): Promise<void> {
  (await open({ beside: stream })).close();
}

async function received(socket: Socket): Promise<Buffer> {
  const [bytes] = (await once(socket, 'message')) as [Buffer];
  return bytes;
}

test('two phones hear each other through a thread', async () => {
  const a = await open();
  const b = await open({ beside: a });
  const alice = await phone(a);
  const bob = await phone(b);
  a.relayTo(b);
  await obeyed(a);
  const heard = received(bob.socket);
  alice.send(8, new Uint8Array(160).fill(0x55), 1000);
  assert.deepEqual([...(await heard).subarray(12)], new Array(160).fill(0x55));
  const answered = received(alice.socket);
  bob.send(8, new Uint8Array(160).fill(0x2a), 5);
  assert.equal((await answered)[12], 0x2a);
  for (const { socket } of [alice, bob]) socket.close();
  for (const stream of [a, b]) stream.close();
});

test('a conference sits in one thread and sends to who only listens', async () => {
  const streams: MediaStream[] = [];
  for (let i = 0; i < 4; i++) streams.push(await open({ conference: '600' }));
  const [first] = streams;
  assert.ok(first);
  const listener = await phone(first);
  for (const stream of streams)
    stream.join('600', { muted: false, announceTone: true, sound: DEFAULT_SOUND });
  const packet = await received(listener.socket);
  assert.equal(packet.length, 172);
  listener.socket.close();
  for (const stream of streams) stream.close();
});

test('a radio sits in the thread of its room, is keyed there, and gives its port back', async () => {
  const stream = await open({ conference: '601' });
  stream.join('601', { muted: false, announceTone: false, sound: DEFAULT_SOUND });
  const peer = await udp();
  const free = await udp();
  const { port } = free.address();
  free.close();
  const told: RadioFact[] = [];
  let hear = (): void => {};
  const radio = media.openRadio(
    {
      conference: '601',
      sound: DEFAULT_SOUND,
      remote: { family: 'ipv4', address: HOST, port: peer.address().port },
      port,
      transmits: 'keyed',
      talkLimitS: 0,
      courtesyTone: false,
    },
    (fact) => {
      told.push(fact);
      hear();
    },
  );
  const untilTold = (kind: RadioFact['kind']): Promise<void> =>
    new Promise((resolve) => {
      hear = () => {
        if (told.some((fact) => fact.kind === kind)) resolve();
      };
      hear();
    });
  await untilTold('bound');
  assert.deepEqual(told, [{ kind: 'bound', bound: true }]);
  stream.setOnAir(true);
  const voice = await received(peer);
  assert.deepEqual([voice.length, voice.readUInt32BE(12)], [352, 1]);
  stream.setOnAir(false);
  let last = voice;
  while (last.length === 352) last = await received(peer);
  assert.deepEqual([last.length, last.readUInt32BE(12)], [32, 0]);
  for (let sequence = 0; sequence < 4; sequence++) {
    peer.send(writeUsrpVoice(sequence, new Int16Array(160).fill(3000)), port, HOST);
  }
  await untilTold('receiving');
  assert.ok(told.some((fact) => fact.kind === 'receiving' && fact.receiving));
  radio.close();
  await obeyed(stream);
  const again = await udp(port);
  for (const socket of [again, peer]) socket.close();
  stream.close();
});

test('keys come up as facts', async () => {
  const stream = await open();
  const caller = await phone(stream);
  stream.echo();
  const digit = new Promise<StreamFact>((resolve) => {
    stream.onFact = resolve;
  });
  await obeyed(stream);
  for (const { bytes } of telephoneEventPayloads('9', 100, 20, 8000)) caller.send(101, bytes, 4000);
  assert.deepEqual(await digit, { kind: 'dtmf', digit: '9', durationMs: 100 });
  caller.socket.close();
  stream.close();
});

test('prompts are said in a thread, and one that was replaced by then is said anew', async () => {
  const stream = await open();
  const listener = await phone(stream);
  const said = (): Promise<StreamFact> =>
    new Promise((resolve) => {
      stream.onFact = resolve;
    });
  stream.say('nl/unreachable');
  const first = received(listener.socket);
  assert.deepEqual(await said(), { kind: 'said', prompt: 'nl/unreachable', outcome: 'whole' });
  assert.equal((await first).length, 172);
  media.setPrompt('nl/unreachable', Uint8Array.of());
  stream.say('nl/unreachable');
  assert.deepEqual(await said(), { kind: 'said', prompt: 'nl/unreachable', outcome: 'impossible' });
  listener.socket.close();
  stream.close();
});

test('what is recorded in a thread is told at its limit and at the end of the stream, and can be said', async () => {
  const recorded = (stream: MediaStream, longestMs: number): Promise<StreamFact> =>
    new Promise((resolve) => {
      stream.onFact = (fact) => {
        if (fact.kind === 'recorded') resolve(fact);
      };
      stream.record({ longestMs, silenceMs: 60_000 });
    });
  const closed = await open();
  await phone(closed).then(({ socket }) => socket.close());
  const last = recorded(closed, 60_000);
  closed.close();
  assert.equal((await last).kind, 'recorded');
  const stream = await open();
  const listener = await phone(stream);
  const fact = await recorded(stream, 200);
  assert.ok(fact.kind === 'recorded');
  assert.equal(fact.recording.sound.length, 1_600);
  const heard = received(listener.socket);
  stream.sayRecording(fact.recording.sound, 0);
  assert.equal((await heard).length, 172);
  listener.socket.close();
  stream.close();
});

test('streams spread over the threads, and a relay between two of them is our mistake', async () => {
  const a = await open();
  const b = await open();
  assert.throws(() => a.relayTo(b), BugError);
  a.close();
  b.close();
});

test('nothing of this was an exception', () => {
  assert.deepEqual(facts, []);
});

test('a thread that dies takes its calls with it, and says so', async (t) => {
  const platform = new URL('../../platform/platform-for-workers.ts', import.meta.url);
  // Asking for a fifth socket ends the thread as a crash would; a port that somebody else holds does not count.
  const fragile = `
    import { createPlatform as create } from '${platform}';
    export function createPlatform() {
      const platform = create();
      let sockets = 0;
      const bindDatagram = async (options, receive) => {
        if (sockets === 4) process.exit(3);
        const socket = await platform.network.bindDatagram(options, receive);
        sockets += 1;
        return socket;
      };
      return { ...platform, network: { bindDatagram } };
    }`;
  const journal: Fact[] = [];
  const short = await ThreadedMedia.start({
    workers: 1,
    ports: { from: 31_400, to: 31_499 },
    addresses: { ipv4: HOST },
    platformModule: `data:text/javascript,${encodeURIComponent(fragile)}`,
    journal: { record: (fact) => journal.push(fact) },
    log: SILENT_LOG,
  });
  t.after(() => short.close());
  const told: Promise<StreamFact>[] = [];
  for (let i = 0; i < 2; i++) {
    const opened = await short.openStream('ipv4', { conference: '600' });
    assert.ok(opened.ok);
    told.push(
      new Promise((resolve) => {
        opened.value.onFact = resolve;
      }),
    );
  }
  assert.equal(short.totals.portsUsed, 4);
  assert.deepEqual(await short.openStream('ipv4'), { ok: false, error: 'out-of-ports' });
  for (const fact of told) assert.deepEqual(await fact, { kind: 'silent', forMs: Number.POSITIVE_INFINITY });
  assert.equal(short.totals.portsUsed, 0);
  assert.deepEqual(
    journal.map(({ kind }) => kind),
    ['handler-exception'],
  );
  await short.close();
});

test('the last figures of a stream come after its end', async () => {
  const stream = await open();
  const figures = new Promise<StreamFact>((resolve) => {
    stream.onFact = (fact) => {
      if (fact.kind === 'statistics') resolve(fact);
    };
  });
  const { socket } = await phone(stream);
  stream.close();
  socket.close();
  assert.equal((await figures).kind, 'statistics');
});

test('under load a stream takes ports that have drained, and its phone is heard there', async () => {
  // A clock that runs fifty times as fast, and no chance: what was closed together has drained together.
  const hasty = `
    import { createPlatform as create } from '${new URL('../../platform/platform-for-workers.ts', import.meta.url)}';
    export function createPlatform() {
      const { network, clock, random } = create();
      const now = () => clock.now() * 50;
      const schedule = (delayMs, action) => clock.schedule(delayMs / 50, action);
      const certain = { bytes: (length) => random.bytes(length), integer: (limit) => limit - 1 };
      return { network, clock: { now, schedule, wallTime: () => clock.wallTime() }, random: certain };
    }`;
  const busy = await ThreadedMedia.start({
    workers: 1,
    ports: { from: 31_500, to: 31_699 },
    addresses: { ipv4: HOST },
    platformModule: `data:text/javascript,${encodeURIComponent(hasty)}`,
    journal: { record: (fact) => facts.push(fact) },
    log: SILENT_LOG,
  });
  const openOne = async (): Promise<MediaStream> => {
    const opened = await busy.openStream('ipv4');
    assert.ok(opened.ok);
    return opened.value;
  };
  const first = await Promise.all(Array.from({ length: 90 }, openOne));
  const ports = new Set(first.map(({ port }) => port));
  assert.equal(busy.totals.portsUsed, 180);
  for (const stream of first) stream.close();
  while (busy.totals.portsUsed > 0) await new Promise((resolve) => setImmediate(resolve));
  const second = await openOne();
  assert.ok(ports.has(second.port));
  assert.equal(busy.totals.portsUsed, 2);
  const caller = await phone(second);
  second.echo();
  const heard = received(caller.socket);
  caller.send(8, new Uint8Array(160).fill(0x2a), 5);
  assert.equal((await heard)[12], 0x2a);
  caller.socket.close();
  await busy.close();
  assert.deepEqual(facts, []);
});
