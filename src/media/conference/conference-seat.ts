import type { RtpPacket } from '../../rtp/packet.ts';
import type { SampleRate, VoiceCodec, VoiceEncoder } from '../../rtp/voice-codec.ts';
import type { SayOutcome } from '../media-plane.ts';
import { FRAME_MS } from '../playout/playout.ts';
import { Doubler, Halver } from '../sound/half-band.ts';
import { SoundQueue } from '../sound/sound-queue.ts';
import type { Disposition } from '../stream/disposition.ts';
import { TELEPHONE_EVENT } from '../stream/payload-map.ts';
import type { EngineStream } from '../stream/stream.ts';
import type { Conference } from './conference.ts';
import type { Mixer } from './mixer.ts';
import { VoiceInput } from './voice-input.ts';

/** Mean magnitude above which somebody talks: about -56 dBFS, below a whisper and above a quiet line. */
const TALKING_LEVEL = 48;
/** Frames a talker stays in the mix after the last loud one: 300 ms, so that ends of words are not cut. */
const TALKING_FRAMES = 15;
/**
 * Frames for which a mix of one's own is encoded on after it has become the same as everybody's: half a second, in
 * which the memories of both encoders, and so of the phone's decoder, grow alike.
 */
const RETURNING_FRAMES = 25;

/** One participant: what he says on its way into the mix, and the mix on its way to him. */
export class ConferenceSeat implements Disposition {
  readonly conference: Conference;
  readonly #stream: EngineStream;
  readonly #leave: () => void;
  /** For his ears only. */
  readonly #sounds = new SoundQueue();
  readonly #addSounds = (sum: Int32Array): void => this.#sounds.mixInto(sum);
  #codec: VoiceCodec | undefined;
  #encoder: VoiceEncoder | undefined;
  #input: VoiceInput;
  /** What he said in this frame, at the rate he hears and, made when it is wanted, at the other. */
  #frame: Int16Array;
  #converted: Int16Array;
  #converter: Doubler | Halver;
  #muted: boolean;
  #talkingFrames = 0;
  /** What he hears now is not what everybody does. */
  #hearsOwnMix = false;
  #returningFrames = 0;

  constructor(parts: {
    readonly conference: Conference;
    readonly stream: EngineStream;
    readonly muted: boolean;
    readonly leave: () => void;
  }) {
    this.conference = parts.conference;
    this.#stream = parts.stream;
    this.#muted = parts.muted;
    this.#leave = parts.leave;
    const rate = parts.stream.frames.codec?.sampleRate ?? 8_000;
    this.#input = new VoiceInput(parts.stream.receiveEncodings, rate, parts.stream.codecs);
    this.#frame = silence(rate);
    this.#converted = silence(otherRate(rate));
    this.#converter = converterFrom(rate);
    this.#speakWith(parts.stream.frames.codec);
  }

  /** Of the codec in which he hears. */
  get rate(): SampleRate {
    return this.#input.rate;
  }

  setMuted(muted: boolean): void {
    this.#muted = muted;
  }

  /** At the seat's rate. */
  play(samples: Int16Array, onEnd?: (outcome: SayOutcome) => void): void {
    this.#sounds.add(samples, onEnd);
  }

  heard(packet: RtpPacket, kind: number, nowMs: number): void {
    if (kind === TELEPHONE_EVENT) this.#stream.readKey(packet, nowMs);
    else this.#input.insert(packet, nowMs);
  }

  newSource(): void {
    this.#input.reset();
  }

  planChanged(): void {
    const { codec } = this.#stream.frames;
    const { receiveEncodings, codecs } = this.#stream;
    const before = this.rate;
    const rate = codec?.sampleRate ?? before;
    if (rate !== before) {
      this.#frame = silence(rate);
      this.#converted = silence(otherRate(rate));
      this.#converter = converterFrom(rate);
      this.#sounds.clear();
    }
    if (rate !== before || !this.#input.understands(receiveEncodings)) {
      this.#input.close();
      this.#input = new VoiceInput(receiveEncodings, rate, codecs);
    }
    if (codec !== this.#codec) this.#speakWith(codec);
  }

  end(): void {
    this.#leave();
    this.#sounds.clear();
    this.#input.close();
    this.#dropEncoder();
  }

  settle(): void {
    this.#sounds.settle();
  }

  /** Takes the next 20 ms; true when they belong into the mix. `mixer`: the one he hears, before this frame. */
  listen(mixer: Mixer, nowMs: number): boolean {
    const heard = this.#input.take(this.#frame, nowMs);
    const { level } = this.#input;
    if (!heard || this.#muted) this.#talkingFrames = 0;
    else if (level >= TALKING_LEVEL) {
      if (this.#talkingFrames === 0) this.#converter = converterFrom(this.rate);
      this.#talkingFrames = TALKING_FRAMES;
    } else if (this.#talkingFrames > 0) this.#talkingFrames--;
    const isTalking = this.#talkingFrames > 0;
    this.#hearsOwnMix = isTalking || !this.#sounds.isEmpty;
    const codec = this.#codec;
    if (this.#hearsOwnMix && codec && !this.#encoder) {
      this.#encoder = codec.createEncoder();
      this.#encoder.continueFrom?.(mixer.commonEncoder(codec));
    }
    return isTalking;
  }

  /** What he said in this frame. Asked for once a frame and rate, while he talks. */
  at(rate: SampleRate): Int16Array {
    if (rate === this.rate) return this.#frame;
    this.#converter.convert(this.#frame, this.#converted);
    return this.#converted;
  }

  speak(mixer: Mixer, nowMs: number): void {
    const { frames } = this.#stream;
    const codec = this.#codec;
    const encoder = this.#encoder;
    if (!codec) return;
    if (this.#hearsOwnMix && encoder) {
      const own = this.#talkingFrames > 0 ? this.#frame : undefined;
      const adjust = this.#sounds.isEmpty ? undefined : this.#addSounds;
      this.#returningFrames = codec.remembers ? RETURNING_FRAMES : 0;
      frames.send(mixer.personal(codec, encoder, own, adjust), nowMs);
      return;
    }
    const common = mixer.common(codec);
    if (!encoder || this.#returningFrames === 0) return frames.send(common, nowMs);
    frames.send(mixer.personal(codec, encoder, undefined), nowMs);
    this.#returningFrames--;
    if (this.#returningFrames === 0) this.#dropEncoder();
  }

  skip(frames: number): void {
    this.#stream.frames.skip(frames * FRAME_MS);
  }

  /** The phone's decoder knows nothing yet: it begins with an encoder of its own. */
  #speakWith(codec: VoiceCodec | undefined): void {
    this.#dropEncoder();
    this.#codec = codec;
    this.#encoder = codec?.createEncoder();
    this.#returningFrames = codec?.remembers ? RETURNING_FRAMES : 0;
  }

  #dropEncoder(): void {
    this.#encoder?.close?.();
    this.#encoder = undefined;
  }
}

function otherRate(rate: SampleRate): SampleRate {
  return rate === 8_000 ? 16_000 : 8_000;
}

function silence(rate: SampleRate): Int16Array {
  return new Int16Array((FRAME_MS * rate) / 1000);
}

function converterFrom(rate: SampleRate): Doubler | Halver {
  return rate === 8_000 ? new Doubler() : new Halver();
}
