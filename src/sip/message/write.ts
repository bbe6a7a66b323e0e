import { BugError } from '../../base/bug-error.ts';
import { isToken, withoutStrayControls } from './grammar.ts';
import { compactLineStart, lineStart } from './header-names.ts';
import type { SipMessage } from './message.ts';

/**
 * The bytes of a message. Content-Length is always computed here and stands last; names get the spelling of the
 * RFCs. No value can begin another line: control characters and what is no byte are replaced.
 */
export function writeMessage(message: SipMessage): Uint8Array {
  return write(message, lineStart);
}

/** The same with the short names of RFC 3261 §7.3.3, for what would otherwise be too large. */
export function writeCompact(message: SipMessage): Uint8Array {
  return write(message, compactLineStart);
}

function write(message: SipMessage, begin: (name: string) => string): Uint8Array {
  let head = startLine(message);
  for (const { name, value } of message.headers.fields)
    if (name !== 'content-length') head += begin(name) + safe(value);
  const { body } = message;
  head += `${begin('content-length')}${body.length}\r\n\r\n`;
  const bytes = Buffer.allocUnsafe(head.length + body.length);
  bytes.write(head, 0, 'latin1');
  bytes.set(body, head.length);
  return bytes;
}

function startLine(message: SipMessage): string {
  if (message.kind === 'response') return `SIP/2.0 ${message.status} ${safe(message.reason)}`;
  if (!isToken(message.method)) throw new BugError('a method is a token');
  if (!/^[\x21-\x7e\x80-\xff]+$/.test(message.requestUri))
    throw new BugError('Request-URI with white space or worse');
  return `${message.method} ${message.requestUri} SIP/2.0`;
}

/**
 * A character above U+00FF would lose its upper half on the way out and may become a line break by that. A control
 * character stays only where RFC 3261 §25.1 allows it, as a `quoted-pair` that an answer must repeat.
 */
function safe(value: string): string {
  if (!/[\0-\x08\x0a-\x1f\x7f\u0100-\uffff]/.test(value)) return value;
  return withoutStrayControls(value).replace(/[\u0100-\uffff]/g, '?');
}
