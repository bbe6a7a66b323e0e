import type { MediaStream } from '../../media/media-plane.ts';
import type { IncomingInvite } from '../leg/incoming-invite.ts';
import { Leg } from '../leg/leg.ts';
import type { LegUser } from '../leg/leg-user.ts';
import { sdpOf } from '../leg/sdp-body.ts';
import type { PickUpRequest } from './active-call.ts';
import type { CallParts } from './call-parts.ts';
import type { ForkAnswer, ForkUser } from './fork.ts';

/**
 * A phone that answers by calling: its INVITE stands for the 200 that the others did not give. What it offers, or what
 * it makes of our offer in its ACK, is its answer.
 */
export class PickUp {
  readonly leg: Leg;
  readonly #invite: IncomingInvite;
  readonly #user: Pick<ForkUser, 'describe' | 'onAnswered'>;

  constructor(
    parts: CallParts,
    { request, flow, extension }: PickUpRequest,
    users: { readonly leg: LegUser; readonly answer: Pick<ForkUser, 'describe' | 'onAnswered'> },
  ) {
    this.#user = users.answer;
    this.leg = new Leg(parts, { extension, flow, user: users.leg });
    this.#invite = this.leg.acceptInvite(request, () => {
      this.leg.close();
      users.leg.onEnded(this.leg, 'bye');
    });
  }

  /** `beside` is the stream of whoever it will talk to. */
  async begin(beside: MediaStream): Promise<void> {
    const opened = await this.leg.openStream({ beside });
    if (this.leg.isOver) return;
    if (!opened) return this.refuse(503);
    const sdp = sdpOf(this.#invite.request);
    if (sdp !== undefined) return this.#answer(sdp, true);
    const offer = this.#user.describe(this.leg);
    if (offer?.ok) this.#invite.accept(offer.value);
    else this.refuse(488);
  }

  /** The answer to our offer, in the ACK. */
  onAnswer(sdp: Uint8Array | undefined): void {
    this.#answer(sdp, false);
  }

  /** Someone else was faster, or it cannot be. */
  refuse(status: number): void {
    if (this.#invite.isPending) this.#invite.reject(status);
    this.leg.hangUp();
  }

  #answer(sdp: Uint8Array | undefined, isOffer: boolean): void {
    const { leg } = this;
    if (leg.dialog === undefined) return;
    const answer: ForkAnswer = {
      leg,
      dialog: leg.dialog,
      sdp,
      isOffer,
      acknowledge: (ours) => {
        if (!isOffer) return;
        if (ours === undefined) this.refuse(488);
        else this.#invite.accept(ours);
      },
    };
    this.#user.onAnswered(answer);
  }
}
