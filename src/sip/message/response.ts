import { type HeaderField, Headers } from './headers.ts';
import { type SipRequest, SipResponse } from './message.ts';
import { withTag } from './name-addr.ts';

export interface ResponseOptions {
  /** Instead of the usual phrase. */
  readonly reason?: string | undefined;
  /** Added to To when it has no tag yet; a tag that only depends on the request takes its place (RFC 3261 §8.2.6.2). */
  readonly toTag?: string | undefined;
  readonly headers?: readonly HeaderField[] | undefined;
  readonly body?: Uint8Array | undefined;
  /** Of `body`. */
  readonly contentType?: string | undefined;
}

/**
 * A response with what RFC 3261 §8.2.6 has it take over: every Via, From, To, Call-ID and CSeq as they were
 * written, and Record-Route where it may make a dialog (§12.1.1). Works on a request that was refused, too: what is
 * missing there is missing here.
 */
export function createResponse(
  request: SipRequest,
  status: number,
  options: ResponseOptions = {},
): SipResponse {
  const fields: HeaderField[] = [];
  for (const field of request.headers.fields) if (field.name === 'via') fields.push(field);
  if (status > 100 && status < 300 && request.method !== 'REGISTER')
    for (const field of request.headers.fields) if (field.name === 'record-route') fields.push(field);
  copyFirst(request, fields, 'from');
  const to = request.headers.get('to');
  if (to !== undefined) {
    fields.push({ name: 'to', value: status === 100 ? to : tagged(request, to, options.toTag) });
  }
  copyFirst(request, fields, 'call-id');
  copyFirst(request, fields, 'cseq');
  if (status === 100) copyFirst(request, fields, 'timestamp');
  const headers = Headers.ofCanonical(fields);
  for (const { name, value } of options.headers ?? []) headers.append(name, value);
  if (options.contentType !== undefined) headers.append('content-type', options.contentType);
  return new SipResponse(status, options.reason ?? reasonPhrase(status), headers, options.body);
}

function copyFirst(request: SipRequest, fields: HeaderField[], name: string): void {
  const value = request.headers.get(name);
  if (value !== undefined) fields.push({ name, value });
}

function tagged(request: SipRequest, to: string, tag: string | undefined): string {
  const parsed = request.readTo();
  if (!parsed.ok || parsed.value.tag !== undefined) return to;
  return withTag(parsed.value, tag ?? statelessTag(request));
}

/** The same for every copy of a request, as RFC 3261 §8.2.7 asks of who remembers nothing. */
function statelessTag({ headers }: SipRequest): string {
  const seed = hash32(FNV_BASIS, headers.get('via') ?? '');
  const hash = hash32(hash32(seed, headers.get('call-id') ?? ''), headers.get('cseq') ?? '');
  return hash.toString(36).padStart(7, '0');
}

const FNV_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** FNV-1a: spreads well enough for a tag that protects nothing. */
function hash32(basis: number, text: string): number {
  let hash = basis;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), FNV_PRIME);
  }
  return hash >>> 0;
}

const REASON_PHRASES = new Map<number, string>([
  [100, 'Trying'],
  [180, 'Ringing'],
  [181, 'Call Is Being Forwarded'],
  [182, 'Queued'],
  [183, 'Session Progress'],
  [199, 'Early Dialog Terminated'],
  [200, 'OK'],
  [202, 'Accepted'],
  [204, 'No Notification'],
  [300, 'Multiple Choices'],
  [301, 'Moved Permanently'],
  [302, 'Moved Temporarily'],
  [305, 'Use Proxy'],
  [380, 'Alternative Service'],
  [400, 'Bad Request'],
  [401, 'Unauthorized'],
  [402, 'Payment Required'],
  [403, 'Forbidden'],
  [404, 'Not Found'],
  [405, 'Method Not Allowed'],
  [406, 'Not Acceptable'],
  [407, 'Proxy Authentication Required'],
  [408, 'Request Timeout'],
  [410, 'Gone'],
  [412, 'Conditional Request Failed'],
  [413, 'Request Entity Too Large'],
  [414, 'Request-URI Too Long'],
  [415, 'Unsupported Media Type'],
  [416, 'Unsupported URI Scheme'],
  [420, 'Bad Extension'],
  [421, 'Extension Required'],
  [422, 'Session Interval Too Small'],
  [423, 'Interval Too Brief'],
  [430, 'Flow Failed'],
  [433, 'Anonymity Disallowed'],
  [439, 'First Hop Lacks Outbound Support'],
  [440, 'Max-Breadth Exceeded'],
  [469, 'Bad Info Package'],
  [480, 'Temporarily Unavailable'],
  [481, 'Call/Transaction Does Not Exist'],
  [482, 'Loop Detected'],
  [483, 'Too Many Hops'],
  [484, 'Address Incomplete'],
  [485, 'Ambiguous'],
  [486, 'Busy Here'],
  [487, 'Request Terminated'],
  [488, 'Not Acceptable Here'],
  [489, 'Bad Event'],
  [491, 'Request Pending'],
  [493, 'Undecipherable'],
  [494, 'Security Agreement Required'],
  [500, 'Server Internal Error'],
  [501, 'Not Implemented'],
  [502, 'Bad Gateway'],
  [503, 'Service Unavailable'],
  [504, 'Server Time-out'],
  [505, 'Version Not Supported'],
  [513, 'Message Too Large'],
  [580, 'Precondition Failure'],
  [600, 'Busy Everywhere'],
  [603, 'Decline'],
  [604, 'Does Not Exist Anywhere'],
  [606, 'Not Acceptable'],
  [607, 'Unwanted'],
  [608, 'Rejected'],
]);

const CLASS_PHRASES = [
  '',
  'Progress',
  'OK',
  'Redirected',
  'Request Failure',
  'Server Failure',
  'Global Failure',
];

/** The phrase the RFCs give a status, or that of its class. */
export function reasonPhrase(status: number): string {
  return REASON_PHRASES.get(status) ?? CLASS_PHRASES[Math.floor(status / 100)] ?? '';
}
