import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { FakeClock } from '../../../testkit/fake-clock.ts';
import type { DirectoryConsentRecord, DirectoryIssueRecord } from '../directory-store.ts';
import { openSqliteStore, type SqliteStore } from '../sqlite-store.ts';

let store: SqliteStore;

beforeEach(async () => {
  store = await openSqliteStore(':memory:', new FakeClock());
  const about = { email: null, ha1Md5: '', ha1Sha256: '', callerId: 'number', weakPassword: false } as const;
  await store.insertExtensions(
    ['301', '302'].map((number) => ({ number, callsign: 'PX0AAA', name: 'Jan', createdAtMs: 0, ...about })),
  );
});

function consent(extension: string, textVersion = '1'): DirectoryConsentRecord {
  return { extension, textVersion, agreedAtMs: 5, agreedBy: 'host' };
}

function issue(number: number): DirectoryIssueRecord {
  return {
    number,
    madeAtMs: 7,
    madeBy: 'host',
    language: 'nl',
    format: 'a4-large',
    order: 'callsign',
    entries: 1,
    pages: 1,
    bytes: 20_000,
    sha256: 'ab',
    sealedPassword: `sealed ${number}`,
    content: [{ number: '301', callsign: 'PX0AAA', name: 'Łódź' }],
  };
}

describe('consent to be listed', () => {
  it('comes back with the text that was agreed to, and goes when it is withdrawn', async () => {
    await store.putDirectoryConsent(consent('301'));
    await store.putDirectoryConsent(consent('302'));
    await store.putDirectoryConsent(consent('301', '2'));
    await store.deleteDirectoryConsent('302');
    assert.deepEqual((await store.load()).directoryConsents, [consent('301', '2')]);
  });

  it('goes with its extension, and cannot be of one that is not there', async () => {
    await store.putDirectoryConsent(consent('301'));
    await store.deleteExtension('301');
    assert.deepEqual((await store.load()).directoryConsents, []);
    await assert.rejects(store.putDirectoryConsent(consent('399')), { reason: 'conflict' });
  });
});

describe('issues of the directory', () => {
  it('come back the newest first; only that one tells what is in it', async () => {
    await store.addDirectoryIssue({ record: issue(1), keep: 12 });
    await store.addDirectoryIssue({ record: issue(2), keep: 12 });
    assert.deepEqual((await store.load()).directoryIssues, [issue(2), { ...issue(1), content: null }]);
  });

  it('are kept as many as asked', async () => {
    for (const number of [1, 2, 3, 4]) await store.addDirectoryIssue({ record: issue(number), keep: 2 });
    const { directoryIssues } = await store.load();
    assert.deepEqual(
      directoryIssues.map(({ number }) => number),
      [4, 3],
    );
  });
});
