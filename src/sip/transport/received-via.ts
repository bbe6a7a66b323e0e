import type { SocketAddress } from '../../base/sockets.ts';
import type { SipRequest } from '../message/message.ts';
import { replaceTopVia, type Via, writeVia } from '../message/via.ts';

/**
 * Writes into the topmost Via where the request came from: `received` when that is not what the sender believes
 * (RFC 3261 §18.2.1) or when he asks (RFC 3581 §4), `rport` when he asks. What he wrote there himself is not
 * believed. The answer goes to the source in any case; this tells the phone what its router made of its address.
 */
export function fillReceived(request: SipRequest, source: SocketAddress): void {
  const read = request.readVia();
  if (!read.ok) return;
  const via = read.value;
  const asked = via.params.has('rport');
  const differs = via.host !== source.address && via.host.toLowerCase() !== source.address.toLowerCase();
  const claims = via.params.has('received');
  if (!asked && !differs && !claims) return;
  const received = asked || differs ? `;received=${source.address}` : '';
  const rport = asked ? `;rport=${source.port}` : '';
  const filled = claims || via.text.endsWith(';') ? undefined : fillFlag(via, rport);
  replaceTopVia(request.headers, (filled ?? writeWithout(via, rport)) + received);
}

/** The usual forms, changed in place: no `rport`, or one without a value. */
function fillFlag({ text, rport }: Via, filled: string): string | undefined {
  if (filled === '') return text;
  const at = text.indexOf(';rport');
  const end = at + ';rport'.length;
  if (rport !== 'requested' || at === -1 || (end < text.length && text[end] !== ';')) return undefined;
  return text.slice(0, at) + filled + text.slice(end);
}

/** Any other form, written anew. */
function writeWithout({ transport, host, port, params }: Via, rport: string): string {
  const kept = [...params].filter(([name]) => name !== 'received' && name !== 'rport');
  return writeVia({ transport, host, port, params: kept }) + rport;
}
