import type { Clock } from '../../base/clock.ts';
import type { Journal } from '../../base/journal.ts';
import { TimerSet } from '../../base/timer-set.ts';
import { DEFAULT_SOUND } from '../../media/conference/conference-sound.ts';
import { type MediaStream, OWN_ENCODINGS } from '../../media/media-plane.ts';
import type { PromptId } from '../../media/prompts/prompt.ts';
import { WrongPins } from '../../policy/wrong-pins.ts';
import type { Languages } from '../languages.ts';
import type { Service, ServiceCall } from './service-call.ts';

export const PARTICIPANTS_PER_CONFERENCE = 200;

/** Wrong PINs in one call before it ends (security 2.18). */
const PIN_ATTEMPTS = 3;

/** A key that may follow `*`, and the time it has to. */
const AFTER_STAR_MS = 3_000;

interface Participant {
  readonly stream: MediaStream;
  readonly timers: TimerSet<'star'>;
  state: 'asked for PIN' | 'told who listens' | 'in the room';
  pin: string;
  wrongPins: number;
  /** The PIN was complete by its length; people type # behind it all the same. */
  expectsHash: boolean;
  isMuted: boolean;
}

/** One conference bridge: who is in it, and what their keys mean. The sound is mixed in the media plane. */
export class Conference implements Service {
  readonly conference: string;
  readonly encodings = OWN_ENCODINGS;
  readonly #pin: string | null;
  readonly #languages: Pick<Languages, 'of'>;
  readonly #clock: Clock;
  readonly #journal: Journal;
  readonly #wrongPins: WrongPins;
  readonly #participants = new Map<ServiceCall, Participant>();

  constructor(parts: {
    number: string;
    pin: string | null;
    languages: Pick<Languages, 'of'>;
    clock: Clock;
    journal: Journal;
    wrongPins: WrongPins;
  }) {
    this.conference = parts.number;
    this.#pin = parts.pin;
    this.#languages = parts.languages;
    this.#clock = parts.clock;
    this.#journal = parts.journal;
    this.#wrongPins = parts.wrongPins;
  }

  get size(): number {
    let count = 0;
    for (const { state } of this.#participants.values()) if (state === 'in the room') count += 1;
    return count;
  }

  get isFull(): boolean {
    return this.#participants.size >= PARTICIPANTS_PER_CONFERENCE;
  }

  get calls(): readonly ServiceCall[] {
    return [...this.#participants.keys()];
  }

  /** Also called when a phone comes back from hold. */
  begin(call: ServiceCall, stream: MediaStream): void {
    if (this.#participants.has(call)) return;
    const participant: Participant = {
      stream,
      timers: new TimerSet(this.#clock),
      state: 'asked for PIN',
      pin: '',
      wrongPins: 0,
      expectsHash: false,
      isMuted: false,
    };
    this.#participants.set(call, participant);
    if (this.#pin === null) this.#warn(call, participant);
    else stream.play('join');
  }

  onDtmf(call: ServiceCall, digit: string): void {
    const participant = this.#participants.get(call);
    if (participant === undefined) return;
    const isHashBehindPin = digit === '#' && participant.expectsHash;
    participant.expectsHash = false;
    if (isHashBehindPin) return;
    if (participant.state === 'told who listens') {
      if (digit === '#') call.end('answered');
      return;
    }
    if (participant.state === 'asked for PIN') return this.#onPinDigit(call, participant, digit);
    if (participant.timers.isRunning('star')) {
      participant.timers.stop('star');
      if (digit === '6') this.#toggleMute(participant);
      return;
    }
    if (digit === '*') return participant.timers.start('star', AFTER_STAR_MS, () => {});
    if (digit === '1') return this.#toggleMute(participant);
    if (digit === '#') call.end('answered');
  }

  onSaid(call: ServiceCall, prompt: PromptId): void {
    const participant = this.#participants.get(call);
    if (prompt === this.#noticeFor(call) && participant?.state === 'told who listens')
      this.#enter(call, participant);
  }

  end(call: ServiceCall): void {
    const participant = this.#participants.get(call);
    if (participant === undefined) return;
    participant.timers.stopAll();
    this.#participants.delete(call);
    if (participant.state !== 'in the room') return;
    const { conference } = this;
    this.#journal.record({
      kind: 'conference-left',
      conference,
      extension: call.from,
      participants: this.size,
    });
  }

  /** In a conference talk is not private: nobody hears or is heard before he was told (house rule H2). */
  #warn(call: ServiceCall, participant: Participant): void {
    participant.state = 'told who listens';
    participant.stream.say(this.#noticeFor(call));
  }

  #noticeFor({ from }: ServiceCall): PromptId {
    return `${this.#languages.of(from)}/not-private`;
  }

  #enter(call: ServiceCall, participant: Participant): void {
    participant.state = 'in the room';
    participant.stream.join(this.conference, { muted: false, announceTone: true, sound: DEFAULT_SOUND });
    const { conference } = this;
    this.#journal.record({
      kind: 'conference-joined',
      conference,
      extension: call.from,
      participants: this.size,
    });
  }

  #onPinDigit(call: ServiceCall, participant: Participant, digit: string): void {
    if (digit !== '#') participant.pin += digit;
    else if (participant.pin === '') return;
    participant.expectsHash = digit !== '#' && participant.pin.length >= (this.#pin?.length ?? 0);
    if (digit !== '#' && !participant.expectsHash) return;
    const isRight = participant.pin === this.#pin;
    participant.pin = '';
    if (isRight) return this.#warn(call, participant);
    participant.wrongPins += 1;
    this.#wrongPins.record(call.from);
    participant.stream.play('refused');
    if (participant.wrongPins >= PIN_ATTEMPTS || !this.#wrongPins.mayTry(call.from)) call.end('refused');
  }

  #toggleMute(participant: Participant): void {
    participant.isMuted = !participant.isMuted;
    participant.stream.setMuted(participant.isMuted);
    participant.stream.play(participant.isMuted ? 'muted' : 'unmuted');
  }
}

/** The rooms that are open: one for each conference someone is in. */
export class ConferenceRooms {
  readonly #languages: Pick<Languages, 'of'>;
  readonly #clock: Clock;
  readonly #journal: Journal;
  readonly #wrongPins: WrongPins;
  readonly #rooms = new Map<string, Conference>();

  constructor(parts: { languages: Pick<Languages, 'of'>; clock: Clock; journal: Journal }) {
    this.#languages = parts.languages;
    this.#clock = parts.clock;
    this.#journal = parts.journal;
    this.#wrongPins = new WrongPins(parts.clock);
  }

  /** Seconds a caller who guessed too often stays out of conferences with a PIN (security 2.18). */
  closedFor(caller: string, { pin }: { readonly pin: string | null }): number {
    return pin === null ? 0 : this.#wrongPins.secondsLeft(caller);
  }

  room({ number, pin }: { readonly number: string; readonly pin: string | null }): Conference {
    const open = this.#rooms.get(number);
    if (open !== undefined) return open;
    const room = new Conference({
      number,
      pin,
      languages: this.#languages,
      clock: this.#clock,
      journal: this.#journal,
      wrongPins: this.#wrongPins,
    });
    this.#rooms.set(number, room);
    return room;
  }

  participantsOf(number: string): number {
    return this.#rooms.get(number)?.size ?? 0;
  }

  /** The conference is removed: everyone in it is sent away. */
  close(number: string): void {
    for (const call of this.#rooms.get(number)?.calls ?? []) call.end('ended-by-administrator');
    this.#rooms.delete(number);
  }
}
