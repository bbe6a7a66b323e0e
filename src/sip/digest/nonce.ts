import { hash } from 'node:crypto';
import type { AddressKey } from '../../base/address-key.ts';
import type { Clock } from '../../base/clock.ts';
import { type Random, randomToken } from '../../base/random.ts';

const EPOCH_LENGTH = 6;
/** Milliseconds in base 36: enough for 89 years of uptime. */
const TIME_LENGTH = 8;
const RANDOM_LENGTH = 8;
const SIGNED_LENGTH = EPOCH_LENGTH + TIME_LENGTH + RANDOM_LENGTH;
/** Base64 characters of the signature: 96 bits. */
const MAC_LENGTH = 16;
const NONCE = new RegExp(`^[a-z0-9]{${SIGNED_LENGTH}}[\\w-]{${MAC_LENGTH}}$`);

/** What a nonce turns out to be. `issuedAtMs` is on the monotonic clock. */
export type NonceInspection =
  | { readonly kind: 'foreign' }
  | { readonly kind: 'ours'; readonly issuedAtMs: number; readonly expired: boolean };

/**
 * Nonces that carry their own proof, so that a challenge leaves no state behind (SR-3):
 *
 *     epoch (6) | time in ms, base 36 (8) | random (8) | signature over these, the address key and the realm (16)
 *
 * No longer than needed: every challenge carries it twice, and an answer to a stranger must stay small (SR-24).
 *
 * The epoch is random for every start, because the monotonic clock and the record of used nonces begin anew:
 * with a key that outlives the process, nonces of the process before are expired, not foreign, and phones are
 * told `stale` instead of what they take for a wrong password.
 *
 * The signature is SHA-512/256 over key and text. That hash cannot be extended, so a secret prefix makes it a
 * message authentication code; in one call it costs a sixth of an HMAC object, and every registration needs two.
 */
export class NonceIssuer {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #key: string;
  readonly #realm: string;
  readonly #lifetimeMs: number;
  readonly #epoch: string;

  /** `key`: 32 random bytes, secret. `lifetimeMs`: how long a nonce may wait for its first use. */
  constructor(parts: {
    readonly clock: Clock;
    readonly random: Random;
    readonly key: Uint8Array;
    readonly realm?: string;
    readonly lifetimeMs?: number;
  }) {
    this.#clock = parts.clock;
    this.#random = parts.random;
    this.#key = Buffer.from(parts.key).toString('hex');
    this.#realm = parts.realm ?? '';
    this.#lifetimeMs = parts.lifetimeMs ?? 60_000;
    this.#epoch = randomToken(parts.random, EPOCH_LENGTH);
  }

  issue(addressKey: AddressKey): string {
    const time = Math.floor(this.#clock.now()).toString(36).padStart(TIME_LENGTH, '0');
    const signed = `${this.#epoch}${time}${randomToken(this.#random, RANDOM_LENGTH)}`;
    return signed + this.#mac(signed, addressKey);
  }

  inspect(nonce: string, addressKey: AddressKey): NonceInspection {
    if (!NONCE.test(nonce)) return { kind: 'foreign' };
    const signed = nonce.slice(0, SIGNED_LENGTH);
    if (!equal(this.#mac(signed, addressKey), nonce.slice(SIGNED_LENGTH))) return { kind: 'foreign' };
    const issuedAtMs = Number.parseInt(signed.slice(EPOCH_LENGTH, EPOCH_LENGTH + TIME_LENGTH), 36);
    const isOfThisStart = signed.startsWith(this.#epoch);
    return {
      kind: 'ours',
      issuedAtMs,
      expired: !isOfThisStart || this.#clock.now() - issuedAtMs > this.#lifetimeMs,
    };
  }

  /** Whether the nonce was issued by us to this address, and recently enough for a first use. */
  check(nonce: string, addressKey: AddressKey): 'fresh' | 'expired' | 'foreign' {
    const found = this.inspect(nonce, addressKey);
    if (found.kind === 'foreign') return 'foreign';
    return found.expired ? 'expired' : 'fresh';
  }

  #mac(signed: string, addressKey: AddressKey): string {
    return hash('sha512-256', `${this.#key}${signed} ${addressKey} ${this.#realm}`, 'base64url').slice(
      0,
      MAC_LENGTH,
    );
  }
}

/** In a time that does not tell where the first difference is. Both are of one length. */
function equal(expected: string, given: string): boolean {
  let difference = 0;
  for (let at = 0; at < expected.length; at++) difference |= expected.charCodeAt(at) ^ given.charCodeAt(at);
  return difference === 0;
}
