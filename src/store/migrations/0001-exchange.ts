import { type Kysely, sql } from 'kysely';

/** Everything an exchange needs to start again where it was: extensions, bridges, bindings, bans, whitelist. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createDirectory(db);
  await createBindings(db);
  await createBans(db);
  await createWhitelist(db);
}

async function createDirectory(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('settings')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .modifyEnd(sql`strict, without rowid`)
    .execute();
  await db.schema
    .createTable('extensions')
    .addColumn('number', 'text', (column) => column.primaryKey())
    .addColumn('callsign', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('email', 'text')
    .addColumn('ha1_md5', 'text', (column) => column.notNull())
    .addColumn('ha1_sha256', 'text', (column) => column.notNull())
    .addColumn('caller_id', 'text', (column) => column.notNull())
    .addColumn('weak_password', 'integer', (column) => column.notNull())
    .addColumn('created_at_ms', 'integer', (column) => column.notNull())
    .modifyEnd(sql`strict, without rowid`)
    .execute();
  await db.schema
    .createTable('conferences')
    .addColumn('number', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('pin', 'text')
    .addColumn('created_at_ms', 'integer', (column) => column.notNull())
    .modifyEnd(sql`strict, without rowid`)
    .execute();
}

async function createBindings(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('bindings')
    .addColumn('extension', 'text', (column) =>
      column.notNull().references('extensions.number').onDelete('cascade'),
    )
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('contact_uri', 'text', (column) => column.notNull())
    .addColumn('transport', 'text', (column) => column.notNull())
    .addColumn('local_address', 'text', (column) => column.notNull())
    .addColumn('local_port', 'integer', (column) => column.notNull())
    .addColumn('remote_address', 'text', (column) => column.notNull())
    .addColumn('remote_port', 'integer', (column) => column.notNull())
    .addColumn('call_id', 'text', (column) => column.notNull())
    .addColumn('cseq', 'integer', (column) => column.notNull())
    .addColumn('priority', 'integer', (column) => column.notNull())
    .addColumn('user_agent', 'text', (column) => column.notNull())
    .addColumn('registered_at_ms', 'integer', (column) => column.notNull())
    .addColumn('expires_at_ms', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('bindings_key', ['extension', 'key'])
    .modifyEnd(sql`strict, without rowid`)
    .execute();
}

async function createBans(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('bans')
    .addColumn('address_key', 'text', (column) => column.primaryKey())
    .addColumn('cause', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('last_username', 'text')
    .addColumn('since_ms', 'integer', (column) => column.notNull())
    .addColumn('until_ms', 'integer', (column) => column.notNull())
    .modifyEnd(sql`strict, without rowid`)
    .execute();
  await db.schema
    .createTable('ban_history')
    .addColumn('address_key', 'text', (column) => column.notNull())
    .addColumn('cause', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('last_username', 'text')
    .addColumn('since_ms', 'integer', (column) => column.notNull())
    .addColumn('until_ms', 'integer', (column) => column.notNull())
    .addColumn('ended_at_ms', 'integer', (column) => column.notNull())
    .modifyEnd(sql`strict`)
    .execute();
  await db.schema.createIndex('ban_history_end').on('ban_history').column('ended_at_ms').execute();
}

async function createWhitelist(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('whitelist')
    .addColumn('entry', 'text', (column) => column.primaryKey())
    .addColumn('entry_kind', 'text', (column) => column.notNull())
    .addColumn('owner', 'text', (column) =>
      column.notNull().references('extensions.number').onDelete('cascade'),
    )
    .addColumn('note', 'text', (column) => column.notNull())
    .addColumn('created_at_ms', 'integer', (column) => column.notNull())
    .addColumn('expires_at_ms', 'integer')
    .modifyEnd(sql`strict, without rowid`)
    .execute();
  await db.schema.createIndex('whitelist_owner').on('whitelist').column('owner').execute();
}
