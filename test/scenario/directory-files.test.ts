/** Issues of the directory on real files and in a real thread; a backup takes them along. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { SILENT_LOG } from '../../src/base/log.ts';
import { DirectoryFolder } from '../../src/composition/directory-folder.ts';
import { openSeal } from '../../src/composition/open-seal.ts';
import type { PressOrder } from '../../src/exchange/directory/press.ts';
import { createBackup, restoreBackup } from '../../src/store/backup.ts';
import { IV_BYTES, SALT_BYTES } from '../../src/store/backup-format.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { FakeClock } from '../../testkit/fake-clock.ts';
import { seededRandom } from '../../testkit/seeded-random.ts';

const ORDER: PressOrder = {
  issue: 1,
  madeAtMs: Date.UTC(2026, 10, 27),
  language: 'nl',
  format: 'a4',
  order: 'number',
  entries: [{ number: '301', callsign: 'PX0AAA', name: 'Łódź' }],
  password: 'kx7m4wfpn9tre3hac2bd',
  ownerPassword: 'zzzzzzzzzzzzzzzzzzzz',
};

function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'hamvoip-directory-'));
  t.after(() => rmSync(path, { recursive: true }));
  return path;
}

function pressIn(dataFolder: string): DirectoryFolder {
  return new DirectoryFolder({ dataFolder, exchange: 'tel.example.net', log: SILENT_LOG });
}

test('an issue is a file for its owner only, as long and as summed as was told', async (t) => {
  const data = folder(t);
  const press = pressIn(data);
  const printed = await press.print(ORDER, () => {});
  assert.ok(printed.ok);
  const file = join(data, 'directory', press.fileOf(1));
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.equal(statSync(join(data, 'directory')).mode & 0o777, 0o700);
  assert.equal(statSync(file).size, printed.value.bytes);
  assert.match(printed.value.sha256, /^[0-9a-f]{64}$/);
  const stream = await press.open(1);
  assert.ok(stream);
  assert.deepEqual(Buffer.from(await new Response(stream).arrayBuffer()), readFileSync(file));
  assert.equal(await press.open(2), undefined);
});

test('only the issues that count are kept, and nothing else is touched', async (t) => {
  const data = folder(t);
  const press = pressIn(data);
  for (const issue of [1, 2]) assert.ok((await press.print({ ...ORDER, issue }, () => {})).ok);
  writeFileSync(join(data, 'directory', 'notes.txt'), 'not ours');
  writeFileSync(join(data, 'directory', `${press.fileOf(3)}.partial`), 'half');
  await press.keepOnly([2]);
  assert.deepEqual(readdirSync(join(data, 'directory')).sort(), [press.fileOf(2), 'notes.txt']);
});

test('an issue that is stopped leaves nothing', async (t) => {
  const data = folder(t);
  const press = pressIn(data);
  const printing = press.print(ORDER, () => {});
  press.stop();
  assert.deepEqual(await printing, { ok: false, error: 'stopped' });
  await press.keepOnly([]);
  assert.equal(existsSync(join(data, 'directory', press.fileOf(1))), false);
});

test('a folder that cannot be written to is told of', async (t) => {
  const data = folder(t);
  writeFileSync(join(data, 'directory'), 'in the way');
  assert.deepEqual(await pressIn(data).print(ORDER, () => {}), { ok: false, error: 'not-written' });
});

test('the key of the seal is made once, for its owner only', async (t) => {
  const data = folder(t);
  const sealed = (await openSeal(data, seededRandom(1))).seal('secret', 'a thing');
  assert.equal(statSync(join(data, 'seal.key')).mode & 0o777, 0o600);
  assert.equal((await openSeal(data, seededRandom(2))).open(sealed, 'a thing'), 'secret');
  writeFileSync(join(data, 'seal.key'), 'short');
  await assert.rejects(openSeal(data, seededRandom(3)), { reason: 'broken' });
});

test('a backup brings issues and key along', async (t) => {
  const [data, other] = [folder(t), folder(t)];
  const places = (at: string) => ({
    folder: at,
    database: join(at, 'hamvoip.db'),
    settings: join(at, 'hamvoip.toml'),
  });
  await (await openSqliteStore(places(data).database, new FakeClock())).close();
  const press = pressIn(data);
  assert.ok((await press.print(ORDER, () => {})).ok);
  const sealed = (await openSeal(data, seededRandom(1))).seal('secret', 'a thing');
  const random = seededRandom(7);
  const secret = {
    passphrase: 'correct horse',
    salt: random.bytes(SALT_BYTES),
    iv: random.bytes(IV_BYTES),
    cost: 2 ** 10,
  };
  const file = join(data, 'a.backup');
  const about = { createdAt: '2026-11-27T00:00:00.000Z', version: '1' };
  await createBackup(places(data), file, join(data, 'working'), about, secret, () => {});
  await restoreBackup(places(other), file, secret.passphrase, () => {});
  const name = `directory/${press.fileOf(1)}`;
  assert.deepEqual(readFileSync(join(other, name)), readFileSync(join(data, name)));
  assert.equal((await openSeal(other, seededRandom(9))).open(sealed, 'a thing'), 'secret');
});
