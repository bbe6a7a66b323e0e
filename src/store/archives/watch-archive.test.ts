import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { FakeClock } from '../../../testkit/fake-clock.ts';
import { openSqliteStore, type SqliteStore } from '../sqlite-store.ts';
import type { CallRecord, InstructionProgressRecord, InstructionRecord } from '../watch-store.ts';

const DAY_MS = 86_400_000;
let clock: FakeClock;
let store: SqliteStore;

beforeEach(async () => {
  clock = new FakeClock();
  store = await openSqliteStore(':memory:', clock);
  const about = { email: null, ha1Md5: '', ha1Sha256: '', callerId: 'number', weakPassword: false } as const;
  await store.insertExtensions(
    ['301', '302'].map((number) => ({ number, callsign: 'PX0AAA', name: 'Jan', createdAtMs: 0, ...about })),
  );
});

const INSTRUCTION: InstructionRecord = {
  id: 'i1',
  template: 'password',
  text: 'Zoek het toestel',
  targets: '{"kind":"all"}',
  checks: '[]',
  deadlineMs: null,
  createdAtMs: 1,
  createdBy: 'host',
  closedAtMs: null,
};

function progressOf(extension: string, state: InstructionProgressRecord['state']): InstructionProgressRecord {
  return { instruction: 'i1', extension, state, sinceMs: 2, doneAtMs: null, before: '{}', after: null };
}

function call(id: string, endedAtMs: number, given: Partial<CallRecord> = {}): CallRecord {
  const quality = { packets: 10, lost: 0, jitterMs: 1 };
  const about = { caller: '301', dialled: '302', result: 'answered', answeredAtMs: endedAtMs - 1, quality };
  return { id, ...about, reached: null, startedAtMs: endedAtMs - 2, endedAtMs, ...given };
}

describe('instructions', () => {
  it('come back as they were, with what each extension reached', async () => {
    await store.insertInstruction({ record: INSTRUCTION, progress: [progressOf('301', 'open')] });
    await store.putInstructionProgress([progressOf('301', 'done'), progressOf('302', 'overdue')]);
    const closedAtMs = clock.wallTime();
    await store.closeInstruction({ id: 'i1', atMs: closedAtMs });
    const { instructions, instructionProgress } = await store.load();
    assert.deepEqual(instructions, [{ ...INSTRUCTION, closedAtMs }]);
    assert.deepEqual(instructionProgress, [progressOf('301', 'done'), progressOf('302', 'overdue')]);
  });

  it('leave out extensions that are gone, and forget them', async () => {
    const progress = [progressOf('301', 'open'), progressOf('399', 'open')];
    await store.insertInstruction({ record: INSTRUCTION, progress });
    await store.deleteExtension('301');
    assert.deepEqual((await store.load()).instructionProgress, []);
  });

  it('are forgotten a year after they were closed', async () => {
    await store.insertInstruction({ record: INSTRUCTION, progress: [progressOf('301', 'done')] });
    await store.closeInstruction({ id: 'i1', atMs: clock.wallTime() });
    clock.jumpWallTime(365 * DAY_MS);
    await store.purgeExpired();
    const { instructions, instructionProgress } = await store.load();
    assert.deepEqual([instructions, instructionProgress], [[], []]);
  });

  it('that are not there cannot be closed', async () => {
    await assert.rejects(store.closeInstruction({ id: 'none', atMs: 1 }), { reason: 'conflict' });
  });
});

describe('calls', () => {
  it('are listed the newest first, by extension and page by page', async () => {
    const nowMs = clock.wallTime();
    const calls = [call('a', nowMs - 5), call('b', nowMs - 5), call('c', nowMs, { caller: '303' })];
    await store.addHistory({ calls, usage: [] });
    const all = await store.listCallRecords({ limit: 10 });
    assert.deepEqual(
      all.map(({ id }) => id),
      ['c', 'a', 'b'],
    );
    assert.deepEqual(all[1], calls[0]);
    assert.equal((await store.listCallRecords({ limit: 10, extension: '301' })).length, 2);
    const after = { endedAtMs: nowMs - 5, id: 'a' };
    const rest = await store.listCallRecords({ limit: 10, after });
    assert.deepEqual(
      rest.map(({ id }) => id),
      ['b'],
    );
  });

  it('and usage are forgotten after thirty days', async () => {
    const hourMs = clock.wallTime();
    const usage = { extension: '301', hourMs, bytesIn: 1, bytesOut: 2, registerCount: 3 };
    await store.addHistory({ calls: [call('a', hourMs)], usage: [usage] });
    clock.jumpWallTime(30 * DAY_MS + 1);
    await store.purgeExpired();
    clock.jumpWallTime(-30 * DAY_MS);
    assert.deepEqual(await store.listCallRecords({ limit: 10 }), []);
    assert.deepEqual(await store.listUsage({ sinceMs: 0 }), []);
  });

  it('and usage of a removed extension go with it', async () => {
    const hourMs = clock.wallTime();
    const usage = ['301', '302'].map((extension) => ({
      extension,
      hourMs,
      bytesIn: 1,
      bytesOut: 2,
      registerCount: 3,
    }));
    await store.addHistory({ calls: [call('a', hourMs)], usage });
    await store.deleteExtension('302');
    assert.deepEqual(await store.listCallRecords({ limit: 10 }), []);
    assert.deepEqual(
      (await store.listUsage({ sinceMs: 0 })).map(({ extension }) => extension),
      ['301'],
    );
  });
});

describe('usage', () => {
  it('is added to what is there', async () => {
    const hourMs = clock.wallTime();
    const usage = { extension: '301', hourMs, bytesIn: 1, bytesOut: 2, registerCount: 3 };
    for (let turn = 0; turn < 2; turn += 1) await store.addHistory({ calls: [], usage: [usage] });
    const doubled = { ...usage, bytesIn: 2, bytesOut: 4, registerCount: 6 };
    assert.deepEqual(await store.listUsageOf({ extension: '301', sinceMs: 0 }), [doubled]);
    const { hourMs: _, ...total } = doubled;
    assert.deepEqual(await store.listUsage({ sinceMs: 0 }), [total]);
  });
});
