import { BACKSLASH, QUOTE, sliceTrimmed } from './grammar.ts';

const COMMA = 0x2c;
const LESS_THAN = 0x3c;
const GREATER_THAN = 0x3e;

/**
 * The values of one header line, split at the commas that stand outside quoted strings and angle brackets
 * (RFC 3261 §7.3.1). Empty values are left out.
 */
export function splitCommaList(value: string): string[] {
  if (value.indexOf(',') === -1) {
    const only = sliceTrimmed(value, 0, value.length);
    return only === '' ? [] : [only];
  }
  const values: string[] = [];
  let start = 0;
  while (start <= value.length) {
    const end = endOfListValue(value, start);
    const item = sliceTrimmed(value, start, end);
    if (item !== '') values.push(item);
    start = end + 1;
  }
  return values;
}

/** The index of the comma that ends the list value beginning at `start`, or the end of the line. */
export function endOfListValue(value: string, start: number): number {
  let quoted = false;
  let bracketed = false;
  for (let i = start; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (quoted) {
      if (code === BACKSLASH) i++;
      else if (code === QUOTE) quoted = false;
    } else if (code === QUOTE) quoted = true;
    else if (code === LESS_THAN) bracketed = true;
    else if (code === GREATER_THAN) bracketed = false;
    else if (code === COMMA && !bracketed) return i;
  }
  return value.length;
}
