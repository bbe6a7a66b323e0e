/** `hamvoip backup` and `hamvoip restore` as they are typed, on real folders and files. */
import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { runCli } from '../../src/cli/run.ts';
import { backupTool } from '../../src/composition/backups.ts';
import { demoTool } from '../../src/composition/demo-parts.ts';
import { openOffline } from '../../src/composition/offline.ts';
import { readFileBytes, readTextFile } from '../../src/platform/files/files.ts';
import { NodeClock } from '../../src/platform/node-clock.ts';
import {
  type BindingChange,
  CONFERENCE_DEFAULTS,
  type ExtensionRecord,
} from '../../src/store/records/records.ts';
import { openSqliteStore, type SqliteStore } from '../../src/store/sqlite-store.ts';
import { openStoreThread } from '../../src/store/thread/store-thread.ts';

const CLOCK = new NodeClock();
/** Of scrypt: what is tested here is not how long a guess takes. */
const CHEAP = 2 ** 10;
const PASSPHRASE = 'correct horse battery';

interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Two folders: one with an exchange, one without, and a place for files. */
class Desk {
  readonly root: string;
  readonly data: string;
  readonly other: string;

  constructor(t: TestContext) {
    this.root = mkdtempSync(join(tmpdir(), 'hamvoip-backup-'));
    t.after(() => rmSync(this.root, { recursive: true }));
    this.data = join(this.root, 'data');
    this.other = join(this.root, 'other');
    mkdirSync(this.data, { mode: 0o700 });
  }

  file(name: string): string {
    return join(this.root, name);
  }

  async run(
    folder: string,
    argv: readonly string[],
    environment: Record<string, string> = {},
  ): Promise<Said> {
    const said = { out: '', err: '' };
    const code = await runCli([...argv, '--data', folder], {
      version: '0.0.1',
      environment: { HAMVOIP_LANG: 'en', ...environment },
      stdout: { write: (text) => (said.out += text) },
      stderr: { write: (text) => (said.err += text) },
      isTerminal: false,
      readFile: readTextFile,
      readBytes: readFileBytes,
      startExchange: async () => assert.fail('nothing is started here'),
      hasDatabase: () => true,
      openOffline: (loaded) => openOffline(loaded, '0.0.1'),
      controlRequest: async () => undefined,
      examineMachine: async () => assert.fail('nothing is examined here'),
      mendMachine: async () => assert.fail('nothing is mended here'),
      backups: backupTool('0.0.1', CHEAP),
      demo: demoTool(),
    });
    return { code, ...said };
  }

  /** A backup with our own passphrase. */
  async backUp(name = 'b.backup'): Promise<string> {
    const file = this.file(name);
    const said = await this.run(this.data, ['backup', file], { HAMVOIP_PASSPHRASE: PASSPHRASE });
    assert.equal(said.code, 0, said.err);
    return file;
  }

  restore(file: string, passphrase = PASSPHRASE): Promise<Said> {
    return this.run(this.other, ['restore', file], { HAMVOIP_PASSPHRASE: passphrase });
  }

  async refused(answer: Promise<Said>, code: string): Promise<void> {
    const said = await answer;
    assert.notEqual(said.code, 0);
    assert.match(said.err, new RegExp(`Code +${code}\\n`), said.err);
    assert.equal(existsSync(join(this.other, 'hamvoip.db')), false, 'nothing was restored');
    const left = existsSync(this.other) ? readdirSync(this.other) : [];
    assert.deepEqual(
      left.filter((name) => name.includes('restoring')),
      [],
    );
  }
}

function extension(number: string): ExtensionRecord {
  const who = { number, callsign: 'PX0AAA', name: 'Example', email: null };
  const hashes = { ha1Md5: 'a'.repeat(32), ha1Sha256: 'b'.repeat(64) };
  return { ...who, ...hashes, callerId: 'number', weakPassword: false, createdAtMs: 0 };
}

function binding(n: number): BindingChange {
  const network = {
    localAddress: '198.51.100.1',
    localPort: 5060,
    remoteAddress: '192.0.2.7',
    remotePort: 41_000,
  };
  const contact = {
    extension: '301',
    key: `k${n}`,
    contactUri: 'sip:301@192.0.2.7',
    transport: 'udp',
  } as const;
  const rest = { callId: 'call', cseq: n, priority: 1000, userAgent: 'Example', registeredAtMs: 0 };
  return {
    kind: 'put',
    binding: { ...contact, ...network, ...rest, expiresAtMs: CLOCK.wallTime() + 3_600_000 },
  };
}

async function filled(desk: Desk): Promise<SqliteStore> {
  const store = await openSqliteStore(join(desk.data, 'hamvoip.db'), CLOCK);
  await store.setDigest({ realm: 'sip.example', nonceKey: 'ab'.repeat(32) });
  await store.insertExtensions([extension('301'), extension('302')]);
  await store.insertConference({
    number: '900',
    name: 'Ronde',
    pin: '123456',
    createdAtMs: 5,
    ...CONFERENCE_DEFAULTS,
  });
  await store.commitBindings([binding(1)]);
  const ban = {
    cause: 'manual',
    attempts: 0,
    lastUsername: null,
    lastUserAgent: null,
    sinceMs: 0,
    untilMs: 9e12,
  } as const;
  await store.putBan({ ...ban, addressKey: '192.0.2.9' });
  const text = { nl: 'Wees aardig.', en: 'Be kind.', changeNl: 'Korter', changeEn: 'Shorter' };
  const version = { page: 'house-rules', version: 2, asksConfirmation: 1, publishedAtMs: 7 };
  const published = { publishedBy: 'host', withdrawnAtMs: null, withdrawnBy: null };
  await store.commitLedger([
    {
      kind: 'put',
      table: 'clubPageVersions',
      row: { id: 'house-rules/2', ...version, ...text, ...published },
    },
    {
      kind: 'put',
      table: 'rulesConfirmations',
      row: { id: '301', extension: '301', version: 2, confirmedAtMs: 8 },
    },
  ]);
  return store;
}

test('a restored copy holds what was there, and its settings; the exchange need not stop', async (t) => {
  const desk = new Desk(t);
  const store = await filled(desk);
  writeFileSync(join(desk.data, 'hamvoip.toml'), 'sip-port = 5070\n');
  mkdirSync(join(desk.data, 'prompts/nl'), { recursive: true });
  writeFileSync(join(desk.data, 'prompts/nl/emergency.wav'), 'a voice of our own');
  writeFileSync(join(desk.data, 'prompts/nl/notes.txt'), 'nothing of ours');
  const expected = await store.load();
  const file = await desk.backUp();
  await store.close();
  assert.equal(statSync(file).mode & 0o777, 0o600);
  const restored = await desk.restore(file);
  assert.equal(restored.code, 0, restored.err);
  assert.match(restored.out, /is restored/);
  const copy = await openSqliteStore(join(desk.other, 'hamvoip.db'), CLOCK);
  assert.deepEqual(await copy.load(), expected);
  await copy.close();
  assert.equal(readFileSync(join(desk.other, 'hamvoip.toml'), 'utf8'), 'sip-port = 5070\n');
  assert.equal(statSync(join(desk.other, 'hamvoip.db')).mode & 0o777, 0o600);
  assert.equal(readFileSync(join(desk.other, 'prompts/nl/emergency.wav'), 'utf8'), 'a voice of our own');
  assert.deepEqual(readdirSync(join(desk.other, 'prompts/nl')), ['emergency.wav']);
  const list = await desk.run(desk.other, ['extension', 'list', '--json']);
  assert.match(list.out, /"number":"302"/);
  const rules = await desk.run(desk.other, ['pages', 'export', 'house-rules', 'en']);
  assert.equal(rules.out, 'Be kind.\n');
});

test('while registrations go on, a backup is of one moment and holds up no writer', async (t) => {
  const desk = new Desk(t);
  await (await filled(desk)).close();
  // In a thread of its own, as in the exchange: it writes on while the copy is made in ours.
  const store = await openStoreThread(join(desk.data, 'hamvoip.db'), CLOCK);
  const batches = Array.from({ length: 400 }, (_, n) =>
    // Always three of a batch: a copy of two moments would have one or two.
    store.commitBindings([0, 1, 2].map((k) => binding(1000 + n * 3 + k))),
  );
  const file = await desk.backUp();
  await Promise.all(batches);
  await store.close();
  assert.equal((await desk.restore(file)).code, 0);
  const copy = await openSqliteStore(join(desk.other, 'hamvoip.db'), CLOCK);
  const { bindings } = await copy.load();
  await copy.close();
  assert.equal((bindings.length - 1) % 3, 0);
});

test('without a passphrase one is made and shown once; the file shows nothing of what is in it', async (t) => {
  const desk = new Desk(t);
  await (await filled(desk)).close();
  const file = desk.file('made.backup');
  const said = await desk.run(desk.data, ['backup', file]);
  assert.equal(said.code, 0, said.err);
  const [, passphrase = ''] = /Passphrase +(\S+)/.exec(said.out) ?? [];
  assert.match(passphrase, /^([a-z2-9]{5}-){3}[a-z2-9]{5}$/);
  assert.match(said.err, /Backup {2}#{0,20}█{0,20} 100 %/);
  const bytes = readFileSync(file, 'latin1');
  for (const secret of ['PX0AAA', 'sip.example', 'SQLite', passphrase])
    assert.ok(!bytes.includes(secret), secret);
  assert.match(bytes, /^HAMVOIP-BACKUP 1\n\{/);
  assert.equal((await desk.restore(file, passphrase)).code, 0);
  const json = await desk.run(desk.data, ['backup', desk.file('json.backup'), '--json']);
  const told: unknown = JSON.parse(json.out);
  assert.ok(typeof told === 'object' && told !== null && 'passphrase' in told && 'sha256' in told);
  assert.equal(json.err, '');
});

test('the passphrase may come from a file, and must be long enough', async (t) => {
  const desk = new Desk(t);
  await (await filled(desk)).close();
  const secret = desk.file('secret');
  writeFileSync(secret, `${PASSPHRASE}\n`);
  const file = desk.file('b.backup');
  const said = await desk.run(desk.data, ['backup', file, '--passphrase-file', secret]);
  assert.equal(said.code, 0, said.err);
  assert.doesNotMatch(said.out, /Passphrase/);
  assert.equal((await desk.restore(file)).code, 0);
  const short = await desk.run(desk.data, ['backup', desk.file('c')], { HAMVOIP_PASSPHRASE: 'short' });
  assert.match(short.err, /Code +passphrase-short/);
  assert.equal(short.code, 2);
});

test('a wrong passphrase, a damaged file and a foreign one are told apart, and change nothing', async (t) => {
  const desk = new Desk(t);
  await (await filled(desk)).close();
  const file = await desk.backUp();
  await desk.refused(desk.restore(file, 'another passphrase'), 'passphrase-wrong');
  await desk.refused(desk.restore(file, ''), 'passphrase-missing');
  await desk.refused(desk.restore(desk.file('nothing')), 'file-missing');
  const good = readFileSync(file);
  const damaged = desk.file('damaged');
  const head = good.indexOf(10, good.indexOf(10) + 1) + 1;
  for (const at of [head + 1, head + 5000, good.length - 17, good.length - 1]) {
    const bytes = Buffer.from(good);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(damaged, bytes);
    await desk.refused(desk.restore(damaged), 'backup-damaged');
  }
  for (const bytes of [
    good.subarray(0, good.length - 100),
    good.subarray(0, 30),
    Buffer.concat([good, good]),
  ]) {
    writeFileSync(damaged, bytes);
    await desk.refused(desk.restore(damaged), 'backup-damaged');
  }
  writeFileSync(damaged, good.toString('latin1').replace('"version":"0.0.1"', '"version":"0.0.2"'), 'latin1');
  await desk.refused(desk.restore(damaged), 'backup-damaged');
  writeFileSync(damaged, 'a letter to a friend');
  await desk.refused(desk.restore(damaged), 'not-a-backup');
  writeFileSync(damaged, '');
  await desk.refused(desk.restore(damaged), 'not-a-backup');
  writeFileSync(damaged, good.toString('latin1').replace('HAMVOIP-BACKUP 1', 'HAMVOIP-BACKUP 2'), 'latin1');
  await desk.refused(desk.restore(damaged), 'backup-newer');
  assert.equal((await desk.restore(file)).code, 0);
});

test('a backup of a later version is refused with a clear line', async (t) => {
  const desk = new Desk(t);
  await (await filled(desk)).close();
  const database = new DatabaseSync(join(desk.data, 'hamvoip.db'));
  database.exec('PRAGMA user_version = 99');
  database.close();
  const file = await desk.backUp();
  await desk.refused(desk.restore(file), 'backup-newer');
});

test('nothing is overwritten: no file by a backup, no exchange by a restore', async (t) => {
  const desk = new Desk(t);
  await (await filled(desk)).close();
  const file = await desk.backUp();
  const before = readFileSync(file);
  const again = await desk.run(desk.data, ['backup', file], { HAMVOIP_PASSPHRASE: PASSPHRASE });
  assert.match(again.err, /Code +backup-exists/);
  assert.deepEqual(readFileSync(file), before);
  const over = await desk.run(desk.data, ['restore', file], { HAMVOIP_PASSPHRASE: PASSPHRASE });
  assert.match(over.err, /Code +data-not-empty/);
  assert.match((await desk.run(desk.other, ['backup', desk.file('x')])).err, /Code +data-missing/);
  const nowhere = await desk.run(desk.data, ['backup', desk.file('no/such/folder')]);
  assert.match(nowhere.err, /Code +backup-not-written/);
  assert.deepEqual(
    readdirSync(desk.data).filter((name) => name.includes('.copy')),
    [],
    'no working copy is left',
  );
});

test('calls of the moment and traces stay out of a backup', async (t) => {
  const desk = new Desk(t);
  const store = await filled(desk);
  const flow = {
    extension: '301',
    transport: 'udp',
    localAddress: '',
    localPort: 1,
    remoteAddress: '',
    remotePort: 1,
  } as const;
  const party = { localParty: '', remoteParty: '', localSequence: 1, remoteTarget: '', routeSet: [] };
  const dialog = { callId: 'c', remoteTag: 'r', ...party };
  await store.commitLiveDialogs([{ kind: 'put', record: { leg: 'l', call: 'c', flow, dialog } }]);
  await store.putTrace({ id: 't', extension: '301', fromMs: 0, untilMs: 9e12, requestedBy: 'host' });
  await store.close();
  assert.equal((await desk.restore(await desk.backUp())).code, 0);
  const copy = await openSqliteStore(join(desk.other, 'hamvoip.db'), CLOCK);
  assert.deepEqual(await copy.listLiveDialogs(), []);
  assert.deepEqual(await copy.listTraces(), []);
  await copy.close();
});

test('who took a backup stands in the audit log', async (t) => {
  const desk = new Desk(t);
  await (await filled(desk)).close();
  await desk.backUp();
  const store = await openSqliteStore(join(desk.data, 'hamvoip.db'), CLOCK);
  const records = await store.listAudit({ limit: 10 });
  await store.close();
  assert.deepEqual(
    records.map(({ actor, action }) => [actor, action]),
    [['host', 'backup.create']],
  );
});
