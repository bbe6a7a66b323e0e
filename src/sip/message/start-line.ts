import { consistsOf, readDecimal, SPACE, TOKEN_BYTES } from './grammar.ts';

/** The most frequent first. */
const METHODS = [
  'REGISTER',
  'INVITE',
  'ACK',
  'BYE',
  'OPTIONS',
  'SUBSCRIBE',
  'NOTIFY',
  'CANCEL',
  'MESSAGE',
  'INFO',
  'UPDATE',
  'PRACK',
  'PUBLISH',
  'REFER',
] as const;

/** The first line of a message. `defect` is why it must be refused although it was read. */
export type StartLine =
  | {
      readonly kind: 'request';
      readonly method: string;
      readonly requestUri: string;
      readonly version: string;
      readonly defect: string | undefined;
    }
  | {
      readonly kind: 'response';
      readonly status: number;
      readonly reason: string;
      readonly version: string;
      readonly defect: undefined;
    };

/** Undefined when the line is so far from SIP that no answer would be understood. */
export function readStartLine(line: string): StartLine | undefined {
  return line.startsWith('SIP/') ? readStatusLine(line) : readRequestLine(line);
}

/** `Method SP Request-URI SP SIP-Version`: other white space is read, but is a defect (RFC 3261 §7.1). */
function readRequestLine(line: string): StartLine | undefined {
  const trimmed = line.trimEnd();
  const first = trimmed.indexOf(' ');
  const last = trimmed.lastIndexOf(' ');
  if (first === -1 || first === last || !consistsOf(TOKEN_BYTES, trimmed, 0, first)) return undefined;
  const version = readVersion(trimmed.slice(last + 1));
  if (version === undefined) return undefined;
  const requestUri = trimmed.slice(first + 1, last).trim();
  const spaced =
    requestUri.length !== last - first - 1 || last - first === 1 || trimmed.length !== line.length;
  const defect = spaced || /[ \t]/.test(requestUri) ? 'start line: stray white space' : undefined;
  return { kind: 'request', method: readMethod(trimmed, first), requestUri, version, defect };
}

/** One string for each method there is, so that whoever looks it up in a table compares no letters. */
function readMethod(line: string, end: number): string {
  for (const method of METHODS) if (method.length === end && line.startsWith(method)) return method;
  return line.slice(0, end);
}

/** `SIP-Version SP 3DIGIT SP Reason-Phrase`; the phrase may be missing together with its space. */
function readStatusLine(line: string): StartLine | undefined {
  const space = line.indexOf(' ');
  const version = space === -1 ? undefined : readVersion(line.slice(0, space));
  const status = readDecimal(line, space + 1, space + 4, 699);
  if (version === undefined || status === undefined || status < 100) return undefined;
  if (line.length > space + 4 && line.charCodeAt(space + 4) !== SPACE) return undefined;
  return { kind: 'response', status, reason: line.slice(space + 5), version, defect: undefined };
}

function readVersion(text: string): string | undefined {
  if (text === 'SIP/2.0') return text;
  return /^SIP\/\d{1,9}\.\d{1,9}$/i.test(text) ? text.toUpperCase() : undefined;
}
