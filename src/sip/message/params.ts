import { fail, ok, type Parsed } from '../../base/result.ts';
import {
  byteSet,
  endOfQuoted,
  isSpace,
  QUOTE,
  quote,
  skipSpace,
  sliceLowerCase,
  TOKEN_BYTES,
  unquote,
} from './grammar.ts';
import { ParamList } from './param-list.ts';

/** Parameters by lower-case name; undefined for one without `=`, quoted values without their quotes. */
export type Params = Omit<ParamList, 'add'>;

export const NO_PARAMS: Params = new ParamList();

const SEMICOLON = 0x3b;
const EQUALS = 0x3d;
/** Phones put more than tokens and hosts here (`@`, `/`, `{`); what would end the value elsewhere is refused. */
const NOT_IN_VALUE = byteSet(',"<>\\');

/**
 * `*( SEMI generic-param )` from `start` to the end of the text (RFC 3261 §25.1). One `;` at the very end is
 * tolerated, empty parameters elsewhere are not. Of a repeated parameter the first one counts.
 */
export function parseParams(text: string, start: number): Parsed<Params> {
  let i = skipSpace(text, start);
  if (i === text.length) return ok(NO_PARAMS);
  const params = new ParamList();
  while (i < text.length) {
    if (text.charCodeAt(i) !== SEMICOLON) return fail('text where a parameter should begin');
    i = skipSpace(text, i + 1);
    if (i === text.length) break;
    const nameEnd = endOfName(text, i);
    if (nameEnd === i) return fail('parameter without a name');
    const name = sliceLowerCase(text, i, nameEnd);
    i = skipSpace(text, nameEnd);
    let value: string | undefined;
    if (i < text.length && text.charCodeAt(i) === EQUALS) {
      const valueStart = skipSpace(text, i + 1);
      const valueEnd = endOfValue(text, valueStart);
      if (valueEnd === -1) return fail('parameter with an unreadable value');
      value = readValue(text, valueStart, valueEnd);
      i = skipSpace(text, valueEnd);
    }
    if (!params.add(name, value) && name === 'tag') return fail('two tags');
  }
  return ok(params);
}

function endOfName(text: string, start: number): number {
  let i = start;
  while (i < text.length && TOKEN_BYTES[text.charCodeAt(i)] === 1) i++;
  return i;
}

/** -1 when the value cannot be one. */
function endOfValue(text: string, start: number): number {
  if (text.charCodeAt(start) === QUOTE) return endOfQuoted(text, start);
  let i = start;
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === SEMICOLON || isSpace(code)) break;
    if (NOT_IN_VALUE[code] === 1) return -1;
  }
  return i;
}

function readValue(text: string, start: number, end: number): string {
  const value = text.slice(start, end);
  return text.charCodeAt(start) === QUOTE ? unquote(value) : value;
}

const PLAIN_VALUE = byteSet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.!%*_+`'~[]:");

/** `;name=value;flag`, values quoted where they must be. */
export function writeParams(params: Iterable<readonly [string, string | undefined]>): string {
  let text = '';
  for (const [name, value] of params) {
    text += value === undefined ? `;${name}` : `;${name}=${isPlain(value) ? value : quote(value)}`;
  }
  return text;
}

function isPlain(value: string): boolean {
  for (let i = 0; i < value.length; i++) if (PLAIN_VALUE[value.charCodeAt(i)] !== 1) return false;
  return value !== '';
}
