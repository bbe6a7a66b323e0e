import { type Kysely, sql } from 'kysely';

/** Radios that sit in a conference, over USRP. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('radios')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('conference', 'text', (column) => column.notNull())
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('remote_port', 'integer', (column) => column.notNull())
    .addColumn('local_port', 'integer', (column) => column.notNull().unique())
    .addColumn('transmits', 'text', (column) => column.notNull())
    .addColumn('talk_limit_s', 'integer', (column) => column.notNull())
    .addColumn('courtesy_tone', 'integer', (column) => column.notNull())
    .addColumn('created_at_ms', 'integer', (column) => column.notNull())
    .modifyEnd(sql`strict, without rowid`)
    .execute();
}
