import { type Kysely, sql } from 'kysely';

/** Who agreed to be seen in a bridge by other members: the row is the consent. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('company_consents')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('extension', 'text', (column) =>
      column.notNull().references('extensions.number').onDelete('cascade'),
    )
    .addColumn('text_version', 'text', (column) => column.notNull())
    .addColumn('agreed_at_ms', 'integer', (column) => column.notNull())
    .modifyEnd(sql`strict, without rowid`)
    .execute();
  await db.schema
    .createIndex('company_consents_extension')
    .on('company_consents')
    .column('extension')
    .execute();
}
