import type { Clock } from '../../base/clock.ts';
import { localTime, UNIVERSAL_TIME } from '../../base/local-time.ts';
import type { PromptLanguage, PromptName } from '../../media/prompts/prompt.ts';
import type { CallPath } from '../../policy/call-path.ts';
import { loginCodeOf, type Service as ServiceName } from '../../policy/numbering.ts';
import type { PhoneLogins } from '../accounts/phone-logins.ts';
import { spelled, spokenClock, spokenDate } from '../speech/spoken.ts';
import type { Extensions } from '../tables/directory-tables.ts';
import type { Languages } from '../tables/languages.ts';
import { LeaveMessage } from '../voicemail/leave-message.ts';
import { ListenToMailbox } from '../voicemail/listen.ts';
import type { Voicemail } from '../voicemail/voicemail.ts';
import type { SoundBook } from '../watch/sound-book.ts';
import { CallQuality } from './call-quality.ts';
import { ECHO } from './echo.ts';
import { KeyTest } from './key-test.ts';
import { Milliwatt } from './milliwatt.ts';
import { type Outages, outageLine } from './outages.ts';
import { PhoneLogin } from './phone-login.ts';
import type { Service } from './service-call.ts';
import { SpokenService } from './spoken-service.ts';

export interface ServicesParts {
  readonly clock: Clock;
  readonly languages: Languages;
  readonly extensions: Pick<Extensions, 'get'>;
  readonly outages: Outages;
  readonly voicemail: Voicemail;
  readonly sound: Pick<SoundBook, 'of' | 'before'>;
  /** Left out: nobody logs in by phone. */
  readonly phoneLogins?: Pick<PhoneLogins, 'confirm'> | undefined;
  /** Of the club, a name of the IANA time zone database. */
  readonly timeZone: string;
}

/** How a call came to the service. */
type DialledPath = Pick<CallPath, 'caller' | 'dialled' | 'hops' | 'isByOwnHand'>;

type Line = (language: PromptLanguage) => readonly PromptName[];

/** What is behind the service numbers: one service for each call, but for those that keep nothing. */
export class Services {
  readonly #parts: ServicesParts;

  constructor(parts: ServicesParts) {
    this.#parts = parts;
  }

  /** Undefined: it is not for this call. */
  open(name: ServiceName, path: DialledPath): Service | undefined {
    const { caller } = path;
    switch (name) {
      case 'echo':
        return ECHO;
      case 'clock':
        return this.#spoken(caller, 3, (language) => this.#time(language));
      case 'own-number':
        return this.#spoken(caller, 2, () => this.#ownNumber(caller));
      case 'outage-notice':
        return this.#spoken(caller, 2, () => outageLine(this.#parts.outages.open()));
      case 'key-test':
        return new KeyTest(this.#parts.languages.of(caller));
      case 'milliwatt':
        return new Milliwatt(this.#parts.clock);
      case 'call-quality':
        return new CallQuality({ ...this.#parts, language: this.#parts.languages.of(caller) });
      case 'voicemail':
        return this.#voicemail(path);
      case 'phone-login':
        return this.#phoneLogin(path);
    }
  }

  /** Nobody is sent or transferred here: a call to it says that the caller wants to log in. */
  #phoneLogin({ caller, dialled, hops, isByOwnHand }: DialledPath): Service | undefined {
    const { phoneLogins, languages, clock } = this.#parts;
    if (phoneLogins === undefined || !isByOwnHand || hops.length > 0) return undefined;
    return new PhoneLogin({
      clock,
      language: languages.of(caller),
      extension: caller,
      code: loginCodeOf(dialled),
      confirm: (code) => phoneLogins.confirm(caller, code),
    });
  }

  /** Who dials it listens to his own; who was sent on to it leaves a message for whom he called. */
  #voicemail({ caller, hops }: Pick<CallPath, 'caller' | 'hops'>): Service | undefined {
    const { voicemail, languages } = this.#parts;
    const called = hops.at(-1)?.from;
    const language = languages.of(caller);
    if (called === undefined || called === caller) {
      return new ListenToMailbox({ ...this.#parts, language, extension: caller });
    }
    if (!voicemail.settingsOf(called).takesMessages) return undefined;
    return new LeaveMessage({ voicemail, language, extension: called });
  }

  #spoken(caller: string, rounds: number, line: Line): Service {
    const { clock, languages } = this.#parts;
    return new SpokenService({ clock, language: languages.of(caller), line, rounds });
  }

  #time(language: PromptLanguage): PromptName[] {
    const { clock, timeZone } = this.#parts;
    const nowMs = clock.wallTime();
    const local = localTime(nowMs, timeZone);
    const universal = localTime(nowMs, UNIVERSAL_TIME);
    return [
      'the-time',
      ...spokenDate(local, language),
      ...spokenClock(local, language),
      'universal-time',
      ...spokenClock(universal, language),
    ];
  }

  #ownNumber(caller: string): PromptName[] {
    const extension = this.#parts.extensions.get(caller);
    const number: PromptName[] = ['your-number', ...spelled(caller)];
    return extension === undefined ? number : [...number, 'your-callsign', ...spelled(extension.callsign)];
  }
}
