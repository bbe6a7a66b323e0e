import type { RouterSign } from '../../base/journal.ts';
import { addressClass } from '../../media/stream/address-class.ts';

/** The places of one request in which a phone writes its own address, as they arrived. */
export interface WrittenAddresses {
  /** Where the request came from. */
  readonly source: string;
  readonly userAgent: string;
  readonly via: string;
  readonly contact: string | undefined;
  /** What follows the `@` of the Call-ID. */
  readonly callId: string | undefined;
  readonly sdp: WrittenSdp | undefined;
}

export interface WrittenSdp {
  /** o= and c=. */
  readonly origin: string | undefined;
  readonly connection: string | undefined;
  /** Of ICE (RFC 8839 §5.1). */
  readonly candidates: readonly string[];
}

/**
 * Desk phones and adapters write the address they believe to have, unless somebody switched STUN on in them. Programs
 * learn their public address from our answers and write it in one place and not in another: what of theirs looks
 * rewritten proves nothing.
 */
const WRITES_WHAT_IT_BELIEVES =
  /^(?:yealink|grandstream|linksys|sipura|cisco\/spa|cisco-cp|snom|polycom|avaya|htek|akuvox|alcatel|mitel|aastra)/i;

/**
 * What a router did to a request on its way: it put its own public address where the phone had written a private one,
 * and forgot a place.
 */
export function rewrittenPlaces(written: WrittenAddresses): RouterSign[] {
  const { source, sdp } = written;
  if (!isPublic(source) || !WRITES_WHAT_IT_BELIEVES.test(written.userAgent)) return [];
  const isRewritten = (address: string | undefined): boolean => address === source;
  const forgotten = [written.via, written.contact, written.callId, sdp?.origin, sdp?.connection].filter(
    isPrivate,
  );
  // Nothing private left: the phone may well have a public address of its own.
  if (forgotten.length === 0) return [];
  const signs: RouterSign[] = [];
  if (isRewritten(written.via)) signs.push('via-rewritten');
  if (isRewritten(written.contact)) signs.push('contact-rewritten');
  if (isRewritten(written.callId)) signs.push('call-id-rewritten');
  if (isRewritten(sdp?.connection) || isRewritten(sdp?.origin)) signs.push('sdp-rewritten');
  return signs;
}

/** The default candidate is one of the candidates (RFC 8839 §4.2.1.2) unless somebody changed only one of them. */
export function candidatesRewritten({ connection, candidates }: WrittenSdp): boolean {
  if (connection === undefined || candidates.length === 0 || addressClass(connection) === 'never')
    return false;
  return !candidates.includes(connection);
}

/**
 * A phone's Call-IDs end in one and the same address, when they end in one at all. Two of one phone, one of them with
 * the address the packet came from, were not both written by it.
 */
export function callIdChanged(callIdBefore: string, callId: string, source: string): boolean {
  if (callIdBefore === callId || !isPublic(source)) return false;
  const before = callIdHost(callIdBefore);
  const now = callIdHost(callId);
  return (isPrivate(before) && now === source) || (isPrivate(now) && before === source);
}

/** Gigaset writes `192_168_1_5`, Grandstream letters for digits, which no router recognises. */
export function callIdHost(callId: string): string | undefined {
  const at = callId.lastIndexOf('@');
  const host = at === -1 ? undefined : callId.slice(at + 1).replace(/^\[|\]$|:\d+$/g, '');
  return host === undefined || addressClass(host) === 'never' ? undefined : host;
}

/** As in an offer, by lines: nothing else of it is of interest here. */
export function writtenSdp(text: string): WrittenSdp {
  const origin = /^o=\S+ \S+ \S+ IN IP[46] (\S+)/m.exec(text)?.[1];
  const connection = /^c=IN IP[46] ([^\s/]+)/m.exec(text)?.[1];
  const candidates = [...text.matchAll(/^a=candidate:\S+ 1 \S+ \d+ (\S+) \d+/gm)].map(
    ([, address]) => address ?? '',
  );
  return { origin, connection, candidates };
}

function isPublic(address: string): boolean {
  return addressClass(address) === 'global';
}

function isPrivate(address: string | undefined): boolean {
  return address !== undefined && ['private', 'link-local'].includes(addressClass(address));
}
