import type { Dialog } from '../../sip/dialog/dialog.ts';
import { parseRAck } from '../../sip/dialog/reliability.ts';
import { intervalRefusal } from '../../sip/dialog/session-interval.ts';
import type { HeaderField } from '../../sip/message/headers.ts';
import type { SipRequest } from '../../sip/message/message.ts';
import { createResponse } from '../../sip/message/response.ts';
import type { ServerTransaction } from '../../sip/transaction/transaction-user.ts';
import type { Flow } from '../../sip/transport/flow.ts';
import { ALLOWED_METHODS, SUPPORTED } from './capabilities.ts';
import { IncomingInvite } from './incoming-invite.ts';
import type { LegParts } from './leg-parts.ts';
import type { LegState } from './leg-state.ts';
import { sdpContent, sdpOf } from './sdp-body.ts';
import type { SessionTimer } from './session-timer.ts';

/** An offer made by the phone within the call, or its wish to be made one (a re-INVITE without SDP). */
export interface OfferFromPhone {
  readonly sdp: Uint8Array | undefined;
  /** The request that brought it. An UPDATE or PRACK has to be answered within seconds. */
  readonly by: 'INVITE' | 'UPDATE' | 'PRACK';
  accept(sdp: Uint8Array | undefined): void;
  /** A 500 tells the phone to try again soon. */
  reject(status: number): void;
}

export interface PhoneOffersUser {
  /** An INVITE of ours has no final response yet. */
  isInviting(): boolean;
  /** Our 2xx to the INVITE that began the dialog leaves. */
  onAccepted(): void;
  onOffer(offer: OfferFromPhone): void;
  /** To what we offered in a response; undefined when the ACK or PRACK had none. */
  onAnswer(sdp: Uint8Array | undefined): void;
  /** The ACK of a 2xx of ours is there, its answer not read yet. False when nobody wants to know any more. */
  onAcknowledged(): boolean;
  onNeverAcknowledged(): void;
  /** The dialog never came to be: its INVITE was refused because nothing came back any more. */
  onUnreachable(): void;
}

/** INVITE, UPDATE and PRACK from the phone: who may offer now, and who has to wait (RFC 3261 §14.2, RFC 3311 §5.2). */
export class PhoneOffers {
  readonly #parts: Pick<LegParts, 'transactions' | 'clock' | 'random'>;
  readonly #leg: LegState;
  readonly #timer: SessionTimer;
  readonly #user: PhoneOffersUser;
  #invite: IncomingInvite | undefined;
  /** Refuses the UPDATE that has no final response yet. */
  #refuseUpdate: ((status: number) => void) | undefined;

  constructor(
    parts: Pick<LegParts, 'transactions' | 'clock' | 'random'>,
    leg: LegState,
    timer: SessionTimer,
    user: PhoneOffersUser,
  ) {
    this.#parts = parts;
    this.#leg = leg;
    this.#timer = timer;
    this.#user = user;
  }

  /** An INVITE has no final response yet. */
  get isPending(): boolean {
    return this.#invite?.isPending === true;
  }

  /** Our 2xx has no ACK yet. */
  get isUnacknowledged(): boolean {
    return this.#invite?.isUnacknowledged === true;
  }

  /** The INVITE that began the dialog. */
  acceptInvite(request: SipRequest, dialog: Dialog, onCancelled: () => void): IncomingInvite {
    this.#invite = this.#receive(request, dialog, onCancelled);
    return this.#invite;
  }

  /** The INVITE is answered because the call is over. */
  reject(status: number): void {
    this.#invite?.reject(status);
  }

  onReInvite(request: SipRequest, flow: Flow, dialog: Dialog): void {
    const refuse = (status: number, headers: readonly HeaderField[] = this.#waiting(status)): void =>
      this.#parts.transactions
        .accept(request, flow, {})
        .respond(createResponse(request, status, { headers }));
    if (!dialog.acceptSequence(request)) return refuse(500, []);
    const tooShort = intervalRefusal(request);
    if (tooShort !== undefined) return refuse(422, [tooShort]);
    // RFC 3261 §14.2: a second INVITE before the first is answered.
    if (this.isPending) return refuse(500);
    if (this.#user.isInviting() || this.isUnacknowledged) return refuse(491);
    const busy = dialog.offerAnswer.refusal;
    if (busy !== undefined) return refuse(busy);
    const invite = this.#receive(request, dialog, () => {});
    this.#invite = invite;
    dialog.refreshTarget(request);
    this.#leg.keep();
    this.#user.onOffer({
      sdp: sdpOf(request),
      by: 'INVITE',
      accept: (sdp) => invite.accept(sdp),
      reject: (status) => invite.reject(status, { headers: this.#waiting(status) }),
    });
  }

  /** RFC 3311: with SDP it is an offer, without it only keeps the session alive. */
  onUpdate(transaction: ServerTransaction, dialog: Dialog): void {
    const { request } = transaction;
    const tooShort = intervalRefusal(request);
    if (tooShort !== undefined) return respond(transaction, 422, { headers: [tooShort] });
    const refuse = (status: number): void => respond(transaction, status, { headers: this.#waiting(status) });
    if (this.#refuseUpdate !== undefined) return refuse(500);
    const sdp = sdpOf(request);
    if (sdp !== undefined) {
      const busy = this.#crossing(dialog);
      if (busy !== undefined) return refuse(busy);
    }
    dialog.refreshTarget(request);
    this.#leg.keep();
    if (sdp === undefined) return this.#acceptUpdate(transaction, undefined);
    this.#refuseUpdate = this.#passOn(dialog, sdp, 'UPDATE', {
      accept: (ours) => this.#acceptUpdate(transaction, ours),
      reject: refuse,
    });
  }

  /** RFC 3262 §3 and §5: acknowledges a response of ours, may answer its offer, or else make a new one. */
  onPrack(transaction: ServerTransaction, dialog: Dialog): void {
    const { request } = transaction;
    const rack = parseRAck(request.headers.get('rack') ?? '');
    if (!rack.ok) return respond(transaction, 400);
    const invite = this.#invite;
    const acknowledged = invite?.takePrack(rack.value);
    if (invite === undefined || acknowledged === undefined) return respond(transaction, 481);
    const sdp = sdpOf(request);
    if (acknowledged.hasDescription && sdpOf(invite.request) === undefined) {
      dialog.offerAnswer.note(sdp === undefined ? 'withdrawn' : 'answer received');
      respond(transaction, 200);
      this.#user.onAnswer(sdp);
      return invite.goOn();
    }
    const busy = sdp === undefined ? undefined : dialog.offerAnswer.refusal;
    if (sdp === undefined || busy !== undefined) {
      respond(transaction, busy ?? 200, busy === undefined ? {} : { headers: this.#waiting(busy) });
      return invite.goOn();
    }
    this.#passOn(dialog, sdp, 'PRACK', {
      accept: (ours) => {
        respond(transaction, 200, sdpContent(ours));
        invite.goOn();
      },
      reject: (status) => {
        respond(transaction, status, { headers: this.#waiting(status) });
        invite.goOn();
      },
    });
  }

  onAck(ack: SipRequest): void {
    this.#invite?.acknowledge(ack);
  }

  /** Stops retransmitting; what still waits for an answer gets 487 (RFC 3261 §15.1.2). */
  close(): void {
    this.#refuseUpdate?.(487);
    this.#invite?.close();
  }

  #passOn(
    { offerAnswer }: Dialog,
    sdp: Uint8Array,
    by: 'UPDATE' | 'PRACK',
    answer: Pick<OfferFromPhone, 'accept' | 'reject'>,
  ): OfferFromPhone['reject'] | undefined {
    offerAnswer.note('offer received');
    let isAnswered = false;
    const once = (event: 'answer sent' | 'withdrawn', action: () => void): void => {
      if (isAnswered) return;
      isAnswered = true;
      if (by === 'UPDATE') this.#refuseUpdate = undefined;
      offerAnswer.note(event);
      action();
    };
    const reject = (status: number): void => once('withdrawn', () => answer.reject(status));
    this.#user.onOffer({
      sdp,
      by,
      accept: (ours) => once('answer sent', () => answer.accept(ours)),
      reject,
    });
    return isAnswered ? undefined : reject;
  }

  #acceptUpdate(transaction: ServerTransaction, sdp: Uint8Array | undefined): void {
    const headers = [
      { name: 'contact', value: this.#leg.contact },
      { name: 'allow', value: ALLOWED_METHODS },
      { name: 'supported', value: SUPPORTED },
      ...this.#timer.answer(transaction.request),
    ];
    respond(transaction, 200, { headers, ...sdpContent(sdp) });
  }

  /** An UPDATE with an offer comes while an INVITE is about to make one, or has made one. */
  #crossing({ offerAnswer }: Dialog): 491 | 500 | undefined {
    if (offerAnswer.refusal !== undefined || !this.#leg.isEstablished) return offerAnswer.refusal;
    if (this.#user.isInviting()) return 491;
    return this.isPending ? 500 : undefined;
  }

  /** RFC 3261 §14.2, RFC 3311 §5.2: who comes too early is told to come back within ten seconds. */
  #waiting(status: number): readonly HeaderField[] {
    return status === 500 ? [{ name: 'retry-after', value: `${this.#parts.random.integer(11)}` }] : [];
  }

  #receive(request: SipRequest, dialog: Dialog, onCancelled: () => void): IncomingInvite {
    const leg = this.#leg;
    const user = this.#user;
    const { transactions, clock, random } = this.#parts;
    return new IncomingInvite({
      request,
      flow: leg.flow,
      transactions,
      clock,
      random,
      localTag: leg.localTag,
      contact: leg.contact,
      offerAnswer: dialog.offerAnswer,
      user: {
        onCancelled,
        onAccepted: () => {
          user.onAccepted();
          return this.#timer.answer(request);
        },
        onAcknowledged: (ack, isAnswer) => {
          if (user.onAcknowledged() && isAnswer) user.onAnswer(sdpOf(ack));
        },
        onNeverAcknowledged: () => user.onNeverAcknowledged(),
        onUnreachable: () => user.onUnreachable(),
      },
    });
  }
}

function respond(
  transaction: ServerTransaction,
  status: number,
  options: Parameters<typeof createResponse>[2] = {},
): void {
  transaction.respond(createResponse(transaction.request, status, options));
}
