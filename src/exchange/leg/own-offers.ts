import type { Dialog } from '../../sip/dialog/dialog.ts';
import { withLongerInterval } from '../../sip/dialog/session-interval.ts';
import type { HeaderField } from '../../sip/message/headers.ts';
import type { SipRequest, SipResponse } from '../../sip/message/message.ts';
import { ALLOWED_METHODS, SUPPORTED_WITHOUT_RELIABILITY } from './capabilities.ts';
import type { LegParts } from './leg-parts.ts';
import type { LegState } from './leg-state.ts';
import { OutgoingInvite, type OutgoingInviteUser } from './outgoing-invite.ts';
import { sdpContent } from './sdp-body.ts';
import type { SessionTimer } from './session-timer.ts';

/** A phone that goes on asking for longer intervals gets no more INVITEs. */
const MAX_INTERVAL_RETRIES = 2;

export interface OwnOffersUser {
  /** An INVITE of the phone has no final response, or our 2xx no ACK yet. */
  isBeingInvited(): boolean;
  /** RFC 3261 §12.2.1.2: the phone knows nothing of the dialog any more, or does not answer. */
  onDialogGone(): void;
}

export interface UpdateUser {
  onAnswered(response: SipResponse): void;
  /** 491 without a response when the time is wrong; 408 and 503 as for an INVITE. */
  onRejected(status: number, response?: SipResponse): void;
}

/** INVITE and UPDATE to the phone: RFC 3261 §13.2 and §14.1, RFC 3311 §5.1. */
export class OwnOffers {
  readonly #transactions: LegParts['transactions'];
  readonly #leg: LegState;
  readonly #timer: SessionTimer;
  readonly #user: OwnOffersUser;
  #invite: OutgoingInvite | undefined;
  #isCancelled = false;
  /** An UPDATE has no final response yet. */
  #isUpdating = false;

  constructor(
    parts: Pick<LegParts, 'transactions'>,
    leg: LegState,
    timer: SessionTimer,
    user: OwnOffersUser,
  ) {
    this.#transactions = parts.transactions;
    this.#leg = leg;
    this.#timer = timer;
    this.#user = user;
  }

  /** An INVITE has no final response yet. */
  get isPending(): boolean {
    return this.#invite?.isPending === true;
  }

  earlyDialogOf(request: SipRequest): Dialog | undefined {
    return this.#invite?.earlyDialogOf(request);
  }

  /** Sends the INVITE that begins a dialog. */
  invite(request: SipRequest, user: OutgoingInviteUser): void {
    this.#sendFirst(request, user, MAX_INTERVAL_RETRIES);
  }

  /** Takes the INVITE back; `headers` say why (RFC 3326). */
  cancel(headers?: readonly HeaderField[]): void {
    this.#isCancelled = true;
    this.#invite?.cancel(headers);
  }

  /** A re-INVITE with our offer, or without one to get the phone's. */
  reInvite(sdp: Uint8Array | undefined, user: OutgoingInviteUser): void {
    const { dialog, isEstablished } = this.#leg;
    if (dialog === undefined || !isEstablished) return user.onRejected(481);
    if (this.#isBusy(dialog)) return user.onRejected(491);
    this.#invite = this.#send(dialog.createRequest('INVITE', this.#content(sdp)), dialog, {
      onProvisional: (provisional) => user.onProvisional(provisional),
      onAnswered: (response) => {
        this.#timer.agree(response);
        user.onAnswered(response, dialog);
      },
      onRejected: (status, response) => {
        if (status === 422 && response !== undefined) this.#timer.lengthen(response);
        user.onRejected(status, response);
        if (isDialogGone(status)) this.#user.onDialogGone();
      },
    });
  }

  /** The same without a human in between: UPDATE, also before the answer once both sides agree on something. */
  update(sdp: Uint8Array | undefined, user: UpdateUser): void {
    const { dialog, flow } = this.#leg;
    if (dialog === undefined) return user.onRejected(481);
    const isEarly = !this.#leg.isEstablished;
    if (this.#isUpdating || (isEarly ? !dialog.offerAnswer.isAgreed : this.#isBusy(dialog))) {
      return user.onRejected(491);
    }
    this.#isUpdating = true;
    if (sdp !== undefined) dialog.offerAnswer.note('offer sent');
    const reject = (status: number, response?: SipResponse): void => {
      this.#isUpdating = false;
      if (sdp !== undefined) dialog.offerAnswer.note('withdrawn');
      if (status === 422 && response !== undefined) this.#timer.lengthen(response);
      user.onRejected(status, response);
      if (isDialogGone(status)) this.#user.onDialogGone();
    };
    this.#transactions.send(dialog.createRequest('UPDATE', this.#content(sdp)), flow, {
      onResponse: (response) => {
        if (response.status < 200) return;
        if (response.status >= 300) return reject(response.status, response);
        this.#isUpdating = false;
        if (sdp !== undefined) dialog.offerAnswer.note('answer received');
        dialog.refreshTarget(response);
        this.#leg.keep();
        if (!isEarly) this.#timer.agree(response);
        user.onAnswered(response);
      },
      onFailure: (cause) => reject(cause === 'timeout' ? 408 : 503),
    });
  }

  /** Acknowledges the 2xx of our last INVITE. */
  acknowledge(response: SipResponse, answer?: Uint8Array): void {
    const { dialog } = this.#leg;
    if (dialog === undefined || this.#invite === undefined) return;
    dialog.refreshTarget(response);
    this.#leg.keep();
    this.#invite.acknowledge(dialog, answer);
  }

  #isBusy({ offerAnswer }: Dialog): boolean {
    return (
      this.isPending ||
      this.#isUpdating ||
      this.#user.isBeingInvited() ||
      offerAnswer.theyOweAnswer ||
      offerAnswer.weOweAnswer
    );
  }

  #content(sdp: Uint8Array | undefined) {
    const { peerIdentity } = this.#leg;
    return {
      contact: this.#leg.contact,
      headers: [
        { name: 'allow', value: ALLOWED_METHODS },
        { name: 'supported', value: SUPPORTED_WITHOUT_RELIABILITY },
        ...this.#timer.headers,
        ...(peerIdentity === undefined ? [] : [{ name: 'p-asserted-identity', value: peerIdentity }]),
      ],
      ...sdpContent(sdp),
    };
  }

  #send(request: SipRequest, dialog: Dialog | undefined, user: OutgoingInviteUser): OutgoingInvite {
    const transactions = this.#transactions;
    return new OutgoingInvite({ request, flow: this.#leg.flow, transactions, dialog, user });
  }

  #sendFirst(request: SipRequest, user: OutgoingInviteUser, retries: number): void {
    this.#invite = this.#send(request, undefined, {
      onProvisional: (provisional) => user.onProvisional(provisional),
      onAnswered: (response, dialog) => {
        this.#timer.agree(response);
        user.onAnswered(response, dialog);
      },
      onRejected: (status, response) => {
        const mayRetry = status === 422 && response !== undefined && retries > 0 && !this.#isCancelled;
        const longer = mayRetry ? withLongerInterval(request, response) : undefined;
        if (longer === undefined) return user.onRejected(status, response);
        this.#timer.lengthen(response as SipResponse);
        this.#sendFirst(longer, user, retries - 1);
      },
    });
  }
}

/** RFC 3261 §12.2.1.2: with these there is nothing left to offer in. */
export function isDialogGone(status: number): boolean {
  return status === 408 || status === 481;
}
