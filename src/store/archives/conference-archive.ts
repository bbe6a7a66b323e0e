import type { Kysely } from 'kysely';
import type { ConferenceRecord } from '../records/records.ts';
import type { Tables } from '../schema.ts';
import { StoreError } from '../store.ts';

/** As it lies in the file: SQLite has no booleans and no lists. */
export type ConferenceRow = Omit<
  ConferenceRecord,
  'moderators' | 'levelling' | 'noiseGate' | 'rogerBeep' | 'alone' | 'notice'
> & {
  /** Numbers with commas between them. */
  readonly moderators: string;
  readonly levelling: 0 | 1;
  readonly noiseGate: 0 | 1;
  readonly rogerBeep: 0 | 1;
  readonly alone: string;
  readonly notice: string;
};

type Db = Kysely<Tables>;

export async function insertConference(db: Db, record: ConferenceRecord): Promise<void> {
  const extension = await db
    .selectFrom('extensions')
    .select('number')
    .where('number', '=', record.number)
    .executeTakeFirst();
  if (extension) throw new StoreError('conflict', `${record.number} is an extension`);
  await db.insertInto('conferences').values(toRow(record)).execute();
}

export async function updateConference(db: Db, record: ConferenceRecord): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('conferences')
    .set(toRow(record))
    .where('number', '=', record.number)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new StoreError('conflict', `${record.number} is no conference`);
}

export async function readConferences(db: Db): Promise<readonly ConferenceRecord[]> {
  const rows = await db.selectFrom('conferences').selectAll().execute();
  return rows.map(fromRow);
}

function toRow(record: ConferenceRecord): ConferenceRow {
  const flag = (value: boolean): 0 | 1 => (value ? 1 : 0);
  return {
    ...record,
    moderators: record.moderators.join(','),
    levelling: flag(record.levelling),
    noiseGate: flag(record.noiseGate),
    rogerBeep: flag(record.rogerBeep),
  };
}

function fromRow(row: ConferenceRow): ConferenceRecord {
  return {
    ...row,
    moderators: row.moderators === '' ? [] : row.moderators.split(','),
    levelling: row.levelling === 1,
    noiseGate: row.noiseGate === 1,
    rogerBeep: row.rogerBeep === 1,
    alone: row.alone === 'tone' || row.alone === 'music' ? row.alone : 'silence',
    notice: row.notice === 'daily' ? 'daily' : 'always',
  };
}
