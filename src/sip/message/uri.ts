import { fail, ok, type Parsed } from '../../base/result.ts';
import { byteSet, consistsOf, HOST_BYTES, IPV6_BYTES, readDecimal, sliceLowerCase } from './grammar.ts';
import { ParamList } from './param-list.ts';
import { NO_PARAMS, type Params } from './params.ts';

/** A SIP, SIPS or tel URI (RFC 3261 §19.1, RFC 3966); of other schemes only `scheme` and `text` are known. */
export interface Uri {
  /** Lower case: `sip`, `sips`, `tel`, ... */
  readonly scheme: 'sip' | 'sips' | 'tel' | (string & {});
  /** As written, escapes kept; for `tel` the number. */
  readonly user: string | undefined;
  readonly password: string | undefined;
  /** As written, an IPv6 address without its brackets; empty when the scheme has no host. */
  readonly host: string;
  readonly port: number | undefined;
  /** Names in lower case and unescaped, values as written. */
  readonly params: Params;
  /** What follows `?`, as written. */
  readonly headers: string | undefined;
  /** The whole URI as written. */
  readonly text: string;
}

const COLON = 0x3a;
const SEMICOLON = 0x3b;
const PERCENT = 0x25;
const OPENING_BRACKET = 0x5b;

const SCHEME_BYTES = byteSet('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-.');
/** More than RFC 3261 §25.1 lets a user part hold (`#`, raw UTF-8), because phones dial it unescaped. */
const URI_BYTES = printableExcept('<>"\\@');
const OPAQUE_BYTES = printableExcept('<>"\\');

function printableExcept(exceptions: string): Uint8Array {
  const set = new Uint8Array(256);
  for (let code = 0x21; code < 256; code++) set[code] = code === 0x7f ? 0 : 1;
  for (let i = 0; i < exceptions.length; i++) set[exceptions.charCodeAt(i)] = 0;
  return set;
}

/** Reads a URI that is the whole of `text`: white space around it is an error. */
export function parseUri(text: string): Parsed<Uri> {
  if (text.startsWith('sip:')) return parseSipUri(text, 'sip', 4);
  const colon = text.indexOf(':');
  if (colon < 1 || !consistsOf(SCHEME_BYTES, text, 0, colon) || !isLetter(text.charCodeAt(0)))
    return fail('URI: no scheme');
  const scheme = text.slice(0, colon).toLowerCase();
  if (scheme === 'sip' || scheme === 'sips') return parseSipUri(text, scheme, colon + 1);
  if (scheme === 'tel') return parseTelUri(text, colon + 1);
  if (!consistsOf(OPAQUE_BYTES, text, colon + 1)) return fail('URI: unreadable character');
  const opaque = { scheme, user: undefined, password: undefined, host: '', port: undefined };
  return ok({ ...opaque, params: NO_PARAMS, headers: undefined, text });
}

function parseSipUri(text: string, scheme: string, start: number): Parsed<Uri> {
  let user: string | undefined;
  let password: string | undefined;
  let i = start;
  const at = text.indexOf('@', start);
  if (at !== -1) {
    if (!isReadable(text, start, at)) return fail('URI: unreadable user part');
    const colon = text.indexOf(':', start);
    const userEnd = colon !== -1 && colon < at ? colon : at;
    if (userEnd === start) return fail('URI: empty user part');
    user = text.slice(start, userEnd);
    if (userEnd < at) password = text.slice(userEnd + 1, at);
    i = at + 1;
  }
  const hostEnd = endOfHost(text, i);
  if (hostEnd === -1) return fail('URI: unreadable host');
  const host =
    text.charCodeAt(i) === OPENING_BRACKET ? text.slice(i + 1, hostEnd - 1) : text.slice(i, hostEnd);
  let port: number | undefined;
  i = hostEnd;
  if (text.charCodeAt(i) === COLON) {
    const portEnd = endOfDigits(text, i + 1);
    port = readDecimal(text, i + 1, portEnd, 65_535);
    if (port === undefined) return fail('URI: unreadable port');
    i = portEnd;
  }
  if (i === text.length)
    return ok({ scheme, user, password, host, port, params: NO_PARAMS, headers: undefined, text });
  const tail = parseTail(text, i);
  if (!tail.ok) return tail;
  const { params, headers } = tail.value;
  return ok({ scheme, user, password, host, port, params, headers, text });
}

function parseTelUri(text: string, start: number): Parsed<Uri> {
  const semicolon = text.indexOf(';', start);
  const end = semicolon === -1 ? text.length : semicolon;
  if (end === start || !isReadable(text, start, end)) return fail('URI: unreadable telephone number');
  const tail = parseTail(text, end);
  if (!tail.ok) return tail;
  const number = {
    scheme: 'tel',
    user: text.slice(start, end),
    password: undefined,
    host: '',
    port: undefined,
  };
  return ok({ ...number, ...tail.value, text });
}

/** `uri-parameters [ headers ]`. */
function parseTail(text: string, start: number): Parsed<Pick<Uri, 'params' | 'headers'>> {
  if (!isReadable(text, start, text.length) && start < text.length) return fail('URI: unreadable character');
  const question = text.indexOf('?', start);
  const end = question === -1 ? text.length : question;
  const headers = question === -1 ? undefined : text.slice(question + 1);
  if (start === end) return ok({ params: NO_PARAMS, headers });
  if (text.charCodeAt(start) !== SEMICOLON) return fail('URI: text after the host');
  const params = new ParamList();
  let i = start;
  let equals = text.indexOf('=', start);
  while (i < end) {
    const semicolon = text.indexOf(';', i + 1);
    const next = semicolon === -1 || semicolon > end ? end : semicolon;
    if (equals !== -1 && equals <= i) equals = text.indexOf('=', i + 1);
    const nameEnd = equals === -1 || equals > next ? next : equals;
    const written = sliceLowerCase(text, i + 1, nameEnd);
    const name = written.indexOf('%') === -1 ? written : lowerCase(unescapeUser(written));
    if (name !== '') params.add(name, nameEnd < next ? text.slice(nameEnd + 1, next) : undefined);
    i = next;
  }
  return ok({ params, headers });
}

/** The index after the host that begins at `start`; -1 when there is none. */
export function endOfHost(text: string, start: number): number {
  if (text.charCodeAt(start) === OPENING_BRACKET) {
    const close = text.indexOf(']', start);
    if (close === -1 || !consistsOf(IPV6_BYTES, text, start + 1, close)) return -1;
    return text.slice(start + 1, close).includes(':') ? close + 1 : -1;
  }
  let i = start;
  while (i < text.length && HOST_BYTES[text.charCodeAt(i)] === 1) i++;
  return i === start ? -1 : i;
}

function endOfDigits(text: string, start: number): number {
  let i = start;
  while (i < text.length && text.charCodeAt(i) >= 0x30 && text.charCodeAt(i) <= 0x39) i++;
  return i;
}

/** No white space, no delimiters of the fields around a URI, and every `%` begins an escape. */
function isReadable(text: string, start: number, end: number): boolean {
  if (start >= end) return false;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (URI_BYTES[code] !== 1) return false;
    if (code === PERCENT && !(i + 2 < end && isHex(text.charCodeAt(i + 1)) && isHex(text.charCodeAt(i + 2))))
      return false;
  }
  return true;
}

function lowerCase(text: string): string {
  return sliceLowerCase(text, 0, text.length);
}

function isHex(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x66);
}

function isLetter(code: number): boolean {
  return (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
}

/** The user part with its escapes resolved, as latin1 bytes. `%00` gives a NUL: compare it, never cut at it. */
export function unescapeUser(user: string): string {
  if (user.indexOf('%') === -1) return user;
  return user.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** Escapes what RFC 3261 §25.1 does not let a user part hold. Escapes already there stay. */
function escapeUser(user: string): string {
  return user.replace(/%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\-_.!~*'()&=+$,;?/%]/g, escapeByte);
}

function escapeParam(text: string): string {
  return text.replace(/%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\-_.!~*'()[\]/:&+$%]/g, escapeByte);
}

function escapeByte(character: string): string {
  const code = character.charCodeAt(0) & 0xff;
  return `%${code.toString(16).toUpperCase().padStart(2, '0')}`;
}

/**
 * A URI from its parts. `user` is raw or escaped already; an IPv6 `host` is given without brackets. The host must
 * be one we know to be good: it is not escaped.
 */
export function writeUri(uri: {
  readonly scheme?: string;
  readonly user?: string | undefined;
  readonly host: string;
  readonly port?: number | undefined;
  readonly params?: Iterable<readonly [string, string | undefined]>;
}): string {
  let text = `${uri.scheme ?? 'sip'}:`;
  if (uri.user !== undefined) text += `${escapeUser(uri.user)}@`;
  text += uri.host.includes(':') ? `[${uri.host}]` : uri.host;
  if (uri.port !== undefined) text += `:${uri.port}`;
  for (const [name, value] of uri.params ?? [])
    text += value === undefined ? `;${escapeParam(name)}` : `;${escapeParam(name)}=${escapeParam(value)}`;
  return text;
}

/** Parameters that make two URIs differ when only one has them (RFC 3261 §19.1.4; `transport` as in RFC 4475). */
const DECISIVE_PARAMS = ['user', 'ttl', 'method', 'maddr', 'transport'];

/** RFC 3261 §19.1.4. URIs of schemes we do not know are the same when their text is. */
export function sameUri(a: Uri, b: Uri): boolean {
  if (a.text === b.text) return true;
  if (a.scheme !== b.scheme || a.port !== b.port || a.headers !== b.headers) return false;
  if (a.host === '' && a.scheme !== 'tel') return false;
  if (a.host.toLowerCase() !== b.host.toLowerCase()) return false;
  if (unescapeUser(a.user ?? '') !== unescapeUser(b.user ?? '')) return false;
  if (unescapeUser(a.password ?? '') !== unescapeUser(b.password ?? '')) return false;
  if ((a.user === undefined) !== (b.user === undefined)) return false;
  if (DECISIVE_PARAMS.some((name) => a.params.has(name) !== b.params.has(name))) return false;
  for (const [name, value] of a.params)
    if (b.params.has(name) && comparable(value) !== comparable(b.params.get(name))) return false;
  return true;
}

function comparable(value: string | undefined): string {
  return unescapeUser(value ?? '').toLowerCase();
}
