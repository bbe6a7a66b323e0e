import { type Kysely, sql } from 'kysely';

/** In which language an extension is spoken to, where that is not the language of the exchange. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('extension_languages')
    .addColumn('extension', 'text', (column) =>
      column.primaryKey().references('extensions.number').onDelete('cascade'),
    )
    .addColumn('language', 'text', (column) => column.notNull())
    .modifyEnd(sql`strict, without rowid`)
    .execute();
}
