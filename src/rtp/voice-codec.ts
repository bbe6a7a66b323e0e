/** Samples a second of sound that we make or mix. */
export type SampleRate = 8_000 | 16_000;

export interface VoiceEncoder {
  /**
   * `length` samples from `samples[0]` on become bytes from `codes[to]` on. Gives how many; 0 when silence goes on and
   * nothing need be sent.
   */
  encode(samples: Int16Array, length: number, codes: Uint8Array, to: number): number;
  /** Takes on the state of another encoder of the codec: what it makes follows on what that one made. */
  continueFrom?(other: VoiceEncoder): void;
  close?(): void;
}

/** What a packet holds. */
export interface Payload {
  readonly bytes: Uint8Array;
  readonly length: number;
}

export interface VoiceDecoder {
  /**
   * `length` bytes from `codes[from]` on become samples from `samples[to]` on. Gives how many; 0 when they are too
   * many or the bytes mean nothing.
   */
  decode(codes: Uint8Array, from: number, length: number, samples: Int16Array, to: number): number;
  /** For codecs that know how: fills what did not come. `next` is the packet behind it, when that is there already. */
  conceal?(samples: Int16Array, from: number, length: number, next: Payload | undefined): void;
  close?(): void;
}

/** What we can hear and say ourselves. */
export interface VoiceCodec {
  readonly sampleRate: SampleRate;
  /** Ticks of the RTP timestamp a second. */
  readonly clockRate: number;
  /** Of 20 ms, at the most. */
  readonly frameBytes: number;
  /**
   * `steady`: as many bytes for every piece of sound, so that packets of any length can be put together.
   * `framed`: what the encoder gives is a packet.
   */
  readonly packets: 'steady' | 'framed';
  /** What is made of a frame depends on those before: every listener needs an encoder in the state of his decoder. */
  readonly remembers: boolean;
  createEncoder(): VoiceEncoder;
  createDecoder(): VoiceDecoder;
}
