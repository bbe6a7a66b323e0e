import type { SampleRate } from '../../rtp/voice-codec.ts';
import { FRAME_MS } from '../playout/playout.ts';
import { Doubler, Halver } from '../sound/half-band.ts';
import type { ConferenceSound } from './conference-sound.ts';
import { Turn, type TurnEvent } from './turn.ts';
import { Voice } from './voice.ts';

/** What one participant says, frame by frame, on its way into the mix. */
export class Speech {
  readonly rate: SampleRate;
  /** The frame at hand. */
  readonly frame: Int16Array;
  readonly voice: Voice;
  readonly #turn: Turn;
  /** The same at the other rate, made when it is wanted. */
  #converted: Int16Array | undefined;
  #converter: Doubler | Halver | undefined;
  /** He was in the mix or wanted to be. */
  #wasTalking = false;
  #isInMix = false;
  talkedMs: number;

  /** `before`: what the same person said at another rate. */
  constructor(rate: SampleRate, before?: Speech) {
    this.rate = rate;
    this.frame = new Int16Array((FRAME_MS * rate) / 1000);
    this.voice = before?.voice ?? new Voice();
    this.#turn = before ? before.#turn : new Turn();
    this.talkedMs = before?.talkedMs ?? 0;
  }

  /** He says something and may. */
  get wantsToTalk(): boolean {
    return this.voice.isTalking && !this.#turn.isCut;
  }

  /** What he said belongs into the mix of this frame, if only to fade out. */
  get isInMix(): boolean {
    return this.#isInMix;
  }

  /** `level` of the frame; undefined when nothing came. */
  judge(level: number | undefined, sound: ConferenceSound, talkLimitS = sound.talkLimitS): TurnEvent {
    this.#wasTalking = this.wantsToTalk;
    this.voice.judge(level, sound);
    return this.#turn.next(this.voice.isTalking, talkLimitS);
  }

  /** `isHeard`: he talks and is among those who are mixed. */
  shape(isHeard: boolean): void {
    const { voice } = this;
    this.#isInMix = isHeard || voice.wasHeard;
    if (!this.#isInMix) return;
    if (isHeard) this.talkedMs += FRAME_MS;
    if (isHeard && !voice.wasHeard) this.#converter?.reset();
    voice.shape(this.frame, isHeard, this.#wasTalking);
  }

  /** The frame. Asked for once a frame and rate, while he is in the mix. */
  at(rate: SampleRate): Int16Array {
    if (rate === this.rate) return this.frame;
    this.#converted ??= new Int16Array((FRAME_MS * rate) / 1000);
    this.#converter ??= this.rate === 8_000 ? new Doubler() : new Halver();
    this.#converter.convert(this.frame, this.#converted);
    return this.#converted;
  }
}
