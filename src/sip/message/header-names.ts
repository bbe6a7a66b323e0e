/** Header names: any spelling in, the lower-case long form inside, the spelling of the RFCs out. */

/** Long names in the spelling of the RFC that defines them. */
const SPELLINGS = [
  'Accept',
  'Accept-Contact',
  'Accept-Encoding',
  'Accept-Language',
  'Alert-Info',
  'Allow',
  'Allow-Events',
  'Answer-Mode',
  'Authentication-Info',
  'Authorization',
  'Call-ID',
  'Call-Info',
  'Contact',
  'Content-Disposition',
  'Content-Encoding',
  'Content-Language',
  'Content-Length',
  'Content-Type',
  'CSeq',
  'Date',
  'Diversion',
  'Error-Info',
  'Event',
  'Expires',
  'Flow-Timer',
  'From',
  'History-Info',
  'Identity',
  'In-Reply-To',
  'Join',
  'Max-Breadth',
  'Max-Forwards',
  'MIME-Version',
  'Min-Expires',
  'Min-SE',
  'Organization',
  'P-Asserted-Identity',
  'P-Preferred-Identity',
  'Path',
  'Priority',
  'Privacy',
  'Proxy-Authenticate',
  'Proxy-Authorization',
  'Proxy-Require',
  'RAck',
  'Reason',
  'Record-Route',
  'Recv-Info',
  'Refer-Sub',
  'Refer-To',
  'Referred-By',
  'Reject-Contact',
  'Replaces',
  'Reply-To',
  'Request-Disposition',
  'Require',
  'Retry-After',
  'Route',
  'RSeq',
  'Security-Client',
  'Security-Server',
  'Security-Verify',
  'Server',
  'Service-Route',
  'Session-Expires',
  'SIP-ETag',
  'SIP-If-Match',
  'Subject',
  'Subscription-State',
  'Supported',
  'Target-Dialog',
  'Timestamp',
  'To',
  'Unsupported',
  'User-Agent',
  'Via',
  'Warning',
  'WWW-Authenticate',
] as const;

/** RFC 3261 §7.3.3 and the registry of compact forms. */
const COMPACT_FORMS: readonly (readonly [string, string])[] = [
  ['a', 'accept-contact'],
  ['b', 'referred-by'],
  ['c', 'content-type'],
  ['d', 'request-disposition'],
  ['e', 'content-encoding'],
  ['f', 'from'],
  ['i', 'call-id'],
  ['j', 'reject-contact'],
  ['k', 'supported'],
  ['l', 'content-length'],
  ['m', 'contact'],
  ['o', 'event'],
  ['r', 'refer-to'],
  ['s', 'subject'],
  ['t', 'to'],
  ['u', 'allow-events'],
  ['v', 'via'],
  ['x', 'session-expires'],
  ['y', 'identity'],
];

/** Canonical names, and what stands before the value in the line of each. */
const LINE_STARTS: ReadonlyMap<string, string> = new Map(
  SPELLINGS.map((spelling) => [spelling.toLowerCase(), `\r\n${spelling}: `] as const),
);

/** Lower-case long and compact forms, and the canonical name of each, in the slots their hash gives them. */
const SLOTS = 1024;
const FORMS: (string | undefined)[] = new Array<string | undefined>(SLOTS);
const CANONICAL: string[] = new Array<string>(SLOTS);

for (const canonical of LINE_STARTS.keys()) learn(canonical, canonical);
for (const [compact, canonical] of COMPACT_FORMS) learn(compact, canonical);

function learn(form: string, canonical: string): void {
  let slot = hashOf(form, 0, form.length);
  while (FORMS[slot] !== undefined) slot = (slot + 1) % SLOTS;
  FORMS[slot] = form;
  CANONICAL[slot] = canonical;
}

/** A slot that does not depend on the case of letters. The table is fixed: nobody can fill it with collisions. */
function hashOf(text: string, start: number, end: number): number {
  let hash = end - start;
  for (let i = start; i < end; i++) hash = (Math.imul(hash, 31) + (text.charCodeAt(i) | 0x20)) | 0;
  return (hash ^ (hash >>> 10)) & (SLOTS - 1);
}

function isForm(form: string, text: string, start: number, end: number): boolean {
  if (form.length !== end - start) return false;
  for (let i = 0; i < form.length; i++) {
    const code = text.charCodeAt(start + i);
    const lower = code >= 0x41 && code <= 0x5a ? code | 0x20 : code;
    if (lower !== form.charCodeAt(i)) return false;
  }
  return true;
}

/** The canonical name of text[start, end), read in place because every header of every message passes here. */
export function canonicalNameAt(text: string, start: number, end: number): string {
  let slot = hashOf(text, start, end);
  for (let form = FORMS[slot]; form !== undefined; form = FORMS[slot]) {
    if (isForm(form, text, start, end)) return CANONICAL[slot] as string;
    slot = (slot + 1) % SLOTS;
  }
  return text.slice(start, end).toLowerCase();
}

/** `Via`, `v`, `VIA` -> `via`; an unknown name in lower case. */
export function canonicalName(name: string): string {
  return canonicalNameAt(name, 0, name.length);
}

/** True for the lower-case long name of a header the RFCs know. */
export function isKnownName(name: string): boolean {
  return LINE_STARTS.has(name);
}

/** What stands before a value: the end of the line above, the name as the RFCs spell it (`X-Unknown`), the colon. */
export function lineStart(canonical: string): string {
  return LINE_STARTS.get(canonical) ?? `\r\n${capitalise(canonical)}: `;
}

const COMPACT_STARTS: ReadonlyMap<string, string> = new Map(
  COMPACT_FORMS.map(([compact, canonical]) => [canonical, `\r\n${compact}: `] as const),
);

/** The same in the shortest form there is. */
export function compactLineStart(canonical: string): string {
  return COMPACT_STARTS.get(canonical) ?? lineStart(canonical);
}

function capitalise(name: string): string {
  return name.replace(/(^|-)[a-z]/g, (match) => match.toUpperCase());
}
