import { type MediaStream, OWN_ENCODINGS } from '../../media/media-plane.ts';
import type { PromptLanguage } from '../../media/prompts/prompt.ts';
import type { Utterance } from '../../media/sound/recording.ts';
import { Speech } from '../speech/speech.ts';
import { spelled } from '../speech/spoken.ts';
import type { Service, ServiceCall } from './service-call.ts';

/** Who presses faster than can be said does not fill the memory. */
const MOST_WAITING = 30;

/** One call of somebody who wants to know which of his keys arrive: each is said back, A to D as letters. */
export class KeyTest implements Service {
  readonly encodings = OWN_ENCODINGS;
  readonly #language: PromptLanguage;
  #speech: Speech | undefined;
  #isIntroduced = false;

  constructor(language: PromptLanguage) {
    this.#language = language;
  }

  /** Also called when a phone comes back from hold. */
  begin(_call: ServiceCall, stream: MediaStream): void {
    if (this.#speech !== undefined) return;
    this.#speech = new Speech(stream, this.#language);
    this.#speech.say(['press-keys']);
  }

  onDtmf(_call: ServiceCall, digit: string): void {
    const speech = this.#speech;
    if (speech === undefined) return;
    if (!this.#isIntroduced) speech.stop();
    this.#isIntroduced = true;
    if (speech.toCome < MOST_WAITING) speech.say(spelled(digit));
  }

  onSaid(_call: ServiceCall, prompt: Utterance): void {
    this.#speech?.onSaid(prompt);
  }

  end(): void {}
}
