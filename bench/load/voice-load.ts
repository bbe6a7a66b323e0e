import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { readWav } from '../../src/media/prompts/wav.ts';
import { resample } from '../../src/media/sound/resample.ts';
import { loadOpus } from '../../src/platform/load-opus.ts';
import { writeRtpHeader } from '../../src/rtp/packet.ts';
import type { VoiceCodec } from '../../src/rtp/voice-codec.ts';
import { VoiceCodecs } from '../../src/rtp/voice-codecs.ts';
import { openWindow } from '../machine/load-window.ts';
import { MEDIA_PORT, type RtpLeg } from './rtp-load.ts';
import { OPUS, type Payload, PCMU } from './sip-text.ts';

/** Where the phones of the called side send and receive. */
export const CALLEE_MEDIA_PORT = 17_202;
const FRAME_MS = 20;
const WARMING_MS = 2_000;
const SPEECH = new URL('../../prompts/en/maintenance.wav', import.meta.url);
/** Rounds over the speech, to know what the codecs take by themselves. */
const FLOOR_ROUNDS = 4;

export interface VoiceResult {
  readonly calls: number;
  /** Of a core, of the server, per call. */
  readonly cpuPercent: number;
  /** What of that many packets sent came out at the other side: 0 to 1. */
  readonly arrived: number;
}

interface Side {
  readonly socket: Socket;
  readonly payload: Payload;
  readonly codec: VoiceCodec;
  readonly frames: readonly Uint8Array[];
  received: number;
}

const CODECS = new VoiceCodecs(loadOpus);

/** Speech both ways through calls that are up, callers in µ-law and callees in Opus. */
export async function loadVoice(
  legs: readonly RtpLeg[],
  seconds: number,
  serverPids: readonly number[],
): Promise<VoiceResult> {
  const sides = [await openSide(MEDIA_PORT, PCMU), await openSide(CALLEE_MEDIA_PORT, OPUS)] as const;
  const begun = performance.now();
  const lastFrame = Math.round((WARMING_MS + 1000 * seconds) / FRAME_MS);
  let sent = 0;
  let window: ReturnType<typeof openWindow> | undefined;
  for (let frame = 0; frame < lastFrame; frame += 1) {
    await sleep(Math.max(0, begun + frame * FRAME_MS - performance.now()));
    if (window === undefined && frame * FRAME_MS >= WARMING_MS) {
      window = openWindow(serverPids);
      sent = 0;
      for (const side of sides) side.received = 0;
    }
    for (const leg of legs) send(sides[leg.id % 2 === 0 ? 0 : 1], leg, frame);
    sent += legs.length;
  }
  const measured = window?.close();
  const received = sides[0].received + sides[1].received;
  for (const { socket } of sides) socket.close();
  if (measured === undefined) throw new Error('the load was over before it began');
  const calls = legs.length / 2;
  return {
    calls,
    cpuPercent: (100 * measured.serverCpuMs) / measured.wallMs / calls,
    arrived: received / sent,
  };
}

/** CPU time that the codecs alone take for one call, both ways, in this process: % of a core. */
export function codecFloorPercent(): number {
  const opus = codecOf(OPUS);
  const speech = speechAt(opus.sampleRate);
  const frames = encode(OPUS);
  const [encoder, decoder] = [opus.createEncoder(), opus.createDecoder()];
  const samples = (FRAME_MS * opus.sampleRate) / 1000;
  const room = new Uint8Array(opus.frameBytes);
  const sound = new Int16Array(6 * samples);
  const speak = (): void => {
    for (const [i, bytes] of frames.entries()) {
      encoder.encode(speech.subarray(i * samples, (i + 1) * samples), samples, room, 0);
      decoder.decode(bytes, 0, bytes.length, sound, 0);
    }
  };
  // WebAssembly is compiled well only once it has run a while.
  for (let round = 0; round < FLOOR_ROUNDS; round += 1) speak();
  const before = process.cpuUsage();
  for (let round = 0; round < FLOOR_ROUNDS; round += 1) speak();
  const { user, system } = process.cpuUsage(before);
  encoder.close?.();
  decoder.close?.();
  return (100 * (user + system)) / 1000 / (FLOOR_ROUNDS * frames.length * FRAME_MS);
}

async function openSide(port: number, payload: Payload): Promise<Side> {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 4 << 20, sendBufferSize: 4 << 20 });
  socket.bind(port, '127.0.0.1');
  await once(socket, 'listening');
  const side = { socket, payload, codec: codecOf(payload), frames: encode(payload), received: 0 };
  socket.on('message', () => {
    side.received += 1;
  });
  return side;
}

function send({ socket, payload, codec, frames }: Side, { id, target }: RtpLeg, frame: number): void {
  // Not everybody says the same at once.
  const codes = frames[(frame + 7 * id) % frames.length] ?? new Uint8Array(0);
  const bytes = new Uint8Array(12 + codes.length);
  const ticks = frame * codec.clockRate * (FRAME_MS / 1000);
  writeRtpHeader(bytes, 0, frame === 0, payload.number, frame & 0xffff, ticks >>> 0, 0x1000 + id);
  bytes.set(codes, 12);
  socket.send(bytes, target.port, target.address);
}

function encode(payload: Payload): Uint8Array[] {
  const codec = codecOf(payload);
  const speech = speechAt(codec.sampleRate);
  const samples = (FRAME_MS * codec.sampleRate) / 1000;
  const encoder = codec.createEncoder();
  const room = new Uint8Array(codec.frameBytes);
  const frames: Uint8Array[] = [];
  for (let at = 0; at + samples <= speech.length; at += samples) {
    frames.push(room.slice(0, encoder.encode(speech.subarray(at, at + samples), samples, room, 0)));
  }
  encoder.close?.();
  return frames.filter(({ length }) => length > 0);
}

function speechAt(rate: number): Int16Array {
  const file = readWav(readFileSync(SPEECH));
  if (!file.ok) throw new Error('no speech to say');
  return resample(file.value.samples, file.value.rate, rate);
}

function codecOf({ encoding }: Payload): VoiceCodec {
  const codec = CODECS.get(encoding.toLowerCase());
  if (codec === undefined) throw new Error(`no ${encoding}`);
  return codec;
}
