import type { AddressKey } from '../base/address-key.ts';
import type { BoundedTable } from '../base/bounded-table.ts';
import type { Clock } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import { hashText } from '../base/text-hash.ts';

const HOUR_MS = 3_600_000;
/** More failures than this within an hour, from addresses the holder never used, slow an account down. */
const FAILURES_AN_HOUR = 20;
const KNOWN_FOR_MS = 30 * 86_400_000;
/** Addresses a holder's phones come from: home, mobile, club, holiday. */
const KNOWN_PER_ACCOUNT = 8;
const MOST_ACCOUNTS = 10_000;
/** Real accounts are 8 digits at most. */
const LONGEST_ACCOUNT = 64;
const SPACING_MS = 1_000;
const LONGEST_DELAY_MS = 4_000;

/**
 * Guessing one account's password from many addresses, each of which stops before its ban (security 1.9). Strangers
 * to such an account wait 1 to 4 seconds and share one evaluation a second; addresses it has succeeded from within 30
 * days notice nothing, so nobody can lock a holder out. Accounts that do not exist are slowed down alike.
 */
export class GuessThrottle {
  readonly #clock: Clock;
  readonly #salt: number;
  /** The times of the last failures of each account, one more than are free. The account that failed last is last. */
  readonly #failures = new Map<string, readonly number[]>();
  /** When each account was last proved from which addresses: as salted numbers, because addresses are not kept. */
  readonly #known = new Map<string, Map<number, number>>();
  readonly #nextEvaluation = new Map<string, number>();

  constructor(parts: { readonly clock: Clock; readonly random: Random }) {
    this.#clock = parts.clock;
    this.#salt = parts.random.integer(0x7fffffff);
  }

  /** Accounts whose failures are remembered. */
  get size(): number {
    return this.#failures.size;
  }

  get tables(): readonly BoundedTable[] {
    const size = () => this.#failures.size;
    return [{ name: 'guessed_accounts', size, capacity: MOST_ACCOUNTS, whenFull: 'oldest-goes' }];
  }

  /** False while no account has failures at all, so that nobody needs asking `slows`. */
  get isWatching(): boolean {
    return this.#failures.size > 0;
  }

  recordFailure(account: string, key: AddressKey): void {
    const name = account.slice(0, LONGEST_ACCOUNT);
    if (this.isKnown(name, key)) return;
    const now = this.#clock.now();
    const recent = (this.#failures.get(name) ?? []).filter((atMs) => now - atMs < HOUR_MS);
    this.#failures.delete(name);
    this.#failures.set(name, [...recent.slice(-FAILURES_AN_HOUR), now]);
    if (this.#failures.size > MOST_ACCOUNTS) this.#forgetOldest();
  }

  recordSuccess(account: string, key: AddressKey): void {
    const known = this.#known.get(account) ?? new Map<number, number>();
    const address = this.#pseudonym(key);
    // An account with one address, as nearly all are, has its order as it is.
    if (known.size > 1) known.delete(address);
    known.set(address, this.#clock.now());
    const [oldest] = known.keys();
    if (known.size > KNOWN_PER_ACCOUNT && oldest !== undefined) known.delete(oldest);
    this.#known.set(account, known);
  }

  /** Whether the account was proved from this address within 30 days. */
  isKnown(account: string, key: AddressKey): boolean {
    const at = this.#known.get(account)?.get(this.#pseudonym(key));
    return at !== undefined && this.#clock.now() - at < KNOWN_FOR_MS;
  }

  /** Whether a password of this account from this address has to wait for `reserve`. */
  slows(account: string, key: AddressKey): boolean {
    const name = account.slice(0, LONGEST_ACCOUNT);
    const failures = this.#failures.get(name);
    if (failures === undefined || failures.length <= FAILURES_AN_HOUR) return false;
    const oldest = failures[0] ?? Number.NEGATIVE_INFINITY;
    return this.#clock.now() - oldest < HOUR_MS && !this.isKnown(name, key);
  }

  /** Milliseconds until the account's next free evaluation, which is taken; undefined when too many wait already. */
  reserve(account: string): number | undefined {
    const name = account.slice(0, LONGEST_ACCOUNT);
    const now = this.#clock.now();
    const at = Math.max(now, this.#nextEvaluation.get(name) ?? now) + SPACING_MS;
    if (at - now > LONGEST_DELAY_MS) return undefined;
    this.#nextEvaluation.set(name, at);
    return at - now;
  }

  /** The account is gone, and what was known of it. */
  forget(account: string): void {
    this.#known.delete(account);
    this.#failures.delete(account);
    this.#nextEvaluation.delete(account);
  }

  /** Drops what is too old to matter; asked once in a while. */
  sweep(): void {
    const now = this.#clock.now();
    for (const [account, failures] of this.#failures) {
      if (now - (failures.at(-1) ?? 0) < HOUR_MS) break;
      this.#failures.delete(account);
      this.#nextEvaluation.delete(account);
    }
    for (const [account, known] of this.#known) {
      for (const [address, atMs] of known) if (now - atMs >= KNOWN_FOR_MS) known.delete(address);
      if (known.size === 0) this.#known.delete(account);
    }
  }

  #forgetOldest(): void {
    const [oldest] = this.#failures.keys();
    if (oldest === undefined) return;
    this.#failures.delete(oldest);
    this.#nextEvaluation.delete(oldest);
  }

  /** Two addresses that meet in one number only spare a stranger the wait. */
  #pseudonym(key: AddressKey): number {
    return hashText(key, this.#salt);
  }
}
