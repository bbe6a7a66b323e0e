import type { Kysely } from 'kysely';
import type { SuspensionRow } from '../records/operator-rows.ts';
import type { Tables } from '../schema.ts';

/** A suspension (house rule H4). Past ones are kept a year, so that an administrator can see what there was. */
export interface SuspensionRecord {
  readonly id: string;
  /** Everyone, or the extensions and conferences of these numbers. */
  readonly scope: 'all' | readonly string[];
  readonly what: readonly ('register' | 'call' | 'called' | 'conference')[];
  readonly fromMs: number;
  /** Null: until it is lifted. */
  readonly untilMs: number | null;
  readonly reason: string | null;
  readonly reasonShown: boolean;
  readonly untilShown: boolean;
  readonly createdAtMs: number;
  readonly createdBy: string;
  /** When and by whom it was lifted before its end. */
  readonly endedAtMs: number | null;
  readonly endedBy: string | null;
}

const KEPT_MS = 365 * 86_400_000;

type Db = Kysely<Tables>;

/** Inserts or replaces them; called in one transaction. */
export async function putSuspensions(db: Db, records: readonly SuspensionRecord[]): Promise<void> {
  for (const record of records) {
    const row = toRow(record);
    await db
      .insertInto('suspensions')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute();
  }
}

/** All that are remembered, the newest first. */
export async function listSuspensions(db: Db): Promise<readonly SuspensionRecord[]> {
  const rows = await db
    .selectFrom('suspensions')
    .selectAll()
    .orderBy('createdAtMs', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(fromRow);
}

/** Those that hold or will. */
export async function readSuspensions(db: Db, nowMs: number): Promise<readonly SuspensionRecord[]> {
  const rows = await db
    .selectFrom('suspensions')
    .selectAll()
    .where('endedAtMs', 'is', null)
    .where((is) => is.or([is('untilMs', 'is', null), is('untilMs', '>', Math.round(nowMs))]))
    .orderBy('createdAtMs')
    .execute();
  return rows.map(fromRow);
}

export async function forgetSuspensions(db: Db, nowMs: number): Promise<void> {
  const longAgo = Math.round(nowMs - KEPT_MS);
  await db
    .deleteFrom('suspensions')
    .where((is) => is.or([is('endedAtMs', '<=', longAgo), is('untilMs', '<=', longAgo)]))
    .execute();
}

function toRow(record: SuspensionRecord): SuspensionRow {
  return {
    ...record,
    scope: JSON.stringify(record.scope),
    what: JSON.stringify(record.what),
    fromMs: Math.round(record.fromMs),
    untilMs: record.untilMs === null ? null : Math.round(record.untilMs),
    reasonShown: record.reasonShown ? 1 : 0,
    untilShown: record.untilShown ? 1 : 0,
    createdAtMs: Math.round(record.createdAtMs),
    endedAtMs: record.endedAtMs === null ? null : Math.round(record.endedAtMs),
  };
}

function fromRow(row: SuspensionRow): SuspensionRecord {
  return {
    ...row,
    scope: JSON.parse(row.scope),
    what: JSON.parse(row.what),
    reasonShown: row.reasonShown === 1,
    untilShown: row.untilShown === 1,
  };
}
