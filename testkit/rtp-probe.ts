import type { Clock, Scheduled } from '../src/base/clock.ts';
import type { Random } from '../src/base/random.ts';
import type { DatagramSocket, Network, SocketAddress } from '../src/base/sockets.ts';
import { loadOpus } from '../src/platform/load-opus.ts';
import type { VoiceCodec, VoiceDecoder, VoiceEncoder } from '../src/rtp/voice-codec.ts';
import { VoiceCodecs } from '../src/rtp/voice-codecs.ts';
import type { PhoneCodec } from './phone-sdp.ts';
import { amplitudeOf, decodeG711, encodeG711, type G711, loudness, SAMPLE_RATE, sine } from './tone.ts';

export interface ProbePacket {
  readonly atMs: number;
  readonly from: SocketAddress;
  readonly payloadType: number;
  readonly marker: boolean;
  readonly sequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
  readonly payload: Uint8Array;
  /** Decoded when it arrived, at the probe's `rate`; undefined for what nobody here can hear. */
  readonly sound: Int16Array | undefined;
}

export interface ProbeOptions {
  readonly network: Network;
  readonly clock: Clock;
  readonly random: Random;
  readonly address: string;
  /** An even port (RFC 3550 §11). */
  readonly port: number;
  readonly ptimeMs?: number;
}

/** One packet of a telephone event. */
interface KeyPacket {
  readonly bytes: Uint8Array;
  readonly isFirst: boolean;
  /** On the last packet: how long the event was, in samples. */
  readonly lastOf: number | undefined;
}

const AUDIBLE = 1000;
const LONGEST_PAYLOAD = 4_000;
/** 60, 40, 20 and 10 ms. */
const OPUS_FRAMES = [480, 320, 160, 80];
const STATIC: Readonly<Record<number, string>> = { 0: 'PCMU/8000', 8: 'PCMA/8000', 9: 'G722/8000' };
/** For all but G.711, of which the testkit has its own. */
const CODECS = new VoiceCodecs(loadOpus);

/** A phone's ear and mouth: sends tones and telephone events, keeps and measures what arrives. */
export class RtpProbe {
  readonly local: SocketAddress;
  readonly packets: ProbePacket[] = [];
  readonly rtcp: Uint8Array[];
  /** Datagrams that are no RTP. */
  readonly junk: Uint8Array[] = [];
  /** Where to send; nothing is sent while undefined. */
  remote: SocketAddress | undefined;
  /** What to send with: the first of the list that is no telephone event. */
  codecs: readonly PhoneCodec[] = [];
  /** What was announced as wanted: decides how packets are decoded. */
  receiveCodecs: readonly PhoneCodec[] = [];
  /** False while we are on hold. */
  maySend = true;
  sent = 0;
  readonly #rtp: DatagramSocket;
  readonly #rtcp: DatagramSocket;
  readonly #clock: Clock;
  readonly #ptimeMs: number;
  readonly #ssrc: number;
  #sequence: number;
  #timestamp: number;
  #position = 0;
  #frequencyHz = 0;
  #amplitude = 0;
  #tick: Scheduled | undefined;
  readonly #events: KeyPacket[] = [];
  readonly #encoders = new Map<VoiceCodec, VoiceEncoder>();
  readonly #decoders = new Map<VoiceCodec, VoiceDecoder>();

  static async open(options: ProbeOptions): Promise<RtpProbe> {
    const { address, port, network } = options;
    let receive: (bytes: Uint8Array, from: SocketAddress) => void = () => {};
    const rtcpPackets: Uint8Array[] = [];
    const rtp = await network.bindDatagram({ address, port }, (bytes, from) => receive(bytes, from));
    const rtcp = await network
      .bindDatagram({ address, port: port + 1 }, (bytes) => rtcpPackets.push(bytes))
      .catch((error: unknown) => {
        rtp.close();
        throw error;
      });
    const probe = new RtpProbe(options, rtp, rtcp, rtcpPackets);
    receive = (bytes, from) => probe.#receive(bytes, from);
    return probe;
  }

  private constructor(
    { clock, random, ptimeMs }: ProbeOptions,
    rtp: DatagramSocket,
    rtcp: DatagramSocket,
    rtcpPackets: Uint8Array[],
  ) {
    this.rtcp = rtcpPackets;
    this.#rtp = rtp;
    this.#rtcp = rtcp;
    this.local = rtp.local;
    this.#clock = clock;
    this.#ptimeMs = ptimeMs ?? 20;
    this.#ssrc = random.integer(2 ** 32);
    this.#sequence = random.integer(2 ** 16);
    this.#timestamp = random.integer(2 ** 32);
  }

  get ssrc(): number {
    return this.#ssrc;
  }

  /** Sends a packet every ptime from now on; frequency 0 is silence. */
  startTone(frequencyHz: number, amplitude = 8000): void {
    this.#frequencyHz = frequencyHz;
    this.#amplitude = amplitude;
    if (!this.#tick) this.#send();
  }

  /** Sends packets of silence, as a phone in a quiet room. */
  startSilence(): void {
    this.startTone(0, 0);
  }

  /** Sends no packet any more. */
  stop(): void {
    this.#tick?.cancel();
    this.#tick = undefined;
  }

  /** One key press by RFC 4733: while the packets of sound go on, packets of the event take their place. */
  pressKey(key: string, durationMs = 160): void {
    const event = '0123456789*#ABCD'.indexOf(key);
    const steps = Math.max(1, Math.round(durationMs / this.#ptimeMs));
    const samples = this.#samplesPerPacket();
    for (let step = 1; step <= steps + 3; step += 1) {
      const duration = Math.min(step, steps) * samples;
      const end = step > steps ? 0x80 : 0;
      const bytes = Uint8Array.of(event, end | 10, duration >> 8, duration & 0xff);
      this.#events.push({ bytes, isFirst: step === 1, lastOf: step === steps + 3 ? duration : undefined });
    }
    if (!this.#tick) this.#send();
  }

  /** One packet of whatever payload, for codecs nobody here can speak. */
  sendPayload(payloadType: number, payload: Uint8Array, samples = this.#samplesPerPacket()): void {
    this.#transmit(payloadType, payload, this.#timestamp, false);
    this.#timestamp = (this.#timestamp + samples) >>> 0;
  }

  /** Bytes to an address of choice from this probe's port, as an attacker or a broken phone would send. */
  sendRaw(bytes: Uint8Array, to: SocketAddress): void {
    this.#rtp.send(bytes, to);
  }

  sendRtcp(bytes: Uint8Array): void {
    if (this.remote) this.#rtcp.send(bytes, { ...this.remote, port: this.remote.port + 1 });
  }

  /** Samples a second of what was heard last. */
  get rate(): number {
    return this.#codecOf(this.packets.at(-1)?.payloadType ?? 0)?.sampleRate ?? SAMPLE_RATE;
  }

  /** What was heard in the last `windowMs`: packets in the order of their timestamps, decoded. */
  heard(windowMs = 500): Int16Array {
    const since = this.#clock.now() - windowMs;
    const ssrc = this.packets.at(-1)?.ssrc;
    const recent = this.packets.filter((packet) => packet.atMs > since && packet.ssrc === ssrc);
    const ordered = recent.toSorted((a, b) => (a.timestamp - b.timestamp) | 0);
    const parts = ordered.flatMap(({ sound }) => sound ?? []);
    const samples = new Int16Array(parts.reduce((length, part) => length + part.length, 0));
    let offset = 0;
    for (const part of parts) {
      samples.set(part, offset);
      offset += part.length;
    }
    return samples;
  }

  amplitudeOf(frequencyHz: number, windowMs = 500): number {
    return amplitudeOf(this.heard(windowMs), frequencyHz, this.rate);
  }

  hears(frequencyHz: number, windowMs = 500): boolean {
    return this.amplitudeOf(frequencyHz, windowMs) > AUDIBLE;
  }

  loudness(windowMs = 500): number {
    return loudness(this.heard(windowMs));
  }

  close(): void {
    this.stop();
    for (const codec of [...this.#encoders.values(), ...this.#decoders.values()]) codec.close?.();
    this.#encoders.clear();
    this.#decoders.clear();
    this.#rtp.close();
    this.#rtcp.close();
  }

  #send(): void {
    this.#tick = this.#clock.schedule(this.#ptimeMs, () => this.#send());
    const samples = this.#samplesPerPacket();
    const event = this.#events.shift();
    if (event) this.#sendEvent(event);
    else this.#sendSound(samples);
    this.#position += samples;
  }

  #sendSound(samples: number): void {
    const described = this.codecs.find(({ encoding }) => CODECS.get(encoding.toLowerCase()) !== undefined);
    const codec = described && CODECS.get(described.encoding.toLowerCase());
    if (described && codec) {
      const payload = this.#encoded(described.encoding, codec, samples);
      this.#transmit(described.payloadType, payload, this.#timestamp, this.sent === 0);
    }
    const ticks = (samples * (codec?.clockRate ?? SAMPLE_RATE)) / SAMPLE_RATE;
    this.#timestamp = (this.#timestamp + ticks) >>> 0;
  }

  #encoded(encoding: string, codec: VoiceCodec, samples: number): Uint8Array {
    const scale = codec.sampleRate / SAMPLE_RATE;
    const [start, length] = [
      scale * this.#position,
      scale * (codec.packets === 'framed' ? framed(samples) : samples),
    ];
    const sound = sine(this.#frequencyHz, this.#amplitude, start, length, codec.sampleRate);
    const law = g711Name(encoding);
    if (law) return encodeG711(law, sound);
    const encoder = this.#encoders.get(codec) ?? codec.createEncoder();
    this.#encoders.set(codec, encoder);
    const room = new Uint8Array(LONGEST_PAYLOAD);
    return room.slice(0, encoder.encode(sound, sound.length, room, 0));
  }

  /** All packets of one event carry the timestamp of its beginning (RFC 4733 §2.5.1.2). */
  #sendEvent({ bytes, isFirst, lastOf }: KeyPacket): void {
    const codec = this.codecs.find(({ encoding }) => encoding.startsWith('telephone-event'));
    if (codec) this.#transmit(codec.payloadType, bytes, this.#timestamp, isFirst);
    if (lastOf !== undefined) this.#timestamp = (this.#timestamp + lastOf) >>> 0;
  }

  #transmit(payloadType: number, payload: Uint8Array, timestamp: number, marker: boolean): void {
    const packet = Buffer.alloc(12 + payload.length);
    packet[0] = 0x80;
    packet[1] = (marker ? 0x80 : 0) | payloadType;
    packet.writeUInt16BE(this.#sequence, 2);
    packet.writeUInt32BE(timestamp, 4);
    packet.writeUInt32BE(this.#ssrc, 8);
    packet.set(payload, 12);
    this.#sequence = (this.#sequence + 1) & 0xffff;
    if (!this.remote || !this.maySend) return;
    this.sent += 1;
    this.#rtp.send(packet, this.remote);
  }

  #receive(bytes: Uint8Array, from: SocketAddress): void {
    const packet = Buffer.from(bytes);
    if (packet.length < 12 || (packet.readUInt8(0) & 0xc0) !== 0x80) {
      this.junk.push(bytes);
      return;
    }
    const second = packet.readUInt8(1);
    const payloadType = second & 0x7f;
    const payload = packet.subarray(12 + 4 * (packet.readUInt8(0) & 15));
    this.packets.push({
      atMs: this.#clock.now(),
      from,
      payloadType,
      marker: second >= 0x80,
      sequence: packet.readUInt16BE(2),
      timestamp: packet.readUInt32BE(4),
      ssrc: packet.readUInt32BE(8),
      payload,
      sound: this.#decoded(payloadType, payload),
    });
  }

  #decoded(payloadType: number, payload: Uint8Array): Int16Array | undefined {
    const codec = this.#codecOf(payloadType);
    if (!codec) return undefined;
    const law = g711Name(this.#encodingOf(payloadType));
    if (law) return decodeG711(law, payload);
    const decoder = this.#decoders.get(codec) ?? codec.createDecoder();
    this.#decoders.set(codec, decoder);
    const room = new Int16Array(LONGEST_PAYLOAD);
    return room.slice(0, decoder.decode(payload, 0, payload.length, room, 0));
  }

  #codecOf(payloadType: number): VoiceCodec | undefined {
    return CODECS.get(this.#encodingOf(payloadType).toLowerCase());
  }

  #encodingOf(payloadType: number): string {
    const codec = this.receiveCodecs.find((candidate) => candidate.payloadType === payloadType);
    return codec?.encoding ?? STATIC[payloadType] ?? '';
  }

  #samplesPerPacket(): number {
    return (SAMPLE_RATE * this.#ptimeMs) / 1000;
  }
}

/** Opus has no frames of 30 ms: what is sent then is shorter, as with a pause behind it (RFC 6716 §2.1.4). */
function framed(samples: number): number {
  return OPUS_FRAMES.find((frame) => frame <= samples) ?? samples;
}

function g711Name(encoding: string): G711 | undefined {
  const name = encoding.split('/')[0]?.toUpperCase();
  return name === 'PCMA' || name === 'PCMU' ? name : undefined;
}
