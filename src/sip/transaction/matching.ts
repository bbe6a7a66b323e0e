import type { SipRequest, SipResponse } from '../message/message.ts';
import type { Flow } from '../transport/flow.ts';

const MAGIC_COOKIE = 'z9hG4bK';

/**
 * RFC 3261 §8.1.1.7: the branch was made to be unique. The cookie alone names nothing (RFC 4475 §3.2.1) and is
 * treated as a branch of RFC 2543.
 */
export function isUniqueBranch(branch: string | undefined): branch is string {
  return branch !== undefined && branch.length > MAGIC_COOKIE.length && branch.startsWith(MAGIC_COOKIE);
}

/**
 * The name of the server transaction a request belongs to: RFC 3261 §17.2.3. `method` is that of the request that
 * began the transaction: INVITE for an ACK, and for a CANCEL the method it wants cancelled. The source address is
 * part of the name, for phones behind different routers share private addresses and some share branches, and
 * nobody may touch a transaction that began elsewhere (security 2.16).
 */
export function serverKey(request: SipRequest, flow: Flow, method: string = request.method): string {
  const { branch, host, port } = request.via;
  if (!isUniqueBranch(branch)) return key2543(request, flow, method);
  return `${method} ${branch} ${host}:${port ?? ''} ${flow.remote.address}`;
}

/**
 * The same for an element of RFC 2543, where retransmissions are known by their contents. An INVITE, its ACK and its
 * CANCEL differ in the To tag, so that only the others are told apart by it.
 */
function key2543(request: SipRequest, flow: Flow, method: string): string {
  const { host, port, branch } = request.via;
  const toTag = method === 'INVITE' ? '' : (request.to.tag ?? '');
  return [
    '2543',
    method,
    request.requestUri,
    request.callId,
    request.cseq.number,
    request.from.tag ?? '',
    toTag,
    `${host}:${port ?? ''};${branch ?? ''}`,
    flow.remote.address,
  ].join(' ');
}

/** The name of the client transaction a response belongs to: RFC 3261 §17.1.3. */
export function clientKey(branch: string, method: string): string {
  return `${method} ${branch}`;
}

/** As `clientKey`; undefined when the response cannot be for a request of ours. */
export function clientKeyOf(response: SipResponse): string | undefined {
  const { branch } = response.via;
  return isUniqueBranch(branch) ? clientKey(branch, response.cseq.method) : undefined;
}

/** CANCEL and ACK must come the way their request came: same address and port, or same connection. */
export function sameFlow(a: Flow, b: Flow): boolean {
  return a === b || a.id === b.id;
}

/** Did this come from where the request went? A phone may answer from another port, never from another address. */
export function sameSource(a: Flow, b: Flow): boolean {
  return a === b || a.remote.address === b.remote.address;
}
