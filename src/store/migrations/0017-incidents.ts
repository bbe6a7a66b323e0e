import { type Kysely, sql } from 'kysely';

/** Outages and planned work. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('incidents')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('parts', 'text', (column) => column.notNull())
    .addColumn('from_ms', 'integer', (column) => column.notNull())
    .addColumn('until_ms', 'integer')
    .addColumn('closed_at_ms', 'integer')
    .addColumn('created_at_ms', 'integer', (column) => column.notNull())
    .addColumn('created_by', 'text', (column) => column.notNull())
    .addColumn('updates', 'text', (column) => column.notNull())
    .modifyEnd(sql`strict, without rowid`)
    .execute();
}
