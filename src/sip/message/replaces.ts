import { fail, ok, type Parsed } from '../../base/result.ts';
import { parseParams } from './params.ts';

/** Names a dialog as its other side sees it (RFC 3891 §6.1). */
export interface Replaces {
  readonly callId: string;
  /** The tag of whoever gets the header, of the other side. */
  readonly toTag: string;
  readonly fromTag: string;
  /** Only a dialog that has not been answered is meant. */
  readonly earlyOnly: boolean;
}

/** The value of a Replaces header, unescaped where it came in a URI. */
export function parseReplaces(text: string): Parsed<Replaces> {
  const semicolon = text.indexOf(';');
  const callId = (semicolon === -1 ? text : text.slice(0, semicolon)).trim();
  if (callId === '' || /[\s,<>"]/.test(callId)) return fail('Replaces: no Call-ID');
  const params = parseParams(text, semicolon === -1 ? text.length : semicolon);
  if (!params.ok) return params;
  const toTag = params.value.get('to-tag');
  const fromTag = params.value.get('from-tag');
  if (!toTag || !fromTag) return fail('Replaces: not both tags');
  return ok({ callId, toTag, fromTag, earlyOnly: params.value.has('early-only') });
}
