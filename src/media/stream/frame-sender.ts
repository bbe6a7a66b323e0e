import type { SocketAddress } from '../../base/sockets.ts';
import { RTP_HEADER_BYTES } from '../../rtp/packet.ts';
import type { VoiceCodec } from '../../rtp/voice-codec.ts';
import type { VoiceCodecs } from '../../rtp/voice-codecs.ts';
import type { StreamPlan } from '../media-plane.ts';
import { encodingName } from './payload-map.ts';
import type { Sender } from './sender.ts';

/** A socket may still hold the last packet when the next is made; it does not hold this many. */
const BUFFERS = 4;
const FRAME_MS = 20;
const LONGEST_PTIME_MS = 120;
const DEFAULT_CLOCK_RATE = 8000;

/** What sends a finished packet: takes a destination, or has none at the moment. */
export interface PacketOutlet {
  destination(): SocketAddress | undefined;
  transmit(bytes: Uint8Array, to: SocketAddress): void;
}

/** Makes packets of the length the phone wants from encoded sound of any length. */
export class FrameSender {
  readonly #sender: Sender;
  readonly #codecs: VoiceCodecs;
  readonly #outlet: PacketOutlet;
  /** How the phone wants its sound; undefined when it understands nothing we can make. */
  codec: VoiceCodec | undefined;
  #payloadType = 0;
  #packetBytes = 0;
  /** Of the RTP timestamp, in one packet. */
  #packetTicks = 0;
  #buffers: Uint8Array[] = [];
  #current = 0;
  #filled = 0;
  #marker = true;

  constructor(sender: Sender, codecs: VoiceCodecs, outlet: PacketOutlet) {
    this.#sender = sender;
    this.#codecs = codecs;
    this.#outlet = outlet;
  }

  configure(plan: Pick<StreamPlan, 'send' | 'ptimeMs'>): void {
    const chosen = plan.send.find(({ encoding }) => this.#codecs.get(encodingName(encoding)) !== undefined);
    const codec = chosen && this.#codecs.get(encodingName(chosen.encoding));
    this.#payloadType = chosen?.number ?? 0;
    const isAsked = plan.ptimeMs >= 10 && plan.ptimeMs <= LONGEST_PTIME_MS && codec?.packets === 'steady';
    const ptimeMs = isAsked ? plan.ptimeMs : FRAME_MS;
    const bytes = Math.round(((codec?.frameBytes ?? 0) * ptimeMs) / FRAME_MS);
    this.#packetTicks = (ptimeMs * (codec?.clockRate ?? DEFAULT_CLOCK_RATE)) / 1000;
    if (bytes === this.#packetBytes && codec === this.codec) return;
    this.codec = codec;
    this.#packetBytes = bytes;
    this.#buffers = [];
    this.#filled = 0;
  }

  /** What is sent next begins a new run: marked, and later by the time that has passed. */
  begin(nowMs: number): void {
    this.#sender.begin(this.#clockRate, nowMs);
    this.#marker = true;
    this.#filled = 0;
  }

  /** So much was not sent. */
  skip(ms: number): void {
    this.#sender.skip(Math.round((ms * this.#clockRate) / 1000));
    this.#marker = true;
  }

  /** The RTP timestamp so much behind what was sent last. */
  timestampIn(ms: number): number {
    return (this.#sender.nextTimestamp + Math.round((ms * this.#clockRate) / 1000)) >>> 0;
  }

  /** How much is missing to the packet that was begun; 0 when none was. */
  get lackingMs(): number {
    const lacking = this.#filled === 0 ? 0 : (this.#packetBytes - this.#filled) / this.#packetBytes;
    return (lacking * this.#packetTicks * 1000) / this.#clockRate;
  }

  get #clockRate(): number {
    return this.codec?.clockRate ?? DEFAULT_CLOCK_RATE;
  }

  /** Encoded sound: any length of a steady codec, a frame of another; an empty one for silence. */
  send(codes: Uint8Array, nowMs: number): void {
    if (this.codec?.packets === 'framed') this.#sendFrame(codes, nowMs);
    else this.#gather(codes, nowMs);
  }

  #sendFrame(codes: Uint8Array, nowMs: number): void {
    if (codes.length === 0) return this.skip(FRAME_MS);
    const buffer = this.#buffer();
    buffer.set(codes, RTP_HEADER_BYTES);
    this.#finish(buffer.subarray(0, RTP_HEADER_BYTES + codes.length), nowMs);
  }

  #gather(codes: Uint8Array, nowMs: number): void {
    for (let at = 0; at < codes.length; ) {
      const buffer = this.#buffer();
      const count = Math.min(codes.length - at, this.#packetBytes - this.#filled);
      const to = RTP_HEADER_BYTES + this.#filled;
      if (count === codes.length) buffer.set(codes, to);
      else buffer.set(codes.subarray(at, at + count), to);
      at += count;
      this.#filled += count;
      if (this.#filled === this.#packetBytes) this.#finish(buffer, nowMs);
    }
  }

  #buffer(): Uint8Array {
    this.#buffers[this.#current] ??= new Uint8Array(RTP_HEADER_BYTES + this.#packetBytes);
    return this.#buffers[this.#current] as Uint8Array;
  }

  #finish(buffer: Uint8Array, nowMs: number): void {
    this.#filled = 0;
    const to = this.#outlet.destination();
    if (!to) {
      this.#sender.skip(this.#packetTicks);
      this.#marker = true;
      return;
    }
    this.#sender.frame(buffer, this.#marker, this.#payloadType, this.#packetTicks, nowMs);
    this.#marker = false;
    this.#current = (this.#current + 1) % BUFFERS;
    this.#outlet.transmit(buffer, to);
  }
}
