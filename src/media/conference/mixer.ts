import type { SampleRate, VoiceCodec, VoiceEncoder } from '../../rtp/voice-codec.ts';
import { FRAME_MS } from '../playout/playout.ts';
import { Limiter } from './limiter.ts';

/** What one codec makes of the mix. */
interface Encoding {
  readonly codec: VoiceCodec;
  /** For all who do not talk. */
  readonly encoder: VoiceEncoder;
  readonly commonRoom: FrameRoom;
  common: Uint8Array | undefined;
  /** For the one whose turn it is. */
  readonly personalRoom: FrameRoom;
}

/** How one person hears the mix when it is made for him alone. */
export interface Ear {
  readonly encoder: VoiceEncoder;
  readonly limiter: Limiter;
  /** Of everything, his own sounds included. */
  volume: number;
  /** For him only. */
  addSounds: ((sum: Int32Array) => void) | undefined;
}

/** Where frames of a codec are made, one after the other. */
class FrameRoom {
  readonly #bytes: Uint8Array;
  /** Its beginnings that were wanted so far: many a codec's frame is seldom as long as it may be. */
  readonly #beginnings: (Uint8Array | undefined)[];

  constructor(length: number) {
    this.#bytes = new Uint8Array(length);
    this.#beginnings = new Array<Uint8Array | undefined>(length).fill(undefined);
  }

  /** Valid until the next. */
  encode(encoder: VoiceEncoder, samples: Int16Array): Uint8Array {
    const length = encoder.encode(samples, samples.length, this.#bytes, 0);
    if (length === this.#bytes.length) return this.#bytes;
    const made = this.#beginnings[length] ?? this.#bytes.subarray(0, length);
    this.#beginnings[length] = made;
    return made;
  }
}

/**
 * Adds up those who talk, at one sample rate. Who is silent hears the sum, encoded once for all that use the same
 * codec; who talks hears the sum without himself. All buffers are used again every frame.
 */
export class Mixer {
  /** The sum itself, for what everybody hears besides voices. 32 bits: a thousand voices do not overflow. */
  readonly sum: Int32Array;
  readonly #personal: Int32Array;
  readonly #limited: Int16Array;
  readonly limiter = new Limiter();
  #isLimited = false;
  /** The sum within 16 bits, once a frame. */
  readonly #common: Int16Array;
  readonly #encodings: Encoding[] = [];

  constructor(rate: SampleRate) {
    const samples = (FRAME_MS * rate) / 1000;
    this.sum = new Int32Array(samples);
    this.#personal = new Int32Array(samples);
    this.#limited = new Int16Array(samples);
    this.#common = new Int16Array(samples);
  }

  begin(): void {
    this.sum.fill(0);
    this.#isLimited = false;
    for (const encoding of this.#encodings) encoding.common = undefined;
  }

  add(frame: Int16Array): void {
    const { sum } = this;
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (frame[i] as number);
  }

  /** The mix for all who do not talk. Valid until the next frame. */
  common(codec: VoiceCodec): Uint8Array {
    const encoding = this.#encodingOf(codec);
    encoding.common ??= this.#encodeCommon(encoding);
    return encoding.common;
  }

  #encodeCommon({ encoder, commonRoom }: Encoding): Uint8Array {
    if (!this.#isLimited) this.limiter.limit(this.sum, this.#common);
    this.#isLimited = true;
    return commonRoom.encode(encoder, this.#common);
  }

  /** The encoder of `common`, as the last frame left it if this one was not asked for yet. */
  commonEncoder(codec: VoiceCodec): VoiceEncoder {
    return this.#encodingOf(codec).encoder;
  }

  /** The mix for one, without `own`. Valid until the next call. */
  personal(codec: VoiceCodec, ear: Ear, own: Int16Array | undefined): Uint8Array {
    const { sum } = this;
    const personal = this.#personal;
    if (own) for (let i = 0; i < sum.length; i++) personal[i] = (sum[i] as number) - (own[i] as number);
    else personal.set(sum);
    ear.addSounds?.(personal);
    const { volume } = ear;
    if (volume !== 1)
      for (let i = 0; i < personal.length; i++) personal[i] = (personal[i] as number) * volume;
    ear.limiter.limit(personal, this.#limited);
    return this.#encodingOf(codec).personalRoom.encode(ear.encoder, this.#limited);
  }

  close(): void {
    for (const { encoder } of this.#encodings.splice(0)) encoder.close?.();
  }

  #encodingOf(codec: VoiceCodec): Encoding {
    for (const encoding of this.#encodings) if (encoding.codec === codec) return encoding;
    const encoding: Encoding = {
      codec,
      encoder: codec.createEncoder(),
      commonRoom: new FrameRoom(codec.frameBytes),
      common: undefined,
      personalRoom: new FrameRoom(codec.frameBytes),
    };
    this.#encodings.push(encoding);
    return encoding;
  }
}
