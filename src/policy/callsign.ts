import { fail, ok, type Parsed } from '../base/result.ts';

/** PA to PI, one digit, one to three letters. */
const DUTCH = /^P[A-I]\d[A-Z]{1,3}$/;

/**
 * Prefix (a letter, two letters, or a letter and a digit), digits, and a suffix that ends in a letter: ITU Radio
 * Regulations 19.68 and 19.68A, special event stations included.
 */
const INTERNATIONAL = /^(?:[A-Z]{1,2}|[A-Z]\d|\d[A-Z])\d{1,4}[A-Z0-9]{0,4}[A-Z]$/;

const LONGEST = 10;

/** Reads a call sign and gives it in upper case. Additions such as `/P` belong to an operation, not to a holder. */
export function parseCallsign(text: string): Parsed<string> {
  const callsign = text.trim().toUpperCase();
  if (callsign === '') return fail('call sign: empty');
  if (callsign.length > LONGEST) return fail('call sign: longer than 10 characters');
  if (callsign.includes('/')) return fail('call sign: give it without additions');
  return INTERNATIONAL.test(callsign) ? ok(callsign) : fail('call sign: not of the form PA3XYZ');
}

export function isDutchCallsign(callsign: string): boolean {
  return DUTCH.test(callsign);
}
