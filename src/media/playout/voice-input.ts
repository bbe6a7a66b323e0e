import type { RtpPacket } from '../../rtp/packet.ts';
import type { SampleRate, VoiceCodec, VoiceDecoder } from '../../rtp/voice-codec.ts';
import type { VoiceCodecs } from '../../rtp/voice-codecs.ts';
import { Doubler, Halver } from '../sound/half-band.ts';
import { Concealment } from './concealment.ts';
import type { BufferedPacket } from './jitter-buffer.ts';
import { Playout, type PlayoutDecoder } from './playout.ts';

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
  readonly #codecs: VoiceCodecs;
  /** By payload number, of what was spoken so far: of all a phone may speak it speaks one. */
  readonly #channels: (Channel | undefined)[] = [];
  readonly #concealment: Concealment;
  /** Before conversion; made when a codec needs it. */
  #unconverted: Int16Array | undefined;
  /** What was decoded last. */
  #last: Channel | undefined;

  /** `encodings`: by payload number, what the phone may send. */
  constructor(encodings: readonly (string | undefined)[], rate: SampleRate, codecs: VoiceCodecs) {
    this.rate = rate;
    this.#encodings = encodings;
    this.#codecs = codecs;
    this.#concealment = new Concealment(rate);
    const spoken = encodings.find((encoding) => encoding !== undefined && codecs.get(encoding) !== undefined);
    const clockRate = (spoken === undefined ? undefined : codecs.get(spoken)?.clockRate) ?? rate;
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
    const channel = this.#channels[payloadType] ?? this.#open(payloadType);
    if (!channel) return 0;
    this.#last = channel;
    const { codec, decoder, converter } = channel;
    if (!converter) return decoder.decode(bytes, 0, length, samples, 0);
    const unconverted = this.#unconverted ?? new Int16Array(LONGEST_PACKET_SAMPLES);
    this.#unconverted = unconverted;
    const decoded = decoder.decode(bytes, 0, length, unconverted, 0);
    const converted = (decoded * this.rate) / codec.sampleRate;
    // The halver takes two samples for one, and there is room for 120 ms.
    if (decoded % 2 !== 0 || converted > samples.length) return 0;
    converter.convert(unconverted, samples, decoded);
    return converted;
  }

  #open(payloadType: number): Channel | undefined {
    const opened = channel(this.#encodings[payloadType], this.rate, this.#codecs);
    this.#channels[payloadType] = opened;
    return opened;
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

  get recovers(): boolean {
    return this.#last?.decoder.conceal !== undefined && this.#last.converter === undefined;
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
