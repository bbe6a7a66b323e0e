import { type Kysely, sql } from 'kysely';

/** Who agreed to stand in the directory, and its issues; the files lie beside the database. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('directory_consents')
    .addColumn('extension', 'text', (column) =>
      column.primaryKey().references('extensions.number').onDelete('cascade'),
    )
    .addColumn('text_version', 'text', (column) => column.notNull())
    .addColumn('agreed_at_ms', 'integer', (column) => column.notNull())
    .addColumn('agreed_by', 'text', (column) => column.notNull())
    .modifyEnd(sql`strict, without rowid`)
    .execute();
  await db.schema
    .createTable('directory_issues')
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('made_at_ms', 'integer', (column) => column.notNull())
    .addColumn('made_by', 'text', (column) => column.notNull())
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('format', 'text', (column) => column.notNull())
    .addColumn('sorted_by', 'text', (column) => column.notNull())
    .addColumn('entries', 'integer', (column) => column.notNull())
    .addColumn('pages', 'integer', (column) => column.notNull())
    .addColumn('bytes', 'integer', (column) => column.notNull())
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addColumn('sealed_password', 'text', (column) => column.notNull())
    .addColumn('content', 'text')
    .modifyEnd(sql`strict`)
    .execute();
}
