import { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';
import { isAscii, latin1ToBytes } from '../../base/bytes.ts';
import type { DigestAlgorithm } from './digest-algorithm.ts';

export interface DigestInput {
  /** Lower-case hexadecimal, see `ha1`. */
  readonly ha1: string;
  readonly method: string;
  /** The digest uri as the client wrote it, which need not be the Request-URI letter by letter. */
  readonly uri: string;
  readonly nonce: string;
  /** As written, eight hexadecimal digits; with `cnonce` part of the response when there is a `qop`. */
  readonly nc?: string | undefined;
  readonly cnonce?: string | undefined;
  /** Undefined for a client of RFC 2069. */
  readonly qop?: 'auth' | 'auth-int' | undefined;
  readonly algorithm: DigestAlgorithm;
  /** Covered by `auth-int` only. */
  readonly body?: Uint8Array | undefined;
}

/** The response a client with this HA1 gives: RFC 7616 §3.4.1, without a qop RFC 2617 §3.2.2.1. */
export function computeResponse(input: DigestInput): string {
  const { ha1, algorithm, method, uri, nonce, nc = '', cnonce = '', qop } = input;
  const covered = qop === 'auth-int' ? `:${digest(algorithm, input.body ?? '')}` : '';
  const ha2 = digest(algorithm, `${method}:${uri}${covered}`);
  const middle = qop === undefined ? nonce : `${nonce}:${nc}:${cnonce}:${qop}`;
  return digest(algorithm, `${ha1}:${middle}:${ha2}`);
}

/**
 * What is stored of a password: RFC 7616 §3.4.2. The three are text for people, hashed in UTF-8 (RFC 7616 §4),
 * not the latin1 byte strings of messages.
 */
export function ha1(account: {
  readonly username: string;
  readonly realm: string;
  readonly password: string;
  readonly algorithm: DigestAlgorithm;
}): string {
  const { username, realm, password, algorithm } = account;
  return digest(algorithm, Buffer.from(`${username}:${realm}:${password}`, 'utf8'));
}

/** Equal but for the case of the letters, in a time that does not tell where the first difference is. */
export function responsesEqual(expected: string, given: string): boolean {
  if (expected.length !== given.length) return false;
  const lower = given.toLowerCase();
  let difference = 0;
  for (let at = 0; at < expected.length; at++) difference |= expected.charCodeAt(at) ^ lower.charCodeAt(at);
  return difference === 0;
}

/** Strings are byte strings; `hash` would take their characters above 7F for UTF-8. */
function digest(algorithm: DigestAlgorithm, data: string | Uint8Array): string {
  const bytes = typeof data === 'string' && !isAscii(data) ? latin1ToBytes(data) : data;
  return hash(algorithm === 'MD5' ? 'md5' : 'sha256', bytes, 'hex');
}
