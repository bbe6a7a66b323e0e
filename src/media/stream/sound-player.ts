import type { VoiceEncoder } from '../../rtp/voice-codec.ts';
import type { Ticking } from '../frame-ticker.ts';
import { FRAME_MS } from '../playout/playout.ts';
import type { SayOutcome } from '../sound/sound-queue.ts';
import { SoundQueue, type SoundSource } from '../sound/sound-queue.ts';
import type { FrameSender } from './frame-sender.ts';
import type { StreamHost } from './stream-host.ts';

/**
 * Plays tones and prompts to a phone that sits in no conference; meanwhile nothing else is sent to it. While the phone
 * holds, they wait.
 */
export class SoundPlayer implements Ticking {
  readonly #host: StreamHost;
  readonly #frames: FrameSender;
  readonly #isHeld: () => boolean;
  readonly #queue = new SoundQueue();
  #encoder: VoiceEncoder | undefined;
  #sum = new Int32Array(0);
  #samples = new Int16Array(0);
  #codes = new Uint8Array(0);

  constructor(host: StreamHost, frames: FrameSender, isHeld: () => boolean) {
    this.#host = host;
    this.#frames = frames;
    this.#isHeld = isHeld;
  }

  get isPlaying(): boolean {
    return !this.#queue.isEmpty;
  }

  /** At the rate of the codec we speak to the phone. Without effect for a phone that understands nothing we can make. */
  play(samples: Int16Array, onEnd?: (outcome: SayOutcome) => void): void {
    if (this.#start()) this.#queue.add(samples, onEnd);
  }

  /** The same for sound that is made as it is played. */
  playSource(source: SoundSource, onEnd: (outcome: SayOutcome) => void): void {
    if (this.#start()) this.#queue.addSource(source, onEnd);
  }

  /** Whole frames, over and over again until `stop`. */
  playEndless(samples: Int16Array): void {
    if (this.#start()) this.#queue.addEndless(samples);
  }

  #start(): boolean {
    const { codec } = this.#frames;
    if (codec && this.#queue.isEmpty) {
      const frameSamples = (FRAME_MS * codec.sampleRate) / 1000;
      this.#encoder?.close?.();
      this.#encoder = codec.createEncoder();
      this.#sum = new Int32Array(frameSamples);
      this.#samples = new Int16Array(frameSamples);
      this.#codes = new Uint8Array(codec.frameBytes);
      this.#frames.begin(this.#host.clock.now());
      this.#host.ticker.add(this);
    }
    return codec !== undefined;
  }

  stop(): void {
    if (this.#queue.isEmpty) return;
    this.#rest();
    this.#queue.clear();
  }

  #rest(): void {
    this.#host.ticker.remove(this);
    this.#encoder?.close?.();
    this.#encoder = undefined;
  }

  tick(nowMs: number): void {
    if (this.#isHeld()) return this.skip(1);
    this.#sum.fill(0);
    this.#queue.mixInto(this.#sum);
    this.#samples.set(this.#sum);
    const bytes = this.#encoder?.encode(this.#samples, this.#samples.length, this.#codes, 0) ?? 0;
    this.#frames.send(bytes === this.#codes.length ? this.#codes : this.#codes.subarray(0, bytes), nowMs);
    if (this.#queue.isEmpty) this.#rest();
    this.#queue.settle();
  }

  skip(frames: number): void {
    this.#frames.skip(frames * FRAME_MS);
  }
}
