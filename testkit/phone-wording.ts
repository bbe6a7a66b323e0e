import { type Random, randomToken } from '../src/base/random.ts';
import type { Personality } from './phone-personality.ts';
import { composeMessage, type Field } from './wire.ts';

/** How a phone puts its messages into words: the order, spelling and shapes its personality has. */
export function wordMessage(
  personality: Personality,
  startLine: string,
  headers: readonly Field[],
  body: string,
): Uint8Array {
  const { compactHeaders, writeLine, headerOrder } = personality;
  const length: Field = ['Content-Length', String(Buffer.byteLength(body, 'latin1'))];
  const ordered = inOrder([...headers, length], headerOrder);
  return composeMessage(startLine, ordered, body, { compact: compactHeaders, writeLine });
}

/** The fields a personality adds to a request; what is there already is not said twice. */
export function furtherFields(
  { extraHeaders, supported }: Personality,
  method: string,
  present: readonly Field[],
): Field[] {
  const further: Field[] = [...(extraHeaders['*'] ?? []), ...(extraHeaders[method] ?? [])];
  if (supported !== undefined) further.push(['Supported', supported]);
  return further.filter(([name]) => !present.some(([other]) => other === name));
}

/** From, To or Contact: a URI with its name and tag. */
export function wordParty(
  { quotesName }: Personality,
  uri: string,
  { name, tag }: { name?: string | undefined; tag?: string | undefined },
): string {
  const shown = name === undefined ? '' : quotesName ? `"${name}" ` : `${name} `;
  return `${shown}<${uri}>${tag === undefined ? '' : `;tag=${tag}`}`;
}

/** To of a first request, which some phones write without brackets, or with the URI's parameters behind them. */
export function wordTo({ toForm }: Personality, uri: string): string {
  const semicolon = uri.indexOf(';');
  if (toForm === 'bare' && semicolon === -1) return uri;
  if (toForm === 'parameters outside' && semicolon !== -1)
    return `<${uri.slice(0, semicolon)}>${uri.slice(semicolon)}`;
  return `<${uri}>`;
}

/** Fills a pattern of `Identifiers`. */
export function wordToken(
  pattern: string,
  random: Random,
  self: { address: string; number: string },
): string {
  return pattern.replace(/\{(ip|n|[xXda])(\d*)\}/g, (_, kind: string, length: string) => {
    switch (kind) {
      case 'ip':
        return self.address;
      case 'n':
        return self.number;
      case 'a':
        return randomToken(random, Number(length));
      default:
        return fromAlphabet(random, ALPHABETS[kind] ?? '', Number(length));
    }
  });
}

const ALPHABETS: Readonly<Record<string, string>> = {
  x: '0123456789abcdef',
  X: '0123456789ABCDEF',
  d: '0123456789',
};

function fromAlphabet(random: Random, alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet[random.integer(alphabet.length)]).join('');
}

function inOrder(fields: readonly Field[], order: readonly string[]): readonly Field[] {
  if (order.length === 0) return fields;
  // What has no place of its own goes before the last that has one.
  const placeOf = ([name]: Field): number => {
    const place = order.indexOf(name);
    return place === -1 ? order.length - 1.5 : place;
  };
  return fields.toSorted((a, b) => placeOf(a) - placeOf(b));
}
