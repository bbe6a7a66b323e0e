import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { type DataFolder, openDataFolder } from './data-folder.ts';
import { freeBytes, readTextFile } from './files.ts';

function scratch(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'hamvoip-'));
  t.after(() => rmSync(path, { recursive: true }));
  return path;
}

function open(path: string): DataFolder {
  const opened = openDataFolder(path);
  assert.ok(opened.ok);
  return opened.value;
}

const OPEN_ELSEWHERE = `
  const { openDataFolder } = await import(${JSON.stringify(import.meta.resolve('./data-folder.ts'))});
  const opened = openDataFolder(process.argv[1]);
  process.stdout.write(opened.ok ? 'opened' : opened.error.reason + ' ' + opened.error.pid);
  if (process.argv[2] === 'die') process.kill(process.pid, 'SIGKILL');
`;

function openInAnotherProcess(path: string, ...rest: string[]): string {
  return spawnSync(process.execPath, [
    '--input-type=module',
    '-e',
    OPEN_ELSEWHERE,
    path,
    ...rest,
  ]).stdout.toString();
}

describe('the data folder', () => {
  it('is made for its owner only', (t) => {
    const folder = open(join(scratch(t), 'a', 'data'));
    assert.equal(statSync(folder.path).mode & 0o777, 0o700);
    assert.equal(statSync(folder.file('lock')).mode & 0o777, 0o600);
    folder.release();
    folder.release();
  });

  it('belongs to one process at a time', (t) => {
    const path = scratch(t);
    const folder = open(path);
    assert.equal(openInAnotherProcess(path), `in-use ${process.pid}`);
    const again = openDataFolder(path);
    assert.equal(!again.ok && again.error.reason, 'in-use');
    folder.release();
    assert.equal(openInAnotherProcess(path), 'opened');
  });

  it('is free again after its process was killed', (t) => {
    const path = scratch(t);
    assert.equal(openInAnotherProcess(path, 'die'), 'opened');
    open(path).release();
  });

  it('says what is wrong with the path', (t) => {
    const file = join(scratch(t), 'file');
    writeFileSync(file, '');
    for (const path of [file, join(file, 'below')]) {
      const opened = openDataFolder(path);
      assert.equal(!opened.ok && opened.error.reason, 'not-a-folder');
    }
    const missing = openDataFolder('/proc/nowhere/data');
    assert.equal(missing.ok, false);
  });
});

describe('files', () => {
  it('reads a file that is there, and tells when there is none', (t) => {
    const folder = scratch(t);
    writeFileSync(join(folder, 'a'), 'één');
    assert.equal(readTextFile(join(folder, 'a')), 'één');
    assert.equal(readTextFile(join(folder, 'b')), undefined);
    assert.throws(() => readTextFile(folder));
  });

  it('knows how much may still be written', async (t) => {
    assert.ok((await freeBytes(scratch(t))) > 0);
  });
});
