import type { Dialog } from '../../sip/dialog/dialog.ts';
import type { SipRequest, SipResponse } from '../../sip/message/message.ts';
import { createResponse } from '../../sip/message/response.ts';
import type { ServerTransaction } from '../../sip/transaction/transaction-user.ts';
import type { Flow } from '../../sip/transport/flow.ts';
import { IncomingInvite } from './incoming-invite.ts';
import type { LegParts } from './leg-parts.ts';
import type { OfferFromPhone } from './leg-user.ts';
import { OutgoingInvite, type OutgoingInviteUser } from './outgoing-invite.ts';
import { sdpContent, sdpOf } from './sdp-body.ts';

/** The leg whose offers these are. */
export interface OfferingLeg {
  readonly localTag: string;
  readonly flow: Flow;
  readonly contact: string;
  readonly dialog: Dialog | undefined;
  readonly isEstablished: boolean;
  /** The phone may have another Contact now. */
  onTargetRefreshed(): void;
  onOffer(offer: OfferFromPhone): void;
  onAcknowledged(invite: SipRequest, ack: SipRequest): void;
  onNeverAcknowledged(): void;
}

/** INVITE and UPDATE within one dialog, both ways: who may offer now, and who has to wait (RFC 3261 §14, RFC 3311). */
export class DialogOffers {
  readonly #parts: Pick<LegParts, 'transactions' | 'clock' | 'random'>;
  readonly #leg: OfferingLeg;
  #incoming: IncomingInvite | undefined;
  #outgoing: OutgoingInvite | undefined;

  constructor(parts: Pick<LegParts, 'transactions' | 'clock' | 'random'>, leg: OfferingLeg) {
    this.#parts = parts;
    this.#leg = leg;
  }

  /** An INVITE has no final response yet, whoever sent it. */
  get isPending(): boolean {
    return this.hasIncoming || this.#outgoing?.isPending === true;
  }

  /** An INVITE of the phone has no final response yet. */
  get hasIncoming(): boolean {
    return this.#incoming?.isPending === true;
  }

  /** Our 2xx has no ACK yet. */
  get isUnacknowledged(): boolean {
    return this.#incoming?.isUnacknowledged === true;
  }

  /** The INVITE that began the dialog. */
  acceptInvite(request: SipRequest, onCancelled: () => void): IncomingInvite {
    this.#incoming = this.#receive(request, onCancelled);
    return this.#incoming;
  }

  /** The phone's INVITE is answered because the call is over. */
  rejectIncoming(status: number): void {
    this.#incoming?.reject(status);
  }

  /** Sends an INVITE, the first one or within the dialog. */
  invite(request: SipRequest, user: OutgoingInviteUser): OutgoingInvite {
    this.#outgoing = new OutgoingInvite({
      request,
      flow: this.#leg.flow,
      transactions: this.#parts.transactions,
      user,
    });
    return this.#outgoing;
  }

  /** A re-INVITE with our offer, or without one to get the phone's. */
  reInvite(sdp: Uint8Array | undefined, user: OutgoingInviteUser): void {
    const { dialog, contact, isEstablished } = this.#leg;
    if (dialog === undefined || !isEstablished) return user.onRejected(481);
    if (this.isPending || this.isUnacknowledged) return user.onRejected(491);
    this.invite(dialog.createRequest('INVITE', { contact, ...sdpContent(sdp) }), user);
  }

  /** Acknowledges the 2xx of our last INVITE. */
  acknowledge(response: SipResponse, sdp?: Uint8Array): void {
    const { dialog } = this.#leg;
    if (dialog === undefined || this.#outgoing === undefined) return;
    dialog.refreshTarget(response);
    this.#leg.onTargetRefreshed();
    this.#outgoing.acknowledge(dialog.createAck(response.cseq.number, sdpContent(sdp)));
  }

  onReInvite(request: SipRequest, dialog: Dialog): void {
    const busy =
      this.#outgoing?.isPending || this.isUnacknowledged ? 491 : this.hasIncoming ? 500 : undefined;
    const inOrder = dialog.acceptSequence(request);
    const invite = this.#receive(request, () => {});
    if (!inOrder) return invite.reject(500);
    // RFC 3261 §14.2: glare is 491, a second INVITE before the first is answered 500 with a moment to wait.
    if (busy === 491) return invite.reject(491);
    if (busy === 500) {
      return invite.reject(500, {
        headers: [{ name: 'retry-after', value: `${this.#parts.random.integer(11)}` }],
      });
    }
    this.#incoming = invite;
    dialog.refreshTarget(request);
    this.#leg.onTargetRefreshed();
    this.#leg.onOffer({
      sdp: sdpOf(request),
      accept: (sdp) => invite.accept(sdp),
      reject: (status) => invite.reject(status),
    });
  }

  /** RFC 3311: with SDP it is an offer, without it only keeps the session alive. */
  onUpdate(transaction: ServerTransaction, dialog: Dialog): void {
    const { request } = transaction;
    const respond = (status: number, sdp?: Uint8Array): void =>
      transaction.respond(
        createResponse(request, status, {
          headers: [{ name: 'contact', value: this.#leg.contact }],
          ...sdpContent(sdp),
        }),
      );
    dialog.refreshTarget(request);
    this.#leg.onTargetRefreshed();
    const sdp = sdpOf(request);
    if (sdp === undefined) return respond(200);
    if (this.isPending) return respond(491);
    this.#leg.onOffer({ sdp, accept: (ours) => respond(200, ours), reject: respond });
  }

  onAck(ack: SipRequest): void {
    this.#incoming?.acknowledge(ack);
  }

  /** Stops retransmitting. */
  close(): void {
    this.#incoming?.close();
  }

  #receive(request: SipRequest, onCancelled: () => void): IncomingInvite {
    return new IncomingInvite({
      request,
      flow: this.#leg.flow,
      transactions: this.#parts.transactions,
      clock: this.#parts.clock,
      localTag: this.#leg.localTag,
      contact: this.#leg.contact,
      user: {
        onCancelled,
        onAcknowledged: (ack) => this.#leg.onAcknowledged(request, ack),
        onNeverAcknowledged: () => this.#leg.onNeverAcknowledged(),
      },
    });
  }
}
