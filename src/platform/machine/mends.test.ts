import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { closeToOthers, workOffJournal } from './mends.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hamvoip-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const modeOf = (path: string): number => statSync(path).mode & 0o777;

describe('closing to others', () => {
  it('takes rights of others and leaves the owner’s', () => {
    const file = join(folder, 'a');
    writeFileSync(file, '');
    chmodSync(file, 0o464);
    chmodSync(folder, 0o755);
    assert.ok(closeToOthers(file));
    assert.ok(closeToOthers(folder));
    assert.deepEqual([modeOf(file), modeOf(folder)], [0o400, 0o700]);
  });

  it('does not follow a symbolic link, and says that a file is not there', () => {
    const file = join(folder, 'elsewhere');
    writeFileSync(file, '');
    chmodSync(file, 0o644);
    symlinkSync(file, join(folder, 'link'));
    assert.equal(closeToOthers(join(folder, 'link')), false);
    assert.equal(modeOf(file), 0o644);
    assert.equal(closeToOthers(join(folder, 'nothing')), false);
  });
});

describe('working off the journal', () => {
  function open(): DatabaseSync {
    const database = new DatabaseSync(join(folder, 'db'));
    database.exec('PRAGMA journal_mode = WAL; CREATE TABLE IF NOT EXISTS t (n)');
    database.exec('INSERT INTO t VALUES (1)');
    return database;
  }

  it('empties it while the database is in use, and loses nothing', () => {
    const database = open();
    assert.ok(statSync(join(folder, 'db-wal')).size > 0);
    assert.ok(workOffJournal(join(folder, 'db')));
    assert.equal(statSync(join(folder, 'db-wal')).size, 0);
    database.exec('INSERT INTO t VALUES (2)');
    assert.deepEqual(database.prepare('SELECT count(*) AS n FROM t').get()?.['n'], 2);
    database.close();
  });

  it('gives up when someone holds it', () => {
    const database = open();
    database.exec('BEGIN IMMEDIATE');
    assert.equal(workOffJournal(join(folder, 'db')), false);
    database.exec('COMMIT');
    database.close();
  });

  it('makes no database where none is', () => {
    assert.equal(workOffJournal(join(folder, 'other')), false);
    assert.equal(statSync(join(folder, 'other'), { throwIfNoEntry: false }), undefined);
  });
});
