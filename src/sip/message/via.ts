import { fail, ok, type Parsed } from '../../base/result.ts';
import { endOfListValue } from './comma-list.ts';
import { isSpace, readDecimal, skipSpace, TOKEN_BYTES } from './grammar.ts';
import type { Headers } from './headers.ts';
import { type Params, parseParams, writeParams } from './params.ts';
import { endOfHost } from './uri.ts';

/** One hop of a message's way (RFC 3261 §20.42). */
export interface Via {
  /** Upper case: `UDP`, `TCP`, `TLS`, `WS`, `WSS`, or what else was written. */
  readonly transport: string;
  /** An IPv6 address without its brackets. */
  readonly host: string;
  readonly port: number | undefined;
  readonly branch: string | undefined;
  readonly received: string | undefined;
  /** RFC 3581: `requested` when the parameter has no value. */
  readonly rport: number | 'requested' | undefined;
  readonly params: Params;
  readonly text: string;
}

const COLON = 0x3a;

/** Reads one value; a list must have been split before. Another version than 2.0 is an error. */
export function parseVia(text: string): Parsed<Via> {
  const transportStart = endOfProtocol(text);
  if (transportStart === -1) return fail('not SIP/2.0');
  let i = transportStart;
  while (i < text.length && TOKEN_BYTES[text.charCodeAt(i)] === 1) i++;
  if (i === transportStart || !isSpace(text.charCodeAt(i))) return fail('unreadable transport');
  const transport =
    text.startsWith('UDP', transportStart) && i === transportStart + 3
      ? 'UDP'
      : text.slice(transportStart, i).toUpperCase();
  const hostStart = skipSpace(text, i);
  const hostEnd = endOfHost(text, hostStart);
  if (hostEnd === -1) return fail('unreadable host');
  i = skipSpace(text, hostEnd);
  let port: number | undefined;
  if (text.charCodeAt(i) === COLON) {
    const start = skipSpace(text, i + 1);
    i = start;
    while (i < text.length && text.charCodeAt(i) >= 0x30 && text.charCodeAt(i) <= 0x39) i++;
    port = readDecimal(text, start, i, 65_535);
    if (port === undefined) return fail('unreadable port');
  }
  const parsed = parseParams(text, i);
  if (!parsed.ok) return parsed;
  const params = parsed.value;
  const host = unbracket(text.slice(hostStart, hostEnd));
  const branch = params.get('branch') || undefined;
  const address = params.get('received');
  const received = address && unbracket(address);
  return ok({ transport, host, port, branch, received, rport: readRport(params), params, text });
}

/** The index of the transport after `SIP/2.0/`, white space around the slashes allowed; -1 when it is not there. */
function endOfProtocol(text: string): number {
  if (text.startsWith('SIP/2.0/')) return skipSpace(text, 8);
  const match = /^[ \t]*SIP[ \t]*\/[ \t]*2\.0[ \t]*\/[ \t]*/i.exec(text);
  return match === null ? -1 : match[0].length;
}

function readRport(params: Params): Via['rport'] {
  if (!params.has('rport')) return undefined;
  const value = params.get('rport');
  if (value === undefined || value === '') return 'requested';
  return readDecimal(value, 0, value.length, 65_535);
}

function unbracket(host: string): string {
  return host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
}

/** `SIP/2.0/UDP host:port;branch=...;params`. An IPv6 host is given without brackets. */
export function writeVia(via: {
  readonly transport: string;
  readonly host: string;
  readonly port?: number | undefined;
  /** `branch`, `rport`, `received` and all others, in this order. */
  readonly params?: Iterable<readonly [string, string | undefined]>;
}): string {
  const host = via.host.includes(':') ? `[${via.host}]` : via.host;
  const port = via.port === undefined ? '' : `:${via.port}`;
  return `SIP/2.0/${via.transport} ${host}${port}${writeParams(via.params ?? [])}`;
}

/** The topmost value, the first of its line. Undefined when there is no Via. */
export function topViaText(headers: Headers): string | undefined {
  const line = headers.get('via');
  if (line === undefined || line.indexOf(',') === -1) return line;
  return line.slice(0, endOfListValue(line, 0)).trimEnd();
}

/** Puts `text` in the place of the topmost value and keeps those below, on the same line or others. */
export function replaceTopVia(headers: Headers, text: string): void {
  const line = headers.get('via') ?? '';
  const end = endOfListValue(line, 0);
  headers.replaceFirst('via', end < line.length ? `${text},${line.slice(end + 1)}` : text);
}
