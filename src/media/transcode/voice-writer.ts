import type { SampleRate, VoiceCodec, VoiceEncoder } from '../../rtp/voice-codec.ts';
import { FRAME_MS } from '../playout/playout.ts';
import { Doubler, Halver } from '../sound/half-band.ts';
import type { FrameSender } from '../stream/frame-sender.ts';

/** 120 ms of wideband sound: the longest packet there is. */
const LONGEST_SAMPLES = 1_920;

const SILENCE = new Int16Array(LONGEST_SAMPLES);

/** Sound at either rate, encoded for one phone and sent as soon as it fills a packet. */
export class VoiceWriter {
  readonly #codec: VoiceCodec;
  readonly #encoder: VoiceEncoder;
  readonly #frames: FrameSender;
  readonly #codes: Uint8Array;
  readonly #converted = new Int16Array(LONGEST_SAMPLES);
  #converter: Doubler | Halver | undefined;
  /** For a codec whose packets are its encoder's frames. */
  readonly #frame: Int16Array;
  #filled = 0;

  constructor(codec: VoiceCodec, frames: FrameSender) {
    this.#codec = codec;
    this.#encoder = codec.createEncoder();
    this.#frames = frames;
    this.#codes = new Uint8Array(Math.max(codec.frameBytes, LONGEST_SAMPLES));
    this.#frame = new Int16Array((FRAME_MS * codec.sampleRate) / 1000);
  }

  /** A new run begins: what was begun and not sent is forgotten. */
  begin(nowMs: number): void {
    this.#frames.begin(nowMs);
    this.#converter = undefined;
    this.#filled = 0;
  }

  /** All of `samples`, an even number. */
  write(samples: Int16Array, rate: SampleRate, nowMs: number): void {
    const wanted = this.#codec.sampleRate;
    if (rate === wanted) return this.#encode(samples, samples.length, nowMs);
    this.#converter ??= rate < wanted ? new Doubler() : new Halver();
    this.#converter.convert(samples, this.#converted);
    this.#encode(this.#converted, (samples.length * wanted) / rate, nowMs);
  }

  /** So much is passed over: what was begun is filled up with silence and sent, for the rest nothing is. */
  pause(ms: number, nowMs: number): void {
    const begunMs = this.#isFramed ? this.#lackingMs : this.#frames.lackingMs;
    const filledMs = Math.min(ms, begunMs);
    const samples = 2 * Math.round((filledMs * this.#codec.sampleRate) / 2000);
    if (samples > 0) this.#encode(SILENCE, samples, nowMs);
    if (ms > filledMs) this.#frames.skip(ms - filledMs);
  }

  /** Idempotent. */
  close(): void {
    this.#encoder.close?.();
  }

  get #isFramed(): boolean {
    return this.#codec.packets === 'framed';
  }

  get #lackingMs(): number {
    return this.#filled === 0 ? 0 : ((this.#frame.length - this.#filled) * 1000) / this.#codec.sampleRate;
  }

  #encode(samples: Int16Array, length: number, nowMs: number): void {
    if (this.#isFramed) return this.#fillFrames(samples, length, nowMs);
    const bytes = this.#encoder.encode(samples, length, this.#codes, 0);
    this.#frames.send(this.#codes.subarray(0, bytes), nowMs);
  }

  #fillFrames(samples: Int16Array, length: number, nowMs: number): void {
    const frame = this.#frame;
    for (let at = 0; at < length; at++) {
      frame[this.#filled++] = samples[at] as number;
      if (this.#filled < frame.length) continue;
      this.#filled = 0;
      const bytes = this.#encoder.encode(frame, frame.length, this.#codes, 0);
      this.#frames.send(this.#codes.subarray(0, bytes), nowMs);
    }
  }
}
