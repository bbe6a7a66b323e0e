import { Dialog } from '../../sip/dialog/dialog.ts';
import type { SipRequest, SipResponse } from '../../sip/message/message.ts';
import type { ClientTransaction, ClientTransactionUser } from '../../sip/transaction/transaction-user.ts';
import type { Flow } from '../../sip/transport/flow.ts';

export interface OutgoingInviteUser {
  /** 101 to 199. */
  onProvisional(response: SipResponse): void;
  /** The first 2xx: acknowledge it with `acknowledge`, at once or when the answer to its offer is known. */
  onAnswered(response: SipResponse): void;
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

/** The UAC side of one INVITE or re-INVITE: RFC 3261 §13.2 and §14.1. */
export class OutgoingInvite implements ClientTransactionUser {
  readonly request: SipRequest;
  readonly #flow: Flow;
  readonly #transactions: OutgoingTransactions;
  readonly #user: OutgoingInviteUser;
  readonly #transaction: ClientTransaction;
  #ack: SipRequest | undefined;
  #answeredTag: string | undefined;
  #state: 'proceeding' | 'answered' | 'over' = 'proceeding';

  constructor(parts: {
    request: SipRequest;
    flow: Flow;
    transactions: OutgoingTransactions;
    user: OutgoingInviteUser;
  }) {
    this.request = parts.request;
    this.#flow = parts.flow;
    this.#transactions = parts.transactions;
    this.#user = parts.user;
    this.#transaction = parts.transactions.send(parts.request, parts.flow, this);
  }

  get isPending(): boolean {
    return this.#state === 'proceeding';
  }

  /** The final response still arrives: a 487, or a 2xx that was faster than the CANCEL. */
  cancel(): void {
    if (this.#state === 'proceeding') this.#transaction.cancel();
  }

  /** Sends the ACK of the 2xx, and again for every copy of that 2xx (RFC 3261 §13.2.2.4). */
  acknowledge(ack: SipRequest): void {
    this.#ack = ack;
    this.#transactions.sendAck(ack, this.#flow);
  }

  onResponse(response: SipResponse): void {
    if (response.status >= 200 && response.status < 300) return this.#answered(response);
    if (this.#state !== 'proceeding') return;
    if (response.status < 200) {
      if (response.status > 100) this.#user.onProvisional(response);
      return;
    }
    this.#state = 'over';
    this.#user.onRejected(response.status, response);
  }

  onFailure(cause: 'timeout' | 'flow-closed'): void {
    if (this.#state !== 'proceeding') return;
    this.#state = 'over';
    this.#user.onRejected(cause === 'timeout' ? 408 : 503);
  }

  #answered(response: SipResponse): void {
    const tag = response.to.tag ?? '';
    if (this.#state === 'proceeding') {
      this.#state = 'answered';
      this.#answeredTag = tag;
      return this.#user.onAnswered(response);
    }
    if (tag === this.#answeredTag) {
      if (this.#ack !== undefined) this.#transactions.sendAck(this.#ack, this.#flow);
      return;
    }
    this.#refuseSecondAnswer(response);
  }

  /** Something behind the flow forked and answered twice: the second dialog is acknowledged and ended. */
  #refuseSecondAnswer(response: SipResponse): void {
    const dialog = Dialog.fromResponse(this.request, response);
    this.#transactions.sendAck(dialog.createAck(this.request.cseq.number), this.#flow);
    this.#transactions.send(dialog.createRequest('BYE'), this.#flow, { onResponse() {}, onFailure() {} });
  }
}
