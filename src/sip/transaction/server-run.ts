import { BugError } from '../../base/bug-error.ts';
import { ownCopy } from '../../base/bytes.ts';
import type { SipMessage, SipRequest, SipResponse } from '../message/message.ts';
import { createResponse } from '../message/response.ts';
import { writeMessage } from '../message/write.ts';
import type { Flow } from '../transport/flow.ts';
import { INVITE_SERVER } from './invite-server.ts';
import { NON_INVITE_SERVER } from './non-invite-server.ts';
import { type TransactionEnvironment, TransactionRun } from './transaction-run.ts';
import type { MessageEffect, TransactionInput } from './transaction-table.ts';
import type { ServerTransaction, ServerTransactionUser } from './transaction-user.ts';

export function statusInput(status: number): TransactionInput {
  if (status < 200) return '1xx';
  return status < 300 ? '2xx' : '3xx-6xx';
}

/**
 * What the user holds of an accepted request. The table keeps only the `ServerRun`, so that the request is gone
 * once it is answered and the user has let go of it: at 4,000 REGISTER/s timer J keeps 128,000 answers alive.
 */
export class AcceptedRequest implements ServerTransaction {
  readonly request: SipRequest;
  readonly flow: Flow;
  readonly #run: ServerRun;
  #finalStatus: number | undefined;

  constructor(request: SipRequest, flow: Flow, run: ServerRun) {
    this.request = request;
    this.flow = flow;
    this.#run = run;
  }

  get finalStatus(): number | undefined {
    return this.#finalStatus;
  }

  respond(response: SipResponse): void {
    const { status } = response;
    if (status < 100 || status > 699) throw new BugError(`a response with status ${status}`);
    if (!this.#run.input(statusInput(status), response)) return;
    if (status < 200 || this.#finalStatus !== undefined) return;
    this.#finalStatus = status;
    this.#run.answered(this.request.method, status);
  }
}

/** A server transaction in the table: RFC 3261 §17.2. */
export class ServerRun extends TransactionRun {
  /** Gone once answered. */
  #accepted: AcceptedRequest | undefined;
  #user: ServerTransactionUser | undefined;
  /** INVITE only: what was answered last; its To tag is the dialog's, and all that is kept of it in the end. */
  #answer: SipResponse | string | undefined;

  constructor(
    key: string,
    request: SipRequest,
    flow: Flow,
    user: ServerTransactionUser,
    environment: TransactionEnvironment,
  ) {
    const isInvite = request.method === 'INVITE';
    super(
      isInvite ? 'inviteServer' : 'nonInviteServer',
      isInvite ? INVITE_SERVER : NON_INVITE_SERVER,
      key,
      flow,
      environment,
    );
    this.#user = user;
    this.#accepted = new AcceptedRequest(request, flow, this);
  }

  /** What the user holds; undefined once it is answered. */
  get accepted(): AcceptedRequest | undefined {
    return this.#accepted;
  }

  /** The To tag of what was answered, once there is one. */
  get localTag(): string | undefined {
    return typeof this.#answer === 'object' ? this.#answer.to.tag : this.#answer;
  }

  answered(method: string, status: number): void {
    this.environment.answered(method, status);
  }

  protected perform(effect: MessageEffect, message: SipMessage | undefined): void {
    const user = this.#user;
    switch (effect) {
      case 'send':
        this.#sendResponse(message);
        return;
      case 'resend':
        this.resend();
        return;
      case 'send 100':
        this.#sendTrying();
        return;
      case 'forget':
        this.#forget();
        return;
      case 'tell ACK':
        if (message?.kind === 'request') this.environment.passAck(message, this.flow);
        return;
      case 'tell cancel':
        if (message?.kind === 'request') this.environment.tell(() => user?.onCancel?.(message));
        return;
      case 'tell failure':
        this.environment.tell(() => user?.onTransportFailure?.());
        return;
      default:
        throw new BugError(`a server transaction cannot ${effect}`);
    }
  }

  protected terminated(): void {
    const user = this.#user;
    this.#user = undefined;
    this.#accepted = undefined;
    this.#answer = undefined;
    if (user?.onTerminated !== undefined) this.environment.tell(() => user.onTerminated?.());
  }

  #sendResponse(message: SipMessage | undefined): void {
    if (message?.kind !== 'response') throw new BugError('a server transaction sends responses');
    if (this.kind === 'inviteServer' && message.status > 100) this.#answer = message;
    this.send(writeMessage(message));
  }

  #sendTrying(): void {
    const request = this.#accepted?.request;
    if (request !== undefined) this.send(writeMessage(createResponse(request, 100)));
  }

  #forget(): void {
    this.#accepted = undefined;
    const tag = this.localTag;
    this.#answer = tag && ownCopy(tag);
    if (!this.flow.reliable) this.keepForLong();
    const user = this.#user;
    if (user?.onTerminated === undefined && user?.onTransportFailure === undefined) this.#user = undefined;
  }
}
