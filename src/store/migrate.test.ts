import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { type Kysely, sql } from 'kysely';
import { MIGRATIONS, migrate } from './migrate.ts';
import { openSqliteStore } from './sqlite-store.ts';
import { StoreError } from './store.ts';

const pragma = (database: DatabaseSync, name: string) => database.prepare(`PRAGMA ${name}`).get()?.[name];
const schema = (database: DatabaseSync) =>
  database.prepare("SELECT sql FROM sqlite_schema WHERE name NOT LIKE 'kysely%' ORDER BY name").all();

/** A file as the first released version made it, with a row in it. */
async function firstVersion(): Promise<DatabaseSync> {
  const database = new DatabaseSync(':memory:');
  const [name = '', migration] = Object.entries(MIGRATIONS)[0] ?? [];
  assert.ok(migration);
  await migrate(database, { [name]: migration });
  database.exec("INSERT INTO settings (name, value) VALUES ('realm', 'sip.example')");
  return database;
}

/** A row for every table of the database, with values by the kind of column; parents before children. */
function fill(database: DatabaseSync): void {
  database.exec('PRAGMA foreign_keys = ON');
  for (const table of tablesOf(database)) {
    const columns = database.prepare(`PRAGMA table_info(${table})`).all();
    const values = columns.map(({ name, type }) => {
      if (type === 'BLOB') return new Uint8Array([7]);
      return type === 'TEXT' ? (VALUES[String(name)] ?? `${name}`) : 7;
    });
    const places = values.map(() => '?').join(', ');
    database.prepare(`INSERT INTO ${table} VALUES (${places})`).run(...values);
  }
}

/** What refers to a row of another table. */
const VALUES: Readonly<Record<string, string>> = {
  number: '301',
  extension: '301',
  owner: '301',
  sender: '301',
  recipient: '301',
  caller: '301',
  id: 'one',
  instruction: 'one',
  trace: 'one',
  administrator: 'one',
  message: 'one',
};

function tablesOf(database: DatabaseSync): string[] {
  const tables = database
    .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 1")
    .all()
    .map(({ name }) => String(name));
  const parents = ['extensions', 'instructions', 'traces', 'administrators', 'member_messages'];
  return tables.sort((a, b) => parents.indexOf(b) - parents.indexOf(a) || a.localeCompare(b));
}

interface TableColumns {
  readonly table: string;
  readonly columns: readonly string[];
}

function columnsOf(database: DatabaseSync): TableColumns[] {
  return tablesOf(database).map((table) => ({
    table,
    columns: database
      .prepare(`PRAGMA table_info(${table})`)
      .all()
      .map(({ name }) => String(name)),
  }));
}

function contents(database: DatabaseSync, tables: readonly TableColumns[]): unknown[] {
  return tables.map(({ table, columns }) => {
    const names = columns.map((name) => `"${name}"`).join(', ');
    return [table, database.prepare(`SELECT ${names} FROM ${table}`).all()];
  });
}

Object.keys(MIGRATIONS).forEach((name, index) => {
  test(`a file made by ${name} becomes one of today, with everything it held`, async () => {
    const made = Object.fromEntries(Object.entries(MIGRATIONS).slice(0, index + 1));
    const database = new DatabaseSync(':memory:');
    await migrate(database, made);
    assert.equal(pragma(database, 'user_version'), index + 1);
    fill(database);
    const tables = columnsOf(database);
    const before = contents(database, tables);
    await migrate(database);
    assert.equal(pragma(database, 'user_version'), Object.keys(MIGRATIONS).length);
    assert.deepEqual(contents(database, tables), before);
    assert.equal(pragma(database, 'integrity_check'), 'ok');
    assert.deepEqual(database.prepare('PRAGMA foreign_key_check').all(), []);
    const fresh = new DatabaseSync(':memory:');
    await migrate(fresh);
    assert.deepEqual(schema(database), schema(fresh));
  });
});

test('a real file of the first version serves today, with what it held', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'hamvoip-upgrade-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'hamvoip.db');
  const old = new DatabaseSync(path);
  const [first = ''] = Object.keys(MIGRATIONS);
  await migrate(old, { [first]: MIGRATIONS[first] ?? assert.fail() });
  old.exec(`INSERT INTO settings VALUES ('realm', 'sip.example'), ('nonce-key', '${'ab'.repeat(32)}')`);
  old.exec("INSERT INTO extensions VALUES ('301', 'PX0AAA', 'Jan', NULL, 'a', 'b', 'number', 0, 5)");
  old.exec("INSERT INTO conferences VALUES ('900', 'Ronde', NULL, 0)");
  old.close();
  const store = await openSqliteStore(path, { wallTime: () => 10 });
  const snapshot = await store.load();
  await store.close();
  assert.equal(snapshot.digest?.realm, 'sip.example');
  assert.deepEqual(
    snapshot.extensions.map(({ number, callsign }) => [number, callsign]),
    [['301', 'PX0AAA']],
  );
  assert.equal(snapshot.conferences[0]?.name, 'Ronde');
});

test('every table is strict, so that a wrong type is refused when it is written', async () => {
  const database = await firstVersion();
  await migrate(database);
  const loose = database
    .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0")
    .all()
    .map((row) => String(Object.values(row)[0]));
  assert.deepEqual(
    loose.filter((name) => !name.startsWith('kysely_') && !name.startsWith('sqlite_')),
    [],
  );
});

test('a file of today is left as it is', async () => {
  const database = await firstVersion();
  await migrate(database);
  const before = schema(database);
  await migrate(database);
  await migrate(database);
  assert.deepEqual(schema(database), before);
});

test('a file of a later version is refused with a clear line, untouched', async () => {
  const database = await firstVersion();
  const later = Object.keys(MIGRATIONS).length + 1;
  database.exec(`PRAGMA user_version = ${later}`);
  await assert.rejects(
    migrate(database),
    (error) =>
      error instanceof StoreError &&
      error.reason === 'newer' &&
      error.message.includes(`later version of hamvoip (schema ${later}`),
  );
  assert.equal(pragma(database, 'user_version'), later);
});

test("another program's database is refused, untouched", async () => {
  const named = new DatabaseSync(':memory:');
  named.exec('PRAGMA application_id = 1');
  const unnamed = new DatabaseSync(':memory:');
  unnamed.exec('CREATE TABLE contacts (name TEXT)');
  for (const database of [named, unnamed]) {
    await assert.rejects(
      migrate(database),
      (error) => error instanceof StoreError && error.reason === 'broken',
    );
    assert.equal(pragma(database, 'user_version'), 0);
  }
});

test('a migration that fails halfway leaves nothing behind and can be tried again', async () => {
  const database = await firstVersion();
  let failing = true;
  const second = {
    up: async (db: Kysely<unknown>) => {
      await sql`CREATE TABLE half (name TEXT) STRICT`.execute(db);
      if (failing) await sql`INSERT INTO nowhere VALUES (1)`.execute(db);
    },
  };
  const both = { ...MIGRATIONS, '9999-second': second };
  await assert.rejects(migrate(database, both));
  assert.equal(database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'half'").get(), undefined);
  assert.equal(database.isTransaction, false);
  failing = false;
  await migrate(database, both);
  assert.equal(pragma(database, 'user_version'), Object.keys(both).length);
});

test('a start killed between the migration and its version number is completed by the next one', async () => {
  const database = await firstVersion();
  database.exec('PRAGMA user_version = 0');
  await migrate(database);
  assert.equal(pragma(database, 'user_version'), Object.keys(MIGRATIONS).length);
});
