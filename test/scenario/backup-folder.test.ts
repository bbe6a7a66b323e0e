/** Copies in the data folder, on real files and in a real thread. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { BackupFolder } from '../../src/composition/backup-folder.ts';
import { NodeClock } from '../../src/platform/node-clock.ts';
import { NodeRandom } from '../../src/platform/node-random.ts';
import { restoreBackup } from '../../src/store/backup.ts';
import { CONFERENCE_DEFAULTS } from '../../src/store/records/records.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';

const PASSPHRASE = 'correct horse battery';
const ID = '20261122T031000Z-nightly-ab2c';

async function desk(t: TestContext, passphraseFile?: string) {
  const data = mkdtempSync(join(tmpdir(), 'hamvoip-shelf-'));
  t.after(() => rmSync(data, { recursive: true }));
  const store = await openSqliteStore(join(data, 'hamvoip.db'), new NodeClock());
  await store.insertConference({
    number: '900',
    name: 'Ronde',
    pin: '123456',
    createdAtMs: 5,
    ...CONFERENCE_DEFAULTS,
  });
  await store.close();
  const complaints: string[] = [];
  const shelf = new BackupFolder({
    dataFolder: data,
    passphraseFile: passphraseFile && join(data, passphraseFile),
    version: '0.0.1',
    random: new NodeRandom(),
    log: { warn: (message: string) => complaints.push(message) },
    cost: 2 ** 10,
  });
  return { data, shelf, complaints };
}

test('a copy is whole, for the owner only, and can be restored', async (t) => {
  const { data, shelf } = await desk(t);
  const progress: [number, number][] = [];
  const made = await shelf.make(ID, PASSPHRASE, (done, total) => progress.push([done, total]));
  assert.ok(made.ok, made.ok ? '' : made.error);
  const [done, total] = progress.at(-1) ?? [];
  assert.ok(done !== undefined && done === total && done > 0);
  const [copy] = await shelf.list();
  assert.deepEqual(copy, {
    id: ID,
    cause: 'nightly',
    createdAtMs: Date.parse('2026-11-22T03:10:00Z'),
    bytes: made.value.bytes,
  });
  const file = join(data, 'backups', `hamvoip-${ID}.hamvoip-backup`);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.equal(statSync(join(data, 'backups')).mode & 0o777, 0o700);
  const other = join(data, 'other');
  mkdirSync(other);
  const places = {
    folder: other,
    database: join(other, 'hamvoip.db'),
    settings: join(other, 'hamvoip.toml'),
  };
  const header = await restoreBackup(places, file, PASSPHRASE, () => {});
  assert.equal(header.createdAt, '2026-11-22T03:10:00Z');
  const restored = await openSqliteStore(places.database, new NodeClock());
  assert.equal((await restored.load()).conferences[0]?.name, 'Ronde');
  await restored.close();
});

test('it can be read and removed by its id, and nothing else can', async (t) => {
  const { data, shelf } = await desk(t);
  await shelf.make(ID, PASSPHRASE, () => {});
  writeFileSync(join(data, 'backups', 'mine.txt'), 'not ours');
  const stream = await shelf.open(ID);
  assert.ok(stream);
  const bytes = Buffer.from(await new Response(stream).arrayBuffer());
  assert.match(bytes.toString('latin1'), /^HAMVOIP-BACKUP 1\n/);
  for (const id of ['../../hamvoip.db', 'mine', '', `${ID}x`]) {
    assert.equal(await shelf.open(id), undefined, id);
    assert.equal(await shelf.remove(id), false, id);
  }
  assert.equal(await shelf.remove(ID), true);
  assert.deepEqual(await shelf.list(), []);
  assert.deepEqual(readdirSync(join(data, 'backups')), ['mine.txt']);
});

test('one that is broken off leaves nothing', async (t) => {
  const { data, shelf, complaints } = await desk(t);
  const making = shelf.make(ID, PASSPHRASE, () => {});
  await new Promise((resolve) => setImmediate(resolve));
  shelf.stop();
  assert.deepEqual(await making, { ok: false, error: 'stopped' });
  assert.deepEqual(readdirSync(join(data, 'backups')), []);
  assert.deepEqual(
    readdirSync(data).filter((name) => name.includes('.copy')),
    [],
  );
  assert.deepEqual(complaints, []);
  assert.ok((await shelf.make(ID, PASSPHRASE, () => {})).ok, 'and the next one is made');
});

test('a folder that cannot be made is told of', async (t) => {
  const { data, shelf, complaints } = await desk(t);
  writeFileSync(join(data, 'backups'), 'in the way');
  assert.equal((await shelf.make(ID, PASSPHRASE, () => {})).ok, false);
  assert.equal(complaints.length, 1);
  assert.equal(existsSync(join(data, 'backup.copy')), false);
});

test('the passphrase of the nights is read from its file each time', async (t) => {
  const { data, shelf } = await desk(t, 'passphrase');
  assert.equal(shelf.passphrase(), undefined);
  writeFileSync(join(data, 'passphrase'), `${PASSPHRASE}\n`);
  assert.equal(shelf.passphrase(), PASSPHRASE);
  writeFileSync(join(data, 'passphrase'), '\n');
  assert.equal(shelf.passphrase(), undefined);
});
