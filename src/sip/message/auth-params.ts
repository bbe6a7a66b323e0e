import { fail, ok, type Parsed } from '../../base/result.ts';
import {
  endOfQuoted,
  isSpace,
  isToken,
  QUOTE,
  skipSpace,
  sliceLowerCase,
  TOKEN_BYTES,
  unquote,
} from './grammar.ts';
import { ParamList } from './param-list.ts';

/** A challenge or credentials: scheme as written, parameters by lower-case name, quotes and escapes removed. */
export interface AuthParams {
  readonly scheme: string;
  readonly params: Omit<ParamList<string>, 'add'>;
}

const COMMA = 0x2c;
const EQUALS = 0x3d;

/**
 * Reads `Digest name=value, name="value"` (RFC 3261 §25.1 `credentials`, `challenge`). A repeated parameter is an
 * error, because two readers would choose differently. Of another scheme than Digest whose parameters have another
 * form, only the scheme is given.
 */
export function parseAuthParams(text: string): Parsed<AuthParams> {
  const start = skipSpace(text, 0);
  let end = start;
  while (end < text.length && !isSpace(text.charCodeAt(end))) end++;
  const scheme = text.slice(start, end);
  if (!isToken(scheme)) return fail('authentication: no scheme');
  const params = readAuthParams(text, skipSpace(text, end));
  if (params.ok) return ok({ scheme, params: params.value });
  return scheme.toLowerCase() === 'digest' ? params : ok({ scheme, params: new ParamList<string>() });
}

function readAuthParams(text: string, start: number): Parsed<Omit<ParamList<string>, 'add'>> {
  const params = new ParamList<string>();
  let i = start;
  while (i < text.length) {
    const nameEnd = endOfToken(text, i);
    const equals = skipSpace(text, nameEnd);
    if (nameEnd === i || text.charCodeAt(equals) !== EQUALS) return fail('authentication: no name=value');
    const name = sliceLowerCase(text, i, nameEnd);
    const valueStart = skipSpace(text, equals + 1);
    const quoted = text.charCodeAt(valueStart) === QUOTE;
    const valueEnd = quoted ? endOfQuoted(text, valueStart) : endOfBareValue(text, valueStart);
    if (valueEnd === -1) return fail('authentication: quoted value without end');
    const value = text.slice(valueStart, valueEnd);
    if (!params.add(name, quoted ? unquote(value) : value))
      return fail(`authentication: two of one parameter`);
    i = skipSpace(text, valueEnd);
    if (i < text.length && text.charCodeAt(i) !== COMMA)
      return fail('authentication: no comma after a value');
    while (i < text.length && (text.charCodeAt(i) === COMMA || isSpace(text.charCodeAt(i)))) i++;
  }
  return ok(params);
}

function endOfToken(text: string, start: number): number {
  let i = start;
  while (i < text.length && TOKEN_BYTES[text.charCodeAt(i)] === 1) i++;
  return i;
}

/** Phones leave quotes out around URIs and nonces, so that anything up to the comma is taken. */
function endOfBareValue(text: string, start: number): number {
  let i = start;
  while (i < text.length && text.charCodeAt(i) !== COMMA && !isSpace(text.charCodeAt(i))) i++;
  return i;
}
