import { fail, ok, type Result } from '../../base/result.ts';
import {
  readDecimal,
  SPACE,
  skipSpace,
  sliceTrimmed,
  TAB,
  TOKEN_BYTES,
  withoutStrayControls,
} from './grammar.ts';
import { canonicalNameAt } from './header-names.ts';
import { type HeaderField, Headers } from './headers.ts';
import { type SipMessage, SipRequest, SipResponse } from './message.ts';
import { readStartLine, type StartLine } from './start-line.ts';

/** The sizes beyond which a message is refused (security 2.10). */
export const MESSAGE_LIMITS = { headerBytes: 16 * 1024, headerLines: 128, bodyBytes: 64 * 1024 } as const;

/** Why bytes are no message. */
export interface MalformedMessage {
  /** For people who debug phones: `Content-Length: larger than the message`. */
  readonly reason: string;
  /** What to answer when `request` is there: 400, or 513 beyond a limit. */
  readonly status: number;
  /**
   * What could be read, when that is enough for a stateless answer (RFC 3261 §8.2.6): Via, From, To, Call-ID and CSeq
   * are there, though not necessarily readable. Never an ACK, which nobody answers.
   */
  readonly request?: SipRequest;
}

export interface ParseOptions {
  /** The bytes are one message cut from a stream by its Content-Length, not a datagram. */
  readonly stream?: boolean;
}

const LF = 0x0a;
const CR = 0x0d;
const COLON = 0x3a;

/**
 * Reads one datagram or one framed message. The header section is decoded once and split into lines by one scan;
 * what the lines mean is found out when it is asked for. Time is linear in the length.
 */
export function parseMessage(
  bytes: Uint8Array,
  options: ParseOptions = {},
): Result<SipMessage, MalformedMessage> {
  const start = skipLineBreaks(bytes);
  const section = scanSection(bytes, start);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = buffer.toString('latin1', start, section.end);
  const startLine = readStartLine(text.slice(0, section.lineEnds[0] ?? text.length));
  if (startLine === undefined) return fail({ reason: 'no SIP start line', status: 400 });
  const lines = readLines(text, section.lineEnds);
  const headers = Headers.ofCanonical(lines.fields);
  const sized = readBody(bytes, section.end, lines, section.defect === undefined, options.stream === true);
  const defect =
    section.defect ??
    startLine.defect ??
    lines.defect ??
    (section.control || text.includes('\x7f')
      ? controlDefect(text.slice(0, section.lineEnds[0]), lines.fields)
      : undefined) ??
    sized.defect;
  if (defect === undefined) return ok(build(startLine, headers, sized.body, bytes.length));
  const status = OVERSIZED.has(defect) ? 513 : 400;
  const request = salvage(startLine, headers, bytes.length);
  return fail(request === undefined ? { reason: defect, status } : { reason: defect, status, request });
}

const TOO_LONG = 'header section: longer than 16 KiB';
const TOO_MANY_LINES = 'header section: more than 128 lines';
const BODY_TOO_LONG = 'body: longer than 64 KiB';
const NO_BODY = new Uint8Array(0);
const OVERSIZED: ReadonlySet<string> = new Set([TOO_LONG, TOO_MANY_LINES, BODY_TOO_LONG]);

/** RFC 3261 §7.5: line breaks before the start line are ignored. */
function skipLineBreaks(bytes: Uint8Array): number {
  let i = 0;
  while (i < bytes.length && (bytes[i] === CR || bytes[i] === LF)) i++;
  return i;
}

interface Section {
  /** Where each line ends, its line break left out, counted from the beginning of the section. */
  readonly lineEnds: number[];
  /** Index of the first byte after the empty line, or where reading stopped. */
  readonly end: number;
  /** A control character stands in some line; whether it may is looked at later. */
  readonly control: boolean;
  readonly defect: string | undefined;
}

/**
 * Finds the lines. A lone LF ends one, too; a lone CR is a control character. Most bytes are none, so that four are
 * looked at together.
 */
function scanSection(bytes: Uint8Array, start: number): Section {
  const lineEnds: number[] = [];
  const limit = Math.min(bytes.length, start + MESSAGE_LIMITS.headerBytes);
  let control = false;
  let lineStart = start;
  let i = start;
  while (i < limit) {
    while (
      i + 3 < limit &&
      isText(bytes, i) &&
      isText(bytes, i + 1) &&
      isText(bytes, i + 2) &&
      isText(bytes, i + 3)
    )
      i += 4;
    if (i >= limit) break;
    const byte = bytes[i++] as number;
    if (byte >= SPACE) continue;
    if (byte === LF) {
      const end = i - 1 > lineStart && bytes[i - 2] === CR ? i - 2 : i - 1;
      if (end === lineStart) return { lineEnds, end: i, control, defect: undefined };
      if (lineEnds.length > MESSAGE_LIMITS.headerLines)
        return { lineEnds, end: i, control, defect: TOO_MANY_LINES };
      lineEnds.push(end - start);
      lineStart = i;
    } else if (byte !== TAB && !(byte === CR && bytes[i] === LF)) control = true;
  }
  const defect = limit < bytes.length ? TOO_LONG : 'header section: no empty line at its end';
  return { lineEnds, end: limit, control, defect };
}

/** Whether the byte at `index` is no control character; DEL is looked for elsewhere. */
function isText(bytes: Uint8Array, index: number): boolean {
  return (bytes[index] as number) >= SPACE;
}

interface HeaderLines {
  readonly fields: HeaderField[];
  readonly contentLengths: number;
  readonly contentLength: string;
  readonly defect: string | undefined;
}

/** Splits lines into names and values, joining folded ones (RFC 3261 §7.3.1). Bad lines are left out. */
function readLines(text: string, lineEnds: readonly number[]): HeaderLines {
  const fields: HeaderField[] = [];
  let contentLengths = 0;
  let contentLength = '';
  let defect: string | undefined;
  for (let i = 1; i < lineEnds.length; i++) {
    const start = afterLineBreak(text, lineEnds[i - 1] as number);
    const lineEnd = lineEnds[i] as number;
    const nameEnd = endOfName(text, start);
    const colon = skipSpace(text, nameEnd);
    if (nameEnd === start || text.charCodeAt(colon) !== COLON) {
      defect ??= 'header section: a line without a header name';
      continue;
    }
    const name = canonicalNameAt(text, start, nameEnd);
    let value = sliceTrimmed(text, colon + 1, lineEnd);
    while (i + 1 < lineEnds.length && isFolded(text, lineEnds[i] as number)) {
      const more = sliceTrimmed(text, afterLineBreak(text, lineEnds[i] as number), lineEnds[i + 1] as number);
      if (value === '') value = more;
      else if (more !== '') value = `${value} ${more}`;
      i++;
    }
    if (name === 'content-length') {
      contentLengths++;
      contentLength = value;
    }
    fields.push({ name, value });
  }
  return { fields, contentLengths, contentLength, defect };
}

function afterLineBreak(text: string, lineEnd: number): number {
  return text.charCodeAt(lineEnd) === CR ? lineEnd + 2 : lineEnd + 1;
}

function isFolded(text: string, lineEnd: number): boolean {
  const code = text.charCodeAt(afterLineBreak(text, lineEnd));
  return code === SPACE || code === TAB;
}

/** White space may stand between a name and its colon (RFC 3261 §25.1 `HCOLON`). */
function endOfName(text: string, start: number): number {
  let i = start;
  while (TOKEN_BYTES[text.charCodeAt(i)] === 1) i++;
  return i;
}

/** Names the line with a control character that is no `quoted-pair` of a quoted string (RFC 3261 §25.1). */
function controlDefect(startLine: string, fields: readonly HeaderField[]): string | undefined {
  if (/[\x00-\x08\x0a-\x1f\x7f]/.test(startLine)) return 'start line: control character';
  for (const { name, value } of fields)
    if (withoutStrayControls(value) !== value) return `${name}: control character`;
  return undefined;
}

/** RFC 3261 §18.3: bytes after the body of a datagram are ignored, missing ones are an error. */
function readBody(
  bytes: Uint8Array,
  start: number,
  lines: HeaderLines,
  complete: boolean,
  stream: boolean,
): { readonly body: Uint8Array; readonly defect?: string } {
  if (!complete) return { body: NO_BODY };
  const present = bytes.length - start;
  let length = present;
  if (lines.contentLengths > 1) return { body: NO_BODY, defect: 'Content-Length: more than one' };
  if (lines.contentLengths === 1) {
    const { contentLength } = lines;
    const announced = readDecimal(contentLength, 0, contentLength.length);
    if (announced === undefined) return { body: NO_BODY, defect: 'Content-Length: unreadable' };
    if (announced > MESSAGE_LIMITS.bodyBytes) return { body: NO_BODY, defect: BODY_TOO_LONG };
    if (announced !== present && !stream && isAltered(bytes, start, announced)) length = present;
    else if (announced > present) return { body: NO_BODY, defect: 'Content-Length: larger than the message' };
    else length = announced;
  } else if (stream && present > 0) return { body: NO_BODY, defect: 'Content-Length: missing on a stream' };
  if (length > MESSAGE_LIMITS.bodyBytes) return { body: NO_BODY, defect: BODY_TOO_LONG };
  // A copy: the bytes of a datagram are only lent, and the message outlives them.
  return { body: length === 0 ? NO_BODY : new Uint8Array(bytes.subarray(start, start + length)) };
}

/** Sixteen addresses, each eight characters longer or shorter. */
const MOST_ALTERED_BYTES = 128;
const SDP_START = Buffer.from('v=0');

/**
 * A session description in which a router exchanged addresses and left Content-Length alone: a little longer or
 * shorter than announced, whole to its last line, and cut in the middle of a line by what was announced. A datagram
 * has an end of its own, so that nobody can hide a second message in the difference.
 */
function isAltered(bytes: Uint8Array, start: number, announced: number): boolean {
  const present = bytes.length - start;
  if (announced === 0 || Math.abs(announced - present) > MOST_ALTERED_BYTES) return false;
  if (announced < present && bytes[start + announced - 1] === LF) return false;
  return bytes.at(-1) === LF && SDP_START.every((byte, index) => bytes[start + index] === byte);
}

function build(
  startLine: StartLine,
  headers: Headers,
  body: Uint8Array | undefined,
  receivedBytes: number,
): SipMessage {
  if (startLine.kind === 'response')
    return new SipResponse(startLine.status, startLine.reason, headers, body, startLine.version);
  const request = new SipRequest(startLine.method, startLine.requestUri, headers, body, startLine.version);
  request.receivedBytes = receivedBytes;
  return request;
}

const NEEDED_FOR_AN_ANSWER = ['via', 'from', 'to', 'call-id', 'cseq'];

function salvage(startLine: StartLine, headers: Headers, receivedBytes: number): SipRequest | undefined {
  if (startLine.kind !== 'request' || startLine.method === 'ACK') return undefined;
  if (!NEEDED_FOR_AN_ANSWER.every((name) => headers.has(name))) return undefined;
  const request = new SipRequest(
    startLine.method,
    startLine.requestUri,
    headers,
    undefined,
    startLine.version,
  );
  request.receivedBytes = receivedBytes;
  return request;
}
