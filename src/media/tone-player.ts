import { ALAW, ULAW } from '../rtp/g711.ts';
import type { FrameSender } from './frame-sender.ts';
import type { Ticking } from './frame-ticker.ts';
import type { Tone } from './media-plane.ts';
import { FRAME_SAMPLES } from './playout.ts';
import type { StreamHost } from './stream-host.ts';
import { ToneQueue } from './tones.ts';

/** Plays tones to a phone that sits in no conference; meanwhile nothing else is sent to it. */
export class TonePlayer implements Ticking {
  readonly #host: StreamHost;
  readonly #frames: FrameSender;
  readonly #queue = new ToneQueue();

  constructor(host: StreamHost, frames: FrameSender) {
    this.#host = host;
    this.#frames = frames;
  }

  get isPlaying(): boolean {
    return !this.#queue.isEmpty;
  }

  /** Without effect for a phone that understands nothing we can make. */
  play(tone: Tone): void {
    if (!this.#frames.law) return;
    if (this.#queue.isEmpty) {
      this.#frames.begin(this.#host.clock.now());
      this.#host.ticker.add(this);
    }
    this.#queue.add(tone);
  }

  stop(): void {
    if (this.#queue.isEmpty) return;
    this.#queue.clear();
    this.#host.ticker.remove(this);
  }

  tick(nowMs: number): void {
    const sum = new Int32Array(FRAME_SAMPLES);
    this.#queue.mixInto(sum);
    const codes = new Uint8Array(FRAME_SAMPLES);
    const codec = this.#frames.law === 'alaw' ? ALAW : ULAW;
    codec.encode(Int16Array.from(sum), FRAME_SAMPLES, codes, 0);
    this.#frames.send(codes, nowMs);
    if (this.#queue.isEmpty) this.#host.ticker.remove(this);
  }

  skip(frames: number): void {
    this.#frames.skip(frames * FRAME_SAMPLES);
  }
}
