import { readDeltaSeconds } from '../message/grammar.ts';
import type { SipRequest } from '../message/message.ts';
import type { NameAddr } from '../message/name-addr.ts';
import { isOverflow } from './mandatory-fields.ts';
import { type Refusal, refuse } from './refusal.ts';

/** Methods whose Contact becomes a binding or a remote target. Elsewhere nobody reads it. */
const CONTACT_METHODS: ReadonlySet<string> = new Set([
  'REGISTER',
  'INVITE',
  'UPDATE',
  'SUBSCRIBE',
  'NOTIFY',
  'REFER',
]);

/** RFC 3261 §10.2, §12.1.1. Escaped headers in a contact would write lines of other people's requests. */
export function checkContacts(request: SipRequest): Refusal | undefined {
  if (!CONTACT_METHODS.has(request.method) || !request.headers.has('contact')) return undefined;
  const list = request.contacts;
  if (!list.ok) return refuse(400, list.error);
  if (list.value.kind === 'wildcard') return checkWildcard(request);
  for (const contact of list.value.contacts) {
    const reason = contactDefect(contact);
    if (reason !== undefined) return refuse(400, reason);
  }
  return undefined;
}

function checkWildcard(request: SipRequest): Refusal | undefined {
  const everything =
    request.method === 'REGISTER' && readDeltaSeconds(request.headers.get('expires') ?? '') === 0;
  return everything ? undefined : refuse(400, 'Contact: * without Expires: 0');
}

function contactDefect({ uri, params }: NameAddr): string | undefined {
  if (uri.scheme !== 'sip' && uri.scheme !== 'sips') return 'Contact: no SIP URI';
  if (uri.headers !== undefined) return 'Contact: URI with headers';
  const expires = params.get('expires');
  return expires !== undefined && isOverflow(expires) ? 'Contact: expires beyond its range' : undefined;
}
