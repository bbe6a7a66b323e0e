import { type CreateTableBuilder, type Kysely, sql } from 'kysely';

/** Log-ins of administrators and members, links that work once, and the mail that carries them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('administrators')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('email', 'text')
    .addColumn('password_hash', 'text')
    .addColumn('totp_secret', 'text')
    .addColumn('totp_step', 'integer', (column) => column.notNull())
    .addColumn('created_at_ms', 'integer', (column) => column.notNull())
    .addColumn('created_by', 'text', (column) => column.notNull())
    .addColumn('last_login_at_ms', 'integer')
    .modifyEnd(sql`strict, without rowid`)
    .execute();
  await owned(db, 'passkeys')
    .addColumn('relying_party', 'text', (column) => column.notNull())
    .addColumn('public_key', 'text', (column) => column.notNull())
    .addColumn('counter', 'integer', (column) => column.notNull())
    .addColumn('transports', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('created_at_ms', 'integer', (column) => column.notNull())
    .addColumn('last_used_at_ms', 'integer')
    .modifyEnd(sql`strict, without rowid`)
    .execute();
  await owned(db, 'sessions')
    .addColumn('secret_hash', 'text', (column) => column.notNull())
    .addColumn('method', 'text', (column) => column.notNull())
    .addColumn('agent', 'text', (column) => column.notNull())
    .addColumn('created_at_ms', 'integer', (column) => column.notNull())
    .addColumn('seen_at_ms', 'integer', (column) => column.notNull())
    .addColumn('ends_at_ms', 'integer', (column) => column.notNull())
    .modifyEnd(sql`strict, without rowid`)
    .execute();
  await owned(db, 'links')
    .addColumn('secret_hash', 'text', (column) => column.notNull())
    .addColumn('purpose', 'text', (column) => column.notNull())
    .addColumn('browser_hash', 'text')
    .addColumn('created_at_ms', 'integer', (column) => column.notNull())
    .addColumn('ends_at_ms', 'integer', (column) => column.notNull())
    .modifyEnd(sql`strict, without rowid`)
    .execute();
  await db.schema
    .createTable('mails')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('recipient', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('topic', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('next_at_ms', 'integer', (column) => column.notNull())
    .addColumn('created_at_ms', 'integer', (column) => column.notNull())
    .addColumn('useless_at_ms', 'integer', (column) => column.notNull())
    .addColumn('ended_at_ms', 'integer')
    .addColumn('fault', 'text')
    .modifyEnd(sql`strict, without rowid`)
    .execute();
  for (const table of ['passkeys', 'sessions', 'links']) {
    for (const owner of ['administrator', 'extension']) {
      await db.schema.createIndex(`${table}_${owner}`).on(table).column(owner).execute();
    }
  }
}

/** What belongs to an administrator or to an extension goes with its owner. */
function owned(db: Kysely<unknown>, table: string): CreateTableBuilder<string, string> {
  return db.schema
    .createTable(table)
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('administrator', 'text', (column) =>
      column.references('administrators.id').onDelete('cascade'),
    )
    .addColumn('extension', 'text', (column) =>
      column.references('extensions.number').onDelete('cascade'),
    ) as unknown as CreateTableBuilder<string, string>;
}
