import { type Kysely, sql } from 'kysely';

/** Beyond calls: who may watch whom, subscriptions and presence that outlast a restart, messages that wait. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('watchers')
    .addColumn('extension', 'text', (column) =>
      column.notNull().references('extensions.number').onDelete('cascade'),
    )
    .addColumn('watcher', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('watchers_key', ['extension', 'watcher'])
    .modifyEnd(sql`strict, without rowid`)
    .execute();
  await db.schema
    .createTable('subscriptions')
    .addColumn('tag', 'text', (column) => column.primaryKey())
    .addColumn('extension', 'text', (column) =>
      column.notNull().references('extensions.number').onDelete('cascade'),
    )
    .addColumn('package', 'text', (column) => column.notNull())
    .addColumn('event_id', 'text')
    .addColumn('resource', 'text', (column) => column.notNull())
    .addColumn('flow', 'text', (column) => column.notNull())
    .addColumn('dialog', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('expires_at_ms', 'integer', (column) => column.notNull())
    .modifyEnd(sql`strict, without rowid`)
    .execute();
  await db.schema.createIndex('subscriptions_extension').on('subscriptions').column('extension').execute();
  await db.schema
    .createTable('publications')
    .addColumn('etag', 'text', (column) => column.primaryKey())
    .addColumn('extension', 'text', (column) =>
      column.notNull().references('extensions.number').onDelete('cascade'),
    )
    .addColumn('basic', 'text', (column) => column.notNull())
    .addColumn('activity', 'text')
    .addColumn('expires_at_ms', 'integer', (column) => column.notNull())
    .modifyEnd(sql`strict, without rowid`)
    .execute();
  await db.schema.createIndex('publications_extension').on('publications').column('extension').execute();
  await createMessages(db);
}

/** A message goes with its sender, too: his number may be given to somebody else. */
async function createMessages(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('messages')
    .addColumn('sequence', 'integer', (column) => column.primaryKey())
    .addColumn('sender', 'text', (column) =>
      column.notNull().references('extensions.number').onDelete('cascade'),
    )
    .addColumn('recipient', 'text', (column) =>
      column.notNull().references('extensions.number').onDelete('cascade'),
    )
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('sent_at_ms', 'integer', (column) => column.notNull())
    .addColumn('expires_at_ms', 'integer', (column) => column.notNull())
    .modifyEnd(sql`strict`)
    .execute();
  await db.schema.createIndex('messages_recipient').on('messages').column('recipient').execute();
  await db.schema.createIndex('messages_sender').on('messages').column('sender').execute();
}
