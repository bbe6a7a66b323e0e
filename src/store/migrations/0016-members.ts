import { type Kysely, sql } from 'kysely';

/** A password for each phone, what holders chose, and applications for extensions. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('phone_passwords')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('extension', 'text', (column) =>
      column.notNull().references('extensions.number').onDelete('cascade'),
    )
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('ha1_md5', 'text', (column) => column.notNull())
    .addColumn('ha1_sha256', 'text', (column) => column.notNull())
    .addColumn('short', 'integer', (column) => column.notNull())
    .addColumn('created_at_ms', 'integer', (column) => column.notNull())
    .modifyEnd(sql`strict, without rowid`)
    .execute();
  await db.schema
    .createTable('member_settings')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('extension', 'text', (column) =>
      column.notNull().references('extensions.number').onDelete('cascade'),
    )
    .addColumn('call_history', 'integer', (column) => column.notNull())
    .modifyEnd(sql`strict, without rowid`)
    .execute();
  await createApplications(db);
  for (const table of ['phone_passwords', 'member_settings', 'applications']) {
    await db.schema.createIndex(`${table}_extension`).on(table).column('extension').execute();
  }
}

async function createApplications(db: Kysely<unknown>): Promise<void> {
  let table = db.schema
    .createTable('applications')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('extension', 'text', (column) => column.references('extensions.number').onDelete('cascade'));
  for (const name of [
    'secret_hash',
    'callsign',
    'name',
    'email',
    'place',
    'phone',
    'note',
    'language',
    'rules_version',
    'state',
  ] as const)
    table = table.addColumn(name, 'text', (column) => column.notNull()) as typeof table;
  await table
    .addColumn('wished_number', 'text')
    .addColumn('listing_text', 'text')
    .addColumn('answer', 'text')
    .addColumn('created_at_ms', 'integer', (column) => column.notNull())
    .addColumn('decided_at_ms', 'integer')
    .addColumn('decided_by', 'text')
    .modifyEnd(sql`strict, without rowid`)
    .execute();
}
