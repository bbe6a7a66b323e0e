import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FakeClock } from '../../../testkit/fake-clock.ts';
import { MemoryBackups } from '../../../testkit/memory-backups.ts';
import { RecordingJournal } from '../../../testkit/recording-journal.ts';
import { seededRandom } from '../../../testkit/seeded-random.ts';
import { SILENT_LOG } from '../../base/log.ts';
import type { AuditQuery, AuditRecord } from '../../store/archives/audit-archive.ts';
import { Backups, COMMAND_BACKUP } from './backups.ts';

const PASSPHRASE = 'correct horse battery';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const AT = { hour: 3, minute: 10 };

function bench(settings: { keep?: number; nightly?: boolean; commandedAtMs?: number } = {}) {
  const clock = new FakeClock();
  const journal = new RecordingJournal();
  const shelf = new MemoryBackups();
  const { keep = 14, nightly = false } = settings;
  shelf.nightly = nightly ? PASSPHRASE : undefined;
  const random = seededRandom(4);
  const { commandedAtMs: atMs } = settings;
  const store = {
    listAudit: async ({ action }: AuditQuery) =>
      atMs !== undefined && action === COMMAND_BACKUP ? [{ atMs } as AuditRecord] : [],
  };
  const parts = { clock, journal, shelf, random, store, log: SILENT_LOG };
  const backups = new Backups({ ...parts, settings: { keep, nightlyAt: nightly ? AT : undefined } });
  return { clock, journal, shelf, backups };
}

describe('a copy that is asked for', () => {
  it('is made in the background and told of when it is whole', async () => {
    const { backups, shelf, journal, clock } = bench();
    shelf.isSlow = true;
    const begun = backups.request(PASSPHRASE);
    assert.ok(begun.ok);
    assert.equal(begun.value.state, 'running');
    assert.deepEqual(
      backups.jobs.map(({ doneBytes, totalBytes }) => [doneBytes, totalBytes]),
      [[500, 1_000]],
    );
    assert.equal(backups.lastSuccessMs, undefined);
    shelf.finish();
    await backups.settled();
    const [job] = backups.jobs;
    assert.deepEqual([job?.state, job?.bytes, job?.doneBytes, job?.reason], ['finished', 1_016, 1_000, null]);
    assert.equal(backups.lastSuccessMs, clock.wallTime());
    assert.deepEqual(journal.of('backup-finished'), [
      { kind: 'backup-finished', backup: job?.id, cause: 'request', bytes: 1_016 },
    ]);
  });

  it('is the only one at a time', async () => {
    const { backups, shelf } = bench();
    shelf.isSlow = true;
    assert.ok(backups.request(PASSPHRASE).ok);
    assert.deepEqual(backups.request(PASSPHRASE), { ok: false, error: 'running' });
    shelf.finish();
    await backups.settled();
    shelf.isSlow = false;
    assert.ok(backups.request(PASSPHRASE).ok);
    await backups.settled();
  });

  it('needs a passphrase: its own, or that of the nightly ones', async () => {
    const { backups, shelf } = bench();
    assert.deepEqual(backups.request(undefined), { ok: false, error: 'passphrase-missing' });
    assert.deepEqual(backups.request('too short'), { ok: false, error: 'passphrase-short' });
    shelf.nightly = 'that of the night';
    assert.ok(backups.request(undefined).ok);
    await backups.settled();
    assert.ok(backups.request(PASSPHRASE).ok);
    await backups.settled();
    assert.deepEqual(shelf.passphrases, ['that of the night', PASSPHRASE]);
  });

  it('that fails says why, and counts as nothing', async () => {
    const { backups, shelf, journal } = bench();
    shelf.fault = 'full';
    backups.request(PASSPHRASE);
    await backups.settled();
    assert.deepEqual(
      backups.jobs.map(({ state, reason }) => [state, reason]),
      [['failed', 'full']],
    );
    assert.equal(journal.of('backup-failed')[0]?.reason, 'full');
    assert.equal(backups.lastSuccessMs, undefined);
  });

  it('tells no passphrase in any fact', async () => {
    const { backups, journal } = bench();
    backups.request(PASSPHRASE);
    await backups.settled();
    assert.doesNotMatch(JSON.stringify([journal.facts, backups.jobs]), /correct horse/);
  });

  it('leaves the newest of its kind, and none of another', async () => {
    const { backups, shelf, clock } = bench({ keep: 2 });
    const night = { id: 'n', cause: 'nightly', createdAtMs: 0, bytes: 1 } as const;
    shelf.files.push(night);
    for (let n = 0; n < 4; n += 1) {
      backups.request(PASSPHRASE);
      await backups.settled();
      await clock.advance(1_000);
    }
    assert.equal(shelf.files.filter(({ cause }) => cause === 'request').length, 2);
    assert.ok(shelf.files.includes(night));
    const stamps = shelf.files
      .filter(({ cause }) => cause === 'request')
      .map(({ createdAtMs }) => createdAtMs);
    assert.ok((stamps[0] ?? 0) > (stamps[1] ?? 0));
  });

  it('is broken off when the exchange ends', async () => {
    const { backups, shelf, clock } = bench();
    shelf.isSlow = true;
    backups.request(PASSPHRASE);
    await backups.close();
    assert.equal(backups.jobs[0]?.reason, 'stopped');
    assert.equal(clock.pendingTimers, 0);
  });

  it('is remembered with nineteen others', async () => {
    const { backups, clock } = bench({ keep: 100 });
    for (let n = 0; n < 25; n += 1) {
      backups.request(PASSPHRASE);
      await backups.settled();
      await clock.advance(1_000);
    }
    assert.equal(backups.jobs.length, 20);
  });
});

describe('the nightly copy', () => {
  function isAtNight(ms: number): boolean {
    const at = new Date(ms);
    return at.getHours() === AT.hour && at.getMinutes() === AT.minute;
  }

  it('is made every night at its time', async () => {
    const { backups, shelf, clock, journal } = bench({ nightly: true });
    backups.noteSuccess(clock.wallTime());
    await backups.start();
    await clock.advance(3 * DAY);
    assert.equal(shelf.files.length, 3);
    for (const { createdAtMs, cause } of shelf.files) {
      assert.equal(cause, 'nightly');
      assert.ok(isAtNight(createdAtMs), new Date(createdAtMs).toString());
    }
    assert.equal(journal.of('backup-finished').length, 3);
    await backups.close();
    assert.equal(clock.pendingTimers, 0);
  });

  it('is made ten minutes after a start that comes too late for it, or the very first', async () => {
    const { backups, shelf, clock } = bench({ nightly: true });
    await backups.start();
    await clock.advance(599_000);
    assert.equal(shelf.files.length, 0);
    await clock.advance(2_000);
    assert.equal(shelf.files.length, 1);
    await backups.close();
  });

  it('knows after a restart what was made before', async () => {
    const { backups, shelf, clock } = bench({ nightly: true });
    shelf.files.push({ id: 'x', cause: 'nightly', createdAtMs: clock.wallTime() - HOUR, bytes: 1 });
    await backups.start();
    assert.equal(backups.lastSuccessMs, clock.wallTime() - HOUR);
    await backups.close();
  });

  it('knows after a restart of the copy that the command made', async () => {
    const commandedAtMs = new FakeClock().wallTime() - 60_000;
    const { backups, shelf, clock } = bench({ commandedAtMs });
    shelf.files.push({ id: 'x', cause: 'nightly', createdAtMs: clock.wallTime() - HOUR, bytes: 1 });
    await backups.start();
    assert.equal(backups.lastSuccessMs, commandedAtMs);
  });

  it('is tried again every hour until it succeeds', async () => {
    const { backups, shelf, clock, journal } = bench({ nightly: true });
    shelf.fault = 'full';
    await backups.start();
    await clock.advance(600_000 + 3 * HOUR);
    assert.equal(journal.of('backup-failed').length, 4);
    shelf.fault = undefined;
    await clock.advance(HOUR);
    assert.equal(shelf.files.length, 1);
    await backups.close();
  });

  it('fails without its passphrase, and says so', async () => {
    const { backups, shelf, clock, journal } = bench({ nightly: true });
    shelf.nightly = undefined;
    await backups.start();
    await clock.advance(600_000);
    assert.deepEqual(journal.of('backup-failed'), [
      { kind: 'backup-failed', backup: null, cause: 'nightly', reason: 'passphrase-missing' },
    ]);
    shelf.nightly = 'short';
    await clock.advance(HOUR);
    assert.equal(journal.of('backup-failed')[1]?.reason, 'passphrase-short');
    await backups.close();
  });

  it('comes when a jump of the wall clock passed its time', async () => {
    const { backups, shelf, clock } = bench({ nightly: true });
    backups.noteSuccess(clock.wallTime());
    await backups.start();
    clock.jumpWallTime(DAY);
    await clock.advance(HOUR);
    assert.equal(shelf.files.length, 1);
    await backups.close();
  });

  it('is off where no passphrase is configured', async () => {
    const { backups, shelf, clock } = bench();
    await backups.start();
    await clock.advance(3 * DAY);
    assert.deepEqual([shelf.files.length, backups.isNightly, clock.pendingTimers], [0, false, 0]);
  });

  it('comes at another hour when that is changed, and not because something else is', async () => {
    const { backups, shelf, clock } = bench({ nightly: true });
    backups.noteSuccess(clock.wallTime());
    await backups.start();
    const hour = new Date(clock.wallTime() + 2 * HOUR).getHours();
    backups.adopt({ keep: 14, nightlyAt: { hour, minute: 0 } });
    await clock.advance(3 * HOUR);
    assert.equal(shelf.files.length, 1);
    backups.adopt({ keep: 1, nightlyAt: { hour, minute: 0 } });
    await clock.advance(HOUR);
    assert.equal(shelf.files.length, 1);
    backups.adopt({ keep: 1, nightlyAt: undefined });
    await clock.advance(2 * DAY);
    assert.deepEqual([shelf.files.length, clock.pendingTimers], [1, 0]);
  });
});
