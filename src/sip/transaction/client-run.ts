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

/** A client transaction in the table: RFC 3261 §17.1. `request` carries our Via. */
export class ClientRun extends TransactionRun implements ClientTransaction {
  readonly request: SipRequest;
  readonly #user: ClientTransactionUser;
  #ack: Uint8Array | undefined;
  #cancelHeaders: readonly HeaderField[] = [];

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
    this.request = request;
    this.#user = user;
  }

  cancel(headers: readonly HeaderField[] = []): void {
    if (headers.length > 0) this.#cancelHeaders = headers;
    this.input('cancel');
  }

  protected perform(effect: MessageEffect, message: SipMessage | undefined): void {
    const user = this.#user;
    switch (effect) {
      case 'send':
        this.send(writeMessage(this.request));
        return;
      case 'resend':
        this.resend();
        return;
      case 'send ACK':
        this.#acknowledge(message);
        return;
      case 'send CANCEL':
        this.environment.sendCancel(this.request, this.flow, this.#cancelHeaders);
        return;
      case 'tell response':
        if (message?.kind === 'response') this.environment.tell(() => user.onResponse(message));
        return;
      case 'tell timeout':
        this.environment.tell(() => user.onFailure('timeout'));
        return;
      case 'tell flow closed':
        this.environment.tell(() => user.onFailure('flow-closed'));
        return;
      default:
        throw new BugError(`a client transaction cannot ${effect}`);
    }
  }

  protected terminated(): void {
    this.#ack = undefined;
  }

  /** The same ACK answers every retransmission of the final response: RFC 3261 §17.1.1.2. */
  #acknowledge(message: SipMessage | undefined): void {
    if (message?.kind !== 'response') throw new BugError('an ACK needs the response it is for');
    this.#ack ??= writeMessage(createAck(this.request, message));
    this.flow.send(this.#ack);
  }
}
