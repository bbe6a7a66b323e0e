import type { Kysely } from 'kysely';

/** Whether messages go to the holder by mail as well, and the message a mail takes with it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('mailboxes')
    .addColumn('by_mail', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable('mails').addColumn('voice_message', 'integer').execute();
}
