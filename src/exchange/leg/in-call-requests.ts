import type { HeaderField } from '../../sip/message/headers.ts';
import type { SipRequest } from '../../sip/message/message.ts';
import { createResponse } from '../../sip/message/response.ts';
import type { ServerTransaction } from '../../sip/transaction/transaction-user.ts';
import { ACCEPT_TEXT, readText } from '../messages/message-text.ts';
import { ALLOW, ALLOW_WITHOUT_TEXTS, CAPABILITIES } from './capabilities.ts';
import { readDtmfInfo } from './dtmf-info.ts';

/** Whoever takes what a phone sends within its call. */
export interface RequestReceiver {
  onBye(answer: Answer): void;
  onUpdate(transaction: ServerTransaction): void;
  onPrack(transaction: ServerTransaction): void;
  onRefer(transaction: ServerTransaction): void;
  onDtmf(digit: string, durationMs: number): void;
  /** RFC 3428 §4: a text for whoever is at the other end. */
  onText(text: string, answer: Answer): void;
}

type Answer = (status: number) => void;
type Handler = (receiver: RequestReceiver, transaction: ServerTransaction, answer: Answer) => void;

/** What a phone may send within a call besides INVITE, ACK and CANCEL, and who takes it. */
const HANDLERS: Readonly<Record<string, Handler>> = {
  BYE: (receiver, _transaction, answer) => receiver.onBye(answer),
  INFO: (receiver, { request }, answer) => onInfo(receiver, request, answer),
  UPDATE: (receiver, transaction) => receiver.onUpdate(transaction),
  PRACK: (receiver, transaction) => receiver.onPrack(transaction),
  REFER: (receiver, transaction) => receiver.onRefer(transaction),
  OPTIONS: (_receiver, transaction) =>
    transaction.respond(createResponse(transaction.request, 200, { headers: CAPABILITIES })),
  MESSAGE: (receiver, transaction) => onMessage(receiver, transaction),
  NOTIFY: (_receiver, _transaction, answer) => answer(200),
};

/** A request within the dialog, in order and in its transaction. */
export function receiveInCall(receiver: RequestReceiver, transaction: ServerTransaction): void {
  const { request } = transaction;
  const handler = Object.hasOwn(HANDLERS, request.method) ? HANDLERS[request.method] : undefined;
  if (handler === undefined) {
    return transaction.respond(createResponse(request, 405, { headers: [ALLOW] }));
  }
  handler(receiver, transaction, (status) => transaction.respond(createResponse(request, status)));
}

function onMessage(receiver: RequestReceiver, transaction: ServerTransaction): void {
  const { request } = transaction;
  const text = readText(request);
  const respond = (status: number, headers: readonly HeaderField[] = []): void =>
    transaction.respond(createResponse(request, status, { headers }));
  if (!text.ok) return respond(text.error, text.error === 415 ? [ACCEPT_TEXT] : []);
  receiver.onText(text.value, (status) => respond(status, status === 405 ? [ALLOW_WITHOUT_TEXTS] : []));
}

function onInfo(receiver: RequestReceiver, request: SipRequest, answer: Answer): void {
  const dtmf = readDtmfInfo(request);
  if (dtmf === undefined) return answer(request.body.length === 0 ? 200 : 415);
  answer(200);
  receiver.onDtmf(dtmf.digit, dtmf.durationMs);
}
