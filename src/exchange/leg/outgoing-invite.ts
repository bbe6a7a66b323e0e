import type { Dialog } from '../../sip/dialog/dialog.ts';
import { rseqOf } from '../../sip/dialog/reliability.ts';
import type { HeaderField } from '../../sip/message/headers.ts';
import type { SipRequest, SipResponse } from '../../sip/message/message.ts';
import type { ClientTransaction, ClientTransactionUser } from '../../sip/transaction/transaction-user.ts';
import type { Flow } from '../../sip/transport/flow.ts';
import { EarlyDialogs } from './early-dialogs.ts';
import { sdpContent, sdpOf } from './sdp-body.ts';

/** A response 101 to 199, taken once and in order. */
export interface Provisional {
  readonly response: SipResponse;
  /** Undefined when the response made none. */
  readonly dialog: Dialog | undefined;
  /** What it says about sound. In a reliable response it counts, in another one it only announces. */
  readonly sdp: Uint8Array | undefined;
  /** The INVITE had no offer and this reliable response has one: sends the PRACK with the answer. */
  readonly answer: ((sdp: Uint8Array) => void) | undefined;
}

export interface OutgoingInviteUser {
  onProvisional(provisional: Provisional): void;
  /** The first 2xx: acknowledge it with `acknowledge`, at once or when the answer to its offer is known. */
  onAnswered(response: SipResponse, dialog: Dialog): void;
  /**
   * 300 to 699; 408 when nothing came back, 503 when the flow is gone (RFC 3261 §8.1.3.1): then there is no
   * response.
   */
  onRejected(status: number, response?: SipResponse): void;
}

export interface OutgoingTransactions {
  send(request: SipRequest, flow: Flow, user: ClientTransactionUser): ClientTransaction;
  sendAck(ack: SipRequest, flow: Flow): void;
}

const NOBODY: ClientTransactionUser = { onResponse() {}, onFailure() {} };
const NO_USER: OutgoingInviteUser = { onProvisional() {}, onAnswered() {}, onRejected() {} };

/** The UAC side of one INVITE or re-INVITE: RFC 3261 §13.2 and §14.1, RFC 3262 §4. */
export class OutgoingInvite implements ClientTransactionUser {
  readonly request: SipRequest;
  readonly #flow: Flow;
  readonly #transactions: OutgoingTransactions;
  /** Let go with the final response: a transaction lives 32 s longer, and a call is not to live as long (RFC 6026). */
  #user: OutgoingInviteUser;
  readonly #hasOffer: boolean;
  readonly #early: EarlyDialogs;
  /** Until the final response. */
  #transaction: ClientTransaction | undefined;
  #ack: SipRequest | undefined;
  #answeredTag: string | undefined;
  #state: 'proceeding' | 'answered' | 'over' = 'proceeding';

  constructor(parts: {
    request: SipRequest;
    flow: Flow;
    transactions: OutgoingTransactions;
    /** The dialog that a re-INVITE is in. */
    dialog?: Dialog | undefined;
    user: OutgoingInviteUser;
  }) {
    this.request = parts.request;
    this.#flow = parts.flow;
    this.#transactions = parts.transactions;
    this.#user = parts.user;
    this.#hasOffer = sdpOf(parts.request) !== undefined;
    this.#early = new EarlyDialogs(parts.request, this.#hasOffer, parts.dialog);
    this.#transaction = parts.transactions.send(parts.request, parts.flow, this);
  }

  get isPending(): boolean {
    return this.#state === 'proceeding';
  }

  /** The early dialog that a request of the phone is in. */
  earlyDialogOf(request: SipRequest): Dialog | undefined {
    return this.#state === 'proceeding' ? this.#early.find(request) : undefined;
  }

  /** The final response still arrives: a 487, or a 2xx that was faster than the CANCEL. */
  cancel(headers?: readonly HeaderField[]): void {
    if (this.#state === 'proceeding') this.#transaction?.cancel(headers);
  }

  /** Sends the ACK of the 2xx, and again for every copy of that 2xx (RFC 3261 §13.2.2.4). */
  acknowledge(dialog: Dialog, answer?: Uint8Array): void {
    dialog.offerAnswer.note(answer === undefined ? 'withdrawn' : 'answer sent');
    this.#ack = dialog.createAck(this.request.cseq.number, sdpContent(answer));
    this.#transactions.sendAck(this.#ack, this.#flow);
  }

  onResponse(response: SipResponse): void {
    if (response.status >= 200 && response.status < 300) return this.#answered(response);
    if (this.#state !== 'proceeding') return;
    if (response.status < 200) {
      if (response.status > 100) this.#onProvisional(response);
      return;
    }
    this.#reject(response.status, response);
  }

  onFailure(cause: 'timeout' | 'flow-closed'): void {
    if (this.#state === 'proceeding') this.#reject(cause === 'timeout' ? 408 : 503);
  }

  #reject(status: number, response?: SipResponse): void {
    this.#state = 'over';
    this.#early.withdraw();
    this.#letGo().onRejected(status, response);
  }

  #onProvisional(response: SipResponse): void {
    const rseq = rseqOf(response);
    const dialog = this.#early.ofProvisional(response);
    const sdp = sdpOf(response);
    if (rseq === undefined) {
      return this.#user.onProvisional({ response, dialog, sdp, answer: undefined });
    }
    if (dialog === undefined || !this.#early.takesReliable(response, rseq)) return;
    const prack = (answer?: Uint8Array): void => this.#acknowledgeProvisional(dialog, rseq, answer);
    if (sdp !== undefined && !this.#hasOffer && dialog.offerAnswer.isBlank) {
      dialog.offerAnswer.note('offer received');
      return this.#user.onProvisional({ response, dialog, sdp, answer: prack });
    }
    if (sdp !== undefined) dialog.offerAnswer.note('answer received');
    prack();
    this.#user.onProvisional({ response, dialog, sdp, answer: undefined });
  }

  #acknowledgeProvisional(dialog: Dialog, rseq: number, answer: Uint8Array | undefined): void {
    if (answer !== undefined) dialog.offerAnswer.note('answer sent');
    const headers = [{ name: 'rack', value: `${rseq} ${this.request.cseq.number} INVITE` }];
    const prack = dialog.createRequest('PRACK', { headers, ...sdpContent(answer) });
    this.#transactions.send(prack, this.#flow, NOBODY);
  }

  #answered(response: SipResponse): void {
    const tag = response.to.tag ?? '';
    if (this.#state === 'proceeding') {
      this.#state = 'answered';
      this.#answeredTag = tag;
      const dialog = this.#early.ofAnswer(response);
      if (sdpOf(response) !== undefined) this.#noteDescription(dialog);
      return this.#letGo().onAnswered(response, dialog);
    }
    if (tag === this.#answeredTag) {
      if (this.#ack !== undefined) this.#transactions.sendAck(this.#ack, this.#flow);
      return;
    }
    this.#refuseSecondAnswer(response);
  }

  #letGo(): OutgoingInviteUser {
    const user = this.#user;
    this.#user = NO_USER;
    this.#transaction = undefined;
    return user;
  }

  /** A 2xx may repeat the description of a reliable response; it says nothing new then (RFC 6337 §3.1.1). */
  #noteDescription({ offerAnswer }: Dialog): void {
    if (offerAnswer.theyOweAnswer) offerAnswer.note('answer received');
    else if (!this.#hasOffer) offerAnswer.note('offer received');
  }

  /** Something behind the flow forked and answered twice: the second dialog is acknowledged and ended. */
  #refuseSecondAnswer(response: SipResponse): void {
    const dialog = this.#early.ofSecondAnswer(response);
    this.#transactions.sendAck(dialog.createAck(this.request.cseq.number), this.#flow);
    this.#transactions.send(dialog.createRequest('BYE'), this.#flow, NOBODY);
  }
}
