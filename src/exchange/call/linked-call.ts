import type { CallResult } from '../../base/journal.ts';
import type { PromptId } from '../../media/prompts/prompt.ts';
import type { ServerTransaction } from '../../sip/transaction/transaction-user.ts';
import type { Leg } from '../leg/leg.ts';
import type { LegUser } from '../leg/leg-user.ts';
import type { OfferFromPhone } from '../leg/phone-offers.ts';
import type { FarEnd, PendingTransfer, TransferableCall } from './active-call.ts';
import type { CallParts } from './call-parts.ts';
import { CodecRules } from './codec-rule.ts';
import { Conversation } from './conversation.ts';
import { Renegotiation } from './renegotiation.ts';

export interface Link {
  readonly id: string;
  readonly to: string;
  readonly startedAtMs: number;
  /** Two phones that have answered, or whose calls were answered. The first one counts as the caller. */
  readonly legs: readonly [Leg, Leg];
}

/**
 * A call between two phones that were in calls with others: transferred, or taken over. Both are told who they talk to,
 * and offered what the other one understands (RFC 3725 §4: the exchange controls, the phones only answer).
 */
export class LinkedCall implements TransferableCall, LegUser {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly startedAtMs: number;
  readonly answeredAtMs: number;
  readonly state = 'answered';
  transfer: PendingTransfer | undefined;
  readonly #parts: CallParts;
  readonly #legs: readonly [Leg, Leg];
  readonly #renegotiation: Renegotiation;
  readonly #conversation: Conversation;
  #isOver = false;

  /** Its begin is in the journal already. */
  constructor(parts: CallParts, link: Link) {
    const [one, other] = link.legs;
    this.#parts = parts;
    this.#legs = link.legs;
    this.id = link.id;
    this.from = one.extension;
    this.to = link.to;
    this.startedAtMs = link.startedAtMs;
    this.answeredAtMs = Math.round(parts.clock.wallTime());
    this.#renegotiation = new Renegotiation(parts.hosts, new CodecRules(parts));
    this.#conversation = new Conversation(link.legs, this.#renegotiation);
    for (const leg of link.legs) leg.handTo(this);
    one.peerIdentity = parts.identityOf(other.extension);
    other.peerIdentity = parts.identityOf(one.extension);
    parts.calls.add(this);
    const setupMs = this.answeredAtMs - this.startedAtMs;
    parts.journal.record({ kind: 'call-answered', call: this.id, setupMs });
    void this.#introduce();
  }

  get reached(): string {
    return this.#legs[1].extension;
  }

  get legs(): readonly Leg[] {
    return this.#legs;
  }

  involves(extension: string): boolean {
    return this.#legs.some((leg) => leg.extension === extension);
  }

  say(promptFor: (extension: string) => PromptId): void {
    this.#conversation.say(promptFor);
  }

  end(result: CallResult): void {
    if (this.#isOver) return;
    this.#conversation.hangUp();
    this.#close(result);
  }

  onEnded(leg: Leg, cause: 'bye' | 'vanished'): void {
    if (this.#isOver) return;
    if (leg === this.transfer?.transferor) return this.transfer.onTransferorGone();
    this.end(cause === 'vanished' ? 'vanished' : 'answered');
  }

  onOffer(leg: Leg, offer: OfferFromPhone): void {
    this.#conversation.onOffer(leg, offer);
  }

  onAnswer(leg: Leg, sdp: Uint8Array | undefined): void {
    if (!this.#conversation.onAnswer(leg, sdp)) this.end('failed');
  }

  onDtmf(leg: Leg, digit: string, durationMs: number): void {
    this.#conversation.onDtmf(leg, digit, durationMs);
  }

  onText(leg: Leg, text: string, answer: (status: number) => void): void {
    if (!this.#parts.texts.take(leg.extension)) return answer(480);
    this.#conversation.onText(leg, text, answer);
  }

  onRefer(leg: Leg, transaction: ServerTransaction): void {
    this.#parts.transfers.onRefer(this, leg, transaction);
  }

  farEndOf(leg: Leg): FarEnd | undefined {
    const other = this.#conversation.other(leg);
    return other && { kind: 'phone', leg: other };
  }

  dissolve(into: string): void {
    if (this.#isOver) return;
    this.transfer = undefined;
    this.#renegotiation.retire();
    this.#parts.journal.record({ kind: 'call-transferred', call: this.id, into });
    this.#close('transferred');
  }

  /** Sound that was opened in two workers cannot meet: then one phone is given another port. */
  async #introduce(): Promise<void> {
    const [one, other] = this.#legs;
    if (!one.stream.canRelayTo(other.stream)) {
      const opened = await one.openStream({ beside: other.stream });
      if (this.#isOver) return;
      if (!opened) return this.end('failed');
    }
    this.#renegotiation.introduce(one, other, () => this.end('failed'));
  }

  #close(result: CallResult): void {
    this.#isOver = true;
    this.transfer?.abandon();
    const durationMs = this.#parts.clock.wallTime() - this.answeredAtMs;
    this.#parts.calls.remove(this);
    this.#parts.journal.record({ kind: 'call-ended', call: this.id, result, durationMs });
  }
}
