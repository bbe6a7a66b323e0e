import { bytesToLatin1 } from './bytes.ts';

/** Randomness as a constructor argument: production passes the operating system's, tests pass a seeded one. */
export interface Random {
  bytes(length: number): Uint8Array;
  /** An integer, 0 <= n < limit. */
  integer(limit: number): number;
}

const TOKEN_ALPHABET = [...'abcdefghijklmnopqrstuvwxyz234567'].map((letter) => letter.charCodeAt(0));

/** A token of `length` characters, 5 bits each, safe in every SIP field (RFC 3261 §25.1 `token`). */
export function randomToken(random: Random, length: number): string {
  const letters = random.bytes(length);
  for (let at = 0; at < length; at++) letters[at] = TOKEN_ALPHABET[(letters[at] ?? 0) & 31] ?? 0;
  return bytesToLatin1(letters);
}
