import type { HeaderField } from '../message/headers.ts';
import type { SipRequest, SipResponse } from '../message/message.ts';
import type { Flow } from '../transport/flow.ts';

/** What the transaction layer tells the exchange (the "transaction user" of RFC 3261 §17). */
export interface TransactionUser {
  /**
   * A request that matches no transaction and is neither ACK nor CANCEL. Nothing has been remembered of it:
   * answer it with `respondStateless`, or take it with `accept`, before returning or later.
   */
  onRequest(request: SipRequest, flow: Flow): void;
  /** An ACK for a 2xx: it belongs to a dialog, not to a transaction (RFC 3261 §13.2.2.4). */
  onAck(ack: SipRequest, flow: Flow): void;
  onFlowClosed(flow: Flow): void;
}

/** A request taken with `accept`. */
export interface ServerTransaction {
  readonly request: SipRequest;
  readonly flow: Flow;
  /** Provisional responses repeat at will; the first final one ends the choice, except that 2xx of an INVITE may be
   * sent again (RFC 3261 §13.3.1.4, RFC 6026 §7.1). Ignored once the transaction is over. */
  respond(response: SipResponse): void;
  /** The final status sent, if any. */
  readonly finalStatus: number | undefined;
}

export interface ServerTransactionUser {
  /** The INVITE was cancelled before its final response; the CANCEL itself has been answered (RFC 3261 §9.2). */
  onCancel?(cancel: SipRequest): void;
  /** A final non-2xx response to an INVITE was never acknowledged, or the flow broke. */
  onTransportFailure?(): void;
  /** The transaction has left the table. */
  onTerminated?(): void;
}

/** A request of ours on its way. */
export interface ClientTransaction {
  readonly request: SipRequest;
  readonly flow: Flow;
  /**
   * INVITE only: sends CANCEL as soon as RFC 3261 §9.1 allows it (after the first provisional response). The final
   * response still arrives at `onResponse`, or after 64*T1 a timeout. `headers` say why (RFC 3326).
   */
  cancel(headers?: readonly HeaderField[]): void;
}

export interface ClientTransactionUser {
  /** Every provisional response, the final one, and every further 2xx of a forked INVITE (RFC 6026 §7.2). The ACK of a
   * non-2xx is sent by the transaction; the ACK of a 2xx is the user's. */
  onResponse(response: SipResponse): void;
  /** Timer B or F: nothing came back in 64*T1, or the flow is closed. To the user the same as 408 and 503. */
  onFailure(cause: 'timeout' | 'flow-closed'): void;
}
