import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { type Kysely, sql } from 'kysely';
import { MIGRATIONS, migrate } from './migrate.ts';
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

test('a file of the first version becomes one of today, with what it held', async () => {
  const database = await firstVersion();
  assert.equal(pragma(database, 'user_version'), 1);
  await migrate(database);
  assert.equal(pragma(database, 'user_version'), Object.keys(MIGRATIONS).length);
  assert.deepEqual(database.prepare('SELECT name, value FROM settings').get(), {
    __proto__: null,
    name: 'realm',
    value: 'sip.example',
  });
  const fresh = new DatabaseSync(':memory:');
  await migrate(fresh);
  assert.deepEqual(schema(database), schema(fresh));
});

test('every table is strict, so that a wrong type is refused when it is written', async () => {
  const database = await firstVersion();
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
  const before = schema(database);
  await migrate(database);
  await migrate(database);
  assert.deepEqual(schema(database), before);
});

test('a file of a later version is refused with a clear line, untouched', async () => {
  const database = await firstVersion();
  database.exec('PRAGMA user_version = 7');
  await assert.rejects(
    migrate(database),
    (error) =>
      error instanceof StoreError &&
      error.reason === 'newer' &&
      /later version.*schema 7/.test(error.message),
  );
  assert.equal(pragma(database, 'user_version'), 7);
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
