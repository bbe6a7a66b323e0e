import type { RtpPacket } from '../../rtp/packet.ts';
import type { SampleRate, VoiceCodec, VoiceDecoder } from '../../rtp/voice-codec.ts';
import type { VoiceCodecs } from '../../rtp/voice-codecs.ts';
import { Concealment } from '../playout/concealment.ts';
import type { BufferedPacket } from '../playout/jitter-buffer.ts';
import { Playout, type PlayoutDecoder } from '../playout/playout.ts';
import { Doubler, Halver } from '../sound/half-band.ts';

/** One of the codecs a phone may speak, on its way to the rate of its frames. */
interface Channel {
  readonly codec: VoiceCodec;
  readonly decoder: VoiceDecoder;
  /** When the codec's rate is not that of the frames. */
  readonly converter: Doubler | Halver | undefined;
}

const LONGEST_PACKET_SAMPLES = 1_920;

/** What one phone says, from packets to steady frames at the rate of what it hears. */
export class VoiceInput implements PlayoutDecoder {
  readonly rate: SampleRate;
  readonly #playout: Playout;
  readonly #encodings: readonly (string | undefined)[];
  readonly #channels: readonly (Channel | undefined)[];
  readonly #concealment: Concealment;
  /** Before conversion; empty when no codec needs any. */
  readonly #unconverted: Int16Array;
  /** What was decoded last. */
  #last: Channel | undefined;

  /** `encodings`: by payload number, what the phone may send. */
  constructor(encodings: readonly (string | undefined)[], rate: SampleRate, codecs: VoiceCodecs) {
    this.rate = rate;
    this.#encodings = encodings;
    this.#channels = encodings.map((encoding) => channel(encoding, rate, codecs));
    this.#concealment = new Concealment(rate);
    const converts = this.#channels.some((each) => each?.converter !== undefined);
    this.#unconverted = new Int16Array(converts ? LONGEST_PACKET_SAMPLES : 0);
    const clockRate = this.#channels.find((each) => each !== undefined)?.codec.clockRate ?? rate;
    this.#playout = new Playout(this, { sampleRate: rate, clockRate });
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
    this.#concealment.reset();
  }

  /** The next 20 ms into `frame`. False when it is silence because nothing is being received. */
  take(frame: Int16Array, nowMs: number): boolean {
    return this.#playout.take(frame, nowMs);
  }

  /** Mean magnitude of the frame taken last, 0 to 32767. */
  get level(): number {
    return this.#playout.level;
  }

  decode({ payloadType, bytes, length }: BufferedPacket, samples: Int16Array): number {
    const channel = this.#channels[payloadType];
    if (!channel) return 0;
    this.#last = channel;
    const { codec, decoder, converter } = channel;
    if (!converter) return decoder.decode(bytes, 0, length, samples, 0);
    const decoded = decoder.decode(bytes, 0, length, this.#unconverted, 0);
    const converted = (decoded * this.rate) / codec.sampleRate;
    // The halver takes two samples for one, and there is room for 120 ms.
    if (decoded % 2 !== 0 || converted > samples.length) return 0;
    converter.convert(this.#unconverted, samples, decoded);
    return converted;
  }

  conceal(samples: Int16Array, from: number, to: number, next: BufferedPacket | undefined): void {
    const last = this.#last;
    if (!last?.decoder.conceal || last.converter) return this.#concealment.fill(samples, from, to);
    const isSameCodec = next !== undefined && this.#channels[next.payloadType] === last;
    last.decoder.conceal(samples, from, to - from, isSameCodec ? next : undefined);
  }

  came(samples: Int16Array, from: number, to: number): void {
    if (!this.#last?.decoder.conceal) this.#concealment.came(samples, from, to);
  }

  close(): void {
    for (const channel of this.#channels) channel?.decoder.close?.();
  }
}

function channel(encoding: string | undefined, rate: SampleRate, codecs: VoiceCodecs): Channel | undefined {
  const codec = encoding === undefined ? undefined : codecs.get(encoding);
  if (!codec) return undefined;
  const converter =
    codec.sampleRate === rate ? undefined : codec.sampleRate < rate ? new Doubler() : new Halver();
  return { codec, decoder: codec.createDecoder(), converter };
}
