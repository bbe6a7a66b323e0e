import { type Random, randomToken } from '../../base/random.ts';
import { WANTED_INTERVAL_S } from '../../sip/dialog/session-interval.ts';
import { type HeaderField, Headers } from '../../sip/message/headers.ts';
import { SipRequest } from '../../sip/message/message.ts';
import { ALLOWED_METHODS, SUPPORTED, SUPPORTED_WITHOUT_RELIABILITY } from './capabilities.ts';

interface Invitation {
  readonly leg: { readonly localTag: string; readonly contact: string };
  /** The Contact the phone registered comes back to it unchanged as Request-URI (phones: quirk 8). */
  readonly target: string;
  /** From without its tag. */
  readonly identity: string;
  readonly to: string;
  readonly maxForwards: number;
  /** RFC 5393 §5: how many phones it may ring at once wherever it goes; left out when nobody limits it. */
  readonly maxBreadth: number | undefined;
  /** Whether the phone may make its provisional responses reliable. */
  readonly mayBeReliable: boolean;
  /** Further lines that this call needs. */
  readonly extra: readonly HeaderField[];
  readonly sdp: Uint8Array | undefined;
}

/** The INVITE that calls a phone: a new dialog, and nothing in it but what we write ourselves. */
export function createInvite(random: Random, invitation: Invitation): SipRequest {
  const { leg, target, identity, to, maxForwards, maxBreadth, mayBeReliable, extra, sdp } = invitation;
  const headers = new Headers()
    .append('max-forwards', `${maxForwards}`)
    .append('from', `${identity};tag=${leg.localTag}`)
    .append('to', to)
    .append('call-id', randomToken(random, 24))
    .append('cseq', `${1 + random.integer(0x4000)} INVITE`)
    .append('contact', leg.contact)
    .append('allow', ALLOWED_METHODS)
    .append('supported', mayBeReliable ? SUPPORTED : SUPPORTED_WITHOUT_RELIABILITY)
    .append('session-expires', `${WANTED_INTERVAL_S}`);
  if (maxBreadth !== undefined) headers.append('max-breadth', `${maxBreadth}`);
  for (const { name, value } of extra) headers.append(name, value);
  if (sdp !== undefined) headers.append('content-type', 'application/sdp');
  return new SipRequest('INVITE', target, headers, sdp);
}
