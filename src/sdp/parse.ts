import { bytesToLatin1 } from '../base/bytes.ts';
import type { Parsed } from '../base/result.ts';
import { fail, ok } from '../base/result.ts';
import type {
  Attribute,
  Connection,
  MediaDescription,
  Origin,
  OtherLine,
  SessionDescription,
} from './session-description.ts';

/** More media descriptions than any phone offers; each one must be answered, so their number is bounded. */
const MAXIMUM_MEDIA = 32;
const WHITESPACE = /[ \t]+/;
const VISIBLE = /^[\x21-\x7e]+$/;

type Open<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer U)[] ? U[] : T[K] };

/**
 * Reads a description as phones write it: in any line order, with LF alone, without s= or t=, with lines nobody
 * knows. It fails on what is no SDP at all and on an m= line that cannot be read, because every m= line must be
 * answered in its place (RFC 3264 §6). Linear in the size of the body.
 */
export function parseSdp(bytes: Uint8Array): Parsed<SessionDescription> {
  const text = bytesToLatin1(bytes);
  const session: Open<SessionDescription> = {
    origin: undefined,
    name: undefined,
    connection: undefined,
    attributes: [],
    media: [],
    others: [],
  };
  let section: Open<SessionDescription> | Open<MediaDescription> = session;
  let versionSeen = false;
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf('\n', start);
    const end = feed === -1 ? text.length : feed;
    const line = withoutTrailingBlanks(text, start, end);
    start = end + 1;
    if (line === '') continue;
    const value = line.slice(2);
    if (!versionSeen) {
      if (line !== 'v=0') return fail('SDP: does not begin with v=0');
      versionSeen = true;
    } else if (line.startsWith('m=')) {
      const media = readMedia(value);
      if (!media) return fail('SDP: unreadable m= line');
      if (session.media.length === MAXIMUM_MEDIA) return fail('SDP: too many m= lines');
      session.media.push(media);
      section = media;
    } else readLine(session, section, line, value);
  }
  return versionSeen ? ok(session) : fail('SDP: empty');
}

/** `trimEnd` would take byte A0 for a blank, which may be the end of a UTF-8 character. */
function withoutTrailingBlanks(text: string, start: number, end: number): string {
  let last = end;
  while (last > start && ' \t\r'.includes(text.charAt(last - 1))) last--;
  return text.slice(start, last);
}

function readLine(
  session: Open<SessionDescription>,
  section: Open<SessionDescription> | Open<MediaDescription>,
  line: string,
  value: string,
): void {
  const type = line.charAt(1) === '=' ? line.charAt(0) : '';
  if (type === 'a') section.attributes.push(readAttribute(value));
  else if (type === 'c') section.connection ??= readConnection(value);
  else if (type === 'o' && section === session) session.origin ??= readOrigin(value);
  else if (type === 's' && section === session) session.name ??= value;
  else section.others.push(other(type, type === '' ? line : value));
}

function other(type: string, value: string): OtherLine {
  return { type, value };
}

/** `audio 49170/2 RTP/AVP 0 8 101`. A refused line without formats is met in practice and taken. */
function readMedia(value: string): Open<MediaDescription> | undefined {
  const [kind = '', ports = '', protocol = '', ...formats] = value.trim().split(WHITESPACE);
  const port = readPort(ports);
  if (port === undefined || !VISIBLE.test(kind) || !VISIBLE.test(protocol)) return undefined;
  if (!formats.every((format) => VISIBLE.test(format))) return undefined;
  return { kind, port, protocol, formats, connection: undefined, attributes: [], others: [] };
}

/** A number of ports behind a slash (RFC 8866 §5.14) asks for layered streams, of which we take the first. */
function readPort(text: string): number | undefined {
  const digits = text.split('/', 1)[0] ?? '';
  if (!/^\d{1,5}$/.test(digits)) return undefined;
  const port = Number(digits);
  return port <= 65_535 ? port : undefined;
}

function readAttribute(value: string): Attribute {
  const colon = value.indexOf(':');
  if (colon === -1) return { name: value.trim(), value: undefined };
  return { name: value.slice(0, colon).trim(), value: value.slice(colon + 1).trim() };
}

/** `IN IP4 192.0.2.1/127`; undefined when it is of another network or incomplete. */
function readConnection(value: string): Connection | undefined {
  const [network, addressType, address] = value.trim().split(WHITESPACE);
  if (network?.toUpperCase() !== 'IN' || !addressType || !address) return undefined;
  return { addressType, address: address.split('/', 1)[0] ?? '' };
}

/** Read from the end, because user names with blanks in them are met. */
function readOrigin(value: string): Origin | undefined {
  const words = value.trim().split(WHITESPACE);
  const [sessionId, sessionVersion, , addressType, address] = words.slice(-5);
  if (words.length < 6 || !sessionId || !sessionVersion || !addressType || !address) return undefined;
  return { username: words.slice(0, -5).join(' '), sessionId, sessionVersion, addressType, address };
}
