import type { Random } from '../base/random.ts';

/** 32 symbols, 5 bits each, none of which is taken for another: no 0 O 1 l I o. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
/** 100 bits (security SR-4). */
const LENGTH = 20;

const SHORTEST_GOOD = 8;
const LONGEST = 64;

/** What old phones have room for: 50 bits, which at three guesses an hour are enough. */
export const SHORT_LENGTH = 10;

export function generatePassword(random: Random, length = LENGTH): string {
  let password = '';
  for (const byte of random.bytes(length)) password += ALPHABET.charAt(byte & 31);
  return password;
}

/**
 * Judges a password given by hand. `weak`: shorter than 8 characters, accepted only when asked for. `invalid`: empty,
 * longer than 64, or with characters that phones encode differently from one another (RFC 7616 §4).
 */
export function checkPassword(password: string): 'good' | 'weak' | 'invalid' {
  if (password.length === 0 || password.length > LONGEST || !/^[\x20-\x7e]+$/.test(password))
    return 'invalid';
  return password.length < SHORTEST_GOOD ? 'weak' : 'good';
}
