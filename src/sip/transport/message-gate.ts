import type { Journal } from '../../base/journal.ts';
import { hashText } from '../../base/text-hash.ts';
import type { HeaderField } from '../message/headers.ts';
import type { SipMessage, SipRequest } from '../message/message.ts';
import { parseMessage } from '../message/parse.ts';
import { createResponse } from '../message/response.ts';
import { writeMessage } from '../message/write.ts';
import { validateRequest, validateResponse } from '../validate/validate.ts';
import type { Flow, TransportUser } from './flow.ts';
import { wayBack } from './listening-port.ts';
import type { MessageTap } from './message-tap.ts';
import { fillReceived } from './received-via.ts';
import { isAmplified } from './reflection.ts';

interface Refusal {
  readonly status: number;
  /** For the journal. */
  readonly reason: string;
  readonly headers?: readonly HeaderField[] | undefined;
}

/** What is no request to work on is not worth a long answer (security 2.6). */
const MAX_REFUSAL_BYTES = 600;

/**
 * From bytes to the user: parse, validate, and answer here what is no request to work on, at most once a message
 * and without remembering it. Nothing answers a response, an ACK or junk. What the user throws ends here.
 */
export class MessageGate {
  user: TransportUser;
  readonly #journal: Journal;
  readonly #tap: MessageTap | undefined;

  constructor(journal: Journal, user: TransportUser, tap?: MessageTap) {
    this.#tap = tap;
    this.#journal = journal;
    this.user = user;
  }

  /**
   * A first look at a datagram: a message begins with a letter or another character of a method, and line breaks
   * before it are tolerated. STUN (RFC 7983: first byte 0 to 3), keep-alives and empty datagrams end here.
   */
  static mayBeMessage(bytes: Uint8Array): boolean {
    let at = 0;
    while (bytes[at] === 0x0d || bytes[at] === 0x0a) at++;
    const first = bytes[at];
    return first !== undefined && first > 0x20 && first < 0x7f;
  }

  take(bytes: Uint8Array, flow: Flow): void {
    try {
      this.#tap?.received(bytes);
      const parsed = parseMessage(bytes, { stream: isStream(flow) });
      if (parsed.ok) this.#pass(parsed.value, flow);
      else if (parsed.error.request !== undefined) this.#refuse(parsed.error.request, flow, parsed.error);
    } catch (error) {
      this.#recordBug(error);
    }
  }

  /** The header section of a message whose end cannot be known: 400, as far as it can be answered. */
  refuseBroken(head: Uint8Array, flow: Flow): void {
    try {
      const parsed = parseMessage(head, { stream: true });
      const message = parsed.ok ? parsed.value : parsed.error.request;
      if (message?.kind === 'request') this.#refuse(message, flow, { status: 400, reason: 'framing' });
    } catch (error) {
      this.#recordBug(error);
    }
  }

  tellClosed(flow: Flow): void {
    try {
      this.user.onFlowClosed(flow);
    } catch (error) {
      this.#recordBug(error);
    }
  }

  #pass(message: SipMessage, flow: Flow): void {
    if (message.kind === 'response') {
      if (validateResponse(message).kind === 'valid') this.user.onResponse(message, flow);
      return;
    }
    const verdict = validateRequest(message);
    if (verdict.kind === 'refuse') this.#refuse(message, flow, verdict);
    else if (verdict.kind === 'valid') this.#passRequest(message, wayBack(message, flow));
  }

  #passRequest(request: SipRequest, flow: Flow): void {
    fillReceived(request, flow.remote);
    try {
      this.user.onRequest(request, flow);
    } catch (error) {
      this.#recordBug(error);
      this.#refuse(request, flow, { status: 500, reason: 'handler-exception' });
    }
  }

  #refuse(request: SipRequest, flow: Flow, { status, reason, headers }: Refusal): void {
    if (request.method === 'ACK') return;
    fillReceived(request, flow.remote);
    const bytes = writeMessage(createResponse(request, status, { toTag: toTagOf(request), headers }));
    if (isAmplified(bytes, request, flow) || (!flow.reliable && bytes.length > MAX_REFUSAL_BYTES)) return;
    flow.send(bytes);
    this.#journal.record({ kind: 'sip-refused', reason, status });
  }

  #recordBug(error: unknown): void {
    this.#journal.record({ kind: 'handler-exception', where: 'sip-transport', error });
  }
}

/** Over a WebSocket the end of the message is the end of the body, as in a datagram (RFC 7118 §5). */
function isStream({ transport }: Flow): boolean {
  return transport === 'tcp' || transport === 'tls';
}

/** The same tag for every retransmission, though nothing is remembered: RFC 3261 §8.2.7. */
function toTagOf({ headers }: SipRequest): string {
  const fields = [headers.get('call-id'), headers.get('cseq'), headers.get('from')];
  return hashText(fields.join(' ')).toString(36).padStart(7, '0');
}
