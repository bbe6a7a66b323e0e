import type { Kysely } from 'kysely';
import type { ExtensionRecord } from './records/records.ts';
import { type Tables, toExtensionRow } from './schema.ts';
import { StoreError } from './store.ts';

type Db = Kysely<Tables>;

/** What an import makes of the extensions: all of it in one transaction. */
export interface ExtensionsChange {
  readonly inserted: readonly ExtensionRecord[];
  readonly updated: readonly ExtensionRecord[];
}

/** Rows in one INSERT: SQLite takes 32,766 values. */
const CHUNK = 1_000;

export async function insertExtensions(db: Db, records: readonly ExtensionRecord[]): Promise<void> {
  const bridges = await db.selectFrom('conferences').select('number').execute();
  const taken = new Set(bridges.map(({ number }) => number));
  const clash = records.find(({ number }) => taken.has(number));
  if (clash) throw new StoreError('conflict', `${clash.number} is a conference`);
  for (let index = 0; index < records.length; index += CHUNK) {
    const rows = records.slice(index, index + CHUNK).map(toExtensionRow);
    await db.insertInto('extensions').values(rows).execute();
  }
}

export async function updateExtension(db: Db, record: ExtensionRecord): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('extensions')
    .set(toExtensionRow(record))
    .where('number', '=', record.number)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new StoreError('conflict', `${record.number} is no extension`);
}

export async function changeExtensions(db: Db, { inserted, updated }: ExtensionsChange): Promise<void> {
  for (const record of updated) await updateExtension(db, record);
  await insertExtensions(db, inserted);
}
