import { timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import { type Random, randomToken } from '../../base/random.ts';
import type { HandoverRecord, LedgerChange } from '../../store/records/ledger-records.ts';
import type { TextSeal } from '../../store/text-seal.ts';
import type { HandoverPurpose } from '../console/handovers.ts';
import { type Ledger, put, remove } from '../tables/ledger.ts';
import { hashOfSecret } from '../tables/token-table.ts';

const HOUR_MS = 3_600_000;
/** How long each works. */
const LETTER_LIFE_MS = 7 * 24 * HOUR_MS;
const SETTINGS_LIFE_MS = 24 * HOUR_MS;

/** 160 bits: whoever has the address needs nothing else. */
const SECRET_LENGTH = 32;
const ID_LENGTH = 10;
/** Of one extension; the oldest goes. */
const MOST_OF_ONE = 5;

/** Passwords on their way to holders and into phones. */
export class Handovers {
  readonly #ledger: Ledger;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #seal: TextSeal;

  constructor(parts: {
    readonly ledger: Ledger;
    readonly clock: Clock;
    readonly random: Random;
    readonly seal: TextSeal;
  }) {
    this.#ledger = parts.ledger;
    this.#clock = parts.clock;
    this.#random = parts.random;
    this.#seal = parts.seal;
  }

  /** To be stored; older ones of the extension go when there are many. */
  make(wish: {
    readonly extension: string;
    readonly purpose: HandoverPurpose;
    readonly password: string | undefined;
    readonly language: 'nl' | 'en';
    readonly createdBy: string;
  }): {
    readonly record: HandoverRecord;
    readonly secret: string;
    readonly changes: readonly LedgerChange[];
  } {
    const { extension, purpose, password, language, createdBy } = wish;
    const nowMs = Math.round(this.#clock.wallTime());
    const secret = randomToken(this.#random, SECRET_LENGTH);
    const id = randomToken(this.#random, ID_LENGTH);
    const record: HandoverRecord = {
      id,
      extension,
      secretHash: hashOfSecret(secret),
      purpose,
      sealedPassword: password === undefined ? null : this.#seal.seal(password, sealOf(id)),
      language,
      device: null,
      createdAtMs: nowMs,
      createdBy,
      endsAtMs: nowMs + (purpose === 'letter' ? LETTER_LIFE_MS : SETTINGS_LIFE_MS),
      openedAtMs: null,
    };
    const older = [...this.of(extension)].sort((a, b) => b.createdAtMs - a.createdAtMs);
    const gone = older.slice(MOST_OF_ONE - 1).map((one) => remove('handovers', one.id));
    return { record, secret, changes: [...gone, put('handovers', record)] };
  }

  /** The one of this secret while it works. */
  find(secret: string): HandoverRecord | undefined {
    const hash = Buffer.from(hashOfSecret(secret), 'hex');
    const nowMs = this.#clock.wallTime();
    return this.#ledger
      .list('handovers')
      .find(
        ({ secretHash, endsAtMs }) =>
          nowMs < endsAtMs && timingSafeEqual(Buffer.from(secretHash, 'hex'), hash),
      );
  }

  of(extension: string): readonly HandoverRecord[] {
    return this.#ledger.list('handovers').filter((one) => one.extension === extension);
  }

  /** Undefined when none was handed over, or the key is another one. */
  passwordOf({ id, sealedPassword }: HandoverRecord): string | undefined {
    return sealedPassword === null ? undefined : this.#seal.open(sealedPassword, sealOf(id));
  }

  overdue(): readonly LedgerChange[] {
    const nowMs = this.#clock.wallTime();
    return this.#ledger
      .list('handovers')
      .flatMap(({ id, endsAtMs }) => (endsAtMs <= nowMs ? [remove('handovers', id)] : []));
  }
}

function sealOf(id: string): string {
  return `handover ${id}`;
}
