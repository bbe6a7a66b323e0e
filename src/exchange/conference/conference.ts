import type { Clock } from '../../base/clock.ts';
import type { Journal } from '../../base/journal.ts';
import { type MediaStream, OWN_ENCODINGS } from '../../media/media-plane.ts';
import type { PromptId, PromptName } from '../../media/prompts/prompt.ts';
import type { SayOutcome } from '../../media/sound/sound-queue.ts';
import type { WrongPins } from '../../policy/wrong-pins.ts';
import type { ConferenceRecord } from '../../store/records/records.ts';
import type { RoomAct, RoomView } from '../console/conferences.ts';
import type { Service, ServiceCall } from '../services/service-call.ts';
import { spokenNumber } from '../speech/spoken.ts';
import type { Languages } from '../tables/languages.ts';
import { soundOf } from './conference-sound.ts';
import { isModeratorAct, type ModeratorAct, type OwnAct } from './keys.ts';
import { Participant } from './participant.ts';
import { PinEntry } from './pin-entry.ts';

const DAY_MS = 86_400_000;

export interface ConferenceParts {
  readonly languages: Pick<Languages, 'of'>;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly wrongPins: WrongPins;
  /** A radio in the conference waits to be keyed. */
  readonly canBeKeyed: (conference: string) => boolean;
  /** What a moderator wants by his keys, for the audit log as for the room. False: it cannot be. */
  readonly control: (moderator: string, conference: string, act: RoomAct) => Promise<boolean>;
}

/** One conference bridge: who is in it, and what their keys mean. The sound is mixed in the media plane. */
export class Conference implements Service {
  readonly encodings = OWN_ENCODINGS;
  readonly #parts: ConferenceParts;
  #record: ConferenceRecord;
  /** In the order in which they came. */
  readonly #participants = new Map<ServiceCall, Participant>();
  /** When each caller was last told that talk is not private: no more than there are extensions. */
  readonly #toldAtMs = new Map<string, number>();
  #isLocked = false;
  #isMuted = false;

  constructor(parts: ConferenceParts, record: ConferenceRecord) {
    this.#parts = parts;
    this.#record = record;
  }

  get conference(): string {
    return this.#record.number;
  }

  get size(): number {
    let count = 0;
    for (const { isInside } of this.#participants.values()) if (isInside) count += 1;
    return count;
  }

  get isFull(): boolean {
    return this.#participants.size >= this.#record.maxParticipants;
  }

  isLockedFor(caller: string): boolean {
    return this.#isLocked && !this.#isModerator(caller);
  }

  get calls(): readonly ServiceCall[] {
    return [...this.#participants.keys()];
  }

  get view(): RoomView {
    const participants = [...this.#participants.values()].map((participant) =>
      participant.view(this.#isModerator(participant.call.from)),
    );
    return { isLocked: this.#isLocked, isMuted: this.#isMuted, participants };
  }

  /** The administrator has changed it. */
  renew(record: ConferenceRecord): void {
    this.#record = record;
    const all = [...this.#participants.values()];
    // The room is one: whoever tells of its sound tells it for all.
    all.find(({ isInside }) => isInside)?.renew(this.conference, soundOf(record));
    if (record.pin !== null) return;
    for (const participant of all) if (participant.state === 'asked for PIN') this.#warn(participant);
  }

  /** Also called when a phone comes back from hold. */
  begin(call: ServiceCall, stream: MediaStream): void {
    if (this.#participants.has(call)) return;
    const { clock, wrongPins } = this.#parts;
    const pin = new PinEntry(call.from, wrongPins);
    const participant = new Participant({ call, stream, pin, clock });
    this.#participants.set(call, participant);
    if (this.#record.pin === null) this.#warn(participant);
    else participant.say([this.#prompt(participant, 'enter-pin')]);
  }

  onDtmf(call: ServiceCall, key: string): void {
    const participant = this.#participants.get(call);
    if (participant === undefined) return;
    const isHashBehindPin = key === '#' && participant.expectsHash;
    participant.expectsHash = false;
    if (isHashBehindPin) return;
    if (participant.state === 'asked for PIN') return this.#onPinKey(participant, key);
    if (participant.state === 'told who listens') {
      if (key === '#') call.end('answered');
      return;
    }
    const act = participant.press(key);
    if (act === undefined || act === 'more') return;
    if (!isModeratorAct(act)) this.#onKey(participant, act);
    else if (this.#isModerator(call.from)) this.#moderate(participant, act);
    else participant.play('refused');
  }

  onSaid(call: ServiceCall, prompt: PromptId, outcome: SayOutcome): void {
    const participant = this.#participants.get(call);
    if (participant?.state === 'asked for PIN') return this.#onSaidAtDoor(participant, prompt);
    if (participant?.state !== 'told who listens' || prompt !== participant.notice) return;
    // Cut off by a change of codec: he has not heard it.
    if (outcome === 'cut') return participant.tell(prompt);
    this.#toldAtMs.set(call.from, this.#parts.clock.now());
    this.#enter(participant);
  }

  onTalking(call: ServiceCall, talking: boolean, talkedMs: number): void {
    const participant = this.#participants.get(call);
    if (!participant?.isInside) return;
    const { conference } = this;
    const { journal } = this.#parts;
    const extension = call.from;
    const wasHandUp = participant.onTalking(talking, talkedMs);
    journal.record({ kind: 'conference-talking', conference, extension, talking, talkedMs });
    if (wasHandUp) journal.record({ kind: 'conference-hand', conference, extension, raised: false });
  }

  end(call: ServiceCall): void {
    const participant = this.#participants.get(call);
    if (participant === undefined) return;
    participant.end();
    this.#participants.delete(call);
    if (this.#participants.size === 0) this.#open();
    if (participant.isInside) this.#tell('conference-left', participant);
  }

  /** Whom it met, by extension; undefined when there is no such participant. */
  act(act: RoomAct): readonly string[] | undefined {
    switch (act.kind) {
      case 'mute':
      case 'unmute':
        return act.participant === undefined
          ? this.#muteAll(act.kind)
          : this.#muteOne(act.participant, act.kind);
      case 'lock':
      case 'unlock':
        this.#isLocked = act.kind === 'lock';
        this.#tellState();
        return [];
      case 'remove':
        return this.#remove(this.#named(act.participant));
      case 'remove-last':
        return this.#remove(this.#others().slice(-1));
      case 'end':
        return this.#remove([...this.#participants.values()]) ?? [];
    }
  }

  #muteAll(kind: 'mute' | 'unmute'): readonly string[] {
    this.#isMuted = kind === 'mute';
    const met = this.#others().filter(({ isInside }) => isInside);
    for (const participant of met) participant.mute(this.#isMuted);
    this.#tellState();
    return met.map(({ call }) => call.from);
  }

  #muteOne(name: string, kind: 'mute' | 'unmute'): readonly string[] | undefined {
    const met = this.#named(name).filter(({ isInside }) => isInside);
    for (const participant of met) participant.mute(kind === 'mute');
    return met.length === 0 ? undefined : met.map(({ call }) => call.from);
  }

  #remove(met: readonly Participant[]): readonly string[] | undefined {
    for (const { call } of met) call.end('ended-by-administrator');
    return met.length === 0 ? undefined : met.map(({ call }) => call.from);
  }

  #named(name: string): Participant[] {
    return [...this.#participants.values()].filter(({ call }) => call.id === name || call.from === name);
  }

  /** All but the moderators. */
  #others(): Participant[] {
    return [...this.#participants.values()].filter(({ call }) => !this.#isModerator(call.from));
  }

  #isModerator(extension: string): boolean {
    return this.#record.moderators.includes(extension);
  }

  /** Who comes next comes into a room like any other. */
  #open(): void {
    if (!this.#isLocked && !this.#isMuted) return;
    this.#isLocked = false;
    this.#isMuted = false;
    this.#tellState();
  }

  /** In a conference talk is not private: nobody hears or is heard before he was told (house rule H2). */
  #warn(participant: Participant): void {
    const { clock } = this.#parts;
    const told = this.#toldAtMs.get(participant.call.from);
    if (this.#record.notice === 'daily' && told !== undefined && clock.now() - told < DAY_MS) {
      return this.#enter(participant);
    }
    participant.tell(this.#prompt(participant, 'not-private'));
  }

  #enter(participant: Participant): void {
    participant.isMuted = this.#isMuted && !this.#isModerator(participant.call.from);
    participant.enter(this.conference, soundOf(this.#record));
    this.#tell('conference-joined', participant);
  }

  #tell(kind: 'conference-joined' | 'conference-left', { call }: Participant): void {
    const { conference, size } = this;
    this.#parts.journal.record({ kind, conference, extension: call.from, participants: size });
  }

  #tellState(): void {
    const { conference } = this;
    this.#parts.journal.record({
      kind: 'conference-state',
      conference,
      locked: this.#isLocked,
      muted: this.#isMuted,
    });
  }

  #onPinKey(participant: Participant, key: string): void {
    if (participant.isRefused) return;
    const outcome = participant.pin.press(key, this.#record.pin ?? '');
    if (outcome === 'more') return;
    participant.expectsHash = key !== '#';
    if (outcome === 'right') return this.#warn(participant);
    participant.isRefused = outcome === 'over';
    participant.sayInstead(
      outcome === 'over'
        ? [this.#prompt(participant, 'too-many-pins')]
        : [this.#prompt(participant, 'wrong-pin'), this.#prompt(participant, 'enter-pin')],
    );
  }

  #onSaidAtDoor(participant: Participant, prompt: PromptId): void {
    if (!participant.isRefused || prompt !== this.#prompt(participant, 'too-many-pins')) return;
    participant.call.end('refused');
  }

  #prompt({ call }: Participant, name: PromptName): PromptId {
    return `${this.#parts.languages.of(call.from)}/${name}`;
  }

  #onKey(participant: Participant, act: OwnAct): void {
    switch (act) {
      case 'mute':
        return participant.mute(!participant.isMuted);
      case 'listen-softer':
      case 'listen-louder':
        return participant.change('listening', act === 'listen-louder');
      case 'speak-softer':
      case 'speak-louder':
        return participant.change('speaking', act === 'speak-louder');
      case 'hand':
        return this.#onHand(participant);
      case 'count':
        return this.#sayCount(participant);
      case 'key':
        return participant.key(this.#parts.canBeKeyed(this.conference));
      case 'leave':
        if (participant.isOnAir) return participant.unkey();
        return participant.call.end('answered');
    }
  }

  #sayCount(participant: Participant): void {
    const language = this.#parts.languages.of(participant.call.from);
    const names: readonly PromptName[] = ['participants-here', ...spokenNumber(this.size, language)];
    participant.say(names.map((name): PromptId => `${language}/${name}`));
  }

  #onHand(participant: Participant): void {
    const raised = participant.toggleHand();
    const { conference } = this;
    const extension = participant.call.from;
    this.#parts.journal.record({ kind: 'conference-hand', conference, extension, raised });
  }

  #moderate(participant: Participant, act: ModeratorAct): void {
    const wanted = this.#wanted(act);
    void this.#parts.control(participant.call.from, this.conference, wanted).then((done) => {
      if (participant.isInside) participant.play(done ? 'confirmed' : 'refused');
    });
  }

  #wanted(act: ModeratorAct): RoomAct {
    if (act === 'mute-all') return { kind: this.#isMuted ? 'unmute' : 'mute' };
    if (act === 'lock') return { kind: this.#isLocked ? 'unlock' : 'lock' };
    return { kind: act };
  }
}
