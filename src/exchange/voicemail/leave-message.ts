import { type MediaStream, OWN_ENCODINGS, type RecordLimits } from '../../media/media-plane.ts';
import type { PromptLanguage } from '../../media/prompts/prompt.ts';
import type { Recording, Utterance } from '../../media/sound/recording.ts';
import type { Service, ServiceCall } from '../services/service-call.ts';
import { Speech } from '../speech/speech.ts';
import { spelled } from '../speech/spoken.ts';
import type { Voicemail } from './voicemail.ts';

const LONGEST_SILENCE_MS = 10_000;
/** With less speech than this somebody has only hung up. */
export const LEAST_SPOKEN_MS = 600;

/**
 * One call of somebody who did not get through and may leave a message. Whoever hangs up while he speaks has left it;
 * # ends it, too, and says whether it was kept; * begins anew.
 */
export class LeaveMessage implements Service {
  readonly encodings = OWN_ENCODINGS;
  readonly #language: PromptLanguage;
  readonly #voicemail: Voicemail;
  /** Whose mailbox it is. */
  readonly #extension: string;
  #state: 'new' | 'greeting' | 'recording' | 'storing' | 'over' = 'new';
  #isDiscarded = false;
  #speech: Speech | undefined;
  #stream: MediaStream | undefined;

  constructor(parts: {
    readonly language: PromptLanguage;
    readonly voicemail: Voicemail;
    readonly extension: string;
  }) {
    this.#language = parts.language;
    this.#voicemail = parts.voicemail;
    this.#extension = parts.extension;
  }

  /** Also called when a phone comes back from hold. */
  begin(call: ServiceCall, stream: MediaStream): void {
    if (this.#state !== 'new') return;
    this.#stream = stream;
    const speech = new Speech(stream, this.#language);
    this.#speech = speech;
    if (this.#voicemail.isFull(this.#extension)) return this.#sayLast(call, 'mailbox-full');
    this.#state = 'greeting';
    void this.#greet(speech);
  }

  onDtmf(_call: ServiceCall, digit: string): void {
    if (this.#state === 'greeting' && digit === '#') return this.#record();
    if (this.#state !== 'recording' || (digit !== '#' && digit !== '*')) return;
    this.#isDiscarded = digit === '*';
    this.#stream?.idle();
  }

  onSaid(_call: ServiceCall, prompt: Utterance): void {
    this.#speech?.onSaid(prompt);
  }

  onRecorded(call: ServiceCall, recording: Recording): void {
    if (this.#isDiscarded && this.#state === 'recording') return this.#record();
    void this.#keep(call, recording);
  }

  end(): void {
    this.#state = 'over';
  }

  async #greet(speech: Speech): Promise<void> {
    const own = await this.#voicemail.greeting(this.#extension);
    // Somebody could not wait, or hung up.
    if (this.#state !== 'greeting') return;
    if (own !== undefined) return speech.sayWith([], own, () => this.#record());
    speech.say(['voicemail-of', ...spelled(this.#extension), 'leave-message'], () => this.#record());
  }

  #record(): void {
    this.#state = 'recording';
    this.#isDiscarded = false;
    this.#speech?.stop();
    const limits: RecordLimits = {
      longestMs: this.#voicemail.longestMessageMs,
      silenceMs: LONGEST_SILENCE_MS,
    };
    this.#stream?.record(limits);
    this.#stream?.play('record');
  }

  async #keep(call: ServiceCall, recording: Recording): Promise<void> {
    if (this.#state === 'recording') this.#state = 'storing';
    if (recording.spokenMs < LEAST_SPOKEN_MS) return this.#sayLast(call, 'message-empty');
    const isKept = await this.#voicemail.keep(this.#extension, call.from, recording);
    this.#sayLast(call, isKept ? 'message-saved' : 'message-not-saved');
  }

  #sayLast(
    call: ServiceCall,
    name: 'mailbox-full' | 'message-empty' | 'message-saved' | 'message-not-saved',
  ): void {
    if (this.#state === 'over') return;
    this.#state = 'storing';
    this.#speech?.say([name], () => call.end('answered'));
  }
}
