import type { SampleRate, VoiceCodec, VoiceEncoder } from '../../rtp/voice-codec.ts';
import { FRAME_MS } from '../playout/playout.ts';

/** Up to here samples stay what they are; beyond, they approach full scale without reaching it. */
const KNEE = 24_576;
const ROOM = 32_767 - KNEE;

/** What one codec makes of the mix. */
interface Encoding {
  /** For all who do not talk. */
  readonly encoder: VoiceEncoder;
  readonly commonRoom: Uint8Array;
  common: Uint8Array | undefined;
  /** For the one whose turn it is. */
  readonly personalRoom: Uint8Array;
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
  readonly #encodings = new Map<VoiceCodec, Encoding>();

  constructor(rate: SampleRate) {
    const samples = (FRAME_MS * rate) / 1000;
    this.sum = new Int32Array(samples);
    this.#personal = new Int32Array(samples);
    this.#limited = new Int16Array(samples);
  }

  begin(): void {
    this.sum.fill(0);
    for (const encoding of this.#encodings.values()) encoding.common = undefined;
  }

  add(frame: Int16Array): void {
    const { sum } = this;
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (frame[i] as number);
  }

  /** The mix for all who do not talk. Valid until the next frame. */
  common(codec: VoiceCodec): Uint8Array {
    const encoding = this.#encodingOf(codec);
    if (!encoding.common) {
      limit(this.sum, this.#limited);
      encoding.common = this.#encoded(encoding.encoder, encoding.commonRoom);
    }
    return encoding.common;
  }

  /** The encoder of `common`, as the last frame left it if this one was not asked for yet. */
  commonEncoder(codec: VoiceCodec): VoiceEncoder {
    return this.#encodingOf(codec).encoder;
  }

  /**
   * The mix for one: without `own`, and with whatever `adjust` adds for this one only. Valid until the next call.
   */
  personal(
    codec: VoiceCodec,
    encoder: VoiceEncoder,
    own: Int16Array | undefined,
    adjust?: (sum: Int32Array) => void,
  ): Uint8Array {
    const { sum } = this;
    const personal = this.#personal;
    if (own) for (let i = 0; i < sum.length; i++) personal[i] = (sum[i] as number) - (own[i] as number);
    else personal.set(sum);
    adjust?.(personal);
    limit(personal, this.#limited);
    return this.#encoded(encoder, this.#encodingOf(codec).personalRoom);
  }

  #encoded(encoder: VoiceEncoder, room: Uint8Array): Uint8Array {
    const bytes = encoder.encode(this.#limited, this.#limited.length, room, 0);
    return bytes === room.length ? room : room.subarray(0, bytes);
  }

  close(): void {
    for (const { encoder } of this.#encodings.values()) encoder.close?.();
    this.#encodings.clear();
  }

  #encodingOf(codec: VoiceCodec): Encoding {
    const known = this.#encodings.get(codec);
    if (known) return known;
    const encoding: Encoding = {
      encoder: codec.createEncoder(),
      commonRoom: new Uint8Array(codec.frameBytes),
      common: undefined,
      personalRoom: new Uint8Array(codec.frameBytes),
    };
    this.#encodings.set(codec, encoding);
    return encoding;
  }
}

/** Soft clipping: the slope is 1 at the knee, so that loud rooms are compressed and not torn. */
function limit(sum: Int32Array, limited: Int16Array): void {
  for (let i = 0; i < sum.length; i++) {
    const value = sum[i] as number;
    if (value <= KNEE && value >= -KNEE) limited[i] = value;
    else {
      const over = Math.abs(value) - KNEE;
      const magnitude = KNEE + (ROOM * over) / (over + ROOM);
      limited[i] = value < 0 ? -magnitude : magnitude;
    }
  }
}
