import type { ConnectionLimits } from './connection-limits.ts';
import type { Framer, FrameSink } from './framer.ts';

const CR = 0x0d;
const LF = 0x0a;
const COLON = 0x3a;
const SPACE = 0x20;
const TAB = 0x09;
const END_OF_HEAD = Buffer.from('\r\n\r\n');
const CONTENT_LENGTH = Buffer.from('content-length');
const NOTHING = Buffer.alloc(0);

/**
 * Cuts a stream into messages by their Content-Length (RFC 3261 §18.3), however the bytes were cut on their way.
 * Every byte is looked at a constant number of times. On a stream the field is mandatory (RFC 3261 §20.14).
 */
export class StreamFramer implements Framer {
  readonly #limits: Pick<ConnectionLimits, 'headerBytes' | 'bodyBytes'>;
  readonly #sink: FrameSink;
  /** Holds the unfinished message in its first `#length` bytes. */
  #buffer: Buffer = NOTHING;
  #length = 0;
  /** Up to here no end of the header section begins. */
  #searched = 0;
  /** Header section and body, once the header section is complete. */
  #messageLength: number | undefined;
  /** Line-break bytes in a row since the last message. */
  #lineBreakBytes = 0;
  #broken = false;

  constructor(limits: Pick<ConnectionLimits, 'headerBytes' | 'bodyBytes'>, sink: FrameSink) {
    this.#limits = limits;
    this.#sink = sink;
  }

  /** Is a message under way? */
  get started(): boolean {
    return this.#length > 0;
  }

  push(chunk: Uint8Array): void {
    let rest = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    while (rest.length > 0 && !this.#broken) {
      if (this.#length === 0) rest = this.#skipLineBreaks(rest);
      if (rest.length === 0) return;
      rest = this.#length === 0 ? this.#takeWhole(rest) : this.#takePart(rest);
    }
  }

  /** Forgets what is under way; whatever is pushed from now on is ignored. */
  stop(): void {
    this.#broken = true;
    this.#forget();
  }

  #skipLineBreaks(bytes: Buffer): Buffer {
    let at = 0;
    for (; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte !== CR && byte !== LF) break;
      const expected = this.#lineBreakBytes % 2 === 0 ? CR : LF;
      this.#lineBreakBytes = byte === expected ? this.#lineBreakBytes + 1 : 0;
      if (this.#lineBreakBytes < END_OF_HEAD.length) continue;
      this.#lineBreakBytes = 0;
      this.#sink.onPing();
    }
    if (at < bytes.length) this.#lineBreakBytes = 0;
    return at === 0 ? bytes : bytes.subarray(at);
  }

  /** The usual case: messages that lie in one piece, taken without a copy. */
  #takeWhole(bytes: Buffer): Buffer {
    const end = bytes.indexOf(END_OF_HEAD);
    if (end !== -1) {
      const headLength = end + END_OF_HEAD.length;
      const length = this.#measure(bytes, headLength);
      if (length === undefined) return NOTHING;
      if (length <= bytes.length) {
        this.#sink.onMessage(bytes.subarray(0, length));
        return bytes.subarray(length);
      }
      this.#messageLength = length;
    }
    return this.#takePart(bytes);
  }

  /** Collects until the message is complete; gives what lies behind it. */
  #takePart(bytes: Buffer): Buffer {
    const before = this.#length;
    const wanted = this.#messageLength ?? this.#limits.headerBytes + END_OF_HEAD.length;
    const taken = Math.min(bytes.length, Math.max(0, wanted - before));
    this.#append(bytes.subarray(0, taken));
    if (this.#messageLength === undefined) {
      const end = this.#buffer.subarray(0, this.#length).indexOf(END_OF_HEAD, this.#searched);
      if (end === -1) {
        this.#searched = Math.max(0, this.#length - END_OF_HEAD.length + 1);
        if (this.#length > this.#limits.headerBytes) this.#break(this.#buffer.subarray(0, this.#length));
        return bytes.subarray(taken);
      }
      const headLength = end + END_OF_HEAD.length;
      const length = this.#measure(this.#buffer, headLength);
      if (length === undefined) return NOTHING;
      this.#messageLength = length;
      // What was collected beyond this message belongs to the next ones.
      const used = Math.min(this.#length, length) - before;
      this.#length = before + used;
      return this.#finish(bytes.subarray(used));
    }
    return this.#finish(bytes.subarray(taken));
  }

  #finish(rest: Buffer): Buffer {
    if (this.#length !== this.#messageLength) return rest;
    const message = this.#buffer.subarray(0, this.#length);
    this.#forget();
    this.#sink.onMessage(message);
    return rest;
  }

  #append(bytes: Buffer): void {
    const needed = this.#length + bytes.length;
    if (needed > this.#buffer.length) {
      const room = Math.max(needed, this.#messageLength ?? 0, 2 * this.#buffer.length, 1024);
      const larger = Buffer.allocUnsafeSlow(room);
      this.#buffer.copy(larger, 0, 0, this.#length);
      this.#buffer = larger;
    }
    bytes.copy(this.#buffer, this.#length);
    this.#length = needed;
  }

  #forget(): void {
    this.#buffer = NOTHING;
    this.#length = 0;
    this.#searched = 0;
    this.#messageLength = undefined;
  }

  /** The length of the message whose header section is complete; undefined when that cannot be known. */
  #measure(bytes: Buffer, headLength: number): number | undefined {
    const body = headLength > this.#limits.headerBytes ? undefined : readContentLength(bytes, headLength);
    if (body !== undefined && body <= this.#limits.bodyBytes) return headLength + body;
    this.#break(bytes.subarray(0, headLength));
    return undefined;
  }

  #break(head: Buffer): void {
    this.stop();
    this.#sink.onBroken(head);
  }
}

/** The Content-Length of a header section. Undefined when it is missing, doubled or no number. */
function readContentLength(head: Buffer, headLength: number): number | undefined {
  let found: number | undefined;
  let lineStart = head.indexOf(LF) + 1;
  while (lineStart > 0 && lineStart < headLength - 2) {
    const nextLine = head.indexOf(LF, lineStart) + 1;
    const valueStart = afterName(head, lineStart);
    if (valueStart !== 0) {
      const value = readNumber(head, valueStart, headLength);
      if (found !== undefined || value === undefined) return undefined;
      found = value;
    }
    lineStart = nextLine;
  }
  return found;
}

/** Behind the colon, when the line begins with `Content-Length:` or `l:`; else 0. */
function afterName(head: Buffer, lineStart: number): number {
  const first = (head[lineStart] ?? 0) | 0x20;
  let at = lineStart;
  if (first === 0x6c) at += 1;
  else if (first === 0x63) {
    for (const byte of CONTENT_LENGTH) if (((head[at++] ?? 0) | 0x20) !== (byte | 0x20)) return 0;
  } else return 0;
  while (head[at] === SPACE || head[at] === TAB) at++;
  return head[at] === COLON ? at + 1 : 0;
}

/** `LWS 1*DIGIT LWS` to the end of the line, folding included (RFC 3261 §7.3.1); up to nine digits. */
function readNumber(head: Buffer, start: number, headLength: number): number | undefined {
  let at = skipWhiteSpace(head, start, headLength);
  const firstDigit = at;
  let value = 0;
  for (; at < headLength; at++) {
    const digit = (head[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  if (at === firstDigit || at - firstDigit > 9) return undefined;
  at = skipWhiteSpace(head, at, headLength);
  return head[at] === CR && head[at + 1] === LF ? value : undefined;
}

function skipWhiteSpace(head: Buffer, start: number, headLength: number): number {
  let at = start;
  for (;;) {
    while (head[at] === SPACE || head[at] === TAB) at++;
    const folded = head[at] === CR && head[at + 1] === LF && (head[at + 2] === SPACE || head[at + 2] === TAB);
    if (!folded || at + 2 >= headLength) return at;
    at += 2;
  }
}
