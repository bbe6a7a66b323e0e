import type { RtpPacket } from '../../rtp/packet.ts';
import { timestampDistance } from '../../rtp/sequence.ts';
import type { VoiceCodec } from '../../rtp/voice-codec.ts';
import { type BufferedPacket, JitterBuffer } from './jitter-buffer.ts';
import { PlayoutDelay } from './playout-delay.ts';
import { lengthen, longestShift, shorten } from './time-scale.ts';

/** Of one frame of the mixer. */
export const FRAME_MS = 20;
const LONGEST_PACKET_MS = 120;
/** A pause longer than this is not filled: the clock of the sender leapt. */
const LONGEST_GAP_MS = 1000;
/** After so many frames without a packet the phone counts as silent. */
const MAX_CONCEALED_FRAMES = 3;
/** Mean level of a frame nobody will miss or hear repeated: about -60 dBFS. */
const SILENT_LEVEL = 32;

/** How packets become sound. */
export interface PlayoutDecoder {
  /** Turns the payload of one packet into samples from `samples[0]` on and tells how many; 0 when it cannot. */
  decode(packet: BufferedPacket, samples: Int16Array): number;
  /** Makes up samples that did not come. `next` is the packet behind them, when that waits already. */
  conceal(samples: Int16Array, from: number, to: number, next: BufferedPacket | undefined): void;
  /** These samples came, and are played next; their beginning may be blended with what was made up before. */
  came(samples: Int16Array, from: number, to: number): void;
  /** What is lost can be had from the packet behind it, when that waits already. */
  readonly recovers: boolean;
}

/**
 * What one phone says, as a steady stream of 20 ms frames: waits for late packets, plays by timestamp whatever the
 * packet length, fills what is lost, and follows the phone's clock: by a frame more or less in silence, by a period of
 * the voice more or less where there is none.
 */
export class Playout {
  readonly #decoder: PlayoutDecoder;
  readonly #buffer = new JitterBuffer();
  readonly delay = new PlayoutDelay();
  #playing = false;
  #firstArrivalMs = 0;
  /** When the frame before was taken. */
  #takenAtMs = 0;
  readonly #samplesPerMs: number;
  readonly #ticksPerMs: number;
  #packetMs = FRAME_MS;
  /** The timestamp of the sample that is taken from the buffer next. */
  #position = 0;
  /** Decoded, not yet played. */
  readonly #decoded: Int16Array;
  /** Its beginning, as long as a frame: what most packets hold. */
  readonly #decodedFrame: Int16Array;
  #decodedFrom = 0;
  #decodedTo = 0;
  /** What was read beyond a frame whose length was changed: played before what is decoded. */
  readonly #ahead: Int16Array;
  #aheadFrom = 0;
  #aheadTo = 0;
  readonly #rate: number;
  /** Room for a frame and what is read beyond it. */
  readonly #longer: Int16Array;
  #level = 0;
  #concealedFrames = 0;
  /** Ticks played while the buffer was empty: taken off the gap when it turns out that they were lost. */
  #borrowed = 0;
  /** Why it is empty is known. */
  #isBlamed = false;
  #concealedSamples = 0;

  constructor(
    decoder: PlayoutDecoder,
    { sampleRate, clockRate }: Pick<VoiceCodec, 'sampleRate' | 'clockRate'>,
  ) {
    this.#decoder = decoder;
    this.#samplesPerMs = sampleRate / 1000;
    this.#ticksPerMs = clockRate / 1000;
    this.#decoded = new Int16Array(LONGEST_PACKET_MS * this.#samplesPerMs);
    this.#decodedFrame = this.#decoded.subarray(0, FRAME_MS * this.#samplesPerMs);
    this.#rate = sampleRate;
    this.#ahead = new Int16Array(longestShift(sampleRate));
    this.#longer = new Int16Array(FRAME_MS * this.#samplesPerMs + longestShift(sampleRate));
  }

  /** How much was made up because it had not come. */
  get concealedMs(): number {
    return this.#concealedSamples / this.#samplesPerMs;
  }

  get late(): number {
    return this.#buffer.late;
  }

  insert(packet: RtpPacket, nowMs: number): void {
    if (this.#playing) this.delay.noteSlack(this.#slackMs(nowMs));
    else if (this.#buffer.count === 0) this.#firstArrivalMs = nowMs;
    if (this.#borrowed > 0 && !this.#isBlamed) this.#judgeDryness(packet.timestamp);
    this.#buffer.insert(packet);
    this.delay.observe(packet.timestamp / this.#ticksPerMs, nowMs);
  }

  /**
   * What comes after the buffer ran dry tells why: it should have been played by now, or it is in time and what was
   * before it is lost. Waiting longer helps against the second only where a packet also holds the one before. When
   * nothing comes for long, that was a pause.
   */
  #judgeDryness(timestamp: number): void {
    const ahead = timestampDistance(this.#position, timestamp);
    const isLate = ahead >= 0 && ahead < this.#borrowed;
    if (!isLate && !this.#decoder.recovers) return;
    this.#isBlamed = true;
    this.delay.ranDry();
  }

  /** Another source speaks from now on. */
  reset(): void {
    this.#buffer.clear();
    this.delay.restart();
    this.#stop();
  }

  /** How much later a packet could have come: until the frame for which what waits is not enough. */
  #slackMs(nowMs: number): number {
    const wholeFrames = Math.floor(this.#levelMs() / FRAME_MS);
    return this.#takenAtMs + (wholeFrames + 1) * FRAME_MS - nowMs;
  }

  /** The next 20 ms into `frame`. False when it is silence because nothing is being received. */
  take(frame: Int16Array, nowMs: number): boolean {
    if (!this.#playing && !this.#start(nowMs)) {
      frame.fill(0);
      this.#level = 0;
      return false;
    }
    this.#takenAtMs = nowMs;
    const wish = this.delay.judge(this.#levelMs());
    if (wish === 'shed') this.#shed();
    if (wish === 'longer' && this.#level < SILENT_LEVEL) {
      frame.fill(0);
      this.delay.changed();
      return true;
    }
    if (wish === 'longer' || wish === 'shorter') this.#adjust(frame, wish);
    else this.#fill(frame);
    this.#level = levelOf(frame);
    return this.#playing;
  }

  /** A frame that takes less, or more, from what waits than it plays. */
  #adjust(frame: Int16Array, wish: 'longer' | 'shorter'): void {
    const whole = this.#fill(frame);
    if (!whole) return;
    if (wish === 'longer') {
      this.#longer.set(frame);
      const left = lengthen(this.#longer.subarray(0, frame.length), frame, this.#rate);
      this.#putBack(this.#longer, frame.length - left, frame.length);
    } else if (levelOf(frame) < SILENT_LEVEL) this.#fill(frame);
    else this.#leaveOut(frame);
    this.delay.changed();
  }

  #leaveOut(frame: Int16Array): void {
    const longer = this.#longer;
    longer.set(frame);
    const isWhole = this.#fill(longer.subarray(frame.length));
    const left = isWhole ? shorten(longer, frame, this.#rate) : 0;
    this.#putBack(longer, frame.length + left, longer.length);
  }

  #putBack(sound: Int16Array, from: number, to: number): void {
    // A whole frame was read, more than was ever put back: nothing is left of that.
    this.#ahead.set(sound.subarray(from, to));
    this.#aheadFrom = 0;
    this.#aheadTo = to - from;
  }

  /** Mean magnitude of the frame taken last, 0 to 32767. */
  get level(): number {
    return this.#level;
  }

  #start(nowMs: number): boolean {
    const first = this.#buffer.first();
    if (!first) return false;
    this.#position = first.timestamp;
    const { targetMs } = this.delay;
    const hasEnough = this.#levelMs() >= targetMs + this.#packetMs - FRAME_MS;
    // The packet behind it may be late by as much as the first has waited.
    const hasWaited = nowMs - this.#firstArrivalMs >= targetMs - FRAME_MS;
    if (!hasEnough && !hasWaited) return false;
    this.#playing = true;
    this.#concealedFrames = 0;
    this.#borrowed = 0;
    return true;
  }

  #stop(): void {
    this.#playing = false;
    this.#decodedFrom = 0;
    this.#decodedTo = 0;
    this.#aheadFrom = 0;
    this.#aheadTo = 0;
    this.#borrowed = 0;
  }

  /** How much can be played without receiving anything. */
  #levelMs(): number {
    const samples = this.#aheadTo - this.#aheadFrom + this.#decodedTo - this.#decodedFrom;
    const decodedMs = samples / this.#samplesPerMs;
    if (this.#buffer.count === 0) return decodedMs;
    const waitingMs = this.#buffer.distanceToNewest(this.#position) / this.#ticksPerMs + this.#packetMs;
    return decodedMs + Math.max(0, waitingMs);
  }

  /** True when all of the frame was received. */
  #fill(frame: Int16Array): boolean {
    let filled = this.#takeAhead(frame);
    let whole = true;
    while (filled < frame.length) {
      if (this.#decodedFrom < this.#decodedTo) {
        filled = this.#takeDecoded(frame, filled);
        continue;
      }
      const missing = this.#next();
      if (missing > 0) {
        whole = false;
        if (this.#recover(missing)) continue;
        const end = Math.min(frame.length, filled + missing);
        this.#conceal(frame, filled, end, missing);
        filled = end;
      }
    }
    if (whole) this.#concealedFrames = 0;
    else this.#concealedFrames++;
    return whole;
  }

  /** Fills on from `filled`, and tells how far. */
  #takeDecoded(frame: Int16Array, filled: number): number {
    const from = this.#decodedFrom;
    const end = Math.min(this.#decodedTo, from + frame.length - filled);
    const to = filled + end - from;
    if (end - from === this.#decodedFrame.length && from === 0) frame.set(this.#decodedFrame);
    else {
      const decoded = this.#decoded;
      for (let at = from, i = filled; at < end; at++, i++) frame[i] = decoded[at] as number;
    }
    this.#decodedFrom = end;
    this.#decoder.came(frame, filled, to);
    return to;
  }

  #takeAhead(frame: Int16Array): number {
    const end = Math.min(this.#aheadTo, this.#aheadFrom + frame.length);
    let filled = 0;
    for (let at = this.#aheadFrom; at < end; at++) frame[filled++] = this.#ahead[at] as number;
    this.#aheadFrom = end;
    return filled;
  }

  /** Decodes the next packet; or tells how many samples are missing before it, `Infinity` when there is none. */
  #next(): number {
    const packet = this.#buffer.first();
    if (!packet) return Number.POSITIVE_INFINITY;
    let gap = timestampDistance(this.#position, packet.timestamp);
    if (gap > 0 && gap < LONGEST_GAP_MS * this.#ticksPerMs) {
      const repaid = Math.min(gap, this.#borrowed);
      this.#position = (this.#position + repaid) >>> 0;
      gap -= repaid;
      this.#borrowed = 0;
      if (gap > 0) return (gap / this.#ticksPerMs) * this.#samplesPerMs;
    }
    this.#borrowed = 0;
    const samples = this.#decoder.decode(packet, this.#decoded);
    this.#buffer.drop(packet);
    this.#decodedFrom = 0;
    this.#decodedTo = samples;
    this.#position = (packet.timestamp + this.#ticks(samples)) >>> 0;
    if (samples > 0) this.#packetMs = samples / this.#samplesPerMs;
    return 0;
  }

  /** Where the packet behind it says what was there, all that is missing is had at once: a frame may end in the middle. */
  #recover(missing: number): boolean {
    const next = this.#buffer.first();
    if (!this.#decoder.recovers || next === undefined || missing > this.#decoded.length) return false;
    this.#decoder.conceal(this.#decoded, 0, missing, next);
    this.#concealedSamples += missing;
    this.#decodedFrom = 0;
    this.#decodedTo = missing;
    this.#position = (this.#position + this.#ticks(missing)) >>> 0;
    return true;
  }

  #conceal(frame: Int16Array, from: number, to: number, missing: number): void {
    const samples = to - from;
    this.#concealedSamples += samples;
    this.#decoder.conceal(frame, from, to, undefined);
    if (missing !== Number.POSITIVE_INFINITY) {
      this.#position = (this.#position + this.#ticks(samples)) >>> 0;
      return;
    }
    if (this.#borrowed === 0) this.#isBlamed = false;
    this.#borrowed += this.#ticks(samples);
    if (this.#concealedFrames + 1 >= MAX_CONCEALED_FRAMES) this.#stop();
  }

  #ticks(samples: number): number {
    return (samples / this.#samplesPerMs) * this.#ticksPerMs;
  }

  /** Far too much waits, after a stall of the network: all but the newest is given up. */
  #shed(): void {
    while (this.#levelMs() > this.delay.targetMs + this.#packetMs) {
      const packet = this.#buffer.first();
      if (!packet || this.#buffer.count === 1) return;
      this.#buffer.drop(packet);
      const next = this.#buffer.first();
      if (next) this.#position = next.timestamp;
    }
  }
}

/** Mean of the magnitudes. */
export function levelOf(frame: Int16Array): number {
  let sum = 0;
  for (let i = 0; i < frame.length; i++) {
    const sample = frame[i] as number;
    sum += sample < 0 ? -sample : sample;
  }
  return sum / frame.length;
}
