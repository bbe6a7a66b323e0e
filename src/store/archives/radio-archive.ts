import type { Kysely } from 'kysely';
import type { Tables } from '../schema.ts';

/** A radio in a conference: USRP to and from one address. */
export interface RadioRecord {
  /** Letters, digits and hyphens. */
  readonly name: string;
  readonly conference: string;
  /** Numeric: where its USRP goes, and the only one it is taken from. */
  readonly address: string;
  readonly remotePort: number;
  /** Where we listen; each radio has its own. */
  readonly localPort: number;
  /** While anybody talks, or while somebody has keyed it by *99, and then only him. */
  readonly transmits: 'voice' | 'keyed';
  /** Of one transmission, either way; 0 without limit. */
  readonly talkLimitS: number;
  readonly courtesyTone: boolean;
  readonly createdAtMs: number;
}

/** SQLite has no booleans. */
export type RadioRow = Omit<RadioRecord, 'courtesyTone' | 'transmits'> & {
  readonly courtesyTone: 0 | 1;
  readonly transmits: string;
};

type Db = Kysely<Tables>;

export async function insertRadio(db: Db, record: RadioRecord): Promise<void> {
  const courtesyTone = record.courtesyTone ? 1 : 0;
  await db
    .insertInto('radios')
    .values({ ...record, courtesyTone })
    .execute();
}

export async function updateRadio(db: Db, { name, ...record }: RadioRecord): Promise<void> {
  const courtesyTone = record.courtesyTone ? 1 : 0;
  await db
    .updateTable('radios')
    .set({ ...record, courtesyTone })
    .where('name', '=', name)
    .execute();
}

export async function deleteRadio(db: Db, name: string): Promise<void> {
  await db.deleteFrom('radios').where('name', '=', name).execute();
}

export async function readRadios(db: Db): Promise<readonly RadioRecord[]> {
  const rows = await db.selectFrom('radios').selectAll().execute();
  return rows.map((row) => ({
    ...row,
    courtesyTone: row.courtesyTone === 1,
    transmits: row.transmits === 'keyed' ? 'keyed' : 'voice',
  }));
}
