/** Security §3: a standstill of the thread that talks SIP costs no sound, because others carry it. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { SILENT_LOG } from '../../src/base/log.ts';
import type { MediaStream } from '../../src/media/media-plane.ts';
import { ThreadedMedia } from '../../src/media/worker/threaded-media.ts';

const HOST = '127.0.0.1';
const CODECS = [{ number: 8, encoding: 'PCMA/8000' }];
const PACKETS = 100;
const STANDSTILL_MS = 500;

/** Two phones in a thread of their own: one speaks 50 packets a second, the other counts what arrives. */
const PHONES = `
  const { createSocket } = require('node:dgram');
  const { parentPort } = require('node:worker_threads');
  const speaker = createSocket('udp4');
  const listener = createSocket('udp4');
  const heard = new Set();
  listener.on('message', (bytes) => heard.add(bytes.readUInt16BE(2)));
  speaker.bind(0, '${HOST}', () => listener.bind(0, '${HOST}', () =>
    parentPort.postMessage({ speaker: speaker.address().port, listener: listener.address().port })));
  parentPort.on('message', ({ port, answerPort }) => {
    // Who never sends gets a second of sound only (security 2.8).
    const answer = Buffer.alloc(172, 0x55);
    answer.writeUInt16BE(0x8088, 0);
    answer.writeUInt32BE(78, 8);
    for (let n = 0; n < 5; n += 1) { answer.writeUInt16BE(n, 2); answer.writeUInt32BE(n * 160, 4); listener.send(answer, answerPort, '127.0.0.1'); }
    let sequence = 0;
    const timer = setInterval(() => {
      const packet = Buffer.alloc(172, 0x55);
      packet.writeUInt16BE(sequence === 0 ? 0x8088 : 0x8008, 0);
      packet.writeUInt16BE(sequence, 2);
      packet.writeUInt32BE(sequence * 160, 4);
      packet.writeUInt32BE(77, 8);
      speaker.send(packet, port, '${HOST}');
      sequence += 1;
      if (sequence < ${PACKETS}) return;
      clearInterval(timer);
      setTimeout(() => { parentPort.postMessage({ heard: heard.size }); speaker.close(); listener.close(); parentPort.close(); }, 300);
    }, 20);
  });`;

test('half a second of standstill loses less than 1 % of the sound', { timeout: 30_000 }, async (t) => {
  const media = await ThreadedMedia.start({
    workers: 1,
    ports: { from: 19_600, to: 19_699 },
    addresses: { ipv4: HOST },
    platformModule: new URL('../../src/platform/platform-for-workers.ts', import.meta.url),
    journal: { record: (fact) => assert.notEqual(fact.kind, 'handler-exception') },
    log: SILENT_LOG,
  });
  t.after(() => media.close());
  const phones = new Worker(PHONES, { eval: true });
  const [ports] = (await once(phones, 'message')) as [{ speaker: number; listener: number }];
  const from = await open(media, ports.speaker);
  const to = await open(media, ports.listener, from);
  from.relayTo(to);
  await pause(100);
  const counted = once(phones, 'message') as Promise<[{ heard: number }]>;
  phones.postMessage({ port: from.port, answerPort: to.port });
  await pause(300);
  // Nothing of this thread runs meanwhile: no timer, no socket, no message of another thread.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, STANDSTILL_MS);
  const [{ heard }] = await counted;
  assert.ok(heard > PACKETS * 0.99, `${heard} of ${PACKETS} packets were heard`);
});

async function open(media: ThreadedMedia, port: number, beside?: MediaStream): Promise<MediaStream> {
  const opened = await media.openStream('ipv4', beside === undefined ? {} : { beside });
  assert.ok(opened.ok);
  opened.value.configure({
    announced: { address: HOST, port },
    signallingAddress: HOST,
    receive: CODECS,
    send: CODECS,
    ptimeMs: 20,
    direction: 'sendrecv',
  });
  return opened.value;
}
