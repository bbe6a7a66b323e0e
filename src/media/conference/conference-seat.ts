import type { RtpPacket } from '../../rtp/packet.ts';
import type { SampleRate, VoiceCodec } from '../../rtp/voice-codec.ts';
import type { Tone, Volume } from '../media-plane.ts';
import { FRAME_MS } from '../playout/playout.ts';
import { VoiceInput } from '../playout/voice-input.ts';
import type { SayOutcome } from '../sound/sound-queue.ts';
import { SoundQueue } from '../sound/sound-queue.ts';
import { toneSamples } from '../sound/tones.ts';
import { TELEPHONE_EVENT } from '../stream/payload-map.ts';
import type { RoomSeat } from '../stream/room.ts';
import type { EngineStream } from '../stream/stream.ts';
import type { Conference } from './conference.ts';
import type { ConferenceSound } from './conference-sound.ts';
import { Limiter } from './limiter.ts';
import type { Ear, Mixer } from './mixer.ts';
import type { Seat } from './seat.ts';
import { Speech } from './speech.ts';
import type { TurnEvent } from './turn.ts';
import type { Voice } from './voice.ts';

/**
 * Frames for which a mix of one's own is encoded on after it has become the same as everybody's: half a second, in
 * which the memories of both encoders, and so of the phone's decoder, grow alike.
 */
const RETURNING_FRAMES = 25;

/** A phone in a room. */
export class ConferenceSeat implements RoomSeat, Seat {
  readonly room: Conference;
  speech: Speech;
  readonly isPhone = true;
  isOnAir = false;
  isHeard = false;
  readonly #stream: EngineStream;
  readonly #leave: () => void;
  /** For his ears only. */
  readonly #sounds = new SoundQueue();
  readonly #addSounds = (sum: Int32Array): void => this.#sounds.mixInto(sum);
  #input: VoiceInput;
  #codec: VoiceCodec | undefined;
  /** While the mix is made for him alone. */
  #ear: Ear | undefined;
  #listeningVolume = 1;
  /** What he hears now is not what everybody does. */
  #hearsOwnMix = false;
  #returningFrames = 0;
  #isReported = false;

  constructor(parts: {
    readonly conference: Conference;
    readonly stream: EngineStream;
    readonly muted: boolean;
    readonly leave: () => void;
  }) {
    this.room = parts.conference;
    this.#stream = parts.stream;
    this.#leave = parts.leave;
    const rate = parts.stream.frames.codec?.sampleRate ?? 8_000;
    this.#input = new VoiceInput(parts.stream.receiveEncodings, rate, parts.stream.codecs);
    this.speech = new Speech(rate);
    this.voice.isMuted = parts.muted;
    this.#speakWith(parts.stream.frames.codec);
  }

  get rate(): SampleRate {
    return this.speech.rate;
  }

  get voice(): Voice {
    return this.speech.voice;
  }

  setMuted(muted: boolean): void {
    this.voice.isMuted = muted;
  }

  setVolume({ listeningDb, speakingDb }: Volume): void {
    this.#listeningVolume = 10 ** (listeningDb / 20);
    this.voice.volume = 10 ** (speakingDb / 20);
  }

  /** At the seat's rate. */
  play(samples: Int16Array, onEnd?: (outcome: SayOutcome) => void): void {
    this.#sounds.add(samples, onEnd);
  }

  playTone(tone: Tone): void {
    this.play(toneSamples(tone, this.rate));
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
      this.speech = new Speech(rate, this.speech);
      this.room.retuned(before, rate);
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
    this.#dropEar();
  }

  settle(): void {
    this.#sounds.settle();
  }

  report(): void {
    if (this.isHeard === this.#isReported) return;
    this.#isReported = this.isHeard;
    this.#stream.onFact({ kind: 'talking', talking: this.isHeard, talkedMs: this.speech.talkedMs });
  }

  listen(nowMs: number, sound: ConferenceSound): TurnEvent {
    const { speech } = this;
    const came = this.#input.take(speech.frame, nowMs);
    return speech.judge(came ? this.#input.level : undefined, sound);
  }

  prepare(mixer: Mixer): void {
    const hasSounds = !this.#sounds.isEmpty;
    const hasVolume = this.#listeningVolume !== 1;
    const heardOwnMix = this.#hearsOwnMix;
    this.#hearsOwnMix = this.speech.isInMix || hasSounds || hasVolume;
    const codec = this.#codec;
    if (!this.#hearsOwnMix || !codec) return;
    if (!this.#ear) {
      this.#ear = newEar(codec);
      this.#ear.encoder.continueFrom?.(mixer.commonEncoder(codec));
    }
    if (!heardOwnMix) this.#ear.limiter.continueFrom(mixer.limiter);
    this.#ear.volume = this.#listeningVolume;
    this.#ear.addSounds = hasSounds ? this.#addSounds : undefined;
  }

  speak(mixer: Mixer, nowMs: number): void {
    const { frames } = this.#stream;
    const codec = this.#codec;
    const ear = this.#ear;
    if (!codec) return;
    if (this.#hearsOwnMix && ear) {
      const own = this.speech.isInMix ? this.speech.frame : undefined;
      this.#returningFrames = codec.remembers ? RETURNING_FRAMES : 0;
      frames.send(mixer.personal(codec, ear, own), nowMs);
      return;
    }
    const common = mixer.common(codec);
    if (!ear || this.#returningFrames === 0) return frames.send(common, nowMs);
    ear.addSounds = undefined;
    ear.volume = 1;
    frames.send(mixer.personal(codec, ear, undefined), nowMs);
    this.#returningFrames--;
    if (this.#returningFrames === 0) this.#dropEar();
  }

  skip(frames: number): void {
    this.#stream.frames.skip(frames * FRAME_MS);
  }

  /** The phone's decoder knows nothing yet: it begins with an encoder of its own. */
  #speakWith(codec: VoiceCodec | undefined): void {
    this.#dropEar();
    this.#codec = codec;
    this.#ear = codec && newEar(codec);
    this.#returningFrames = codec?.remembers ? RETURNING_FRAMES : 0;
  }

  #dropEar(): void {
    this.#ear?.encoder.close?.();
    this.#ear = undefined;
  }
}

function newEar(codec: VoiceCodec): Ear {
  return { encoder: codec.createEncoder(), limiter: new Limiter(), volume: 1, addSounds: undefined };
}
