import type { Clock } from '../../base/clock.ts';
import { TimerSet } from '../../base/timer-set.ts';
import type { ConferenceSound } from '../../media/conference/conference-sound.ts';
import type { MediaStream, Tone } from '../../media/media-plane.ts';
import type { PromptId } from '../../media/prompts/prompt.ts';
import type { RoomParticipant } from '../console/conferences.ts';
import type { ServiceCall } from '../services/service-call.ts';
import { KeySequence } from './keys.ts';
import type { PinEntry } from './pin-entry.ts';

/** The time a key has that may follow `*`. */
const AFTER_STAR_MS = 3_000;
const VOLUME_STEP_DB = 3;
const MOST_VOLUME_DB = 12;

/** Someone who dialled a conference: at its door, being told who listens, or inside. */
export class Participant {
  readonly call: ServiceCall;
  readonly pin: PinEntry;
  state: 'asked for PIN' | 'told who listens' | 'in the room' = 'asked for PIN';
  /** The PIN was complete by its length; people type # behind it all the same. */
  expectsHash = false;
  isMuted = false;
  /** Too many wrong PINs: he is told so, and then it is over. */
  isRefused = false;
  readonly #stream: MediaStream;
  readonly #clock: Clock;
  readonly #keys = new KeySequence();
  readonly #timers: TimerSet<'keys'>;
  /** The line that is said to him before he is let in. */
  #notice: PromptId | undefined;
  #isOnAir = false;
  #joinedAtMs: number | null = null;
  #handRaisedAtMs: number | null = null;
  #talkedMs = 0;
  /** On the monotonic clock; undefined while he is silent. */
  #talkingSince: number | undefined;
  #listeningDb = 0;
  #speakingDb = 0;

  constructor(parts: { call: ServiceCall; stream: MediaStream; pin: PinEntry; clock: Clock }) {
    this.call = parts.call;
    this.pin = parts.pin;
    this.#stream = parts.stream;
    this.#clock = parts.clock;
    this.#timers = new TimerSet(parts.clock);
  }

  get isInside(): boolean {
    return this.state === 'in the room';
  }

  get notice(): PromptId | undefined {
    return this.#notice;
  }

  /** At the door: nothing that was being said there is said on. */
  tell(notice: PromptId): void {
    this.state = 'told who listens';
    this.#notice = notice;
    this.#stream.idle();
    this.#stream.say(notice);
  }

  say(prompts: readonly PromptId[]): void {
    for (const prompt of prompts) this.#stream.say(prompt);
  }

  /** At the door. */
  sayInstead(prompts: readonly PromptId[]): void {
    this.#stream.idle();
    this.say(prompts);
  }

  press(key: string): ReturnType<KeySequence['press']> {
    const meant = this.#keys.press(key);
    if (meant === 'more') this.#timers.start('keys', AFTER_STAR_MS, () => this.#keys.forget());
    else this.#timers.stop('keys');
    return meant;
  }

  enter(conference: string, sound: ConferenceSound): void {
    this.state = 'in the room';
    this.#joinedAtMs = this.#clock.wallTime();
    this.#stream.join(conference, { muted: this.isMuted, announceTone: true, sound });
    if (this.isMuted) this.play('muted');
  }

  /** The same, with what the room sounds like from now on. */
  renew(conference: string, sound: ConferenceSound): void {
    this.#stream.join(conference, { muted: this.isMuted, announceTone: true, sound });
  }

  play(tone: Tone): void {
    this.#stream.play(tone);
  }

  /** He hears of it. */
  mute(muted: boolean): void {
    if (muted === this.isMuted) return;
    this.isMuted = muted;
    this.#stream.setMuted(muted);
    this.play(muted ? 'muted' : 'unmuted');
  }

  get isOnAir(): boolean {
    return this.#isOnAir;
  }

  /** Push to talk: from now on the radio transmits what he says. */
  key(canBeKeyed: boolean): void {
    if (!canBeKeyed || this.isMuted) return this.play('refused');
    this.#isOnAir = true;
    this.#stream.setOnAir(true);
    this.play('unmuted');
  }

  unkey(): void {
    this.#isOnAir = false;
    this.#stream.setOnAir(false);
    this.play('muted');
  }

  change(volume: 'listening' | 'speaking', louder: boolean): void {
    const change = (db: number): number =>
      Math.max(-MOST_VOLUME_DB, Math.min(MOST_VOLUME_DB, db + (louder ? VOLUME_STEP_DB : -VOLUME_STEP_DB)));
    if (volume === 'listening') this.#listeningDb = change(this.#listeningDb);
    else this.#speakingDb = change(this.#speakingDb);
    this.#stream.setVolume({ listeningDb: this.#listeningDb, speakingDb: this.#speakingDb });
  }

  /** Gives whether it is up now. */
  toggleHand(): boolean {
    const isUp = this.#handRaisedAtMs === null;
    this.#handRaisedAtMs = isUp ? this.#clock.wallTime() : null;
    this.play(isUp ? 'unmuted' : 'muted');
    return isUp;
  }

  /** Who speaks does not ask to speak any more. Gives whether the hand was up. */
  onTalking(talking: boolean, talkedMs: number): boolean {
    this.#talkedMs = talkedMs;
    this.#talkingSince = talking ? this.#clock.now() : undefined;
    const wasUp = talking && this.#handRaisedAtMs !== null;
    if (wasUp) this.#handRaisedAtMs = null;
    return wasUp;
  }

  view(isModerator: boolean): RoomParticipant {
    const since = this.#talkingSince;
    const talkedMs = this.#talkedMs + (since === undefined ? 0 : this.#clock.now() - since);
    return {
      call: this.call.id,
      extension: this.call.from,
      isInside: this.isInside,
      isModerator,
      isMuted: this.isMuted,
      isTalking: since !== undefined,
      talkedMs: Math.round(talkedMs),
      handRaisedAtMs: this.#handRaisedAtMs,
      joinedAtMs: this.#joinedAtMs,
    };
  }

  end(): void {
    this.#timers.stopAll();
  }
}
