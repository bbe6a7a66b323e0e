import type { RtpPacket } from '../rtp/packet.ts';
import { type SampleRate, type VoiceCodec, type VoiceDecoder, voiceCodec } from '../rtp/voice-codec.ts';
import { Doubler, Halver } from './half-band.ts';
import { Playout } from './playout.ts';

/** One of the codecs a phone may speak, on its way to the rate of its frames. */
interface Channel {
  readonly codec: VoiceCodec;
  readonly decoder: VoiceDecoder;
  /** When the codec's rate is not that of the frames. */
  readonly converter: Doubler | Halver | undefined;
}

const LONGEST_PACKET_SAMPLES = 1_920;

/** What one phone says, from packets to steady frames at the rate of what it hears. */
export class VoiceInput {
  readonly rate: SampleRate;
  readonly #playout: Playout;
  readonly #encodings: readonly (string | undefined)[];
  readonly #channels: readonly (Channel | undefined)[];
  readonly #unconverted = new Int16Array(LONGEST_PACKET_SAMPLES);

  /** `encodings`: by payload number, what the phone may send. */
  constructor(encodings: readonly (string | undefined)[], rate: SampleRate) {
    this.rate = rate;
    this.#encodings = encodings;
    this.#channels = encodings.map((encoding) => channel(encoding, rate));
    const clockRate = this.#channels.find((each) => each !== undefined)?.codec.clockRate ?? rate;
    this.#playout = new Playout(
      ({ payloadType, bytes, length }, samples) => this.#decode(payloadType, bytes, length, samples),
      { sampleRate: rate, clockRate },
    );
  }

  /** Whether it was made for these. */
  understands(encodings: readonly (string | undefined)[]): boolean {
    return encodings.every((encoding, number) => encoding === this.#encodings[number]);
  }

  insert(packet: RtpPacket, nowMs: number): void {
    this.#playout.insert(packet, nowMs);
  }

  /** Another source speaks from now on. */
  reset(): void {
    this.#playout.reset();
  }

  /** The next 20 ms into `frame`. False when it is silence because nothing is being received. */
  take(frame: Int16Array, nowMs: number): boolean {
    return this.#playout.take(frame, nowMs);
  }

  /** Mean magnitude of the frame taken last, 0 to 32767. */
  get level(): number {
    return this.#playout.level;
  }

  #decode(payloadType: number, bytes: Uint8Array, length: number, samples: Int16Array): number {
    const channel = this.#channels[payloadType];
    if (!channel) return 0;
    const { codec, decoder, converter } = channel;
    const decoded = length * codec.samplesPerByte;
    const converted = (decoded * this.rate) / codec.sampleRate;
    if (decoded > LONGEST_PACKET_SAMPLES || converted > samples.length) return 0;
    if (!converter) decoder.decode(bytes, 0, length, samples, 0);
    else {
      decoder.decode(bytes, 0, length, this.#unconverted, 0);
      converter.convert(this.#unconverted.subarray(0, decoded), samples);
    }
    return converted;
  }
}

function channel(encoding: string | undefined, rate: SampleRate): Channel | undefined {
  const codec = encoding === undefined ? undefined : voiceCodec(encoding);
  if (!codec) return undefined;
  const converter =
    codec.sampleRate === rate ? undefined : codec.sampleRate < rate ? new Doubler() : new Halver();
  return { codec, decoder: codec.createDecoder(), converter };
}
