import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { loadSettings } from '../config/load-settings.ts';
import type { Settings } from '../config/settings.ts';
import { filesOpenToOthers, judgeFolder } from '../platform/machine/machine.ts';
import { mendMachine } from './mend-machine.ts';

let settings: Settings;

beforeEach(() => {
  const data = mkdtempSync(join(tmpdir(), 'hamvoip-'));
  const loaded = loadSettings({ flags: { data }, environment: {}, readFile: () => undefined });
  assert.ok(loaded.ok);
  settings = loaded.value.settings;
});

afterEach(() => rmSync(settings.data, { recursive: true }));

function put(...names: string[]): void {
  for (const name of names) {
    writeFileSync(join(settings.data, name), '');
    chmodSync(join(settings.data, name), 0o644);
  }
}

describe('mending the machine', () => {
  it('closes the data folder to others', () => {
    chmodSync(settings.data, 0o755);
    assert.ok(mendMachine(settings, 'SYS-005'));
    assert.equal(judgeFolder(settings.data), 'good');
  });

  it('closes the files the exchange makes', () => {
    put('hamvoip.db', 'hamvoip.db-wal', 'tls-self-made.pem', 'lock', 'pid');
    assert.ok(mendMachine(settings, 'SYS-006'));
    assert.deepEqual(filesOpenToOthers(settings.data), []);
  });

  it('leaves what an administrator put there, and says that not all is closed', () => {
    put('hamvoip.db', 'hamvoip.toml', 'fullchain.pem');
    assert.equal(mendMachine(settings, 'SYS-006'), false);
    assert.deepEqual([...filesOpenToOthers(settings.data)].sort(), ['fullchain.pem', 'hamvoip.toml']);
    assert.equal(statSync(join(settings.data, 'fullchain.pem')).mode & 0o777, 0o644);
  });

  it('has no journal to work off without a database', () => {
    assert.equal(mendMachine(settings, 'SYS-008'), false);
  });
});
