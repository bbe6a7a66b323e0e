import type { SampleRate } from '../../rtp/voice-codec.ts';
import type { Tone } from '../media-plane.ts';
import type { ConferenceSound } from './conference-sound.ts';
import type { Mixer } from './mixer.ts';
import type { Speech } from './speech.ts';
import type { TurnEvent } from './turn.ts';
import type { Voice } from './voice.ts';

/** One participant as the room has it: what he says, and the mix on its way to him. */
export interface Seat {
  /** Of what he hears. */
  readonly rate: SampleRate;
  readonly speech: Speech;
  readonly voice: Voice;
  /** A radio is no participant of its own: nobody keeps it company. */
  readonly isPhone: boolean;
  /** He has keyed the radios of the room. */
  readonly isOnAir: boolean;
  /** He is among those who are mixed in this frame. */
  isHeard: boolean;
  /** Takes the next 20 ms of what he says. */
  listen(nowMs: number, sound: ConferenceSound): TurnEvent;
  /** Before the first mix of a frame is encoded. */
  prepare(mixer: Mixer): void;
  speak(mixer: Mixer, nowMs: number): void;
  /** A tone for him only. */
  playTone(tone: Tone): void;
  /** Five times a second. */
  report(): void;
  /** Frames that are not made. */
  skip(frames: number): void;
  settle(): void;
}
