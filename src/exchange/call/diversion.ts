import type { CallPath, Hop } from '../../policy/call-path.ts';
import type { HeaderField } from '../../sip/message/headers.ts';
import type { SipRequest } from '../../sip/message/message.ts';
import { parseNameAddr } from '../../sip/message/name-addr.ts';
import { unescapeUser } from '../../sip/message/uri.ts';

type Cause = Hop['cause'];

/** RFC 5806 §6. */
const REASONS: Readonly<Record<Cause, string>> = {
  always: 'unconditional',
  busy: 'user-busy',
  'no-answer': 'no-answer',
  redirected: 'deflection',
};

/** RFC 4458 §3, as RFC 7044 uses them. */
const CAUSES: Readonly<Record<Cause, number>> = { always: 302, busy: 486, 'no-answer': 408, redirected: 480 };

/** Far more than any call has. */
const MOST_ENTRIES = 32;

/** Who sent the call on, for the phone it comes to: numbers and nothing else, the last one first. */
export function diversionHeaders({ hops, current }: CallPath, domain: string): readonly HeaderField[] {
  if (hops.length === 0) return [];
  const diversions = hops.map(({ from, cause }) => ({
    name: 'diversion',
    value: `<sip:${from}@${domain}>;reason=${REASONS[cause]};counter=1`,
  }));
  const numbers = [...hops.slice(1).map(({ from }) => from), current];
  const entries = numbers.map((number, at) => {
    const cause = CAUSES[hops[at]?.cause ?? 'redirected'];
    return `<sip:${number}@${domain};cause=${cause}>;index=1${'.1'.repeat(at + 1)};mp=1${'.1'.repeat(at)}`;
  });
  const first = `<sip:${hops[0]?.from}@${domain}>;index=1`;
  return [...diversions.reverse(), { name: 'history-info', value: [first, ...entries].join(', ') }];
}

/**
 * The numbers a call was at before, as a phone tells that forwards by calling anew. It is believed because it can
 * only shorten the way that is left.
 */
export function numbersBefore(request: SipRequest): readonly string[] {
  const diversions = usersOf(request, 'diversion');
  const history = usersOf(request, 'history-info').slice(0, -1);
  return diversions.length >= history.length ? diversions : history;
}

function usersOf({ headers }: SipRequest, name: 'diversion' | 'history-info'): readonly string[] {
  if (!headers.has(name)) return [];
  return headers
    .list(name)
    .slice(0, MOST_ENTRIES)
    .map((text) => {
      const address = parseNameAddr(text);
      return address.ok && address.value.uri.user !== undefined ? unescapeUser(address.value.uri.user) : '';
    });
}
