import type { Kysely } from 'kysely';
import type { CallFeaturesRow } from '../records/operator-rows.ts';
import type { Tables } from '../schema.ts';

/** What is to be done with calls to one extension; null where nothing was set. */
export interface CallFeaturesRecord {
  readonly extension: string;
  readonly doNotDisturb: boolean;
  readonly forwardAlways: string | null;
  readonly forwardBusy: string | null;
  readonly forwardNoAnswer: string | null;
  readonly ringS: number;
  readonly pickupGroup: string | null;
}

type Db = Kysely<Tables>;

/** All or none. */
export async function putCallFeatures(db: Db, records: readonly CallFeaturesRecord[]): Promise<void> {
  for (const record of records) {
    const row: CallFeaturesRow = { ...record, doNotDisturb: record.doNotDisturb ? 1 : 0 };
    await db
      .insertInto('callFeatures')
      .values(row)
      .onConflict((conflict) => conflict.column('extension').doUpdateSet(row))
      .execute();
  }
}

export async function readCallFeatures(db: Db): Promise<readonly CallFeaturesRecord[]> {
  const rows = await db.selectFrom('callFeatures').selectAll().execute();
  return rows.map((row) => ({ ...row, doNotDisturb: row.doNotDisturb === 1 }));
}
