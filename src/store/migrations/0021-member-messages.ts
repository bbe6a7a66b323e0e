import { type Kysely, sql } from 'kysely';

/** Messages to holders, what they say to that, and whose a mail is. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('member_messages')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('targets', 'text', (column) => column.notNull())
    .addColumn('urgent', 'integer', (column) => column.notNull())
    .addColumn('by_mail', 'integer', (column) => column.notNull())
    .addColumn('created_at_ms', 'integer', (column) => column.notNull())
    .addColumn('created_by', 'text', (column) => column.notNull())
    .addColumn('sent_at_ms', 'integer')
    .addColumn('retracted_at_ms', 'integer')
    .modifyEnd(sql`strict, without rowid`)
    .execute();
  await db.schema
    .createTable('message_receipts')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('message', 'text', (column) =>
      column.notNull().references('member_messages.id').onDelete('cascade'),
    )
    .addColumn('extension', 'text', (column) =>
      column.notNull().references('extensions.number').onDelete('cascade'),
    )
    .addColumn('read_at_ms', 'integer')
    .addColumn('mail', 'text')
    .modifyEnd(sql`strict, without rowid`)
    .execute();
  await db.schema
    .createTable('member_replies')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('extension', 'text', (column) =>
      column.notNull().references('extensions.number').onDelete('cascade'),
    )
    .addColumn('about_kind', 'text', (column) => column.notNull())
    .addColumn('about', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('created_at_ms', 'integer', (column) => column.notNull())
    .addColumn('handled_at_ms', 'integer')
    .addColumn('handled_by', 'text')
    .modifyEnd(sql`strict, without rowid`)
    .execute();
  await db.schema
    .alterTable('mails')
    .addColumn('extension', 'text', (column) => column.references('extensions.number').onDelete('cascade'))
    .execute();
  await db.schema
    .alterTable('member_settings')
    .addColumn('ban_mail', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  for (const table of ['message_receipts', 'member_replies', 'mails']) {
    await db.schema.createIndex(`${table}_extension`).on(table).column('extension').execute();
  }
  await db.schema.createIndex('message_receipts_message').on('message_receipts').column('message').execute();
}
