import type { AddressKey } from '../base/address-key.ts';
import type { Clock } from '../base/clock.ts';
import { TextMap } from '../base/text-map.ts';

interface Failure {
  readonly atMs: number;
  readonly account: string;
  readonly transactionKey: string;
  /** False after a success of its account, or once a ban was made of it: remembered against copies, not counted. */
  counts: boolean;
}

/** A copy of a longer key could not be told from its original without keeping the stranger's text. */
const LONGEST_KEY = 256;
/** Real accounts are 8 digits at most, so a cut name never equals one. */
const LONGEST_ACCOUNT = 64;
/** Room for what no longer counts but whose copies may still arrive. */
const REMEMBERED = 8;

/**
 * The failed attempts of each address in the sliding window (security 1.2 to 1.4). Addresses are kept in the order
 * of their last failure, so that the first in the map is both the one to evict and the first to be forgotten.
 */
export class FailedAttempts {
  readonly #clock: Clock;
  /** How long a failure counts. */
  windowMs: number;
  readonly capacity: number;
  readonly #failures = new TextMap<AddressKey, Failure[]>();

  constructor(parts: { readonly clock: Clock; readonly windowMs: number; readonly maxKeys: number }) {
    this.#clock = parts.clock;
    this.windowMs = parts.windowMs;
    this.capacity = parts.maxKeys;
  }

  /** Addresses in memory. */
  get size(): number {
    return this.#failures.size;
  }

  /** The attempts that count now, this one included; `repeated` when its transaction was seen before. */
  record(key: AddressKey, account: string, transactionKey: string): { repeated: boolean; attempts: number } {
    const now = this.#clock.now();
    const known = this.#failures.get(key);
    const before = known?.filter((failure) => now - failure.atMs <= this.windowMs) ?? [];
    const named = transactionKey.length <= LONGEST_KEY;
    if (named && before.some((failure) => failure.transactionKey === transactionKey)) {
      return { repeated: true, attempts: countOf(before) };
    }
    const failure: Failure = {
      atMs: now,
      account: ownText(account.slice(0, LONGEST_ACCOUNT)),
      transactionKey: named ? ownText(transactionKey) : '',
      counts: true,
    };
    // Not pushed: an array that grew keeps room for seventeen, and there may be a hundred thousand of them.
    const recent = [...before, failure];
    const attempts = countOf(recent);
    if (recent.length - attempts > REMEMBERED) {
      recent.splice(
        recent.findIndex((failure) => !failure.counts),
        1,
      );
    }
    this.#keep(key, recent);
    return { repeated: false, attempts };
  }

  /** Those that count now. */
  countOf(key: AddressKey): number {
    const now = this.#clock.now();
    return countOf(this.#failures.get(key)?.filter(({ atMs }) => now - atMs <= this.windowMs) ?? []);
  }

  /** Ends the counting of one account's failures from this address; those of other accounts stay. */
  clearAccount(key: AddressKey, account: string): void {
    for (const failure of this.#failures.get(key) ?? [])
      if (failure.account === account) failure.counts = false;
  }

  /** Ends the counting of all failures of this address; copies of them are still recognised. */
  clearAll(key: AddressKey): void {
    for (const failure of this.#failures.get(key) ?? []) failure.counts = false;
  }

  forget(key: AddressKey): void {
    this.#failures.delete(key);
  }

  keys(): IterableIterator<AddressKey> {
    return this.#failures.keys();
  }

  /** Forgets addresses whose last failure left the window; gives how long until the next one does. */
  sweep(): number | undefined {
    const now = this.#clock.now();
    for (const [key, failures] of this.#failures) {
      const remainingMs = (failures.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY) + this.windowMs - now;
      if (remainingMs >= 0) return remainingMs;
      this.#failures.delete(key);
    }
    return undefined;
  }

  #keep(key: AddressKey, failures: Failure[]): void {
    this.#failures.delete(key);
    this.#failures.set(key, failures);
    if (this.#failures.size <= this.capacity) return;
    const { oldest } = this.#failures;
    if (oldest !== undefined) this.#failures.delete(oldest);
  }
}

function countOf(failures: readonly Failure[]): number {
  let count = 0;
  for (const failure of failures) if (failure.counts) count += 1;
  return count;
}

/** A copy of its own: a slice of a received message would keep the whole message in memory. */
function ownText(text: string): string {
  return Buffer.from(text).toString();
}
