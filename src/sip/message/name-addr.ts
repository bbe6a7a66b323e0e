import { fail, ok, type Parsed } from '../../base/result.ts';
import { byteSet, endOfQuoted, QUOTE, quote, skipSpace, sliceTrimmed, unquote } from './grammar.ts';
import { type Params, parseParams, writeParams } from './params.ts';
import { parseUri, type Uri } from './uri.ts';

/** The value of From, To, Contact, Route, Refer-To, ...: `name-addr` or `addr-spec` with parameters. */
export interface NameAddr {
  /** Without quotes and escapes; latin1 holding UTF-8. Undefined when there is none. */
  readonly displayName: string | undefined;
  readonly uri: Uri;
  /** Parameters of the header, not of the URI: `tag`, `expires`, `q`, `+sip.instance`. */
  readonly params: Params;
  readonly tag: string | undefined;
  /** The whole value as written. */
  readonly text: string;
}

/** What may not stand in a display name without quotes. Phones leave them out around spaces, UTF-8 and brackets. */
const NOT_IN_BARE_NAME = byteSet(',";>\\');

/** Reads one value; a list must have been split before. */
export function parseNameAddr(text: string): Parsed<NameAddr> {
  const start = skipSpace(text, 0);
  let displayName: string | undefined;
  let open: number;
  if (text.charCodeAt(start) === QUOTE) {
    const end = endOfQuoted(text, start);
    if (end === -1) return fail('display name without closing quote');
    displayName = unquote(text.slice(start, end));
    open = skipSpace(text, end);
    if (text.charAt(open) !== '<') return fail('no < after the display name');
  } else {
    open = text.indexOf('<', start);
    if (open === -1) return parseAddrSpec(text, start);
    if (open > start) {
      displayName = sliceTrimmed(text, start, open);
      if (!isBareName(displayName)) return fail('display name must be quoted');
    }
  }
  const close = text.indexOf('>', open);
  if (close === -1) return fail('no >');
  return build(text, displayName, text.slice(open + 1, close), close + 1);
}

/**
 * Without angle brackets everything from the first `;` on belongs to the header, and a `?` is not allowed
 * (RFC 3261 §20.10).
 */
function parseAddrSpec(text: string, start: number): Parsed<NameAddr> {
  const semicolon = text.indexOf(';', start);
  const end = semicolon === -1 ? text.length : semicolon;
  const address = sliceTrimmed(text, start, end);
  if (address.indexOf('?') !== -1) return fail('URI with headers outside <>');
  if (address.indexOf(',') !== -1) return fail('more than one value');
  return build(text, undefined, address, end);
}

function build(
  text: string,
  displayName: string | undefined,
  uriText: string,
  paramsStart: number,
): Parsed<NameAddr> {
  const uri = parseUri(uriText);
  if (!uri.ok) return uri;
  const params = parseParams(text, paramsStart);
  if (!params.ok) return params;
  const tag = params.value.get('tag');
  const value = {
    displayName,
    uri: uri.value,
    params: params.value,
    tag: tag === '' ? undefined : tag,
    text,
  };
  return ok(value);
}

function isBareName(name: string): boolean {
  for (let i = 0; i < name.length; i++) if (NOT_IN_BARE_NAME[name.charCodeAt(i)] === 1) return false;
  return true;
}

/** The value as written, with a tag. Written anew when it ends in `;`, or has a tag without a value. */
export function withTag(value: NameAddr, tag: string): string {
  const { text, params, displayName, uri } = value;
  if (!params.has('tag') && !text.endsWith(';')) return `${text};tag=${tag}`;
  const others = [...params].filter(([name]) => name !== 'tag');
  return writeNameAddr({ displayName, uri: uri.text, params: [...others, ['tag', tag]] });
}

/** `"Display" <uri>;params`. The display name is always quoted; control characters in it become spaces. */
export function writeNameAddr(value: {
  readonly displayName?: string | undefined;
  readonly uri: string;
  readonly params?: Iterable<readonly [string, string | undefined]>;
}): string {
  const name =
    value.displayName === undefined || value.displayName === '' ? '' : `${quote(value.displayName)} `;
  return `${name}<${value.uri}>${writeParams(value.params ?? [])}`;
}
