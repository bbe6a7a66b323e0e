import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FakeClock } from '../../../testkit/fake-clock.ts';
import { MemoryPress, memorySeal } from '../../../testkit/memory-directory.ts';
import { RecordingJournal } from '../../../testkit/recording-journal.ts';
import { seededRandom } from '../../../testkit/seeded-random.ts';
import type { ExtensionRecord } from '../../store/records/records.ts';
import { openSqliteStore } from '../../store/sqlite-store.ts';
import { type Store, StoreError } from '../../store/store.ts';
import { Extensions } from '../tables/directory-tables.ts';
import { Directory, ISSUES_KEPT } from './directory.ts';

const HOUR = 3_600_000;
const AT = { hour: 4, minute: 10 };

function holder(number: string, name = `Holder ${number}`): ExtensionRecord {
  const secrets = { ha1Md5: '', ha1Sha256: '', weakPassword: false };
  const about = { email: 'holder@example.net', callerId: 'number', createdAtMs: 0 } as const;
  return { number, callsign: 'PX0AAA', name, ...about, ...secrets };
}

async function bench({ isAutomatic = false, replace = {} as Partial<Store> } = {}) {
  const clock = new FakeClock(new Date(2026, 10, 27, 12).getTime());
  const journal = new RecordingJournal();
  const store = await openSqliteStore(':memory:', clock);
  const press = new MemoryPress();
  const extensions = new Extensions(['301', '302', '303'].map((number) => holder(number)));
  const settings = { language: 'nl', automaticAt: isAutomatic ? AT : undefined } as const;
  const open = async () =>
    new Directory(
      {
        clock,
        journal,
        press,
        extensions,
        settings,
        random: seededRandom(4),
        store: {
          addDirectoryIssue: (given) =>
            (replace.addDirectoryIssue ?? store.addDirectoryIssue.bind(store))(given),
          putDirectoryConsent: store.putDirectoryConsent.bind(store),
          deleteDirectoryConsent: store.deleteDirectoryConsent.bind(store),
        },
        seal: memorySeal(),
      },
      await store.load(),
    );
  return { clock, journal, store, press, extensions, directory: await open(), reopen: open };
}

function agree(directory: Directory, ...numbers: string[]): void {
  for (const extension of numbers)
    directory.putConsent({ extension, textVersion: '1', agreedAtMs: 1, agreedBy: 'host' });
}

async function issue(directory: Directory): Promise<void> {
  assert.ok(directory.request({}, 'host').ok);
  await directory.settled();
}

describe('an issue of the directory', () => {
  it('names those who agreed, by number, call sign and name, and nobody else', async () => {
    const { directory, press, extensions } = await bench();
    agree(directory, '302', '301', '399');
    await issue(directory);
    const [order] = press.orders;
    assert.deepEqual(order?.entries, [
      { number: '301', callsign: 'PX0AAA', name: 'Holder 301' },
      { number: '302', callsign: 'PX0AAA', name: 'Holder 302' },
    ]);
    assert.equal(extensions.size, 3);
    assert.equal(directory.issues[0]?.entries, 2);
  });

  it('has a password of its own of 100 bits, which is told again and kept sealed', async () => {
    const { directory, press, store } = await bench();
    await issue(directory);
    await issue(directory);
    const passwords = press.orders.map(({ password }) => password);
    assert.notEqual(passwords[0], passwords[1]);
    for (const password of passwords) assert.match(password, /^[a-km-np-z2-9]{20}$/);
    for (const { password, ownerPassword } of press.orders) assert.notEqual(password, ownerPassword);
    const told = directory.issues.map((one) => directory.passwordOf(one));
    assert.deepEqual(told, [...passwords].reverse());
    const kept = JSON.stringify((await store.load()).directoryIssues);
    assert.ok(passwords.every((password) => !kept.includes(password)));
  });

  it('is there after a restart, with what it takes to tell the changes since', async () => {
    const { directory, reopen } = await bench();
    agree(directory, '301');
    await issue(directory);
    const again = await reopen();
    agree(again, '302');
    assert.deepEqual(again.issues, directory.issues);
    const { added, removed } = again.difference();
    assert.deepEqual(
      [added.map(({ number }) => number), removed.map(({ number }) => number)],
      [['302'], ['301']],
    );
  });

  it('no longer names who withdrew; the older issue stays as it was', async () => {
    const { directory, press } = await bench();
    agree(directory, '301', '302');
    await issue(directory);
    directory.removeConsent('301');
    await issue(directory);
    assert.deepEqual(
      press.orders.map(({ entries }) => entries.map(({ number }) => number)),
      [['301', '302'], ['302']],
    );
    assert.deepEqual([...press.files], [1, 2]);
  });

  it('takes format and order of the last one when they are left out', async () => {
    const { directory, press } = await bench();
    directory.request({ format: 'a5', order: 'name' }, 'host');
    await directory.settled();
    await issue(directory);
    assert.deepEqual([press.orders[1]?.format, press.orders[1]?.order], ['a5', 'name']);
  });

  it('is made one at a time and tells how far it is', async () => {
    const { directory, press, journal } = await bench();
    agree(directory, '301', '302');
    press.isSlow = true;
    const begun = directory.request({}, 'host');
    assert.ok(begun.ok);
    assert.deepEqual(directory.request({}, 'host'), { ok: false, error: 'running' });
    const build = await directory.afterProgress(begun.value.id, 0);
    assert.deepEqual([build?.state, build?.done, build?.total], ['running', 1, 2]);
    const over = directory.afterProgress(begun.value.id, 1);
    press.finish();
    assert.equal((await over)?.state, 'finished');
    await directory.settled();
    assert.deepEqual(journal.of('directory-issued'), [{ kind: 'directory-issued', issue: 1, entries: 2 }]);
    assert.equal(await directory.afterProgress('no such', 0), undefined);
  });

  it('that fails leaves the previous one in force', async () => {
    const { directory, press, journal } = await bench();
    await issue(directory);
    press.fault = 'full';
    await issue(directory);
    assert.deepEqual(
      directory.builds.map(({ state, reason }) => [state, reason]),
      [
        ['finished', null],
        ['failed', 'full'],
      ],
    );
    assert.deepEqual(
      directory.issues.map(({ number }) => number),
      [1],
    );
    assert.deepEqual(journal.of('directory-failed'), [
      { kind: 'directory-failed', issue: 2, reason: 'full' },
    ]);
  });

  it('that the disk does not take is not there, nor its file', async () => {
    const refuse = async () => {
      throw new StoreError('full', 'no room');
    };
    const { directory, press } = await bench({ replace: { addDirectoryIssue: refuse } });
    await issue(directory);
    assert.equal(directory.builds[0]?.reason, 'store-failed');
    assert.deepEqual([directory.issues.length, press.files.size], [0, 0]);
  });

  it(`stays for ${ISSUES_KEPT} issues, file and all`, async () => {
    const { directory, press, store } = await bench();
    for (let count = 0; count <= ISSUES_KEPT; count++) await issue(directory);
    assert.equal(directory.issues.length, ISSUES_KEPT);
    assert.equal(press.files.has(1), false);
    assert.deepEqual((await store.load()).directoryIssues, directory.issues);
  });

  it('that is being made ends with the exchange', async () => {
    const { directory, press } = await bench();
    press.isSlow = true;
    directory.request({}, 'host');
    await directory.close();
    assert.equal(directory.builds[0]?.reason, 'stopped');
  });
});

describe('a list that changed', () => {
  it('gets a new issue in the night, and none when nothing changed', async () => {
    const { directory, clock } = await bench({ isAutomatic: true });
    agree(directory, '301');
    await issue(directory);
    directory.start();
    await clock.advance(24 * HOUR);
    assert.equal(directory.issues.length, 1);
    agree(directory, '302');
    await clock.advance(16 * HOUR);
    assert.equal(directory.issues.length, 1);
    await clock.advance(24 * HOUR);
    assert.deepEqual(
      directory.issues.map(({ number, entries, madeBy }) => [number, entries, madeBy]),
      [
        [2, 2, 'exchange'],
        [1, 1, 'host'],
      ],
    );
    await directory.close();
    assert.equal(clock.pendingTimers, 0);
  });

  it('gets no first issue by itself', async () => {
    const { directory, clock } = await bench({ isAutomatic: true });
    agree(directory, '301');
    directory.start();
    await clock.advance(48 * HOUR);
    assert.equal(directory.issues.length, 0);
    await directory.close();
  });

  it('waits for an administrator where the settings say so', async () => {
    const { directory, clock } = await bench();
    directory.start();
    assert.equal(clock.pendingTimers, 0);
  });

  it('gets its issue when an administrator wants it by night, and no more when he does not', async () => {
    const { directory, clock } = await bench();
    agree(directory, '301');
    await issue(directory);
    directory.start();
    agree(directory, '302');
    directory.adopt({ automaticAt: AT });
    await clock.advance(24 * HOUR);
    assert.equal(directory.issues.length, 2);
    directory.adopt({ automaticAt: undefined });
    assert.equal(clock.pendingTimers, 0);
    await directory.close();
  });
});
