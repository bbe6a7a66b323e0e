import type { SipRequest } from '../message/message.ts';
import { type Refusal, refuse } from './refusal.ts';

const SDP = 'application/sdp';
/** Methods whose body is a session description and nothing else. */
const SESSION_METHODS: ReadonlySet<string> = new Set(['INVITE', 'UPDATE', 'PRACK']);
const ACCEPTABLE = new Set([SDP, 'application/*', '*/*']);

/** RFC 3261 §8.2.3: a body we cannot read, unless its reading is optional. No type at all is taken for SDP. */
export function checkContent(request: SipRequest): Refusal | undefined {
  if (request.body.length === 0) return undefined;
  const { headers } = request;
  if (/handling\s*=\s*optional/i.test(headers.get('content-disposition') ?? '')) return undefined;
  const encoding = headers.get('content-encoding')?.toLowerCase() ?? '';
  if (encoding !== '' && encoding !== 'identity')
    return refuse(415, 'Content-Encoding: not supported', [{ name: 'accept-encoding', value: 'identity' }]);
  if (!SESSION_METHODS.has(request.method)) return undefined;
  const type = headers.get('content-type');
  if (type === undefined || mediaType(type) === SDP) return undefined;
  return refuse(415, 'Content-Type: not supported', [{ name: 'accept', value: SDP }]);
}

/** RFC 3261 §20.1: an INVITE whose sender takes no session description cannot be answered with one. */
export function checkAccept(request: SipRequest): Refusal | undefined {
  if (request.method !== 'INVITE' || !request.headers.has('accept')) return undefined;
  const acceptable = request.headers.list('accept').some((value) => ACCEPTABLE.has(mediaType(value)));
  return acceptable ? undefined : refuse(406, 'Accept: no session description');
}

function mediaType(value: string): string {
  const semicolon = value.indexOf(';');
  return (semicolon === -1 ? value : value.slice(0, semicolon)).trim().toLowerCase();
}
