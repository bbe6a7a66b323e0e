import type { SipRequest } from '../../sip/message/message.ts';
import { createResponse } from '../../sip/message/response.ts';
import type { ServerTransaction } from '../../sip/transaction/transaction-user.ts';
import { ALLOWED_METHODS } from './capabilities.ts';
import { readDtmfInfo } from './dtmf-info.ts';

/** Whoever takes what a phone sends within its call. */
export interface RequestReceiver {
  onBye(answer: Answer): void;
  onUpdate(transaction: ServerTransaction): void;
  onPrack(transaction: ServerTransaction): void;
  onRefer(transaction: ServerTransaction): void;
  onDtmf(digit: string, durationMs: number): void;
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
  OPTIONS: (_receiver, _transaction, answer) => answer(200),
  NOTIFY: (_receiver, _transaction, answer) => answer(200),
};

/** A request within the dialog, in order and in its transaction. */
export function receiveInCall(receiver: RequestReceiver, transaction: ServerTransaction): void {
  const { request } = transaction;
  const handler = Object.hasOwn(HANDLERS, request.method) ? HANDLERS[request.method] : undefined;
  if (handler === undefined) {
    const headers = [{ name: 'allow', value: ALLOWED_METHODS }];
    return transaction.respond(createResponse(request, 405, { headers }));
  }
  handler(receiver, transaction, (status) => transaction.respond(createResponse(request, status)));
}

function onInfo(receiver: RequestReceiver, request: SipRequest, answer: Answer): void {
  const dtmf = readDtmfInfo(request);
  if (dtmf === undefined) return answer(request.body.length === 0 ? 200 : 415);
  answer(200);
  receiver.onDtmf(dtmf.digit, dtmf.durationMs);
}
