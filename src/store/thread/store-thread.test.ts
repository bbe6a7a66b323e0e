import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { FakeClock } from '../../../testkit/fake-clock.ts';
import { type BindingChange, CONFERENCE_DEFAULTS, type ExtensionRecord } from '../records/records.ts';
import { openSqliteStore } from '../sqlite-store.ts';
import { type Store, StoreError } from '../store.ts';
import { openStoreThread, StoreThread } from './store-thread.ts';

const DIGEST = { realm: 'sip.example', nonceKey: 'ab'.repeat(32) };

let folder = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'hamvoip-thread-'));
});
after(() => rmSync(folder, { recursive: true }));

const rejectsWith = (reason: StoreError['reason']) => (error: unknown) =>
  error instanceof StoreError && error.reason === reason;

function extension(number: string): ExtensionRecord {
  return {
    number,
    callsign: 'PX0AAA',
    name: 'Example',
    email: null,
    ha1Md5: 'a'.repeat(32),
    ha1Sha256: 'b'.repeat(64),
    callerId: 'number',
    weakPassword: false,
    createdAtMs: 0,
  };
}

function put(extension: string, key: string): BindingChange {
  return {
    kind: 'put',
    binding: {
      extension,
      key,
      contactUri: 'sip:301@192.0.2.7',
      transport: 'udp',
      localAddress: '198.51.100.1',
      localPort: 5060,
      remoteAddress: '192.0.2.7',
      remotePort: 41_000,
      callId: 'call',
      cseq: 1,
      priority: 1000,
      userAgent: 'Example',
      registeredAtMs: 0,
      expiresAtMs: Number.MAX_SAFE_INTEGER,
    },
  };
}

const puts = (count: number, name = 'k') =>
  Array.from({ length: count }, (_, n) => put('301', `${name}${n}`));

/** A thread that never answers: a disk that hangs. */
function silentWorker(): Worker {
  return new Worker(
    'require("node:worker_threads").parentPort.on("message", (m) => m.kind === "close" && process.exit())',
    {
      eval: true,
    },
  );
}

async function fill(store: Store): Promise<void> {
  await store.setDigest(DIGEST);
  await store.insertExtensions([extension('301'), extension('302')]);
  await store.updateExtension({ ...extension('302'), name: 'Other' });
  await store.changeExtensions({ inserted: [extension('303')], updated: [extension('301')] });
  await store.deleteExtension('399');
  await store.insertConference({
    number: '900',
    name: 'Ronde',
    pin: null,
    createdAtMs: 0,
    ...CONFERENCE_DEFAULTS,
  });
  await store.insertConference({
    number: '901',
    name: 'Gone',
    pin: null,
    createdAtMs: 0,
    ...CONFERENCE_DEFAULTS,
  });
  await store.deleteConference('901');
  await store.commitBindings([]);
  await store.commitBindings([...puts(3), { kind: 'delete', extension: '301', key: 'k1' }]);
  const ban = {
    cause: 'failures',
    attempts: 3,
    lastUsername: 'x',
    lastUserAgent: null,
    sinceMs: 0,
    untilMs: 9e12,
  } as const;
  await store.putBan({ ...ban, addressKey: '192.0.2.1' });
  await store.putBan({ ...ban, addressKey: '192.0.2.2' });
  await store.deleteBan('192.0.2.2');
  const entry = { entryKind: 'address', owner: '301', note: '', createdAtMs: 0, expiresAtMs: null } as const;
  await store.putWhitelistEntry({ ...entry, entry: '192.0.2.3' });
  await store.putWhitelistEntry({ ...entry, entry: '192.0.2.4' });
  await store.deleteWhitelistEntry('192.0.2.4');
}

test('does for every request what the store in the same thread does', async () => {
  const clock = new FakeClock();
  const direct = await openSqliteStore(':memory:', clock);
  const threaded = await openStoreThread(join(folder, 'same.db'), clock);
  for (const store of [direct, threaded]) await fill(store);
  assert.deepEqual(await threaded.load(), await direct.load());
  assert.deepEqual(await threaded.listEndedBans(), await direct.listEndedBans());
  const wanted = { words: ['192.0.2.2'], most: 5 };
  assert.deepEqual(await threaded.findEndedBans(wanted), await direct.findEndedBans(wanted));
  assert.equal((await threaded.findEndedBans(wanted)).length, 1);
  assert.equal((await threaded.load()).bindings.length, 2);
  await direct.close();
  await threaded.close();
});

test('a refusal arrives as a StoreError with its reason, and the thread goes on', async () => {
  const store = await openStoreThread(join(folder, 'refusal.db'), new FakeClock());
  await store.insertExtensions([extension('301')]);
  await assert.rejects(store.insertExtensions([extension('301')]), rejectsWith('conflict'));
  await store.commitBindings(puts(1));
  assert.equal((await store.load()).bindings.length, 1);
  await store.close();
});

test('a file that cannot be opened is a StoreError with its reason', async () => {
  const junk = join(folder, 'junk.db');
  writeFileSync(junk, 'no database '.repeat(1_000));
  await assert.rejects(openStoreThread(junk, new FakeClock()), rejectsWith('broken'));
  const newer = join(folder, 'newer.db');
  await (await openSqliteStore(newer, new FakeClock())).close();
  const database = new DatabaseSync(newer);
  database.exec('PRAGMA user_version = 99');
  database.close();
  chmodSync(newer, 0o600);
  await assert.rejects(openStoreThread(newer, new FakeClock()), rejectsWith('newer'));
});

test('time is the time of asking', async () => {
  const clock = new FakeClock();
  const store = await openStoreThread(join(folder, 'time.db'), clock);
  const untilMs = clock.wallTime() + 1_000;
  await store.putBan({
    addressKey: '192.0.2.1',
    cause: 'manual',
    attempts: 0,
    lastUsername: null,
    lastUserAgent: null,
    sinceMs: 0,
    untilMs,
  });
  assert.equal((await store.load()).bans.length, 1);
  await clock.advance(1_000);
  assert.equal((await store.load()).bans.length, 0);
  await store.close();
});

test('what waits for a disk that hangs is bounded; more is refused as busy at once', async () => {
  const store = new StoreThread(silentWorker(), new FakeClock(), { maxWaiting: 100 });
  const waiting = [store.commitBindings(puts(60)), store.commitBindings(puts(39)), store.setDigest(DIGEST)];
  assert.equal(store.waiting, 100);
  await assert.rejects(store.commitBindings(puts(1)), rejectsWith('busy'));
  await assert.rejects(store.load(), rejectsWith('busy'));
  const settled = Promise.allSettled(waiting);
  await store.close();
  for (const outcome of await settled) assert.equal(outcome.status, 'rejected');
  assert.equal(store.waiting, 0);
});

test('a batch larger than the bound is taken when nothing waits', async () => {
  const store = await openStoreThread(join(folder, 'large.db'), new FakeClock());
  await store.insertExtensions([extension('301')]);
  await store.commitBindings(puts(12_000));
  assert.equal(store.waiting, 0);
  assert.equal((await store.load()).bindings.length, 12_000);
  await store.close();
});

test('closing waits for what was asked before; nothing is taken after', async () => {
  const path = join(folder, 'close.db');
  const store = await openStoreThread(path, new FakeClock());
  const asked = [
    store.insertExtensions([extension('301')]),
    store.commitBindings(puts(50)),
    store.commitBindings(puts(1, 'z')),
  ];
  const closed = store.close();
  await assert.rejects(store.commitBindings(puts(1)), rejectsWith('broken'));
  await closed;
  await store.close();
  await Promise.all(asked);
  const again = await openSqliteStore(path, new FakeClock());
  assert.equal((await again.load()).bindings.length, 51);
  await again.close();
});

test('a thread that dies rejects what waits and what comes', async () => {
  const worker = new Worker(
    'require("node:worker_threads").parentPort.on("message", () => { throw new Error("dead") })',
    {
      eval: true,
    },
  );
  const store = new StoreThread(worker, new FakeClock());
  await assert.rejects(store.setDigest(DIGEST), rejectsWith('broken'));
  await assert.rejects(store.setDigest(DIGEST), rejectsWith('broken'));
  await store.close();
});

test('a thread that dies is replaced, and what was acknowledged is there', async () => {
  const clock = new FakeClock();
  const path = join(folder, 'dies.db');
  const workers: Worker[] = [];
  const start = (): Worker => {
    const worker = new Worker(new URL('./store-worker.ts', import.meta.url), {
      workerData: { path, nowMs: clock.wallTime() },
    });
    workers.push(worker);
    return worker;
  };
  const deaths: string[] = [];
  const store = new StoreThread(start(), clock, { restart: start, onDied: (why) => deaths.push(why) });
  await store.insertExtensions([extension('301')]);
  await clock.advance(2_000);
  await workers[0]?.terminate();
  assert.equal(deaths.length, 1);
  await store.commitBindings(puts(1));
  assert.equal((await store.load()).bindings.length, 1);
  await workers[1]?.terminate();
  await assert.rejects(store.commitBindings(puts(2)), rejectsWith('busy'), 'it rests before it starts again');
  await clock.advance(1_000);
  await store.commitBindings(puts(2));
  assert.equal((await store.load()).bindings.length, 2);
  assert.equal(workers.length, 3);
  await store.close();
  await assert.rejects(store.load(), rejectsWith('broken'));
  assert.equal(workers.length, 3);
});
