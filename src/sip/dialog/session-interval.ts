import { fail, ok, type Parsed } from '../../base/result.ts';
import { readDeltaSeconds } from '../message/grammar.ts';
import type { HeaderField } from '../message/headers.ts';
import { type SipMessage, SipRequest, type SipResponse } from '../message/message.ts';
import { supports } from '../message/option-tags.ts';
import { parseParams } from '../message/params.ts';

/** RFC 4028 §4 and §5: what we want, and the least we take. */
export const WANTED_INTERVAL_S = 1800;
export const LEAST_INTERVAL_S = 90;
/** Who insists on more than a day gets no timer. */
const MOST_INTERVAL_S = 86_400;

/** Who sends the refreshes, as the header says it: seen from the transaction that negotiates. */
type Refresher = 'uac' | 'uas';

export interface SessionExpires {
  readonly intervalS: number;
  readonly refresher: Refresher | undefined;
}

/** What both sides of a dialog hold to until the next refresh. */
export interface SessionInterval {
  readonly intervalS: number;
  readonly weRefresh: boolean;
}

/** `1800;refresher=uac` (RFC 4028 §4). */
export function parseSessionExpires(text: string): Parsed<SessionExpires> {
  const semicolon = text.indexOf(';');
  const intervalS = readDeltaSeconds(semicolon === -1 ? text : text.slice(0, semicolon));
  if (intervalS === undefined) return fail('Session-Expires: no number of seconds');
  const params = semicolon === -1 ? undefined : parseParams(text, semicolon);
  if (params?.ok === false) return fail(`Session-Expires: ${params.error}`);
  const refresher = params?.value.get('refresher')?.toLowerCase();
  return ok({ intervalS, refresher: refresher === 'uac' || refresher === 'uas' ? refresher : undefined });
}

/**
 * The 422 for a request whose interval is too short, as its header; undefined when it is long enough. One who does
 * not know 422 is never sent it (RFC 4028 §9).
 */
export function intervalRefusal(request: SipRequest): HeaderField | undefined {
  const asked = sessionExpiresOf(request);
  if (asked === undefined || asked.intervalS >= LEAST_INTERVAL_S || !supports(request, 'timer')) {
    return undefined;
  }
  return { name: 'min-se', value: `${LEAST_INTERVAL_S}` };
}

export interface IntervalAnswer {
  readonly interval: SessionInterval;
  /** For the 2xx. */
  readonly headers: readonly HeaderField[];
}

/**
 * The UAS side (RFC 4028 §9): undefined when the other side knows no session timers. It may ask for less than we
 * want, never be given more than it asked for; unless it wants to, we refresh, for a call must not end because a
 * phone forgets to.
 */
export function answerInterval(request: SipRequest): IntervalAnswer | undefined {
  if (!supports(request, 'timer')) return undefined;
  const asked = sessionExpiresOf(request);
  const leastS = Math.max(minSeOf(request), LEAST_INTERVAL_S);
  const intervalS = Math.max(Math.min(asked?.intervalS ?? WANTED_INTERVAL_S, WANTED_INTERVAL_S), leastS);
  if (intervalS > MOST_INTERVAL_S) return undefined;
  const refresher: Refresher = asked?.refresher ?? 'uas';
  const headers = [{ name: 'session-expires', value: `${intervalS};refresher=${refresher}` }];
  if (refresher === 'uac') headers.push({ name: 'require', value: 'timer' });
  return { interval: { intervalS, weRefresh: refresher === 'uas' }, headers };
}

/** The UAC side (RFC 4028 §7.2): what a 2xx to a request of ours says; undefined when there is no timer. */
export function agreedInterval(response: SipResponse): SessionInterval | undefined {
  const agreed = sessionExpiresOf(response);
  if (agreed === undefined || agreed.intervalS > MOST_INTERVAL_S) return undefined;
  const intervalS = Math.max(agreed.intervalS, LEAST_INTERVAL_S);
  return { intervalS, weRefresh: agreed.refresher !== 'uas' };
}

/** The longest interval that the others on the way insist on; 0 when they say nothing. */
export function minSeOf(message: SipMessage): number {
  return readDeltaSeconds(message.headers.get('min-se')?.split(';', 1)[0] ?? '') ?? 0;
}

/** An unreadable one counts as none. */
function sessionExpiresOf(message: SipMessage): SessionExpires | undefined {
  const text = message.headers.get('session-expires');
  const parsed = text === undefined ? undefined : parseSessionExpires(text);
  return parsed?.ok ? parsed.value : undefined;
}

/**
 * The INVITE that follows a 422 (RFC 4028 §7.3): the same with the next number and the interval the other side
 * insists on, or with none when that is absurd. Undefined when the 422 asks for nothing new.
 */
export function withLongerInterval(request: SipRequest, refusal: SipResponse): SipRequest | undefined {
  const asked = sessionExpiresOf(request);
  const leastS = minSeOf(refusal);
  if (asked === undefined || leastS <= asked.intervalS) return undefined;
  const headers = request.headers.clone().set('cseq', `${request.cseq.number + 1} ${request.method}`);
  if (leastS > MOST_INTERVAL_S) headers.remove('session-expires');
  else headers.set('session-expires', `${leastS}`).set('min-se', `${leastS}`);
  return new SipRequest(request.method, request.requestUri, headers, request.body);
}
