import { type Kysely, sql } from 'kysely';

/** Passwords on their way to holders and into phones. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('handovers')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('extension', 'text', (column) =>
      column.notNull().references('extensions.number').onDelete('cascade'),
    )
    .addColumn('secret_hash', 'text', (column) => column.notNull())
    .addColumn('purpose', 'text', (column) => column.notNull())
    .addColumn('sealed_password', 'text')
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('device', 'text')
    .addColumn('created_at_ms', 'integer', (column) => column.notNull())
    .addColumn('created_by', 'text', (column) => column.notNull())
    .addColumn('ends_at_ms', 'integer', (column) => column.notNull())
    .addColumn('opened_at_ms', 'integer')
    .modifyEnd(sql`strict, without rowid`)
    .execute();
  await db.schema.createIndex('handovers_extension').on('handovers').column('extension').execute();
}
