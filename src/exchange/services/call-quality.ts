import type { Clock } from '../../base/clock.ts';
import { TimerSet } from '../../base/timer-set.ts';
import { type MediaStream, OWN_ENCODINGS } from '../../media/media-plane.ts';
import type { PromptLanguage, PromptName } from '../../media/prompts/prompt.ts';
import type { Utterance } from '../../media/sound/recording.ts';
import { type SoundFigures, type SoundQuality, soundQuality } from '../../policy/sound-quality.ts';
import { Speech } from '../speech/speech.ts';
import { spokenDecimal, spokenNumber } from '../speech/spoken.ts';
import type { SoundBook } from '../watch/sound-book.ts';
import type { Service, ServiceCall } from './service-call.ts';

/** Streams tell their figures every five seconds: three times within this. */
const MEASURED_MS = 16_000;

/** One call of somebody who wants to know how he sounds: he talks, and hears what was measured meanwhile. */
export class CallQuality implements Service {
  readonly encodings = OWN_ENCODINGS;
  readonly #timers: TimerSet<'measured'>;
  readonly #language: PromptLanguage;
  readonly #sound: Pick<SoundBook, 'of' | 'before'>;
  #speech: Speech | undefined;
  #isTold = false;

  constructor(parts: {
    readonly clock: Clock;
    readonly language: PromptLanguage;
    readonly sound: Pick<SoundBook, 'of' | 'before'>;
  }) {
    this.#timers = new TimerSet(parts.clock);
    this.#language = parts.language;
    this.#sound = parts.sound;
  }

  /** Also called when a phone comes back from hold. */
  begin(call: ServiceCall, stream: MediaStream): void {
    if (this.#speech !== undefined) return;
    this.#speech = new Speech(stream, this.#language);
    this.#speech.say(['measure'], () => this.#timers.start('measured', MEASURED_MS, () => this.#tell(call)));
  }

  /** # asks for what is known by now, and then ends the call. */
  onDtmf(call: ServiceCall, digit: string): void {
    if (digit !== '#') return;
    if (this.#isTold) return call.end('answered');
    this.#timers.stopAll();
    this.#speech?.stop();
    this.#tell(call);
  }

  onSaid(_call: ServiceCall, prompt: Utterance): void {
    this.#speech?.onSaid(prompt);
  }

  end(): void {
    this.#timers.stopAll();
  }

  #tell(call: ServiceCall): void {
    this.#isTold = true;
    const now = this.#sound.of(call.from, call.id);
    const before = this.#sound.before(call.from, call.id);
    this.#speech?.say([...this.#ofThis(now), ...this.#ofPrevious(before)], () => call.end('answered'));
  }

  #ofThis(figures: SoundFigures | undefined): PromptName[] {
    const quality = figures && soundQuality(figures);
    return quality === undefined ? ['nothing-heard'] : ['measured', ...this.#line(quality)];
  }

  #ofPrevious(figures: SoundFigures | undefined): PromptName[] {
    if (figures === undefined) return ['no-previous-call'];
    const quality = soundQuality(figures);
    return ['previous-call', ...(quality === undefined ? (['nothing-heard'] as const) : this.#line(quality))];
  }

  #line(quality: SoundQuality): PromptName[] {
    const language = this.#language;
    const { lossPercent, farLossPercent, jitterMs, roundTripMs, score, word } = quality;
    const loss = (percent: number): PromptName[] => [
      ...spokenDecimal(percent, language),
      'percent',
      'packet-loss',
    ];
    const time = (ms: number): PromptName[] => [...spokenNumber(ms, language), 'milliseconds'];
    return [
      'to-exchange',
      ...loss(lossPercent),
      ...time(jitterMs),
      'jitter',
      ...(farLossPercent === null ? [] : (['to-phone', ...loss(farLossPercent)] as const)),
      ...(roundTripMs === null ? [] : (['delay', ...time(roundTripMs)] as const)),
      'quality',
      word,
      ...spokenDecimal(score, language),
      'out-of-five',
    ];
  }
}
