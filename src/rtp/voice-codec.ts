import { ALAW, ULAW } from './g711.ts';
import { G722Decoder, G722Encoder } from './g722.ts';

/** Samples a second of sound that we make or mix. */
export type SampleRate = 8_000 | 16_000;

export interface VoiceEncoder {
  /** `length` samples from `samples[0]` on become bytes from `codes[to]` on. */
  encode(samples: Int16Array, length: number, codes: Uint8Array, to: number): void;
}

export interface VoiceDecoder {
  /** `length` bytes from `codes[from]` on become samples from `samples[to]` on. */
  decode(codes: Uint8Array, from: number, length: number, samples: Int16Array, to: number): void;
}

/** A codec whose bytes are as many for every piece of sound. */
export interface VoiceCodec {
  readonly sampleRate: SampleRate;
  readonly samplesPerByte: number;
  /** Ticks of the RTP timestamp a second. */
  readonly clockRate: number;
  /** What is made of a frame depends on those before: every listener needs an encoder in the state of his decoder. */
  readonly remembers: boolean;
  /** In the state of `before`, when given: what it makes follows on what that one made. */
  createEncoder(before?: VoiceEncoder): VoiceEncoder;
  createDecoder(): VoiceDecoder;
}

const PCMA: VoiceCodec = {
  sampleRate: 8_000,
  samplesPerByte: 1,
  clockRate: 8_000,
  remembers: false,
  createEncoder: () => ALAW,
  createDecoder: () => ALAW,
};

const PCMU: VoiceCodec = { ...PCMA, createEncoder: () => ULAW, createDecoder: () => ULAW };

const G722: VoiceCodec = {
  sampleRate: 16_000,
  samplesPerByte: 2,
  // RFC 3551 §4.5.2: not the 16 kHz of its sound, by a mistake that is too old to be mended.
  clockRate: 8_000,
  remembers: true,
  createEncoder: (before) => (before instanceof G722Encoder ? before.clone() : new G722Encoder()),
  createDecoder: () => new G722Decoder(),
};

/** What we can hear and say ourselves, by the name an rtpmap line has in small letters. */
const VOICE_CODECS: Readonly<Record<string, VoiceCodec>> = {
  'pcma/8000': PCMA,
  'pcmu/8000': PCMU,
  'g722/8000': G722,
};

export function voiceCodec(encoding: string): VoiceCodec | undefined {
  return VOICE_CODECS[encoding];
}
