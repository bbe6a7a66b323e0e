import type { Clock } from '../../base/clock.ts';
import { TimerSet } from '../../base/timer-set.ts';
import { type MediaStream, OWN_ENCODINGS } from '../../media/media-plane.ts';
import type { PromptLanguage, PromptName } from '../../media/prompts/prompt.ts';
import type { Utterance } from '../../media/sound/recording.ts';
import type { PhoneLogins } from '../accounts/phone-logins.ts';
import { Speech } from '../speech/speech.ts';
import type { Service, ServiceCall } from './service-call.ts';

const CODE_LENGTH = 4;
/** Codes in one call. */
const MOST_TRIES = 3;
/** So long the next key is waited for; then it is asked again, so many times in all. */
const PATIENCE_MS = 8_000;
const MOST_ASKING = 2;

/** One call of a holder whose browser waits: the digest of his phone says who he is, the code which browser it is. */
export class PhoneLogin implements Service {
  readonly encodings = OWN_ENCODINGS;
  readonly #timers: TimerSet<'patience'>;
  readonly #language: PromptLanguage;
  readonly #extension: string;
  readonly #confirm: (code: string) => ReturnType<PhoneLogins['confirm']>;
  /** Dialled along. */
  readonly #code: string | undefined;
  #speech: Speech | undefined;
  /** Undefined while no key is waited for. */
  #typed: string | undefined;
  #triesLeft = MOST_TRIES;
  #askingsLeft = MOST_ASKING;

  constructor(parts: {
    readonly clock: Clock;
    readonly language: PromptLanguage;
    readonly extension: string;
    readonly code: string | undefined;
    readonly confirm: (code: string) => ReturnType<PhoneLogins['confirm']>;
  }) {
    this.#timers = new TimerSet(parts.clock);
    this.#language = parts.language;
    this.#extension = parts.extension;
    this.#code = parts.code;
    this.#confirm = parts.confirm;
  }

  /** Also called when a phone comes back from hold, and for somebody who was transferred here: he is not meant. */
  begin(call: ServiceCall, stream: MediaStream): void {
    if (call.from !== this.#extension) return call.end('refused');
    if (this.#speech !== undefined) return;
    this.#speech = new Speech(stream, this.#language);
    if (this.#code === undefined) this.#ask(call, []);
    else this.#judge(call, this.#code);
  }

  onDtmf(call: ServiceCall, digit: string): void {
    if (this.#typed === undefined || digit === '#') return;
    this.#timers.stopAll();
    if (this.#typed === '') this.#speech?.stop();
    this.#typed = digit === '*' ? '' : this.#typed + digit;
    if (this.#typed.length === CODE_LENGTH) this.#judge(call, this.#typed);
    else this.#waitForKeys(call);
  }

  onSaid(_call: ServiceCall, prompt: Utterance): void {
    this.#speech?.onSaid(prompt);
  }

  end(): void {
    this.#timers.stopAll();
  }

  #ask(call: ServiceCall, before: readonly PromptName[]): void {
    this.#askingsLeft -= 1;
    this.#typed = '';
    this.#speech?.say([...before, 'enter-login-code'], () => this.#waitForKeys(call));
  }

  #waitForKeys(call: ServiceCall): void {
    this.#timers.start('patience', PATIENCE_MS, () => {
      if (this.#askingsLeft > 0) this.#ask(call, []);
      else this.#sayLast(call, ['goodbye']);
    });
  }

  #judge(call: ServiceCall, code: string): void {
    this.#typed = undefined;
    this.#triesLeft -= 1;
    const outcome = this.#confirm(code);
    if (outcome === 'confirmed') return this.#sayLast(call, ['login-confirmed']);
    if (outcome === 'too-many') return this.#sayLast(call, ['too-many-codes']);
    if (this.#triesLeft === 0) return this.#sayLast(call, ['login-code-wrong', 'goodbye']);
    this.#askingsLeft = MOST_ASKING;
    this.#ask(call, ['login-code-wrong']);
  }

  #sayLast(call: ServiceCall, names: readonly PromptName[]): void {
    this.#typed = undefined;
    this.#speech?.say(names, () => call.end('answered'));
  }
}
