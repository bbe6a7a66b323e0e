import { type Kysely, sql } from 'kysely';

/** Texts of the club with their versions, and who confirmed which house rules. */
export async function up(db: Kysely<unknown>): Promise<void> {
  let versions = db.schema
    .createTable('club_page_versions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('asks_confirmation', 'integer', (column) => column.notNull())
    .addColumn('published_at_ms', 'integer', (column) => column.notNull());
  for (const name of ['page', 'nl', 'en', 'change_nl', 'change_en', 'published_by'] as const)
    versions = versions.addColumn(name, 'text', (column) => column.notNull()) as typeof versions;
  await versions.modifyEnd(sql`strict, without rowid`).execute();
  let drafts = db.schema
    .createTable('club_page_drafts')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('based_on', 'integer', (column) => column.notNull())
    .addColumn('saved_at_ms', 'integer', (column) => column.notNull());
  for (const name of ['nl', 'en', 'revision', 'saved_by'] as const)
    drafts = drafts.addColumn(name, 'text', (column) => column.notNull()) as typeof drafts;
  await drafts.modifyEnd(sql`strict, without rowid`).execute();
  await db.schema
    .createTable('rules_confirmations')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('extension', 'text', (column) =>
      column.notNull().references('extensions.number').onDelete('cascade'),
    )
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('confirmed_at_ms', 'integer', (column) => column.notNull())
    .modifyEnd(sql`strict, without rowid`)
    .execute();
  await db.schema
    .createIndex('rules_confirmations_extension')
    .on('rules_confirmations')
    .column('extension')
    .execute();
}
