import type { Payload, SampleRate, VoiceCodec, VoiceDecoder } from '../../rtp/voice-codec.ts';
import { Concealment } from '../playout/concealment.ts';

/** The longest packet there is. */
const LONGEST_MS = 120;

/** One codec of a phone, from packets to sound at the codec's own rate, with what is lost made up. */
export class VoiceReader {
  readonly codec: VoiceCodec;
  readonly #decoder: VoiceDecoder;
  /** For decoders that do not know how. */
  readonly #concealment: Concealment | undefined;
  readonly #room: Int16Array;
  #sound: Int16Array;

  constructor(codec: VoiceCodec) {
    this.codec = codec;
    this.#decoder = codec.createDecoder();
    this.#room = new Int16Array((LONGEST_MS * codec.sampleRate) / 1000);
    this.#sound = this.#room.subarray(0, 0);
    this.#concealment = this.#decoder.conceal === undefined ? new Concealment(codec.sampleRate) : undefined;
  }

  get rate(): SampleRate {
    return this.codec.sampleRate;
  }

  /** What a packet holds, valid until the next call; empty when it means nothing. */
  read(bytes: Uint8Array, from: number, length: number): Int16Array {
    const sound = this.#first(this.#decoder.decode(bytes, from, length, this.#room, 0));
    if (sound.length > 0) this.#concealment?.came(sound, 0, sound.length);
    return sound;
  }

  /** `ms` that did not come, at most 120; `next` is the packet behind them. */
  makeUp(ms: number, next: Payload | undefined): Int16Array {
    const sound = this.#first(2 * Math.round((ms * this.rate) / 2000));
    if (this.#concealment) this.#concealment.fill(sound, 0, sound.length);
    else this.#decoder.conceal?.(sound, 0, sound.length, next);
    return sound;
  }

  /** Idempotent. */
  close(): void {
    this.#decoder.close?.();
  }

  /** Packets of one call have one length, so that the view is seldom made anew. */
  #first(samples: number): Int16Array {
    if (this.#sound.length !== samples) this.#sound = this.#room.subarray(0, samples);
    return this.#sound;
  }
}
