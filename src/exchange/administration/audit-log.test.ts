import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FakeClock } from '../../../testkit/fake-clock.ts';
import { RecordingJournal } from '../../../testkit/recording-journal.ts';
import { seededRandom } from '../../../testkit/seeded-random.ts';
import type { AuditEntry } from '../../store/archives/audit-archive.ts';
import { StoreError } from '../../store/store.ts';
import { AuditLog } from './audit-log.ts';

function room() {
  const clock = new FakeClock();
  const journal = new RecordingJournal();
  const written: AuditEntry[][] = [];
  const disk = { refuses: false };
  const log = new AuditLog({
    store: {
      appendAudit: async (entries) => {
        if (disk.refuses) throw new StoreError('full', 'no room');
        written.push([...entries]);
      },
    },
    clock,
    journal,
    random: seededRandom(1),
  });
  return { clock, journal, written, disk, log };
}

const ACT = { actor: 'host', action: 'ban.lift', target: 'address' };

describe('writing the audit log', () => {
  it('notes who did what to what, when', async () => {
    const { log, written, clock } = room();
    await log.append({ ...ACT, detail: { cause: 'manual' } });
    const [entry] = written[0] ?? [];
    assert.deepEqual(entry, { ...ACT, atMs: clock.wallTime(), detail: { cause: 'manual' }, address: null });
  });

  it('salts every address anew', async () => {
    const { log, written } = room();
    await log.append({ ...ACT, address: '192.0.2.7' });
    await log.append({ ...ACT, address: '192.0.2.7' });
    const [first, second] = written.flat();
    assert.equal(first?.address?.text, '192.0.2.7');
    assert.match(first?.address?.salt ?? '', /^[0-9a-f]{32}$/);
    assert.notEqual(first?.address?.salt, second?.address?.salt);
  });

  it('owes what the disk does not take, and writes it in order by itself', async () => {
    const { log, written, disk, clock, journal } = room();
    disk.refuses = true;
    await log.append({ ...ACT, target: '1' });
    await log.append({ ...ACT, target: '2' });
    assert.equal(log.owed, 2);
    assert.deepEqual(journal.of('audit-delayed').at(-1), { kind: 'audit-delayed', reason: 'full', owed: 2 });
    disk.refuses = false;
    await clock.advance(1_000);
    assert.deepEqual(
      written.flat().map(({ target }) => target),
      ['1', '2'],
    );
    assert.equal(log.owed, 0);
  });

  it('tries a last time when it closes and leaves no timer', async () => {
    const { log, written, disk, clock } = room();
    disk.refuses = true;
    await log.append(ACT);
    disk.refuses = false;
    await log.close();
    assert.equal(written.length, 1);
    assert.equal(clock.pendingTimers, 0);
  });
});
