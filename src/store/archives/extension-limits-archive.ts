import type { Kysely } from 'kysely';
import type { ExtensionLimitsRow } from '../records/operator-rows.ts';
import type { Tables } from '../schema.ts';

/** What an administrator set for one extension; null leaves the limit to the settings of the exchange. */
export interface ExtensionLimitsRecord {
  readonly extension: string;
  readonly calls: number | null;
  readonly contacts: number | null;
  readonly newCallsPerMinute: number | null;
  readonly kbitPerS: number | null;
  readonly codecs: readonly ('PCMA' | 'PCMU' | 'G722' | 'opus')[] | null;
  readonly registerIntervalS: number | null;
  readonly digest: 'SHA-256' | null;
  readonly transport: 'TLS' | null;
}

type Db = Kysely<Tables>;

/** One without any limit is not kept. */
export async function putExtensionLimits(db: Db, record: ExtensionLimitsRecord): Promise<void> {
  const { extension, ...limits } = record;
  if (Object.values(limits).every((limit) => limit === null)) {
    await db.deleteFrom('extensionLimits').where('extension', '=', extension).execute();
    return;
  }
  const row: ExtensionLimitsRow = {
    ...record,
    codecs: record.codecs === null ? null : JSON.stringify(record.codecs),
  };
  await db
    .insertInto('extensionLimits')
    .values(row)
    .onConflict((conflict) => conflict.column('extension').doUpdateSet(row))
    .execute();
}

export async function readExtensionLimits(db: Db): Promise<readonly ExtensionLimitsRecord[]> {
  const rows = await db.selectFrom('extensionLimits').selectAll().execute();
  return rows.map((row) => ({ ...row, codecs: row.codecs === null ? null : JSON.parse(row.codecs) }));
}
