import type { Random } from '../src/base/random.ts';

/** Pieces that parsers trip over. */
const DICTIONARY = [
  '\r\n',
  '\n',
  '\r',
  '\0',
  '\t',
  ' ',
  '"',
  '\\',
  '\\"',
  '<',
  '>',
  '<>',
  ';',
  ';;',
  ',',
  ',,',
  ':',
  '@',
  '%',
  '%00',
  '%0d%0a',
  '[',
  ']',
  '?',
  '=',
  '*',
  '/',
  '\x7f',
  '\xff',
  '\xc3\x28',
  '-1',
  '0',
  '4294967296',
  '99999999999999999999',
  'SIP/2.0',
  'sip:',
  'SIP/2.0/UDP ',
  'Via: ',
  'v: ',
  'Content-Length: ',
  'l: 5',
  'Contact: *',
  'To: ',
  '\r\n ',
  '\r\n\r\n',
  '__proto__',
  'constructor',
  ';tag=',
  ';branch=',
].map((text) => Buffer.from(text, 'latin1'));

const MAX_BYTES = 65_535;

/** One to eight random changes of a seed; `other` lends pieces. */
export function mutate(seed: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
  let bytes = seed;
  for (let left = 1 + random.integer(8); left > 0; left--) bytes = mutateOnce(bytes, other, random);
  return bytes.subarray(0, MAX_BYTES);
}

function mutateOnce(bytes: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
  const at = random.integer(bytes.length + 1);
  const length = random.integer(32);
  switch (random.integer(7)) {
    case 0:
      return splice(bytes, at, 0, pick(random));
    case 1:
      return splice(bytes, at, length, new Uint8Array(0));
    case 2:
      return splice(bytes, at, 1, random.bytes(1));
    case 3:
      return splice(bytes, at, length, pick(random));
    case 4:
      return splice(bytes, at, 0, bytes.subarray(random.integer(bytes.length + 1)).subarray(0, length * 4));
    case 5:
      return splice(
        bytes,
        at,
        length,
        other.subarray(random.integer(other.length + 1)).subarray(0, length * 4),
      );
    default:
      return random.integer(20) === 0 ? bomb(bytes, at, random) : splice(bytes, at, 0, random.bytes(length));
  }
}

/** A short piece thousands of times: what takes longer than linear shows itself. */
function bomb(bytes: Uint8Array, at: number, random: Random): Uint8Array {
  const piece = random.integer(2) === 0 ? pick(random) : bytes.subarray(at, at + 1 + random.integer(16));
  if (piece.length === 0) return bytes;
  const total = random.integer(2) === 0 ? 14_000 : MAX_BYTES - Math.min(bytes.length, MAX_BYTES);
  return splice(bytes, at, 0, Buffer.alloc(Math.max(total, 1), piece));
}

function pick(random: Random): Uint8Array {
  return DICTIONARY[random.integer(DICTIONARY.length)] as Uint8Array;
}

function splice(bytes: Uint8Array, at: number, cut: number, insert: Uint8Array): Uint8Array {
  return Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + cut)]);
}
