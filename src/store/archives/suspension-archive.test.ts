import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { ExtensionRecord } from '../records/records.ts';
import { openSqliteStore, type SqliteStore } from '../sqlite-store.ts';
import type { SuspensionRecord } from './suspension-archive.ts';

const NOW = 1_800_000_000_000;
const YEAR_MS = 365 * 86_400_000;

const EXTENSION: ExtensionRecord = {
  number: '301',
  callsign: 'PX0AAA',
  name: 'Example',
  email: null,
  ha1Md5: 'a'.repeat(32),
  ha1Sha256: 'b'.repeat(64),
  callerId: 'number',
  weakPassword: false,
  createdAtMs: 0,
};

function suspension(id: string, given: Partial<SuspensionRecord> = {}): SuspensionRecord {
  return {
    id,
    scope: ['301', '900'],
    what: ['register', 'call'],
    fromMs: NOW,
    untilMs: null,
    reason: 'Example',
    reasonShown: true,
    untilShown: false,
    createdAtMs: NOW,
    createdBy: 'host',
    endedAtMs: null,
    endedBy: null,
    ...given,
  };
}

let nowMs: number;
let store: SqliteStore;

beforeEach(async () => {
  nowMs = NOW;
  store = await openSqliteStore(':memory:', { wallTime: () => nowMs });
});

describe('stored suspensions', () => {
  it('come back as they were written, the last writing of each', async () => {
    const one = suspension('one');
    const all = suspension('all', { scope: 'all', untilMs: NOW + 1_000, createdAtMs: NOW - 1 });
    await store.putSuspensions([one, all]);
    const changed = { ...one, scope: ['900'], reasonShown: false };
    await store.putSuspensions([changed]);
    assert.deepEqual(await store.listSuspensions(), [changed, all]);
    assert.deepEqual((await store.load()).suspensions, [all, changed]);
  });

  it('are not taken up at a start when they are over, but are remembered for a year', async () => {
    await store.putSuspensions([
      suspension('lifted', { endedAtMs: NOW, endedBy: 'token:x' }),
      suspension('ran out', { untilMs: NOW + 5 }),
      suspension('endless'),
    ]);
    nowMs = NOW + 5;
    const ids = (records: readonly SuspensionRecord[]) => records.map(({ id }) => id).sort();
    assert.deepEqual(ids((await store.load()).suspensions), ['endless']);
    assert.deepEqual(ids(await store.listSuspensions()), ['endless', 'lifted', 'ran out']);
    nowMs = NOW + 5 + YEAR_MS;
    await store.load();
    assert.deepEqual(ids(await store.listSuspensions()), ['endless']);
  });
});

describe('stored limits', () => {
  const none = {
    calls: null,
    contacts: null,
    newCallsPerMinute: null,
    kbitPerS: null,
    codecs: null,
    registerIntervalS: null,
    digest: null,
    transport: null,
  };

  it('come back as they were written, and go with their extension or when none is left', async () => {
    await store.insertExtensions([EXTENSION, { ...EXTENSION, number: '302' }]);
    const limits = { ...none, extension: '301', calls: 0, codecs: ['PCMA', 'opus'] } as const;
    await store.putExtensionLimits({ ...limits, calls: 3 });
    await store.putExtensionLimits(limits);
    await store.putExtensionLimits({ ...none, extension: '302', contacts: 1, digest: 'SHA-256' });
    assert.equal((await store.load()).extensionLimits.length, 2);
    await store.putExtensionLimits({ ...none, extension: '302' });
    assert.deepEqual((await store.load()).extensionLimits, [limits]);
    await store.deleteExtension('301');
    assert.deepEqual((await store.load()).extensionLimits, []);
  });
});
