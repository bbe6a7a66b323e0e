import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import { type Random, randomToken } from '../../base/random.ts';
import type { LedgerChange, LinkRecord } from '../../store/records/ledger-records.ts';
import { type Ledger, put, remove } from '../tables/ledger.ts';
import { hashOfSecret } from '../tables/token-table.ts';

/** What a link is for, and how long it lasts. */
const LIFE_MS = {
  /** House rule of the first start: half an hour. */
  setup: 30 * 60_000,
  invitation: 24 * 3_600_000,
  login: 15 * 60_000,
} as const;
export type LinkPurpose = keyof typeof LIFE_MS;

/** Crockford's base 32, because people type it: O is read as 0, I and L as 1. */
const TYPED = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TYPED_LENGTH = 12;
const SECRET_LENGTH = 32;
const ID_LENGTH = 10;
/** Of one purpose and owner: the newest counts. */
const MOST_OF_ONE = 5;

/** Links that work once. */
export class Links {
  readonly #ledger: Ledger;
  readonly #clock: Clock;
  readonly #random: Random;

  constructor(parts: { readonly ledger: Ledger; readonly clock: Clock; readonly random: Random }) {
    this.#ledger = parts.ledger;
    this.#clock = parts.clock;
    this.#random = parts.random;
  }

  /** To be stored; the ones before it that it takes the place of go. */
  make(
    purpose: LinkPurpose,
    owner: { readonly administrator?: string; readonly extension?: string },
  ): { readonly secret: string; readonly endsAtMs: number; readonly changes: readonly LedgerChange[] } {
    const nowMs = Math.round(this.#clock.wallTime());
    const secret = purpose === 'setup' || purpose === 'invitation' ? this.#typed() : this.#long();
    const record: LinkRecord = {
      id: randomToken(this.#random, ID_LENGTH),
      administrator: owner.administrator ?? null,
      extension: owner.extension ?? null,
      secretHash: hashOfSecret(plain(secret)),
      purpose,
      browserHash: null,
      createdAtMs: nowMs,
      endsAtMs: nowMs + LIFE_MS[purpose],
    };
    const same = this.#ledger
      .list('links')
      .filter(
        (link) =>
          link.purpose === purpose &&
          link.administrator === record.administrator &&
          link.extension === record.extension,
      )
      .sort((a, b) => b.createdAtMs - a.createdAtMs);
    const keeps = purpose === 'login' ? MOST_OF_ONE - 1 : 0;
    const changes = [...same.slice(keeps).map(({ id }) => remove('links', id)), put('links', record)];
    return { secret, endsAtMs: record.endsAtMs, changes };
  }

  /** The link of this secret while it works. */
  find(secret: string, ...purposes: readonly LinkPurpose[]): LinkRecord | undefined {
    const hash = createHash('sha256').update(plain(secret)).digest();
    const nowMs = this.#clock.wallTime();
    return this.#ledger
      .list('links')
      .filter(({ purpose, endsAtMs }) => purposes.some((one) => one === purpose) && nowMs < endsAtMs)
      .find(({ secretHash }) => timingSafeEqual(Buffer.from(secretHash, 'hex'), hash));
  }

  overdue(): readonly LedgerChange[] {
    const nowMs = this.#clock.wallTime();
    return this.#ledger
      .list('links')
      .flatMap(({ id, endsAtMs }) => (endsAtMs <= nowMs ? [remove('links', id)] : []));
  }

  /** `7KQ4-M2XR-9TPA`: 60 bits, for half an hour and behind a throttle. */
  #typed(): string {
    let text = '';
    for (const byte of this.#random.bytes(TYPED_LENGTH)) text += TYPED.charAt(byte & 31);
    return text.replace(/(.{4})(?=.)/g, '$1-');
  }

  #long(): string {
    return randomToken(this.#random, SECRET_LENGTH);
  }
}

/** As it is hashed: however it was typed. */
function plain(secret: string): string {
  return secret.replace(/[\s-]/g, '').toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1');
}
