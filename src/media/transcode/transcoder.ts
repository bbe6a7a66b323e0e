import type { Clock, Scheduled } from '../../base/clock.ts';
import type { RtpPacket } from '../../rtp/packet.ts';
import { sequenceDistance, timestampDistance } from '../../rtp/sequence.ts';
import type { VoiceCodec } from '../../rtp/voice-codec.ts';
import type { VoiceCodecs } from '../../rtp/voice-codecs.ts';
import { type BufferedPacket, JitterBuffer } from '../playout/jitter-buffer.ts';
import type { FrameSender } from '../stream/frame-sender.ts';
import { VoiceReader } from './voice-reader.ts';
import { VoiceWriter } from './voice-writer.ts';

/** How long what came too early waits for what should have come before it; a packet overtaken once is no older. */
const PATIENCE_MS = 20;
/** So many that wait are enough to know that what is missing will not come. */
const MOST_WAITING = 4;
/** Made up at the most: longer gaps are left to the ears of the other phone, as a pause. */
const LONGEST_MADE_UP_MS = 60;
/** A gap or a step back beyond this is no pause of the speaker but a new clock. */
const LONGEST_GAP_MS = 5_000;
const MAX_SEQUENCE_JUMP = 3_000;

/** The phone it is for. */
export interface TranscodedTo {
  readonly frames: FrameSender;
  /** On its clock, so much behind the voice that was sent last. */
  timestampIn(ms: number): number;
  sendBeside(payload: Uint8Array, marker: boolean, payloadType: number, timestamp: number): void;
}

/** For a key, which goes on as it is: the other phone's number for it. Undefined when it has none. */
export type NumberBeside = (payloadType: number, payload: Uint8Array) => number | undefined;

/**
 * One way of a call whose ends share no codec. Each packet is decoded, converted and sent as soon as it is there, with
 * the time it had: waiting for late ones is the business of the phone that plays. Only behind a gap a packet waits a
 * moment for the one before it, which may have been overtaken; what does not come is made up when the next one does.
 */
export class Transcoder {
  readonly #clock: Clock;
  readonly #codecs: VoiceCodecs;
  readonly #encodings: readonly (string | undefined)[];
  readonly #to: TranscodedTo;
  readonly #numberBeside: NumberBeside;
  readonly #writer: VoiceWriter;
  /** By payload number, made for the first packet. */
  readonly #readers: VoiceReader[] = [];
  readonly #waiting = new JitterBuffer();
  #patience: Scheduled | undefined;
  #running = false;
  #nextSequence = 0;
  /** Of the input's clock, where the next voice should begin. */
  #nextTimestamp = 0;
  #ticksPerMs = 8;
  #timed = false;
  /** Of the key that was sent last, on both clocks. */
  #keyTimestamp = Number.NaN;
  #sentKeyTimestamp = 0;

  constructor(parts: {
    readonly clock: Clock;
    readonly codecs: VoiceCodecs;
    /** By payload number, what the phone that speaks may send. */
    readonly encodings: readonly (string | undefined)[];
    readonly codec: VoiceCodec;
    readonly to: TranscodedTo;
    readonly numberBeside: NumberBeside;
  }) {
    this.#clock = parts.clock;
    this.#codecs = parts.codecs;
    this.#encodings = parts.encodings;
    this.#to = parts.to;
    this.#numberBeside = parts.numberBeside;
    this.#writer = new VoiceWriter(parts.codec, parts.to.frames);
  }

  /** Hot path. False when the packet came too late. */
  receive(packet: RtpPacket, nowMs: number): boolean {
    const { sequence, payloadStart } = packet;
    if (!this.#running) this.#begin(sequence, nowMs);
    const distance = sequenceDistance(this.#nextSequence, sequence);
    if (distance !== 0 || this.#waiting.count > 0) return this.#wait(packet, distance, nowMs);
    this.#nextSequence = (sequence + 1) & 0xffff;
    const length = packet.payloadEnd - payloadStart;
    this.#take(packet, packet.bytes, payloadStart, length, undefined, nowMs);
    return true;
  }

  /** Somebody else is heard now: what is received next begins anew. */
  rest(): void {
    if (!this.#running) return;
    this.#running = false;
    this.#timed = false;
    this.#patience?.cancel();
    this.#patience = undefined;
    this.#waiting.clear();
  }

  /** Idempotent. */
  close(): void {
    this.rest();
    this.#writer.close();
    for (const reader of this.#readers.splice(0)) reader?.close();
  }

  #begin(sequence: number, nowMs: number): void {
    this.#running = true;
    this.#nextSequence = sequence;
    this.#writer.begin(nowMs);
  }

  #wait(packet: RtpPacket, distance: number, nowMs: number): boolean {
    if (distance > MAX_SEQUENCE_JUMP || distance < -MAX_SEQUENCE_JUMP) {
      this.rest();
      return this.receive(packet, nowMs);
    }
    if (distance < 0) return false;
    if (this.#waiting.count === 0) this.#waiting.clear();
    this.#waiting.insert(packet);
    this.#release(nowMs, MOST_WAITING);
    return true;
  }

  /** Takes what is next of those that wait; and what is not, while more than `most` do. */
  #release(nowMs: number, most: number): void {
    let allowed = most;
    for (let first = this.#waiting.first(); first !== undefined; first = this.#waiting.first()) {
      const isNext = first.sequence === this.#nextSequence;
      if (!isNext && this.#waiting.count <= allowed) break;
      // What waits behind one that was given up may itself be waited for again.
      if (!isNext) allowed = MOST_WAITING;
      this.#nextSequence = (first.sequence + 1) & 0xffff;
      this.#take(first, first.bytes, 0, first.length, isNext ? undefined : first, nowMs);
      this.#waiting.drop(first);
    }
    const isWaiting = this.#waiting.count > 0;
    if (!isWaiting || allowed !== most) this.#patience?.cancel();
    if (!isWaiting || allowed !== most) this.#patience = undefined;
    if (isWaiting) this.#patience ??= this.#clock.schedule(PATIENCE_MS, () => this.#giveUp());
  }

  #giveUp(): void {
    this.#patience = undefined;
    this.#release(this.#clock.now(), 0);
  }

  /** `behindGap`: the same once more when packets before it are lost. */
  #take(
    { payloadType, timestamp }: Pick<BufferedPacket, 'payloadType' | 'timestamp'>,
    bytes: Uint8Array,
    from: number,
    length: number,
    behindGap: BufferedPacket | undefined,
    nowMs: number,
  ): void {
    const reader = this.#readerFor(payloadType);
    if (reader === undefined) {
      this.#sendBeside(payloadType, timestamp, bytes.slice(from, from + length));
      return;
    }
    this.#passTime(reader, timestamp, behindGap, nowMs);
    const sound = reader.read(bytes, from, length);
    if (sound.length > 0) this.#writer.write(sound, reader.rate, nowMs);
    const ticks = (sound.length * reader.codec.clockRate) / reader.rate;
    this.#nextTimestamp = (timestamp + ticks) >>> 0;
  }

  /** What lies between the voice before and this: lost, a pause, or another clock. */
  #passTime(
    reader: VoiceReader,
    timestamp: number,
    behindGap: BufferedPacket | undefined,
    nowMs: number,
  ): void {
    const ticksPerMs = reader.codec.clockRate / 1000;
    const gapMs = timestampDistance(this.#nextTimestamp, timestamp) / ticksPerMs;
    const isOtherClock = this.#ticksPerMs !== ticksPerMs || gapMs > LONGEST_GAP_MS || gapMs < -LONGEST_GAP_MS;
    const wasTimed = this.#timed;
    this.#timed = true;
    this.#ticksPerMs = ticksPerMs;
    if (!wasTimed) return;
    if (isOtherClock) return this.#writer.begin(nowMs);
    if (gapMs <= 0) return;
    const madeUpMs = behindGap === undefined ? 0 : Math.min(gapMs, LONGEST_MADE_UP_MS);
    if (madeUpMs > 0) this.#writer.write(reader.makeUp(madeUpMs, behindGap), reader.rate, nowMs);
    if (gapMs > madeUpMs) this.#writer.pause(gapMs - madeUpMs, nowMs);
  }

  /** All packets of one key have the timestamp of its beginning (RFC 4733 §2.5.1.2). */
  #sendBeside(payloadType: number, timestamp: number, payload: Uint8Array): void {
    const number = this.#numberBeside(payloadType, payload);
    if (number === undefined) return;
    const isFirst = timestamp !== this.#keyTimestamp;
    if (isFirst) {
      if (!this.#timed) this.#nextTimestamp = timestamp;
      this.#timed = true;
      const ms = timestampDistance(this.#nextTimestamp, timestamp) / this.#ticksPerMs;
      this.#keyTimestamp = timestamp;
      this.#sentKeyTimestamp = this.#to.timestampIn(Math.max(0, Math.min(LONGEST_GAP_MS, ms)));
    }
    this.#to.sendBeside(payload, isFirst, number, this.#sentKeyTimestamp);
  }

  #readerFor(payloadType: number): VoiceReader | undefined {
    const known = this.#readers[payloadType];
    if (known !== undefined) return known;
    const encoding = this.#encodings[payloadType];
    const codec = encoding === undefined ? undefined : this.#codecs.get(encoding);
    if (codec === undefined) return undefined;
    const reader = new VoiceReader(codec);
    this.#readers[payloadType] = reader;
    return reader;
  }
}
