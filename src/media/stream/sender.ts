import type { Random } from '../../base/random.ts';
import { RTP_HEADER_BYTES, type RtpPacket, writeRtpHeader } from '../../rtp/packet.ts';
import { sequenceDistance, timestampDistance } from '../../rtp/sequence.ts';

/** A jump of the incoming clock beyond this is no pause of the speaker but a new clock. */
const MAX_CLOCK_JUMP_S = 5;
const MAX_SEQUENCE_JUMP = 3000;

/**
 * Our side of one RTP session: one SSRC from the first packet to the last, whoever is heard, so that the phone sees
 * a single sane source through re-INVITEs, transfers and changes between relay and mixer.
 */
export class Sender {
  readonly ssrc: number;
  packets = 0;
  payloadBytes = 0;
  /** Of the newest packet sent. */
  #sequence: number;
  #timestamp: number;
  /** How much the next packet of our own making is later than that. */
  #step = 0;
  #sentAtMs = Number.NaN;
  #rate = 8000;

  /** What a forwarded packet's numbers are raised by to become ours; void when `#from` is not its sender. */
  #sequenceOffset = 0;
  #timestampOffset = 0;
  #from: object | undefined;
  #fromEpoch = 0;
  #incomingSequence = 0;
  #incomingTimestamp = 0;

  constructor(random: Random) {
    this.ssrc = random.integer(2 ** 32);
    // RFC 3550 §5.1 wants both to begin anywhere.
    this.#sequence = random.integer(2 ** 16);
    this.#timestamp = random.integer(2 ** 32);
  }

  /** The RTP timestamp of now, for the sender report. */
  timestampAt(nowMs: number): number {
    if (Number.isNaN(this.#sentAtMs)) return this.#timestamp;
    return (this.#timestamp + Math.round(((nowMs - this.#sentAtMs) * this.#rate) / 1000)) >>> 0;
  }

  /**
   * Rewrites a received packet in place into ours and gives the bytes to send: order, gaps and pauses stay what
   * they were, CSRC, extension and padding go. `from` and `epoch` name the source. Hot path.
   */
  rewrite(
    packet: RtpPacket,
    payloadType: number,
    rate: number,
    from: object,
    epoch: number,
    nowMs: number,
  ): Uint8Array {
    const { sequence, timestamp } = packet;
    if (from !== this.#from || epoch !== this.#fromEpoch || this.#isBreak(sequence, timestamp, rate)) {
      this.#anchor(packet, rate, from, epoch, nowMs);
    }
    const outSequence = (sequence + this.#sequenceOffset) & 0xffff;
    const outTimestamp = (timestamp + this.#timestampOffset) >>> 0;
    if (sequenceDistance(this.#incomingSequence, sequence) >= 0) {
      this.#incomingSequence = sequence;
      this.#incomingTimestamp = timestamp;
      this.#sequence = outSequence;
      this.#timestamp = outTimestamp;
      this.#sentAtMs = nowMs;
      this.#rate = rate;
    }
    const { bytes, payloadStart, payloadEnd, marker } = packet;
    const start = payloadStart - RTP_HEADER_BYTES;
    writeRtpHeader(bytes, start, marker, payloadType, outSequence, outTimestamp, this.ssrc);
    this.packets++;
    this.payloadBytes += payloadEnd - payloadStart;
    return start === 0 && payloadEnd === bytes.length ? bytes : bytes.subarray(start, payloadEnd);
  }

  #isBreak(sequence: number, timestamp: number, rate: number): boolean {
    const clock = timestampDistance(this.#incomingTimestamp, timestamp);
    const limit = rate * MAX_CLOCK_JUMP_S;
    if (clock > limit || clock < -limit) return true;
    const distance = sequenceDistance(this.#incomingSequence, sequence);
    return distance > MAX_SEQUENCE_JUMP || distance < -MAX_SEQUENCE_JUMP;
  }

  /** The packet becomes the one after our last, as much later as time has passed since. */
  #anchor(packet: RtpPacket, rate: number, from: object, epoch: number, nowMs: number): void {
    this.#passTime(nowMs, rate);
    this.#sequenceOffset = this.#sequence + 1 - packet.sequence;
    this.#timestampOffset = this.#timestamp - packet.timestamp;
    this.#incomingSequence = packet.sequence;
    this.#incomingTimestamp = packet.timestamp;
    this.#from = from;
    this.#fromEpoch = epoch;
  }

  /** Begins a run of packets we make ourselves: time that has passed without sending is passed on. */
  begin(rate: number, nowMs: number): void {
    this.#passTime(nowMs, rate);
    this.#from = undefined;
    this.#rate = rate;
  }

  /** What is forwarded next follows on the last that was sent, whatever came from its source in between. */
  interrupt(): void {
    this.#from = undefined;
  }

  /** Time we let pass without sending, in units of the clock rate. */
  skip(samples: number): void {
    this.#step += samples;
  }

  /** The header of the next packet of our own making, whose payload of `samples` is at `bytes[12]`. */
  frame(bytes: Uint8Array, marker: boolean, payloadType: number, samples: number, nowMs: number): void {
    this.#sequence = (this.#sequence + 1) & 0xffff;
    this.#timestamp = (this.#timestamp + this.#step) >>> 0;
    this.#step = samples;
    writeRtpHeader(bytes, 0, marker, payloadType, this.#sequence, this.#timestamp, this.ssrc);
    this.#sentAtMs = nowMs;
    this.packets++;
    this.payloadBytes += bytes.length - RTP_HEADER_BYTES;
  }

  /** What the next frame of our own making will have. */
  get nextTimestamp(): number {
    return (this.#timestamp + this.#step) >>> 0;
  }

  /** A packet that goes between frames of our own making: a key, whose time does not add to theirs. */
  between(payload: Uint8Array, marker: boolean, payloadType: number, timestamp: number): Uint8Array {
    const bytes = new Uint8Array(RTP_HEADER_BYTES + payload.length);
    bytes.set(payload, RTP_HEADER_BYTES);
    this.#sequence = (this.#sequence + 1) & 0xffff;
    writeRtpHeader(bytes, 0, marker, payloadType, this.#sequence, timestamp, this.ssrc);
    this.packets++;
    this.payloadBytes += payload.length;
    return bytes;
  }

  #passTime(nowMs: number, rate: number): void {
    this.#step = 0;
    if (Number.isNaN(this.#sentAtMs)) return;
    const passed = Math.max(20, nowMs - this.#sentAtMs);
    this.#timestamp = (this.#timestamp + Math.round((passed * rate) / 1000)) >>> 0;
    this.#sentAtMs = nowMs;
  }
}
