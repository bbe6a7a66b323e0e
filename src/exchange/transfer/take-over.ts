import { randomToken } from '../../base/random.ts';
import { CallPath } from '../../policy/call-path.ts';
import type { PickUpRequest } from '../call/active-call.ts';
import { recordBegin, type TransferableCall } from '../call/active-call.ts';
import type { CallParts } from '../call/call-parts.ts';
import { CodecRule } from '../call/codec-rule.ts';
import type { ForkAnswer } from '../call/fork.ts';
import { LinkedCall } from '../call/linked-call.ts';
import { offerFor } from '../call/negotiation.ts';
import { PickUp } from '../call/pick-up.ts';
import type { Leg } from '../leg/leg.ts';
import type { LegUser } from '../leg/leg-user.ts';
import type { OfferFromPhone } from '../leg/phone-offers.ts';
import { acceptInCall } from './accept-in-call.ts';

/** The call that is taken over, the phone it was on and the one at its far end. */
export interface TakenCall {
  readonly call: TransferableCall;
  readonly replaced: Leg;
  readonly other: Leg;
}

/** One phone of an extension takes over the call of another one of it (RFC 3891 §1): from the desk to the pocket. */
export class TakeOver implements LegUser {
  readonly id: string;
  readonly #parts: CallParts;
  readonly #taken: TakenCall;
  readonly #pickUp: PickUp;

  constructor(parts: CallParts, by: PickUpRequest, taken: TakenCall) {
    this.#parts = parts;
    this.#taken = taken;
    this.id = randomToken(parts.random, 12);
    this.#pickUp = new PickUp(parts, by, {
      leg: this,
      answer: {
        describe: (leg) => offerFor(parts.hosts, taken.other, leg, this.#allowed(leg)),
        onAnswered: (answer) => this.#onAnswered(answer),
      },
    });
    void this.#pickUp.begin(taken.other.stream);
  }

  onEnded(): void {}

  onOffer(_leg: Leg, offer: OfferFromPhone): void {
    offer.reject(491);
  }

  onAnswer(_leg: Leg, sdp: Uint8Array | undefined): void {
    this.#pickUp.onAnswer(sdp);
  }

  onDtmf(): void {}

  #allowed(leg: Leg): readonly string[] {
    return new CodecRule(this.#parts, leg.extension).encodings;
  }

  #onAnswered(answer: ForkAnswer): void {
    const { call, replaced, other } = this.#taken;
    // It may have ended, or gone on elsewhere, before the phone has said what it can.
    if (call.farEndOf(replaced)?.kind !== 'phone' || this.#parts.calls.get(call.id) !== call) {
      return this.#pickUp.refuse(481);
    }
    if (!acceptInCall(this.#parts, answer, other)) return;
    const { leg } = answer;
    const path = new CallPath({ caller: other.extension, dialled: leg.extension });
    recordBegin(this.#parts.journal, this.id, path);
    call.dissolve(this.id);
    const startedAtMs = Math.round(this.#parts.clock.wallTime());
    new LinkedCall(this.#parts, { id: this.id, to: leg.extension, startedAtMs, legs: [other, leg] });
    replaced.hangUp();
  }
}
