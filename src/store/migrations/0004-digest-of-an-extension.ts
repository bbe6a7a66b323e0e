import type { Kysely } from 'kysely';

/** Which algorithm the phones of an extension must use. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('extension_limits').addColumn('digest', 'text').execute();
}
