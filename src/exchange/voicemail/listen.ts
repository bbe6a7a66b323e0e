import type { Clock } from '../../base/clock.ts';
import { localTime } from '../../base/local-time.ts';
import { TimerSet } from '../../base/timer-set.ts';
import { type MediaStream, OWN_ENCODINGS, type RecordLimits } from '../../media/media-plane.ts';
import type { PromptLanguage, PromptName } from '../../media/prompts/prompt.ts';
import type { Recording, Utterance } from '../../media/sound/recording.ts';
import type { VoiceMessageRecord } from '../../store/voicemail-store.ts';
import type { Service, ServiceCall } from '../services/service-call.ts';
import { Speech } from '../speech/speech.ts';
import { spelled, spokenClock, spokenDate, spokenNumber } from '../speech/spoken.ts';
import { LEAST_SPOKEN_MS } from './leave-message.ts';
import { MAILBOX_KEYS, type MailboxAction, type MailboxPlace } from './mailbox-keys.ts';
import type { Voicemail } from './voicemail.ts';

const GREETING_LIMITS: RecordLimits = { longestMs: 30_000, silenceMs: 10_000 };
const DAY_MS = 86_400_000;
/** So long the keys of a place are waited for; then they are told again, so many times in all. */
const PATIENCE_MS = 8_000;
const TELLINGS = 3;

const KEY_LINES: Readonly<Record<Exclude<MailboxPlace, 'recording'>, PromptName>> = {
  menu: 'mailbox-keys',
  message: 'message-keys',
  greeting: 'greeting-keys',
};

/** One call of a holder to his own mailbox: the digest of his phone is his key. */
export class ListenToMailbox implements Service {
  readonly encodings = OWN_ENCODINGS;
  readonly #clock: Clock;
  readonly #timers: TimerSet<'patience'>;
  readonly #language: PromptLanguage;
  readonly #timeZone: string;
  readonly #voicemail: Voicemail;
  readonly #extension: string;
  #speech: Speech | undefined;
  #stream: MediaStream | undefined;
  #place: MailboxPlace = 'menu';
  /** Those that are listened to, the new ones first, and the one that is. */
  #messages: readonly VoiceMessageRecord[] = [];
  #at = 0;
  /** Rises with every key: what was begun before it is not gone on with. */
  #turn = 0;
  #isDiscarded = false;
  #isOver = false;

  constructor(parts: {
    readonly clock: Clock;
    readonly language: PromptLanguage;
    readonly timeZone: string;
    readonly voicemail: Voicemail;
    readonly extension: string;
  }) {
    this.#clock = parts.clock;
    this.#timers = new TimerSet(parts.clock);
    this.#language = parts.language;
    this.#timeZone = parts.timeZone;
    this.#voicemail = parts.voicemail;
    this.#extension = parts.extension;
  }

  /** Also called when a phone comes back from hold. */
  begin(call: ServiceCall, stream: MediaStream): void {
    if (this.#speech !== undefined) return;
    this.#stream = stream;
    this.#speech = new Speech(stream, this.#language);
    const { unheard } = this.#voicemail.countsOf(this.#extension);
    const { takesMessages } = this.#voicemail.settingsOf(this.#extension);
    const opening: PromptName[] = [...(takesMessages ? [] : (['voicemail-off'] as const)), ...this.#counts()];
    if (unheard === 0) return this.#ask(call, 'menu', opening);
    this.#load();
    void this.#play(call, opening);
  }

  onDtmf(call: ServiceCall, digit: string): void {
    const action = MAILBOX_KEYS[this.#place][digit];
    if (action === undefined || this.#isOver) return;
    this.#timers.stopAll();
    this.#turn += 1;
    if (this.#place !== 'recording') this.#speech?.stop();
    void this.#act(call, action);
  }

  onSaid(_call: ServiceCall, prompt: Utterance): void {
    this.#speech?.onSaid(prompt);
  }

  onRecorded(call: ServiceCall, recording: Recording): void {
    if (this.#isOver) return;
    if (this.#isDiscarded) return this.#ask(call, 'greeting');
    void this.#keepGreeting(call, recording);
  }

  end(): void {
    this.#isOver = true;
    this.#timers.stopAll();
  }

  async #act(call: ServiceCall, action: MailboxAction): Promise<void> {
    switch (action) {
      case 'first':
        this.#load();
        return this.#play(call, this.#messages.length === 0 ? ['no-messages'] : []);
      case 'again':
        return this.#play(call, []);
      case 'next':
        return this.#leave(call, (message) => this.#voicemail.markHeard(message), []);
      case 'save':
        return this.#leave(call, (message) => this.#voicemail.keepLonger(message), ['message-kept']);
      case 'delete':
        return this.#leave(call, (message) => this.#voicemail.remove(this.#extension, [message]), [
          'message-deleted',
        ]);
      case 'menu':
      case 'greeting':
        return this.#ask(call, action);
      case 'record-greeting':
        return this.#say(['record-greeting'], () => this.#record());
      case 'hear-greeting':
        return this.#hearGreeting(call);
      case 'usual-greeting':
        return this.#change(
          call,
          'greeting',
          this.#voicemail.clearGreeting(this.#extension),
          'greeting-usual',
        );
      case 'stop-recording':
      case 'discard-recording':
        this.#isDiscarded = action === 'discard-recording';
        return this.#stream?.idle();
      case 'switch':
        return this.#switch(call);
      case 'hang-up':
        return call.end('answered');
    }
  }

  #load(): void {
    const messages = this.#voicemail.of(this.#extension);
    this.#messages = [...messages.filter(({ heard }) => !heard), ...messages.filter(({ heard }) => heard)];
    this.#at = 0;
  }

  /** The message there is at this place, or that there are no more. */
  async #play(call: ServiceCall, before: readonly PromptName[]): Promise<void> {
    const turn = this.#turn;
    this.#place = 'message';
    const message = this.#messages[this.#at];
    if (message === undefined) {
      const isEmpty = this.#messages.length === 0;
      return this.#ask(call, 'menu', isEmpty ? before : [...before, 'no-more-messages']);
    }
    const sound = await this.#voicemail.sound(message);
    if (this.#isOver || turn !== this.#turn) return;
    if (sound === undefined) {
      this.#at += 1;
      return this.#play(call, [...before, 'not-possible-now']);
    }
    this.#speech?.sayWith([...before, ...this.#about(message)], sound, () => {
      void this.#voicemail.markHeard(message);
      this.#ask(call, 'message');
    });
  }

  /** Does something with this message and goes on to the next; to this one again when it could not be done. */
  async #leave(
    call: ServiceCall,
    act: (message: VoiceMessageRecord) => Promise<boolean>,
    done: readonly PromptName[],
  ): Promise<void> {
    const turn = this.#turn;
    const message = this.#messages[this.#at];
    const isDone = message === undefined || (await act(message));
    if (this.#isOver || turn !== this.#turn) return;
    if (!isDone) return this.#ask(call, 'message', ['not-possible-now']);
    this.#at += 1;
    return this.#play(call, done);
  }

  async #hearGreeting(call: ServiceCall): Promise<void> {
    const turn = this.#turn;
    const own = await this.#voicemail.greeting(this.#extension);
    if (this.#isOver || turn !== this.#turn) return;
    const onEnd = () => this.#ask(call, 'greeting');
    if (own !== undefined) return this.#speech?.sayWith([], own, onEnd);
    this.#say(['voicemail-of', ...spelled(this.#extension), 'leave-message'], onEnd);
  }

  #record(): void {
    this.#place = 'recording';
    this.#isDiscarded = false;
    this.#stream?.record(GREETING_LIMITS);
    this.#stream?.play('record');
  }

  async #keepGreeting(call: ServiceCall, recording: Recording): Promise<void> {
    this.#place = 'greeting';
    if (recording.spokenMs < LEAST_SPOKEN_MS) return this.#ask(call, 'greeting', ['nothing-recorded']);
    await this.#change(
      call,
      'greeting',
      this.#voicemail.setGreeting(this.#extension, recording),
      'greeting-saved',
    );
  }

  async #switch(call: ServiceCall): Promise<void> {
    const before = this.#voicemail.settingsOf(this.#extension);
    const takesMessages = !before.takesMessages;
    const changing = this.#voicemail.configure(this.#extension, { ...before, takesMessages });
    await this.#change(call, 'menu', changing, takesMessages ? 'voicemail-on' : 'voicemail-off');
  }

  /** Says what came of it, and asks on. */
  async #change(
    call: ServiceCall,
    place: 'menu' | 'greeting',
    changing: Promise<boolean>,
    done: PromptName,
  ): Promise<void> {
    const turn = this.#turn;
    const isDone = await changing;
    if (this.#isOver || turn !== this.#turn) return;
    this.#ask(call, place, [isDone ? done : 'not-possible-now']);
  }

  /** Tells the keys of a place and waits for one. */
  #ask(
    call: ServiceCall,
    place: Exclude<MailboxPlace, 'recording'>,
    before: readonly PromptName[] = [],
    tellings = TELLINGS,
  ): void {
    if (this.#isOver) return;
    this.#place = place;
    if (tellings === 0) return this.#say(['goodbye'], () => call.end('answered'));
    this.#say([...before, KEY_LINES[place]], () =>
      this.#timers.start('patience', PATIENCE_MS, () => this.#ask(call, place, [], tellings - 1)),
    );
  }

  #say(names: readonly PromptName[], onEnd: () => void): void {
    this.#speech?.say(names, onEnd);
  }

  #counts(): PromptName[] {
    const { unheard, heard } = this.#voicemail.countsOf(this.#extension);
    if (unheard + heard === 0) return ['no-messages'];
    const count = (number: number, one: PromptName, more: PromptName): PromptName[] =>
      number === 0 ? [] : [...spokenNumber(number, this.#language), number === 1 ? one : more];
    const fresh = count(unheard, 'new-message', 'new-messages');
    const kept = count(heard, 'kept-message', 'kept-messages');
    return [
      'you-have',
      ...fresh,
      ...(fresh.length > 0 && kept.length > 0 ? (['and'] as const) : []),
      ...kept,
    ];
  }

  /** Its number in the row, when it came and from whom. */
  #about({ receivedAtMs, caller }: VoiceMessageRecord): PromptName[] {
    const language = this.#language;
    const then = localTime(receivedAtMs, this.#timeZone);
    return [
      'message',
      ...spokenNumber(this.#at + 1, language),
      ...this.#day(receivedAtMs),
      ...spokenClock(then, language),
      ...(caller === null ? [] : (['from-number', ...spelled(caller)] as const)),
    ];
  }

  #day(atMs: number): PromptName[] {
    const nowMs = this.#clock.wallTime();
    const isDayOf = (ms: number) =>
      (['year', 'month', 'day'] as const).every(
        (part) => localTime(ms, this.#timeZone)[part] === localTime(atMs, this.#timeZone)[part],
      );
    if (isDayOf(nowMs)) return ['today'];
    if (isDayOf(nowMs - DAY_MS)) return ['yesterday'];
    return spokenDate(localTime(atMs, this.#timeZone), this.#language);
  }
}
