import type { Kysely, Transaction } from 'kysely';
import { LEDGER_TABLES, type LedgerChange, type LedgerSnapshot } from '../records/ledger-records.ts';
import type { Tables } from '../schema.ts';

/** The tables of the ledger look alike to this file: rows with an id. */
type Rows = Record<string, { readonly id: string } & Readonly<Record<string, string | number | null>>>;

/** One transaction, in the order given. */
export async function commitLedger(db: Transaction<Tables>, changes: readonly LedgerChange[]): Promise<void> {
  const rows = db as unknown as Transaction<Rows>;
  for (const change of changes) {
    if (change.kind === 'delete') await rows.deleteFrom(change.table).where('id', '=', change.id).execute();
    else if (change.kind === 'update') {
      const { id, ...rest } = change.row;
      await rows.updateTable(change.table).set(rest).where('id', '=', id).execute();
    } else {
      const row = { ...change.row };
      await rows
        .insertInto(change.table)
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
    }
  }
}

export async function readLedger(db: Kysely<Tables>): Promise<LedgerSnapshot> {
  const rows = db as unknown as Kysely<Rows>;
  const tables = [];
  for (const table of LEDGER_TABLES) {
    tables.push([table, await rows.selectFrom(table).selectAll().execute()]);
  }
  return Object.fromEntries(tables) as LedgerSnapshot;
}
