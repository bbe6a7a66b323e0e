import { type Kysely, sql } from 'kysely';

/** Forwarding, do not disturb and pick-up groups, and where a forwarded call came to. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('call_features')
    .addColumn('extension', 'text', (column) =>
      column.primaryKey().references('extensions.number').onDelete('cascade'),
    )
    .addColumn('do_not_disturb', 'integer', (column) => column.notNull())
    .addColumn('forward_always', 'text')
    .addColumn('forward_busy', 'text')
    .addColumn('forward_no_answer', 'text')
    .addColumn('ring_s', 'integer', (column) => column.notNull())
    .addColumn('pickup_group', 'text')
    .modifyEnd(sql`strict, without rowid`)
    .execute();
  await db.schema.alterTable('call_records').addColumn('reached', 'text').execute();
}
