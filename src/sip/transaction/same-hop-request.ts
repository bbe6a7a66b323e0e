import { type HeaderField, Headers } from '../message/headers.ts';
import { SipRequest, type SipResponse } from '../message/message.ts';

/** The ACK for a final response other than 2xx: RFC 3261 §17.1.1.3. */
export function createAck(invite: SipRequest, response: SipResponse): SipRequest {
  return alike(invite, 'ACK', response.headers.get('to'));
}

/** RFC 3261 §9.1: the CANCEL differs from its request in the method only, and carries its topmost Via. */
export function createCancel(invite: SipRequest, extra: readonly HeaderField[] = []): SipRequest {
  const cancel = alike(invite, 'CANCEL', invite.headers.get('to'));
  for (const { name, value } of extra) cancel.headers.append(name, value);
  return cancel;
}

/** Both go the way of the INVITE: same Request-URI, topmost Via, Route, From, Call-ID and CSeq number. */
function alike(invite: SipRequest, method: string, to: string | undefined): SipRequest {
  const headers = new Headers();
  headers.append('via', invite.headers.get('via') ?? '');
  for (const route of invite.headers.all('route')) headers.append('route', route);
  headers.append('max-forwards', '70');
  headers.append('from', invite.headers.get('from') ?? '');
  headers.append('to', to ?? '');
  headers.append('call-id', invite.callId);
  headers.append('cseq', `${invite.cseq.number} ${method}`);
  return new SipRequest(method, invite.requestUri, headers);
}
