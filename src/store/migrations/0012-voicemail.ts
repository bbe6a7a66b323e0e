import { type Kysely, sql } from 'kysely';

/**
 * Voice messages, with their sound: so that they are committed, copied and removed as everything else is. The sound
 * has a table of its own, because it is read one at a time.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('mailboxes')
    .addColumn('extension', 'text', (column) =>
      column.primaryKey().references('extensions.number').onDelete('cascade'),
    )
    .addColumn('takes_messages', 'integer', (column) => column.notNull())
    .modifyEnd(sql`strict, without rowid`)
    .execute();
  await db.schema
    .createTable('voice_messages')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('extension', 'text', (column) =>
      column.notNull().references('extensions.number').onDelete('cascade'),
    )
    .addColumn('caller', 'text', (column) => column.references('extensions.number').onDelete('set null'))
    .addColumn('received_at_ms', 'integer', (column) => column.notNull())
    .addColumn('expires_at_ms', 'integer', (column) => column.notNull())
    .addColumn('heard', 'integer', (column) => column.notNull())
    .addColumn('duration_ms', 'integer', (column) => column.notNull())
    .addColumn('level_db', 'real', (column) => column.notNull())
    .modifyEnd(sql`strict`)
    .execute();
  await db.schema.createIndex('voice_messages_extension').on('voice_messages').column('extension').execute();
  await db.schema.createIndex('voice_messages_caller').on('voice_messages').column('caller').execute();
  await db.schema
    .createTable('voice_sounds')
    .addColumn('message', 'integer', (column) =>
      column.primaryKey().references('voice_messages.id').onDelete('cascade'),
    )
    .addColumn('sound', 'blob', (column) => column.notNull())
    .modifyEnd(sql`strict`)
    .execute();
  await db.schema
    .createTable('greetings')
    .addColumn('extension', 'text', (column) =>
      column.primaryKey().references('extensions.number').onDelete('cascade'),
    )
    .addColumn('level_db', 'real', (column) => column.notNull())
    .addColumn('sound', 'blob', (column) => column.notNull())
    .modifyEnd(sql`strict`)
    .execute();
}
