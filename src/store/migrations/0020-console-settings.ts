import { type Kysely, sql } from 'kysely';

/** Settings that administrators changed while the exchange ran. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('console_settings')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .addColumn('changed_at_ms', 'integer', (column) => column.notNull())
    .addColumn('changed_by', 'text', (column) => column.notNull())
    .modifyEnd(sql`strict, without rowid`)
    .execute();
}
