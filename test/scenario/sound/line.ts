import assert from 'node:assert/strict';
import type { DatagramSocket, SocketAddress } from '../../../src/base/sockets.ts';
import { DEFAULT_SOUND } from '../../../src/media/conference/conference-sound.ts';
import { LocalMedia } from '../../../src/media/local-media.ts';
import type { MediaStream, PayloadType } from '../../../src/media/media-plane.ts';
import { resample } from '../../../src/media/sound/resample.ts';
import { loadOpus } from '../../../src/platform/load-opus.ts';
import { RtpPacket, writeRtpHeader } from '../../../src/rtp/packet.ts';
import type { SampleRate, VoiceCodec } from '../../../src/rtp/voice-codec.ts';
import { VoiceCodecs } from '../../../src/rtp/voice-codecs.ts';
import { FakeClock } from '../../../testkit/fake-clock.ts';
import { MemoryNetwork } from '../../../testkit/memory-network.ts';
import { seededRandom } from '../../../testkit/seeded-random.ts';
import { PhoneEar } from './phone-ear.ts';

export const CODECS = new VoiceCodecs(loadOpus);

export const PAYLOADS = {
  PCMA: { number: 8, encoding: 'PCMA/8000' },
  PCMU: { number: 0, encoding: 'PCMU/8000' },
  G722: { number: 9, encoding: 'G722/8000' },
  opus: { number: 96, encoding: 'opus/48000/2' },
} as const satisfies Record<string, PayloadType>;
export type CodecName = keyof typeof PAYLOADS;

const SERVER = '198.51.100.1';
const SPEAKER = '192.0.2.10';
const LISTENER = '203.0.113.20';
const PORT = 4000;
const FRAME_MS = 20;
const LARGEST = 2_000;
/** Nobody is made louder or softer, so that levels can be compared. */
const AS_IT_IS = {
  muted: false,
  announceTone: false,
  sound: { ...DEFAULT_SOUND, levelling: false },
};

export interface Line {
  readonly from: CodecName;
  readonly to: CodecName;
  /** Both are in a bridge, instead of in a call. */
  readonly meeting?: boolean;
  /** Between the phone that speaks and the exchange: 0 to 1, and up to so much delay more. */
  readonly loss?: number;
  readonly jitterMs?: number;
  readonly seed?: number;
}

export interface Carried {
  /** What the phone that listens hears, at its codec's rate. */
  readonly heard: Int16Array;
  readonly rate: SampleRate;
  /** From the sending of each packet to its arrival at the other phone, where nothing was lost or late. */
  readonly delaysMs: readonly number[];
  /** How much the ear of the other phone had to make up. */
  readonly missingMs: number;
}

export function codecOf(name: CodecName): VoiceCodec {
  return CODECS.get(PAYLOADS[name].encoding.toLowerCase()) ?? assert.fail(name);
}

/** Sound (16 kHz) from one phone through the exchange to another, as the other one hears it. */
export async function carry(
  sound: Int16Array,
  { from, to, meeting = false, loss = 0, jitterMs = 0, seed = 1 }: Line,
): Promise<Carried> {
  const clock = new FakeClock();
  const random = seededRandom(seed);
  const network = new MemoryNetwork({ clock, random });
  network.setLink(SPEAKER, SERVER, { loss, jitterMs });
  const ports = { from: 20_000, to: 20_099 };
  const addresses = { ipv4: SERVER };
  const media = new LocalMedia({ network: network.host(SERVER), clock, random, ports, addresses, loadOpus });
  const one = await openStream(media, SPEAKER, PAYLOADS[from]);
  const other = await openStream(media, LISTENER, PAYLOADS[to]);
  if (meeting) for (const stream of [one, other]) stream.join('900', AS_IT_IS);
  else one.relayTo(other);
  const ear = new PhoneEar(codecOf(to));
  const window = new RtpPacket();
  const mouth = await network.host(SPEAKER).bindDatagram({ address: SPEAKER, port: PORT }, () => {});
  const phone = await network.host(LISTENER).bindDatagram({ address: LISTENER, port: PORT }, (bytes) => {
    if (window.read(Uint8Array.from(bytes))) ear.receive(window, clock.now());
  });
  const sentAtMs: number[] = [];
  const codec = codecOf(from);
  const spoken = resample(sound, 16_000, codec.sampleRate);
  const encoder = codec.createEncoder();
  const samples = (FRAME_MS * codec.sampleRate) / 1000;
  const target: SocketAddress = { family: 'ipv4', address: SERVER, port: one.port };
  const back: SocketAddress = { family: 'ipv4', address: SERVER, port: other.port };
  const room = new Uint8Array(LARGEST);
  for (let frame = 0; (frame + 1) * samples <= spoken.length; frame++) {
    // Who never sends anything is sent but little.
    sendPacket(
      phone,
      back,
      { number: PAYLOADS[to].number, frame, ticks: codecOf(to).clockRate / 50 },
      new Uint8Array(1),
    );
    const piece = spoken.subarray(frame * samples, (frame + 1) * samples);
    const bytes = encoder.encode(piece, samples, room, 0);
    sentAtMs.push(clock.now());
    if (bytes > 0) {
      const numbered = { number: PAYLOADS[from].number, frame, ticks: codec.clockRate / 50 };
      sendPacket(mouth, target, numbered, room.slice(0, bytes));
    }
    await clock.advance(FRAME_MS);
  }
  await clock.advance(500);
  encoder.close?.();
  for (const each of [mouth, phone]) each.close();
  for (const stream of [one, other]) stream.close();
  await media.close();
  const { heard, missingMs } = ear.listen();
  const delaysMs = ear.arrivals.map((atMs, i) => atMs - (sentAtMs[i] ?? 0));
  return { heard, rate: codecOf(to).sampleRate, delaysMs, missingMs };
}

async function openStream(media: LocalMedia, address: string, payload: PayloadType): Promise<MediaStream> {
  const opened = await media.openStream('ipv4');
  assert.ok(opened.ok);
  opened.value.configure({
    announced: { address, port: PORT },
    signallingAddress: address,
    receive: [payload],
    send: [payload],
    ptimeMs: FRAME_MS,
    direction: 'sendrecv',
  });
  return opened.value;
}

function sendPacket(
  socket: DatagramSocket,
  to: SocketAddress,
  { number, frame, ticks }: { number: number; frame: number; ticks: number },
  payload: Uint8Array,
): void {
  const bytes = new Uint8Array(12 + payload.length);
  writeRtpHeader(bytes, 0, frame === 0, number, frame & 0xffff, frame * ticks, 0x0bad_cafe);
  bytes.set(payload, 12);
  socket.send(bytes, to);
}
