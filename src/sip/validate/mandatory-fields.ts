import { readDecimal, readDeltaSeconds } from '../message/grammar.ts';
import type { SipMessage, SipRequest } from '../message/message.ts';
import { type Refusal, refuse } from './refusal.ts';

/**
 * Fields that two readers would read differently when they came twice (RFC 3261 §7.3.1, RFC 4475 §3.3.8), each with
 * its own bit.
 */
const SINGLETONS: ReadonlyMap<string, number> = new Map(
  [
    'from',
    'to',
    'call-id',
    'cseq',
    'max-forwards',
    'content-length',
    'content-type',
    'content-encoding',
    'content-disposition',
    'expires',
    'min-expires',
    'event',
    'subscription-state',
    'session-expires',
    'min-se',
    'refer-to',
    'referred-by',
    'replaces',
    'rack',
    'rseq',
    'sip-if-match',
    'date',
  ].map((name, index) => [name, 1 << index]),
);

export function checkSingletons(message: SipMessage): Refusal | undefined {
  let seen = 0;
  for (const { name } of message.headers.fields) {
    const bit = SINGLETONS.get(name);
    if (bit === undefined) continue;
    if ((seen & bit) !== 0) return refuse(400, `${name}: more than one`);
    seen |= bit;
  }
  return undefined;
}

/**
 * RFC 3261 §8.1.1 and §8.2.6: what every request has and every response repeats. A missing tag or Max-Forwards is RFC
 * 2543 and accepted.
 */
export function checkMandatoryFields(message: SipMessage): Refusal | undefined {
  const via = message.readVia();
  if (!via.ok) return refuse(400, via.error);
  const from = message.readFrom();
  if (!from.ok) return refuse(400, from.error);
  const to = message.readTo();
  if (!to.ok) return refuse(400, to.error);
  const callId = message.headers.get('call-id');
  if (callId === undefined || callId === '' || /[ \t]/.test(callId))
    return refuse(400, 'Call-ID: unreadable');
  const cseq = message.readCSeq();
  return cseq.ok ? undefined : refuse(400, cseq.error);
}

/** Numbers and dates beyond their range (RFC 4475 §3.1.2.4, §3.1.2.12). */
export function checkScalars(request: SipRequest): Refusal | undefined {
  const { headers } = request;
  if (headers.has('max-forwards') && request.maxForwards === undefined)
    return refuse(400, 'Max-Forwards: not 0 to 255');
  const expires = headers.get('expires');
  if (expires !== undefined && isOverflow(expires)) return refuse(400, 'Expires: beyond its range');
  const date = headers.get('date');
  if (date !== undefined && !/(?:GMT|UTC)$/i.test(date)) return refuse(400, 'Date: not in GMT');
  return undefined;
}

/** Digits, but more of them than delta-seconds has. What is no number at all counts as absent (RFC 3261 §10.2.1.1). */
export function isOverflow(deltaSeconds: string): boolean {
  const isNumber = readDecimal(deltaSeconds, 0, deltaSeconds.length, Number.POSITIVE_INFINITY) !== undefined;
  return isNumber && readDeltaSeconds(deltaSeconds) === undefined;
}
