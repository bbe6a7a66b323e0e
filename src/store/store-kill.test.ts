/**
 * Security §3: nothing acknowledged is lost when the process is killed. The child is this same file: it writes
 * until it is killed and names on its standard output what the store acknowledged.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { verifyAudit } from './archives/audit-archive.ts';
import type { BindingChange, ExtensionRecord } from './records/records.ts';
import { openSqliteStore } from './sqlite-store.ts';
import type { Snapshot, Store } from './store.ts';
import { openStoreThread } from './thread/store-thread.ts';

const CHILD = 'write-until-killed';
const CLOCK = { wallTime: () => 1_800_000_000_000 };
const BATCH = 5;
const UNTIL_MS = CLOCK.wallTime() + 3_600_000;

function extension(number: string): ExtensionRecord {
  const hashes = { ha1Md5: 'a'.repeat(32), ha1Sha256: 'b'.repeat(64) };
  const who = { number, callsign: 'PX0AAA', name: 'Example', email: null };
  return { ...who, ...hashes, callerId: 'number', weakPassword: false, createdAtMs: 0 };
}

function bindings(batch: number): BindingChange[] {
  return Array.from({ length: BATCH }, (_, n) => ({
    kind: 'put',
    binding: {
      extension: '10',
      key: `${batch}/${n}`,
      contactUri: 'sip:10@192.0.2.7',
      transport: 'udp',
      localAddress: '198.51.100.1',
      localPort: 5060,
      remoteAddress: '192.0.2.7',
      remotePort: 41_000,
      callId: 'call',
      cseq: batch,
      priority: 1000,
      userAgent: 'Example',
      registeredAtMs: 0,
      expiresAtMs: UNTIL_MS,
    },
  }));
}

function write(store: Store, n: number): Promise<void> {
  if (n % 4 === 1) return store.insertExtensions([extension(String(1_000 + n))]);
  if (n % 4 === 2) {
    const ban = {
      cause: 'failures',
      attempts: 3,
      lastUsername: null,
      lastUserAgent: null,
      sinceMs: 0,
      untilMs: UNTIL_MS,
    } as const;
    return store.putBan({ ...ban, addressKey: `key ${n}` });
  }
  if (n % 4 === 3) {
    const act = { actor: 'host', action: 'test', detail: {}, address: null };
    return store.appendAudit([{ ...act, atMs: 0, target: String(n) }]);
  }
  return store.commitBindings(bindings(n));
}

/** Several writes are always under way, so that the kill meets the store in the midst of one. */
async function writeUntilKilled(path: string, first: number): Promise<void> {
  const store = await openStoreThread(path, CLOCK);
  let next = first;
  const writeOn = async (): Promise<void> => {
    for (;;) {
      const n = next++;
      await write(store, n);
      writeSync(1, `${n}\n`);
    }
  };
  await Promise.all([writeOn(), writeOn(), writeOn()]);
}

/** What the child reported before it was killed; it is killed as soon as it reported `enough` writes. */
async function killAfter(path: string, first: number, enough: number): Promise<number[]> {
  const self = fileURLToPath(import.meta.url);
  const child = spawn(process.execPath, [self, CHILD, path, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // Bounds the test when the child hangs: it then reported too little, which fails below.
    timeout: 30_000,
    killSignal: 'SIGKILL',
  });
  let output = '';
  child.stdout.setEncoding('latin1').on('data', (text: string) => {
    output += text;
    if (output.split('\n').length > enough) child.kill('SIGKILL');
  });
  const [, signal] = await once(child, 'close');
  assert.equal(signal, 'SIGKILL');
  return output.split('\n').slice(0, -1).map(Number);
}

function missing(snapshot: Snapshot, acts: ReadonlySet<string>, acknowledged: readonly number[]): number[] {
  const numbers = new Set(snapshot.extensions.map((row) => row.number));
  const bans = new Set(snapshot.bans.map((row) => row.addressKey));
  const keys = new Set(snapshot.bindings.map((row) => row.key));
  return acknowledged.filter((n) => {
    if (n % 4 === 1) return !numbers.has(String(1_000 + n));
    if (n % 4 === 2) return !bans.has(`key ${n}`);
    if (n % 4 === 3) return !acts.has(String(n));
    return Array.from({ length: BATCH }, (_, index) => `${n}/${index}`).some((key) => !keys.has(key));
  });
}

/** Group commits are whole: every batch in the file is there with all its bindings. */
function torn(snapshot: Snapshot): number[] {
  const sizes = Map.groupBy(snapshot.bindings, (row) => row.cseq);
  return [...sizes].filter(([, rows]) => rows.length !== BATCH).map(([batch]) => batch);
}

async function killTest(t: TestContext): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hamvoip-kill-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'hamvoip.db');
  const first = await openSqliteStore(path, CLOCK);
  await first.insertExtensions([extension('10')]);
  await first.close();
  const acknowledged: number[] = [];
  for (const enough of [1, 7, 40, 150]) {
    acknowledged.push(...(await killAfter(path, acknowledged.length * 10, enough)));
    const store = await openSqliteStore(path, CLOCK);
    const snapshot = await store.load();
    const acts = new Set((await store.listAudit({ limit: 1_000_000 })).map(({ target }) => target));
    const { broken } = await verifyAudit(store);
    await store.close();
    assert.equal(broken, null);
    assert.deepEqual(missing(snapshot, acts, acknowledged), []);
    assert.deepEqual(torn(snapshot), []);
  }
  assert.ok(acknowledged.length >= 198);
}

const [, , role, path = '', first = '0'] = process.argv;
if (role === CHILD) await writeUntilKilled(path, Number(first));
else
  test(
    'no acknowledged write is lost and no batch is torn when the process is killed',
    { timeout: 60_000 },
    killTest,
  );
