import type { Clock } from '../../base/clock.ts';
import { TimerSet } from '../../base/timer-set.ts';
import type { HeaderField } from '../../sip/message/headers.ts';
import type { SipRequest, SipResponse } from '../../sip/message/message.ts';
import { createResponse } from '../../sip/message/response.ts';
import type { ServerTransaction, ServerTransactionUser } from '../../sip/transaction/transaction-user.ts';
import type { Flow } from '../../sip/transport/flow.ts';

const T1_MS = 500;
const T2_MS = 4_000;

export interface IncomingInviteUser {
  onCancelled(): void;
  /** The ACK of our 2xx, which carries the answer when the INVITE had no offer. */
  onAcknowledged(ack: SipRequest): void;
  /** 64*T1 without ACK: RFC 3261 §13.3.1.4 says to end the dialog with BYE. */
  onNeverAcknowledged(): void;
}

export interface InviteTransactions {
  accept(request: SipRequest, flow: Flow, user: ServerTransactionUser): ServerTransaction;
}

/** The UAS side of one INVITE or re-INVITE: RFC 3261 §13.3 and §14.2. */
export class IncomingInvite {
  readonly request: SipRequest;
  readonly #transaction: ServerTransaction;
  readonly #user: IncomingInviteUser;
  readonly #localTag: string;
  readonly #contact: string;
  readonly #timers: TimerSet<'2xx retransmission' | 'ACK'>;
  #state: 'proceeding' | 'accepted' | 'over' = 'proceeding';

  constructor(parts: {
    request: SipRequest;
    flow: Flow;
    transactions: InviteTransactions;
    clock: Clock;
    localTag: string;
    contact: string;
    user: IncomingInviteUser;
  }) {
    this.request = parts.request;
    this.#user = parts.user;
    this.#localTag = parts.localTag;
    this.#contact = parts.contact;
    this.#timers = new TimerSet(parts.clock);
    this.#transaction = parts.transactions.accept(parts.request, parts.flow, {
      onCancel: () => this.#cancelled(),
      onTransportFailure: () => this.#cancelled(),
    });
  }

  /** No final response yet. */
  get isPending(): boolean {
    return this.#state === 'proceeding';
  }

  get isUnacknowledged(): boolean {
    return this.#state === 'accepted';
  }

  respondProvisional(status: 180 | 181 | 182 | 183, sdp?: Uint8Array): void {
    if (this.#state === 'proceeding') this.#transaction.respond(this.#response(status, sdp));
  }

  /** 200, sent again until its ACK arrives, for `patienceMs` at the most (RFC 3261 §13.3.1.4). */
  accept(sdp: Uint8Array | undefined, patienceMs = 64 * T1_MS): void {
    if (this.#state !== 'proceeding') return;
    this.#state = 'accepted';
    const response = this.#response(200, sdp);
    this.#transaction.respond(response);
    this.#repeat(response, T1_MS);
    this.#timers.start('ACK', patienceMs, () => {
      this.close();
      this.#user.onNeverAcknowledged();
    });
  }

  reject(status: number, options: { reason?: string; headers?: readonly HeaderField[] } = {}): void {
    if (this.#state !== 'proceeding') return;
    this.#state = 'over';
    this.#transaction.respond(createResponse(this.request, status, { toTag: this.#localTag, ...options }));
  }

  /** True when the ACK was for this INVITE. */
  acknowledge(ack: SipRequest): boolean {
    if (ack.cseq.number !== this.request.cseq.number) return false;
    if (this.#state === 'accepted') {
      this.close();
      this.#user.onAcknowledged(ack);
    }
    return true;
  }

  /** Stops retransmitting. */
  close(): void {
    this.#state = 'over';
    this.#timers.stopAll();
  }

  #cancelled(): void {
    if (this.#state !== 'proceeding') return;
    this.reject(487);
    this.#user.onCancelled();
  }

  #repeat(response: SipResponse, intervalMs: number): void {
    this.#timers.start('2xx retransmission', intervalMs, () => {
      this.#transaction.respond(response);
      this.#repeat(response, Math.min(2 * intervalMs, T2_MS));
    });
  }

  #response(status: number, sdp: Uint8Array | undefined): SipResponse {
    return createResponse(this.request, status, {
      toTag: this.#localTag,
      headers: [
        { name: 'contact', value: this.#contact },
        { name: 'allow', value: ALLOWED_METHODS },
      ],
      ...(sdp === undefined ? {} : { body: sdp, contentType: 'application/sdp' }),
    });
  }
}

/** What a phone may send within a dialog or outside of one. */
export const ALLOWED_METHODS = 'INVITE, ACK, CANCEL, BYE, OPTIONS, REGISTER, INFO, UPDATE, NOTIFY';
