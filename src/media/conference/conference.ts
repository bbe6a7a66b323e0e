import type { SampleRate } from '../../rtp/voice-codec.ts';
import type { FrameTicker, Ticking } from '../frame-ticker.ts';
import type { Tone } from '../media-plane.ts';
import { SoundQueue } from '../sound/sound-queue.ts';
import { toneSamples } from '../sound/tones.ts';
import type { Room } from '../stream/room.ts';
import type { EngineStream } from '../stream/stream.ts';
import { ConferenceSeat } from './conference-seat.ts';
import { type ConferenceSound, DEFAULT_SOUND } from './conference-sound.ts';
import { loudestFirst } from './loudest.ts';
import { Mixer } from './mixer.ts';
import type { Seat } from './seat.ts';
import type { TurnEvent } from './turn.ts';

/** 5 times a second. */
const REPORT_EVERY_FRAMES = 10;
/** Who is alone hears of it after 10 s, and every 30 s from then on; music begins at once. */
const ALONE_AFTER_FRAMES = 500;
const ALONE_EVERY_FRAMES = 1_500;

/** What a room sounds like at one sample rate. */
interface Mix {
  readonly rate: SampleRate;
  readonly mixer: Mixer;
  readonly tones: SoundQueue;
  /** For who is alone. */
  readonly alone: SoundQueue;
  /** Seats that hear it. */
  listeners: number;
}

/**
 * A room: every 20 ms everybody gets the sum of all who talk, without himself. There is one sum for telephones and
 * one for wideband phones, so that two of these hear each other in full even while others are in the room.
 */
export class Conference implements Ticking, Room {
  sound: ConferenceSound = DEFAULT_SOUND;
  readonly #ticker: FrameTicker;
  readonly #onEmpty: () => void;
  readonly #seats: Seat[] = [];
  /** Those who talk in this frame are its first; used again every frame. */
  readonly #talking: Seat[] = [];
  readonly #narrow = mix(8_000);
  readonly #wide = mix(16_000);
  /** What those say who have keyed the radios of the room, at 8 kHz. */
  readonly onAir = new Int32Array(160);
  #inMix = 0;
  #frames = 0;
  #aloneFrames = 0;

  constructor(ticker: FrameTicker, onEmpty: () => void) {
    this.#ticker = ticker;
    this.#onEmpty = onEmpty;
  }

  get participants(): number {
    let count = 0;
    for (const { isPhone } of this.#seats) if (isPhone) count++;
    return count;
  }

  /** Somebody has keyed the radios. */
  get isKeyed(): boolean {
    for (const { isOnAir } of this.#seats) if (isOnAir) return true;
    return false;
  }

  /** In this frame somebody else is heard. */
  talksBesides({ speech }: Seat): boolean {
    return this.#inMix > (speech.isInMix ? 1 : 0);
  }

  take(
    stream: EngineStream,
    options: { readonly muted: boolean; readonly announceTone: boolean },
  ): ConferenceSeat {
    const leave = (): void => this.#leave(seat, options.announceTone);
    const seat = new ConferenceSeat({ conference: this, stream, muted: options.muted, leave });
    this.admit(seat);
    if (options.announceTone) this.play('join');
    return seat;
  }

  #leave(seat: Seat, announceTone: boolean): void {
    if (this.#seats.includes(seat) && announceTone) this.play('leave');
    this.dismiss(seat);
  }

  admit(seat: Seat): void {
    this.#seats.push(seat);
    this.#mixAt(seat.rate).listeners++;
    this.#notAlone();
    this.#ticker.add(this);
  }

  dismiss(seat: Seat): void {
    const index = this.#seats.indexOf(seat);
    if (index < 0) return;
    this.#seats.splice(index, 1);
    this.#talking.length = 0;
    this.#mixAt(seat.rate).listeners--;
    this.#notAlone();
    if (this.#seats.length > 0) return;
    this.#ticker.remove(this);
    this.#narrow.mixer.close();
    this.#wide.mixer.close();
    this.#onEmpty();
  }

  /** From a seat that hears at another rate from now on. */
  retuned(before: SampleRate, after: SampleRate): void {
    this.#mixAt(before).listeners--;
    this.#mixAt(after).listeners++;
  }

  /** To all. */
  play(tone: Tone): void {
    for (const { tones, rate } of [this.#narrow, this.#wide]) tones.add(toneSamples(tone, rate));
  }

  tick(nowMs: number): void {
    const { sound } = this;
    const seats = this.#seats;
    this.#listen(nowMs, sound);
    const narrow = this.#narrow;
    const wide = this.#wide;
    narrow.mixer.begin();
    wide.mixer.begin();
    this.#inMix = 0;
    this.onAir.fill(0);
    for (const seat of seats) {
      const { speech } = seat;
      speech.shape(seat.isHeard);
      if (speech.isInMix) this.#add(seat, narrow, wide);
      seat.prepare(this.#mixAt(seat.rate).mixer);
    }
    if (seats.length === 1 && seats[0]?.isPhone && sound.alone !== 'silence')
      this.#passTimeAlone(sound.alone);
    this.#addSounds(narrow);
    this.#addSounds(wide);
    for (const seat of seats) seat.speak(this.#mixAt(seat.rate).mixer, nowMs);
    if (++this.#frames % REPORT_EVERY_FRAMES === 0) for (const seat of seats) seat.report();
    // Backwards: who is told may leave.
    for (let i = seats.length - 1; i >= 0; i--) seats[i]?.settle();
  }

  #add({ speech, isOnAir }: Seat, narrow: Mix, wide: Mix): void {
    this.#inMix++;
    if (narrow.listeners > 0) {
      const frame = speech.at(8_000);
      narrow.mixer.add(frame);
      const { onAir } = this;
      if (isOnAir)
        for (let i = 0; i < onAir.length; i++) onAir[i] = (onAir[i] as number) + (frame[i] as number);
    }
    if (wide.listeners > 0) wide.mixer.add(speech.at(16_000));
  }

  #listen(nowMs: number, sound: ConferenceSound): void {
    const talking = this.#talking;
    let count = 0;
    for (const seat of this.#seats) {
      const event = seat.listen(nowMs, sound);
      seat.isHeard = seat.speech.wantsToTalk;
      if (seat.isHeard) talking[count++] = seat;
      if (event !== undefined) this.#onTurn(seat, event, sound);
    }
    if (count <= sound.talkers) return;
    loudestFirst(talking, count, sound.talkers);
    for (let i = sound.talkers; i < count; i++) (talking[i] as Seat).isHeard = false;
  }

  #onTurn(seat: Seat, event: Exclude<TurnEvent, undefined>, { rogerBeep }: ConferenceSound): void {
    if (event === 'warning') seat.playTone('time-warning');
    else if (event === 'time-out') this.play('time-out');
    else if (rogerBeep && !this.#seats.some((other) => other.voice.isTalking)) this.play('roger');
  }

  #notAlone(): void {
    this.#aloneFrames = 0;
    this.#narrow.alone.clear();
    this.#wide.alone.clear();
  }

  #passTimeAlone(kind: 'tone' | 'music'): void {
    const [only] = this.#seats;
    if (only === undefined) return;
    const { alone } = this.#mixAt(only.rate);
    this.#aloneFrames++;
    if (kind === 'music') {
      if (alone.isEmpty) alone.add(toneSamples('music', only.rate));
    } else if ((this.#aloneFrames - ALONE_AFTER_FRAMES) % ALONE_EVERY_FRAMES === 0) {
      alone.add(toneSamples('alone', only.rate));
    }
  }

  #mixAt(rate: SampleRate): Mix {
    return rate === 8_000 ? this.#narrow : this.#wide;
  }

  #addSounds({ mixer, tones, alone }: Mix): void {
    tones.mixInto(mixer.sum);
    alone.mixInto(mixer.sum);
  }

  skip(frames: number): void {
    for (const seat of this.#seats) seat.skip(frames);
  }
}

function mix(rate: SampleRate): Mix {
  return { rate, mixer: new Mixer(rate), tones: new SoundQueue(), alone: new SoundQueue(), listeners: 0 };
}
