/** Randomness as a constructor argument: production passes the operating system's, tests pass a seeded one. */
export interface Random {
  bytes(length: number): Uint8Array;
  /** An integer, 0 <= n < limit. */
  integer(limit: number): number;
}

const TOKEN_ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/** A token of `length` characters, 5 bits each, safe in every SIP field (RFC 3261 §25.1 `token`). */
export function randomToken(random: Random, length: number): string {
  let token = '';
  for (const byte of random.bytes(length)) token += TOKEN_ALPHABET[byte & 31];
  return token;
}
