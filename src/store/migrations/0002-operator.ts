import { type Kysely, sql } from 'kysely';

/** What the operator's hand needs: suspensions, limits, instructions, audit, tokens, history, traces. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createSuspensions(db);
  await createInstructions(db);
  await createAccess(db);
  await createRequests(db);
  await createHistory(db);
  await createTraces(db);
}

async function createSuspensions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('suspensions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('scope', 'text', (column) => column.notNull())
    .addColumn('what', 'text', (column) => column.notNull())
    .addColumn('from_ms', 'integer', (column) => column.notNull())
    .addColumn('until_ms', 'integer')
    .addColumn('reason', 'text')
    .addColumn('reason_shown', 'integer', (column) => column.notNull())
    .addColumn('until_shown', 'integer', (column) => column.notNull())
    .addColumn('created_at_ms', 'integer', (column) => column.notNull())
    .addColumn('created_by', 'text', (column) => column.notNull())
    .addColumn('ended_at_ms', 'integer')
    .addColumn('ended_by', 'text')
    .modifyEnd(sql`strict, without rowid`)
    .execute();
  await db.schema
    .createTable('extension_limits')
    .addColumn('extension', 'text', (column) =>
      column.primaryKey().references('extensions.number').onDelete('cascade'),
    )
    .addColumn('calls', 'integer')
    .addColumn('contacts', 'integer')
    .addColumn('new_calls_per_minute', 'integer')
    .addColumn('kbit_per_s', 'integer')
    .addColumn('codecs', 'text')
    .addColumn('register_interval_s', 'integer')
    .modifyEnd(sql`strict, without rowid`)
    .execute();
}

async function createInstructions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('instructions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('template', 'text')
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('targets', 'text', (column) => column.notNull())
    .addColumn('checks', 'text', (column) => column.notNull())
    .addColumn('deadline_ms', 'integer')
    .addColumn('created_at_ms', 'integer', (column) => column.notNull())
    .addColumn('created_by', 'text', (column) => column.notNull())
    .addColumn('closed_at_ms', 'integer')
    .modifyEnd(sql`strict, without rowid`)
    .execute();
  await db.schema
    .createTable('instruction_progress')
    .addColumn('instruction', 'text', (column) =>
      column.notNull().references('instructions.id').onDelete('cascade'),
    )
    .addColumn('extension', 'text', (column) =>
      column.notNull().references('extensions.number').onDelete('cascade'),
    )
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('since_ms', 'integer', (column) => column.notNull())
    .addColumn('done_at_ms', 'integer')
    .addColumn('before', 'text')
    .addColumn('after', 'text')
    .addPrimaryKeyConstraint('instruction_progress_key', ['instruction', 'extension'])
    .modifyEnd(sql`strict, without rowid`)
    .execute();
  // Deleting an extension looks for its progress by extension alone.
  await db.schema
    .createIndex('instruction_progress_extension')
    .on('instruction_progress')
    .column('extension')
    .execute();
}

async function createAccess(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('audit')
    .addColumn('seq', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('at_ms', 'integer', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('target', 'text', (column) => column.notNull())
    .addColumn('detail', 'text', (column) => column.notNull())
    .addColumn('address', 'text')
    .addColumn('address_salt', 'text')
    .addColumn('address_hash', 'text')
    .addColumn('previous_hash', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .modifyEnd(sql`strict`)
    .execute();
  await makeAuditAppendOnly(db);
  await db.schema
    .createTable('tokens')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('secret_hash', 'text', (column) => column.notNull())
    .addColumn('scopes', 'text', (column) => column.notNull())
    .addColumn('created_at_ms', 'integer', (column) => column.notNull())
    .addColumn('created_by', 'text', (column) => column.notNull())
    .addColumn('expires_at_ms', 'integer')
    .addColumn('last_used_at_ms', 'integer')
    .addColumn('revoked_at_ms', 'integer')
    .modifyEnd(sql`strict, without rowid`)
    .execute();
}

/** A slip of ours cannot rewrite the log; what was changed by other hands shows in the chain of hashes. */
async function makeAuditAppendOnly(db: Kysely<unknown>): Promise<void> {
  await sql`CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END`.execute(db);
  await sql`CREATE TRIGGER audit_is_fixed
    BEFORE UPDATE OF seq, at_ms, actor, action, target, detail, address_hash, previous_hash, hash ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END`.execute(db);
  await sql`CREATE TRIGGER audit_address_is_only_forgotten BEFORE UPDATE OF address, address_salt ON audit
    WHEN NEW.address IS NOT NULL OR NEW.address_salt IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END`.execute(db);
}

async function createRequests(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('whitelist_requests')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('entry', 'text', (column) => column.notNull())
    .addColumn('extension', 'text', (column) =>
      column.notNull().references('extensions.number').onDelete('cascade'),
    )
    .addColumn('note', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('requested_at_ms', 'integer', (column) => column.notNull())
    .addColumn('decided_at_ms', 'integer')
    .addColumn('decided_by', 'text')
    .modifyEnd(sql`strict, without rowid`)
    .execute();
  await db.schema
    .createIndex('whitelist_requests_extension')
    .on('whitelist_requests')
    .column('extension')
    .execute();
}

async function createHistory(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('call_records')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('caller', 'text', (column) => column.notNull())
    .addColumn('dialled', 'text', (column) => column.notNull())
    .addColumn('result', 'text', (column) => column.notNull())
    .addColumn('started_at_ms', 'integer', (column) => column.notNull())
    .addColumn('answered_at_ms', 'integer')
    .addColumn('ended_at_ms', 'integer', (column) => column.notNull())
    .addColumn('quality', 'text')
    .modifyEnd(sql`strict, without rowid`)
    .execute();
  await db.schema.createIndex('call_records_end').on('call_records').column('ended_at_ms').execute();
  await db.schema
    .createTable('bandwidth')
    .addColumn('extension', 'text', (column) => column.notNull())
    .addColumn('hour_ms', 'integer', (column) => column.notNull())
    .addColumn('bytes_in', 'integer', (column) => column.notNull())
    .addColumn('bytes_out', 'integer', (column) => column.notNull())
    .addColumn('register_count', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('bandwidth_key', ['extension', 'hour_ms'])
    .modifyEnd(sql`strict, without rowid`)
    .execute();
  await db.schema.createIndex('bandwidth_hour').on('bandwidth').column('hour_ms').execute();
  await db.schema
    .createTable('live_dialogs')
    .addColumn('leg', 'text', (column) => column.primaryKey())
    .addColumn('call', 'text', (column) => column.notNull())
    .addColumn('flow', 'text', (column) => column.notNull())
    .addColumn('dialog', 'text', (column) => column.notNull())
    .modifyEnd(sql`strict, without rowid`)
    .execute();
}

async function createTraces(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('traces')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('extension', 'text', (column) => column.notNull())
    .addColumn('from_ms', 'integer', (column) => column.notNull())
    .addColumn('until_ms', 'integer', (column) => column.notNull())
    .addColumn('requested_by', 'text', (column) => column.notNull())
    .modifyEnd(sql`strict, without rowid`)
    .execute();
  await db.schema
    .createTable('trace_messages')
    .addColumn('trace', 'text', (column) => column.notNull().references('traces.id').onDelete('cascade'))
    .addColumn('at_ms', 'integer', (column) => column.notNull())
    .addColumn('direction', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .modifyEnd(sql`strict`)
    .execute();
  await db.schema.createIndex('trace_messages_trace').on('trace_messages').column('trace').execute();
}
