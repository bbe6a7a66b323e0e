/** The basic rules of RFC 3261 §25.1 on latin1 strings, written as table look-ups so that every scan is linear. */

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A set of bytes: index by character code, 1 when it is a member. */
export type ByteSet = Uint8Array;

export function byteSet(members: string): ByteSet {
  const set = new Uint8Array(256);
  for (let i = 0; i < members.length; i++) set[members.charCodeAt(i)] = 1;
  return set;
}

export const TOKEN_BYTES: ByteSet = byteSet(`${ALPHANUMERIC}-.!%*_+\`'~`);
/** `_` is no host name character, but names of machines in home networks have it. */
export const HOST_BYTES: ByteSet = byteSet(`${ALPHANUMERIC}-._`);
export const IPV6_BYTES: ByteSet = byteSet('0123456789abcdefABCDEF:.');

export const SPACE = 0x20;
export const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const DELETE = 0x7f;
export const QUOTE = 0x22;
export const BACKSLASH = 0x5c;

export function isSpace(code: number): boolean {
  return code === SPACE || code === TAB;
}

/** True when text[start, end) is not empty and made of members only. */
export function consistsOf(set: ByteSet, text: string, start = 0, end: number = text.length): boolean {
  if (start >= end) return false;
  for (let i = start; i < end; i++) if (set[text.charCodeAt(i)] !== 1) return false;
  return true;
}

export function isToken(text: string): boolean {
  return consistsOf(TOKEN_BYTES, text);
}

/** The index of the first character at or after `index` that is no white space. */
export function skipSpace(text: string, index: number): number {
  let i = index;
  while (i < text.length && isSpace(text.charCodeAt(i))) i++;
  return i;
}

/** text[start, end) without white space around it. */
export function sliceTrimmed(text: string, start: number, end: number): string {
  let from = start;
  let to = end;
  while (from < to && isSpace(text.charCodeAt(from))) from++;
  while (to > from && isSpace(text.charCodeAt(to - 1))) to--;
  return from === 0 && to === text.length ? text : text.slice(from, to);
}

/**
 * text[start, end) in lower case, without work when it is so already. ASCII letters only: others are bytes of UTF-8
 * here, and another byte would be another character.
 */
export function sliceLowerCase(text: string, start: number, end: number): string {
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x41 && code <= 0x5a)
      return text.slice(start, end).replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  }
  return text.slice(start, end);
}

/** The decimal number that text[start, end) is; undefined when it is none or greater than `max`. */
export function readDecimal(
  text: string,
  start: number,
  end: number,
  max = Number.MAX_SAFE_INTEGER,
): number | undefined {
  if (start >= end) return undefined;
  let value = 0;
  for (let i = start; i < end; i++) {
    const digit = text.charCodeAt(i) - 0x30;
    if (!(digit >= 0 && digit <= 9)) return undefined;
    value = value * 10 + digit;
    if (value > max) return undefined;
  }
  return value;
}

const MAX_DELTA_SECONDS = 0xffff_ffff;

/** `delta-seconds` (Expires, Min-Expires, Retry-After without its comment): undefined when it is no such number or
 * beyond 2**32-1 (RFC 3261 §20.19). */
export function readDeltaSeconds(text: string): number | undefined {
  const start = skipSpace(text, 0);
  let end = text.length;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return readDecimal(text, start, end, MAX_DELTA_SECONDS);
}

/** The index just after the quoted string that begins at `start`; -1 when it never ends. */
export function endOfQuoted(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === BACKSLASH) i++;
    else if (code === QUOTE) return i + 1;
  }
  return -1;
}

/**
 * `value` with a space for every control character that is no `quoted-pair` of a quoted string (RFC 3261 §25.1); an
 * escaped line break is none either. The same string when there is nothing to replace.
 */
export function withoutStrayControls(value: string): string {
  let clean = '';
  let copied = 0;
  let quoted = false;
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    const next = code === BACKSLASH && quoted ? value.charCodeAt(i + 1) : undefined;
    if (code === QUOTE) quoted = !quoted;
    else if (next !== undefined && next !== LINE_FEED && next !== CARRIAGE_RETURN) i++;
    else if ((code < SPACE && code !== TAB) || code === DELETE) {
      clean += `${value.slice(copied, i)} `;
      copied = i + 1;
    }
  }
  return copied === 0 ? value : clean + value.slice(copied);
}

/** What stands between the quotes, each `quoted-pair` resolved. `text` begins and ends with a quote. */
export function unquote(text: string): string {
  const inner = text.slice(1, -1);
  return inner.indexOf('\\') === -1 ? inner : inner.replace(/\\([\s\S])/g, '$1');
}

/** A quoted string of `text`: control characters become spaces, because they help nobody downstream. */
export function quote(text: string): string {
  return `"${text.replace(/[\x00-\x1f\x7f]/g, ' ').replace(/["\\]/g, '\\$&')}"`;
}
