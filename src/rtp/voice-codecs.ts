import { ALAW, ULAW } from './g711.ts';
import { G722Decoder, G722Encoder } from './g722.ts';
import { type LoadOpus, OPUS_RATE, OpusLibrary } from './opus.ts';
import type { VoiceCodec } from './voice-codec.ts';

const PCMA: VoiceCodec = {
  sampleRate: 8_000,
  clockRate: 8_000,
  frameBytes: 160,
  packets: 'steady',
  remembers: false,
  createEncoder: () => ALAW,
  createDecoder: () => ALAW,
};

const PCMU: VoiceCodec = { ...PCMA, createEncoder: () => ULAW, createDecoder: () => ULAW };

const G722: VoiceCodec = {
  sampleRate: 16_000,
  // RFC 3551 §4.5.2: not the 16 kHz of its sound, by a mistake that is too old to be mended.
  clockRate: 8_000,
  frameBytes: 160,
  packets: 'steady',
  remembers: true,
  createEncoder: () => new G722Encoder(),
  createDecoder: () => new G722Decoder(),
};

/** The library is loaded for the first who needs it: compiling it takes a moment and ten megabytes. */
function opus(load: LoadOpus): VoiceCodec {
  let loaded: OpusLibrary | undefined;
  const library = (): OpusLibrary => {
    loaded ??= new OpusLibrary(load);
    return loaded;
  };
  return {
    sampleRate: OPUS_RATE,
    // RFC 7587 §4.1, whatever the sound's own rate.
    clockRate: 48_000,
    frameBytes: 1_275,
    packets: 'framed',
    remembers: true,
    createEncoder: () => library().createEncoder(),
    createDecoder: () => library().createDecoder(),
  };
}

/** The codecs of one thread, by the name an rtpmap line has in small letters. */
export class VoiceCodecs {
  readonly #codecs: ReadonlyMap<string, VoiceCodec>;

  constructor(loadOpus: LoadOpus) {
    this.#codecs = new Map([
      ['pcma/8000', PCMA],
      ['pcmu/8000', PCMU],
      ['g722/8000', G722],
      ['opus/48000/2', opus(loadOpus)],
    ]);
  }

  get(encoding: string): VoiceCodec | undefined {
    return this.#codecs.get(encoding);
  }
}
