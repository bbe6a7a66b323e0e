import { fail, ok, type Parsed } from '../../base/result.ts';
import { readDecimal } from '../message/grammar.ts';
import { type CSeq, parseCSeq, type SipResponse } from '../message/message.ts';
import { requires } from '../message/option-tags.ts';

/** RFC 3262 §3: the first number is chosen so that the following ones fit into 32 bits. */
export const MAX_FIRST_RSEQ = 0x7fff_ffff;
const MAX_RSEQ = 0xffff_ffff;

/** Which response a PRACK is for (RFC 3262 §7.2). */
export interface RAck {
  readonly rseq: number;
  /** Of the request that was answered. */
  readonly cseq: CSeq;
}

/** `776656 1 INVITE`. */
export function parseRAck(text: string): Parsed<RAck> {
  const blank = text.search(/[ \t]/);
  const rseq = readDecimal(text, 0, blank === -1 ? text.length : blank, MAX_RSEQ);
  if (blank === -1 || rseq === undefined) return fail('RAck: unreadable number');
  const cseq = parseCSeq(text.slice(blank).trim());
  return cseq.ok ? ok({ rseq, cseq: cseq.value }) : fail(`RAck: ${cseq.error}`);
}

/** The number of a response that wants a PRACK; undefined for one that does not (RFC 3262 §4). */
export function rseqOf(response: SipResponse): number | undefined {
  if (response.status <= 100 || response.status >= 200 || !requires(response, '100rel')) return undefined;
  const text = response.headers.get('rseq') ?? '';
  const rseq = readDecimal(text, 0, text.length, MAX_RSEQ);
  return rseq === 0 ? undefined : rseq;
}
