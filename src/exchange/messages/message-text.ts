import { fail, ok, type Result } from '../../base/result.ts';
import type { HeaderField } from '../../sip/message/headers.ts';
import type { SipRequest } from '../../sip/message/message.ts';

/** With the fields of the request it goes out in, such a text fits into one UDP packet of the internet. */
const LONGEST_BYTES = 1_024;

/** Of what can be read here. */
export const ACCEPT_TEXT: HeaderField = { name: 'accept', value: 'text/plain' };

const CHARSETS: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  ascii: 'utf-8',
  'iso-8859-1': 'windows-1252',
  'windows-1252': 'windows-1252',
};

/** What a phone can show: what would steer its screen, or turn the direction of writing around, is left out. */
const UNWANTED = /[\0-\x08\x0b-\x0c\x0e-\x1f\x7f\u0080-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;

/**
 * The text of a MESSAGE (RFC 3428 §7) as it will go on: written anew, never the bytes that came. The number is the
 * status to refuse with: 415 for everything but plain text, `message/cpim` and "is typing" among it.
 */
export function readText(request: SipRequest): Result<string, 400 | 413 | 415> {
  const { headers, body } = request;
  const [type = '', ...params] = (headers.get('content-type') ?? 'text/plain').split(';');
  if (type.trim().toLowerCase() !== 'text/plain') return fail(415);
  const charset = params
    .map((param) => /^\s*charset\s*=\s*"?([^"\s]+)"?\s*$/i.exec(param)?.[1])
    .find(Boolean);
  const encoding = CHARSETS[(charset ?? 'utf-8').toLowerCase()];
  if (encoding === undefined) return fail(415);
  if (body.length > LONGEST_BYTES) return fail(413);
  const text = decode(body, encoding)?.replace(UNWANTED, '');
  if (text === undefined) return fail(400);
  // A letter of one byte may have become one of two.
  return Buffer.byteLength(text) > LONGEST_BYTES ? fail(413) : ok(text);
}

function decode(body: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(body);
  } catch {
    return undefined;
  }
}

export function textContent(text: string): { readonly contentType: string; readonly body: Uint8Array } {
  return { contentType: 'text/plain;charset=UTF-8', body: Buffer.from(text, 'utf8') };
}
