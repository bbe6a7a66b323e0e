import type { Kysely } from 'kysely';

/** What the phones of an extension must be connected by. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('extension_limits').addColumn('transport', 'text').execute();
}
