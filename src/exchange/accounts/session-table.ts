import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import { type Random, randomToken } from '../../base/random.ts';
import { ok } from '../../base/result.ts';
import { hasEnded, isCutOff, noteEveryMs, type Role, SESSION_LIFE } from '../../policy/session-life.ts';
import type { Suspension } from '../../policy/suspensions.ts';
import type { LedgerChange, SessionRecord } from '../../store/records/ledger-records.ts';
import type { Outcome } from '../console/outcome.ts';
import type { Holder, LoginMethod, Opened, SessionView } from '../console/sessions.ts';
import { type Ledger, put, remove } from '../tables/ledger.ts';
import { hashOfSecret } from '../tables/token-table.ts';

const ID_LENGTH = 10;
/** 160 bits. */
const SECRET_LENGTH = 32;
/** Of one holder; the one that was used longest ago makes room. */
const MOST_OF_ONE = 20;
const LONGEST_AGENT = 120;

/** Who has logged in. A cookie is `<id>_<secret>`; only the secret's hash is kept. */
export class SessionTable {
  readonly #ledger: Ledger;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #suspensions: { list(): Iterable<Suspension> };

  constructor(parts: {
    readonly ledger: Ledger;
    readonly clock: Clock;
    readonly random: Random;
    readonly suspensions: { list(): Iterable<Suspension> };
  }) {
    this.#ledger = parts.ledger;
    this.#clock = parts.clock;
    this.#random = parts.random;
    this.#suspensions = parts.suspensions;
  }

  /** What is to be stored together with it goes into the same transaction. */
  async open(
    holder: Holder,
    { method, agent }: { readonly method: LoginMethod; readonly agent: string },
    ...along: readonly LedgerChange[]
  ): Promise<Outcome<Opened>> {
    const nowMs = Math.round(this.#clock.wallTime());
    const id = randomToken(this.#random, ID_LENGTH);
    const secret = `${id}_${randomToken(this.#random, SECRET_LENGTH)}`;
    const record: SessionRecord = {
      id,
      administrator: holder.role === 'administrator' ? holder.id : null,
      extension: holder.role === 'member' ? holder.extension : null,
      secretHash: hashOfSecret(secret),
      method,
      agent: agent.slice(0, LONGEST_AGENT),
      createdAtMs: nowMs,
      seenAtMs: nowMs,
      endsAtMs: nowMs + SESSION_LIFE[holder.role].longestMs,
    };
    const surplus = this.#of(holder).slice(MOST_OF_ONE - 1);
    const made = await this.#ledger.commit(
      // First: it may make the holder.
      ...along,
      put('sessions', record),
      ...surplus.map((old) => remove('sessions', old.id)),
    );
    return made.ok ? ok({ session: this.#view(record, holder), secret }) : made;
  }

  recognise(secret: string): SessionView | undefined {
    const record = this.#find(secret);
    const holder = record && this.#holderOf(record);
    if (record === undefined || holder === undefined) return undefined;
    if (this.#isOver(record, holder)) {
      void this.#ledger.commit(remove('sessions', record.id));
      return undefined;
    }
    const seen = this.#noteUse(record, holder.role);
    return this.#view(seen, holder);
  }

  isOpen(secret: string): boolean {
    const record = this.#find(secret);
    const holder = record && this.#holderOf(record);
    return record !== undefined && holder !== undefined && !this.#isOver(record, holder);
  }

  csrfToken(secret: string): string {
    return createHmac('sha256', secret).update('csrf').digest('base64url');
  }

  /** The newest use first. */
  list(holder: Holder): readonly SessionView[] {
    return this.#of(holder)
      .filter((record) => !this.#isOver(record, holder))
      .map((record) => this.#view(record, holder));
  }

  /** Ends those of one holder; all that match. */
  async end(holder: Holder, isMeant: (id: string) => boolean): Promise<Outcome<readonly SessionView[]>> {
    const meant = this.#of(holder).filter(({ id }) => isMeant(id));
    if (meant.length === 0) return ok([]);
    const ended = await this.#ledger.commit(...meant.map(({ id }) => remove('sessions', id)));
    return ended.ok ? ok(meant.map((record) => this.#view(record, holder))) : ended;
  }

  /** Those whose time is over, or whose extension was suspended since. */
  overdue(): readonly LedgerChange[] {
    return this.#ledger.list('sessions').flatMap((record) => {
      const holder = this.#holderOf(record);
      return holder === undefined || this.#isOver(record, holder) ? [remove('sessions', record.id)] : [];
    });
  }

  #find(secret: string): SessionRecord | undefined {
    const record = this.#ledger.get('sessions', secret.split('_')[0] ?? '');
    const hash = createHash('sha256').update(secret).digest();
    const expected = Buffer.from(record?.secretHash ?? '', 'hex');
    return expected.length === hash.length && timingSafeEqual(expected, hash) ? record : undefined;
  }

  #of(holder: Holder): SessionRecord[] {
    return this.#ledger
      .list('sessions')
      .filter(({ administrator, extension }) =>
        holder.role === 'administrator' ? administrator === holder.id : extension === holder.extension,
      )
      .sort((a, b) => b.seenAtMs - a.seenAtMs);
  }

  #holderOf({ administrator, extension }: SessionRecord): Holder | undefined {
    if (extension !== null) return { role: 'member', extension };
    const record = administrator === null ? undefined : this.#ledger.get('administrators', administrator);
    return record && { role: 'administrator', id: record.id, name: record.name };
  }

  #isOver(record: SessionRecord, holder: Holder): boolean {
    const nowMs = this.#clock.wallTime();
    if (hasEnded(holder.role, record, nowMs)) return true;
    return (
      holder.role === 'member' &&
      isCutOff(holder.extension, record.createdAtMs, this.#suspensions.list(), nowMs)
    );
  }

  /** In memory at once; that it was not written harms nobody, and one that was ended meanwhile stays ended. */
  #noteUse(record: SessionRecord, role: Role): SessionRecord {
    const nowMs = Math.round(this.#clock.wallTime());
    if (Math.abs(nowMs - record.seenAtMs) < noteEveryMs(role)) return record;
    const seen = { ...record, seenAtMs: nowMs };
    this.#ledger.note('sessions', seen);
    return seen;
  }

  #view(record: SessionRecord, holder: Holder): SessionView {
    const { id, method, agent, createdAtMs, seenAtMs, endsAtMs } = record;
    return {
      id,
      holder,
      method: method as LoginMethod,
      agent,
      createdAtMs,
      seenAtMs,
      idleEndMs: seenAtMs + SESSION_LIFE[holder.role].idleMs,
      endsAtMs,
    };
  }
}
