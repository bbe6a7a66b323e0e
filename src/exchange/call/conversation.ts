import type { PromptId } from '../../media/prompts/prompt.ts';
import { writeDtmfInfo } from '../leg/dtmf-info.ts';
import type { Leg } from '../leg/leg.ts';
import type { OfferFromPhone } from '../leg/phone-offers.ts';
import type { Renegotiation } from './renegotiation.ts';

/** Two phones that are connected: what one says of its sound goes to the other, and keys by INFO do. */
export class Conversation {
  readonly #legs: readonly [Leg, Leg];
  readonly #renegotiation: Renegotiation;

  constructor(legs: readonly [Leg, Leg], renegotiation: Renegotiation) {
    this.#legs = legs;
    this.#renegotiation = renegotiation;
  }

  /** The other one of the two; undefined when this is none of them. */
  other(leg: Leg): Leg | undefined {
    const [one, other] = this.#legs;
    return leg === one ? other : leg === other ? one : undefined;
  }

  onOffer(leg: Leg, offer: OfferFromPhone): void {
    const other = this.other(leg);
    if (other === undefined) offer.reject(491);
    else this.#renegotiation.begin(leg, other, offer);
  }

  /** False when the two do not agree any more. */
  onAnswer(leg: Leg, sdp: Uint8Array | undefined): boolean {
    const other = this.other(leg);
    return other === undefined || this.#renegotiation.takeAnswer(leg, other, sdp);
  }

  /**
   * A key that did not pass with the sound. It goes to the other phone by INFO, or into its sound where it wants keys
   * there, and the one that pressed it has none in its own or the other takes no INFO.
   */
  onDtmf(leg: Leg, digit: string, durationMs: number): void {
    const other = this.other(leg);
    if (other === undefined) return;
    const intoSound = other.voice?.hasKeys === true && (leg.voice?.hasKeys !== true || !other.takesInfo);
    if (intoSound) other.stream.pressKey(digit, durationMs);
    else other.send('INFO', writeDtmfInfo(digit, durationMs));
  }

  /** A text goes to the other phone; `answer` hears whether it took it. */
  onText(leg: Leg, text: string, answer: (status: number) => void): void {
    const other = this.other(leg);
    if (other === undefined) answer(480);
    else other.sendText(text, answer);
  }

  say(promptFor: (extension: string) => PromptId): void {
    for (const leg of this.#legs) if (leg.isEstablished) leg.stream.say(promptFor(leg.extension));
  }

  hangUp(): void {
    this.#renegotiation.abandon();
    for (const leg of this.#legs) leg.hangUp();
  }
}
