/**
 * SIP messages as the scripted phone reads and writes them: its own few lines, so that a mistake in the exchange's
 * parser cannot hide itself. One character is one byte.
 */
export interface WireMessage {
  readonly startLine: string;
  /** Requests only. */
  readonly method: string | undefined;
  readonly requestUri: string | undefined;
  /** Responses only. */
  readonly status: number | undefined;
  /** Names in lower case and long form, in the order on the wire. */
  readonly headers: readonly Field[];
  readonly body: string;
  readonly text: string;
}

export type Field = readonly [name: string, value: string];

const LONG_NAMES: Readonly<Record<string, string>> = {
  v: 'via',
  f: 'from',
  t: 'to',
  i: 'call-id',
  m: 'contact',
  l: 'content-length',
  c: 'content-type',
  k: 'supported',
  s: 'subject',
  e: 'content-encoding',
  o: 'event',
  u: 'allow-events',
  r: 'refer-to',
  b: 'referred-by',
  x: 'session-expires',
};

const COMPACT_NAMES: Readonly<Record<string, string>> = {
  Via: 'v',
  From: 'f',
  To: 't',
  'Call-ID': 'i',
  Contact: 'm',
  'Content-Length': 'l',
  'Content-Type': 'c',
  Supported: 'k',
  Event: 'o',
};

interface Spelling {
  /** Which names are written in their compact form. */
  readonly compact: boolean | readonly string[];
  readonly writeLine?: (name: string, value: string) => string;
}

export function readMessage(bytes: Uint8Array): WireMessage | undefined {
  const text = Buffer.from(bytes).toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [startLine = '', ...lines] = text
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = lines.map((line): Field => {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    return [LONG_NAMES[name] ?? name, line.slice(colon + 1).trim()];
  });
  const status = /^SIP\/2\.0 (\d{3}) /.exec(startLine)?.[1];
  const request = /^([A-Z]+) (\S+) SIP\/2\.0$/.exec(startLine);
  return {
    startLine,
    method: request?.[1],
    requestUri: request?.[2],
    status: status === undefined ? undefined : Number(status),
    headers,
    body: text.slice(end + 4),
    text,
  };
}

/** The first value of a header, or an empty text. */
export function field(message: WireMessage, name: string): string {
  return message.headers.find(([candidate]) => candidate === name)?.[1] ?? '';
}

/** Every value of a header, lists taken apart. */
export function fields(message: WireMessage, name: string): string[] {
  return message.headers.filter(([candidate]) => candidate === name).flatMap(([, value]) => splitList(value));
}

export function tagOf(value: string): string | undefined {
  return /;\s*tag=([^;>\s]+)/i.exec(value.replace(/^[^<]*<[^>]*>/, ''))?.[1];
}

/** The URI of a From, To, Contact or Route value. */
export function uriOf(value: string): string {
  return (/<([^>]*)>/.exec(value)?.[1] ?? value.split(';')[0] ?? '').trim();
}

export function paramOf(value: string, name: string): string | undefined {
  const match = new RegExp(`;\\s*${name}(?:=("[^"]*"|[^;,\\s]*))?(?=[;,\\s]|$)`, 'i').exec(value);
  return match ? (match[1] ?? '') : undefined;
}

export function cseqOf(message: WireMessage): { number: number; method: string } {
  const [number = '', method = ''] = field(message, 'cseq').split(/\s+/);
  return { number: Number(number), method };
}

/** The bytes of a message. Content-Length is added at the end unless it is among the headers. */
export function composeMessage(
  startLine: string,
  headers: readonly Field[],
  body: string,
  spelling: Spelling = { compact: false },
): Uint8Array {
  const { compact, writeLine = (name, value) => `${name}: ${value}` } = spelling;
  const length: Field = ['Content-Length', String(Buffer.byteLength(body, 'latin1'))];
  const all = headers.some(([name]) => name === 'Content-Length') ? headers : [...headers, length];
  const spell = (name: string): string => {
    const shortens = typeof compact === 'boolean' ? compact : compact.includes(name);
    return (shortens && COMPACT_NAMES[name]) || name;
  };
  const lines = all.map(([name, value]) => writeLine(spell(name), value));
  return Buffer.from(`${startLine}\r\n${lines.join('\r\n')}\r\n\r\n${body}`, 'latin1');
}

/** Takes whole messages out of a stream (RFC 3261 §18.3). */
export class StreamReader {
  #text = '';

  push(bytes: Uint8Array): Uint8Array[] {
    this.#text += Buffer.from(bytes).toString('latin1');
    const messages: Uint8Array[] = [];
    for (;;) {
      while (this.#text.startsWith('\r\n')) this.#text = this.#text.slice(2);
      const end = this.#text.indexOf('\r\n\r\n');
      if (end < 0) return messages;
      const length = /^(?:content-length|l)\s*:\s*(\d+)/im.exec(this.#text.slice(0, end))?.[1] ?? '0';
      const total = end + 4 + Number(length);
      if (this.#text.length < total) return messages;
      messages.push(Buffer.from(this.#text.slice(0, total), 'latin1'));
      this.#text = this.#text.slice(total);
    }
  }
}

function splitList(value: string): string[] {
  const parts: string[] = [];
  let part = '';
  let quoted = false;
  let angled = false;
  for (const character of value) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && character === '<') angled = true;
    else if (!quoted && character === '>') angled = false;
    if (character === ',' && !quoted && !angled) {
      parts.push(part.trim());
      part = '';
    } else part += character;
  }
  parts.push(part.trim());
  return parts;
}

/** Start line and headers of the CANCEL or ACK that goes with an INVITE: the same but for the method (RFC 3261 §9.1). */
export function beside(
  invite: Uint8Array,
  method: 'CANCEL' | 'ACK',
  to?: string,
): readonly [startLine: string, headers: readonly Field[]] {
  const original = readMessage(invite);
  if (!original) throw new Error('the INVITE cannot be read');
  const headers: Field[] = [
    ['Via', field(original, 'via')],
    ['Max-Forwards', '70'],
    ['From', field(original, 'from')],
    ['To', to ?? field(original, 'to')],
    ['Call-ID', field(original, 'call-id')],
    ['CSeq', `${cseqOf(original).number} ${method}`],
    ...fields(original, 'route').map((route): Field => ['Route', route]),
  ];
  return [`${method} ${original.requestUri} SIP/2.0`, headers];
}

/** What a response takes over from its request (RFC 3261 §8.2.6), To with a tag when it has none. */
export function copiedHeaders(request: WireMessage, toTag: string | undefined): Field[] {
  const to = field(request, 'to');
  const tag = tagOf(to) === undefined && toTag !== undefined ? `;tag=${toTag}` : '';
  return [
    ...fields(request, 'via').map((via): Field => ['Via', via]),
    ...fields(request, 'record-route').map((route): Field => ['Record-Route', route]),
    ['From', field(request, 'from')],
    ['To', `${to}${tag}`],
    ['Call-ID', field(request, 'call-id')],
    ['CSeq', field(request, 'cseq')],
  ];
}
