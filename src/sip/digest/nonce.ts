import { Buffer } from 'node:buffer';
import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { AddressKey } from '../../base/address-key.ts';
import type { Clock } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';

const EPOCH_BYTES = 4;
const TIME_BYTES = 5;
const RANDOM_BYTES = 8;
const MAC_BYTES = 16;
const SIGNED_BYTES = EPOCH_BYTES + TIME_BYTES + RANDOM_BYTES;
/** 33 bytes are 44 characters of base64url without padding, so that a nonce has one spelling only. */
const NONCE = /^[A-Za-z0-9_-]{44}$/;

/** What a nonce turns out to be. `issuedAtMs` is on the monotonic clock. */
export type NonceInspection =
  | { readonly kind: 'foreign' }
  | { readonly kind: 'ours'; readonly issuedAtMs: number; readonly expired: boolean };

/**
 * Nonces that carry their own proof, so that a challenge leaves no state behind (SR-3):
 *
 *     epoch (4) | time in ms (5) | random (8) | HMAC-SHA256 over these, the address key and the realm, 16 bytes
 *
 * The epoch is random for every start, because the monotonic clock and the record of used nonces begin anew:
 * with a key that outlives the process, nonces of the process before are expired, not foreign, and phones are
 * told `stale` instead of what they take for a wrong password.
 */
export class NonceIssuer {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #key: KeyObject;
  readonly #realm: string;
  readonly #lifetimeMs: number;
  readonly #epoch: Uint8Array;

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
    this.#key = createSecretKey(parts.key);
    this.#realm = parts.realm ?? '';
    this.#lifetimeMs = parts.lifetimeMs ?? 60_000;
    this.#epoch = parts.random.bytes(EPOCH_BYTES);
  }

  issue(addressKey: AddressKey): string {
    const nonce = Buffer.allocUnsafe(SIGNED_BYTES + MAC_BYTES);
    nonce.set(this.#epoch);
    nonce.writeUIntBE(Math.floor(this.#clock.now()), EPOCH_BYTES, TIME_BYTES);
    nonce.set(this.#random.bytes(RANDOM_BYTES), EPOCH_BYTES + TIME_BYTES);
    nonce.set(this.#mac(nonce, addressKey), SIGNED_BYTES);
    return nonce.toString('base64url');
  }

  inspect(nonce: string, addressKey: AddressKey): NonceInspection {
    if (!NONCE.test(nonce)) return { kind: 'foreign' };
    const bytes = Buffer.from(nonce, 'base64url');
    if (!timingSafeEqual(bytes.subarray(SIGNED_BYTES), this.#mac(bytes, addressKey)))
      return { kind: 'foreign' };
    const issuedAtMs = bytes.readUIntBE(EPOCH_BYTES, TIME_BYTES);
    const ofThisStart = bytes.subarray(0, EPOCH_BYTES).equals(this.#epoch);
    return {
      kind: 'ours',
      issuedAtMs,
      expired: !ofThisStart || this.#clock.now() - issuedAtMs > this.#lifetimeMs,
    };
  }

  /** Whether the nonce was issued by us to this address, and recently enough for a first use. */
  check(nonce: string, addressKey: AddressKey): 'fresh' | 'expired' | 'foreign' {
    const found = this.inspect(nonce, addressKey);
    if (found.kind === 'foreign') return 'foreign';
    return found.expired ? 'expired' : 'fresh';
  }

  #mac(nonce: Buffer, addressKey: AddressKey): Uint8Array {
    const signed = `${nonce.toString('latin1', 0, SIGNED_BYTES)}${addressKey} ${this.#realm}`;
    return createHmac('sha256', this.#key).update(signed, 'latin1').digest().subarray(0, MAC_BYTES);
  }
}
