import { BugError } from '../../base/bug-error.ts';
import type { HeaderField } from '../message/headers.ts';
import type { SipMessage, SipRequest } from '../message/message.ts';
import { writeMessage } from '../message/write.ts';
import type { Flow } from '../transport/flow.ts';
import { INVITE_CLIENT } from './invite-client.ts';
import { NON_INVITE_CLIENT } from './non-invite-client.ts';
import { createAck } from './same-hop-request.ts';
import { type TransactionEnvironment, TransactionRun } from './transaction-run.ts';
import type { MessageEffect } from './transaction-table.ts';
import type { ClientTransaction, ClientTransactionUser } from './transaction-user.ts';

/**
 * What the user holds of a request on its way. The table keeps only the `ClientRun`, so that the request and the user
 * are gone once it is answered: timers D and M keep the rest of 300 calls/s for 32 s.
 */
class SentRequest implements ClientTransaction {
  readonly request: SipRequest;
  readonly flow: Flow;
  readonly #run: ClientRun;
  /** Why it was taken back (RFC 3326). */
  cancelHeaders: readonly HeaderField[] = [];

  constructor(request: SipRequest, flow: Flow, run: ClientRun) {
    this.request = request;
    this.flow = flow;
    this.#run = run;
  }

  cancel(headers: readonly HeaderField[] = []): void {
    if (headers.length > 0) this.cancelHeaders = headers;
    this.#run.input('cancel');
  }
}

/** A client transaction in the table: RFC 3261 §17.1. Its request carries our Via. */
export class ClientRun extends TransactionRun {
  /** Gone once answered. */
  #sent: SentRequest | undefined;
  #user: ClientTransactionUser | undefined;
  #ack: Uint8Array | undefined;

  constructor(
    key: string,
    request: SipRequest,
    flow: Flow,
    user: ClientTransactionUser,
    environment: TransactionEnvironment,
  ) {
    const isInvite = request.method === 'INVITE';
    super(
      isInvite ? 'inviteClient' : 'nonInviteClient',
      isInvite ? INVITE_CLIENT : NON_INVITE_CLIENT,
      key,
      flow,
      environment,
    );
    this.#user = user;
    this.#sent = new SentRequest(request, flow, this);
  }

  /** What the user holds; undefined once it is answered. */
  get sent(): ClientTransaction | undefined {
    return this.#sent;
  }

  protected perform(effect: MessageEffect, message: SipMessage | undefined): void {
    const user = this.#user;
    switch (effect) {
      case 'send':
        this.send(writeMessage(this.#request.request));
        return;
      case 'resend':
        this.resend();
        return;
      case 'send ACK':
        this.#acknowledge(message);
        return;
      case 'send CANCEL':
        this.environment.sendCancel(this.#request.request, this.flow, this.#request.cancelHeaders);
        return;
      case 'tell response':
        if (message?.kind === 'response') this.environment.tell(() => user?.onResponse(message));
        return;
      case 'tell timeout':
        this.environment.tell(() => user?.onFailure('timeout'));
        return;
      case 'tell flow closed':
        this.environment.tell(() => user?.onFailure('flow-closed'));
        return;
      case 'forget':
        this.#user = undefined;
        this.#forgetRequest();
        return;
      case 'forget request':
        this.#forgetRequest();
        return;
      default:
        throw new BugError(`a client transaction cannot ${effect}`);
    }
  }

  protected terminated(): void {
    this.#ack = undefined;
    this.#sent = undefined;
    this.#user = undefined;
  }

  get #request(): SentRequest {
    if (this.#sent === undefined) throw new BugError('an answered request is not sent again');
    return this.#sent;
  }

  #forgetRequest(): void {
    this.#sent = undefined;
    this.drop();
  }

  /** The same ACK answers every retransmission of the final response: RFC 3261 §17.1.1.2. */
  #acknowledge(message: SipMessage | undefined): void {
    if (message?.kind !== 'response') throw new BugError('an ACK needs the response it is for');
    this.#ack ??= this.environment.answers.keep(writeMessage(createAck(this.#request.request, message)));
    this.flow.send(this.#ack);
  }
}
