import { ALAW, ULAW } from '../rtp/g711.ts';
import type { FrameSender } from './frame-sender.ts';
import type { Ticking } from './frame-ticker.ts';
import type { SayOutcome } from './media-plane.ts';
import { FRAME_SAMPLES } from './playout.ts';
import { SoundQueue } from './sound-queue.ts';
import type { StreamHost } from './stream-host.ts';

/** Plays tones and prompts to a phone that sits in no conference; meanwhile nothing else is sent to it. */
export class SoundPlayer implements Ticking {
  readonly #host: StreamHost;
  readonly #frames: FrameSender;
  readonly #queue = new SoundQueue();

  constructor(host: StreamHost, frames: FrameSender) {
    this.#host = host;
    this.#frames = frames;
  }

  get isPlaying(): boolean {
    return !this.#queue.isEmpty;
  }

  /** Without effect for a phone that understands nothing we can make. */
  play(samples: Int16Array, onEnd?: (outcome: SayOutcome) => void): void {
    if (!this.#frames.law) return;
    if (this.#queue.isEmpty) {
      this.#frames.begin(this.#host.clock.now());
      this.#host.ticker.add(this);
    }
    this.#queue.add(samples, onEnd);
  }

  stop(): void {
    if (this.#queue.isEmpty) return;
    this.#host.ticker.remove(this);
    this.#queue.clear();
  }

  tick(nowMs: number): void {
    const sum = new Int32Array(FRAME_SAMPLES);
    this.#queue.mixInto(sum);
    const codes = new Uint8Array(FRAME_SAMPLES);
    const codec = this.#frames.law === 'alaw' ? ALAW : ULAW;
    codec.encode(Int16Array.from(sum), FRAME_SAMPLES, codes, 0);
    this.#frames.send(codes, nowMs);
    if (this.#queue.isEmpty) this.#host.ticker.remove(this);
    this.#queue.settle();
  }

  skip(frames: number): void {
    this.#frames.skip(frames * FRAME_SAMPLES);
  }
}
