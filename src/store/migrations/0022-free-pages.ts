import { type Kysely, sql } from 'kysely';

/** Pages of the club's own, and versions that were withdrawn. */
export async function up(db: Kysely<unknown>): Promise<void> {
  let pages = db.schema
    .createTable('free_pages')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('created_at_ms', 'integer', (column) => column.notNull())
    .addColumn('removed_at_ms', 'integer')
    .addColumn('removed_by', 'text');
  for (const name of ['title_nl', 'title_en', 'audience', 'place', 'created_by'] as const)
    pages = pages.addColumn(name, 'text', (column) => column.notNull()) as typeof pages;
  await pages.modifyEnd(sql`strict, without rowid`).execute();
  const versions = db.schema.alterTable('club_page_versions');
  await versions.addColumn('withdrawn_at_ms', 'integer').execute();
  await versions.addColumn('withdrawn_by', 'text').execute();
}
