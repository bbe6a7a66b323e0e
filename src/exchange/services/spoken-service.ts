import type { Clock } from '../../base/clock.ts';
import { TimerSet } from '../../base/timer-set.ts';
import { type MediaStream, OWN_ENCODINGS } from '../../media/media-plane.ts';
import type { PromptLanguage, PromptName } from '../../media/prompts/prompt.ts';
import type { Utterance } from '../../media/sound/recording.ts';
import { Speech } from '../speech/speech.ts';
import type { Service, ServiceCall } from './service-call.ts';

const PAUSE_MS = 1_500;

/** One call of somebody who is told something, a few times over; # ends it. */
export class SpokenService implements Service {
  readonly encodings = OWN_ENCODINGS;
  readonly #timers: TimerSet<'pause'>;
  readonly #language: PromptLanguage;
  /** Asked anew for every time it is said. */
  readonly #line: (language: PromptLanguage) => readonly PromptName[];
  #roundsLeft: number;
  #speech: Speech | undefined;

  constructor(parts: {
    readonly clock: Clock;
    readonly language: PromptLanguage;
    readonly line: (language: PromptLanguage) => readonly PromptName[];
    readonly rounds: number;
  }) {
    this.#timers = new TimerSet(parts.clock);
    this.#language = parts.language;
    this.#line = parts.line;
    this.#roundsLeft = parts.rounds;
  }

  /** Also called when a phone comes back from hold. */
  begin(call: ServiceCall, stream: MediaStream): void {
    if (this.#speech !== undefined) return;
    this.#speech = new Speech(stream, this.#language);
    this.#say(call, this.#speech);
  }

  onDtmf(call: ServiceCall, digit: string): void {
    if (digit === '#') call.end('answered');
  }

  onSaid(_call: ServiceCall, prompt: Utterance): void {
    this.#speech?.onSaid(prompt);
  }

  end(): void {
    this.#timers.stopAll();
  }

  #say(call: ServiceCall, speech: Speech): void {
    this.#roundsLeft -= 1;
    speech.say(this.#line(this.#language), () => {
      if (this.#roundsLeft === 0) return call.end('answered');
      this.#timers.start('pause', PAUSE_MS, () => this.#say(call, speech));
    });
  }
}
