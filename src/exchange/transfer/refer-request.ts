import { fail, ok, type Result } from '../../base/result.ts';
import type { SipRequest } from '../../sip/message/message.ts';
import { parseReferTo } from '../../sip/message/refer-to.ts';
import type { Replaces } from '../../sip/message/replaces.ts';
import { localNumber, type OurNames } from '../routing/local-number.ts';

/** What a phone asks for with a REFER: the other side of its call is to be connected to someone else. */
export interface ReferRequest {
  /** A number of ours. */
  readonly to: string;
  /** The phone's other call, whose other side the first one's is to meet (RFC 3891). */
  readonly replaces: Replaces | undefined;
  /** It does not want to be told how it goes (RFC 4488 §4). */
  readonly isSilent: boolean;
}

/** RFC 3515 §2.4.2: 400 unreadable or not exactly one Refer-To, 403 for whatever is not a call to a number of ours. */
export function readRefer(request: SipRequest, names: OurNames): Result<ReferRequest, 400 | 403> {
  const { headers } = request;
  const [written, ...more] = headers.all('refer-to');
  if (written === undefined || more.length > 0) return fail(400);
  const referTo = parseReferTo(written);
  if (!referTo.ok) return fail(400);
  const { uri, method, replaces } = referTo.value;
  const to = localNumber(uri, names);
  if (to === undefined || method !== 'INVITE') return fail(403);
  const isSilent = headers.get('refer-sub')?.split(';', 1)[0]?.trim().toLowerCase() === 'false';
  return ok({ to, replaces, isSilent });
}
