import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, it } from 'node:test';
import { FakeClock } from '../../../testkit/fake-clock.ts';
import { SqliteStore } from '../sqlite-store.ts';
import { type AuditEntry, verifyAudit } from './audit-archive.ts';

const DAY_MS = 86_400_000;
let clock: FakeClock;
let database: DatabaseSync;
let store: SqliteStore;

beforeEach(async () => {
  clock = new FakeClock();
  database = new DatabaseSync(':memory:');
  store = await SqliteStore.on(database, clock);
});

function act(action: string, address: AuditEntry['address'] = null): AuditEntry {
  return { atMs: clock.wallTime(), actor: 'host', action, target: '301', detail: { a: 1 }, address };
}

/** What somebody with the file in his hands can do: the triggers are his to drop. */
function tamper(sql: string): void {
  for (const trigger of ['audit_is_kept', 'audit_is_fixed', 'audit_address_is_only_forgotten']) {
    database.exec(`DROP TRIGGER IF EXISTS ${trigger}`);
  }
  database.exec(sql);
}

describe('the audit log', () => {
  it('numbers its rows and gives the newest first', async () => {
    await store.appendAudit([act('ban.create'), act('ban.lift')]);
    await store.appendAudit([act('extension.create')]);
    const rows = await store.listAudit({ limit: 2 });
    assert.deepEqual(
      rows.map(({ seq, action }) => [seq, action]),
      [
        [3, 'extension.create'],
        [2, 'ban.lift'],
      ],
    );
    assert.deepEqual(rows[0]?.detail, { a: 1 });
    assert.equal(rows[0]?.previousHash, rows[1]?.hash);
  });

  it('finds rows by place, actor, action, kind of action and target', async () => {
    await store.appendAudit([act('ban.create'), act('ban.lift'), { ...act('call.end'), actor: 'token:a' }]);
    const seqs = async (query: Parameters<typeof store.listAudit>[0]) =>
      (await store.listAudit(query)).map(({ seq }) => seq);
    assert.deepEqual(await seqs({ limit: 9, action: 'ban.' }), [2, 1]);
    assert.deepEqual(await seqs({ limit: 9, action: 'ban.lift' }), [2]);
    assert.deepEqual(await seqs({ limit: 9, actor: 'token:a' }), [3]);
    assert.deepEqual(await seqs({ limit: 9, target: '302' }), []);
    assert.deepEqual(await seqs({ limit: 9, beforeSeq: 2 }), [1]);
    assert.deepEqual(await seqs({ limit: 9, afterSeq: 1, order: 'oldest-first' }), [2, 3]);
  });

  it('is whole when nobody touched it', async () => {
    assert.deepEqual(await verifyAudit(store), {
      rows: 0,
      head: { seq: 0, hash: '0'.repeat(64) },
      broken: null,
    });
    await store.appendAudit(Array.from({ length: 2_500 }, () => act('ban.create')));
    const { rows, head, broken } = await verifyAudit(store);
    assert.deepEqual([rows, head.seq, broken], [2_500, 2_500, null]);
    assert.equal(head.hash, (await store.listAudit({ limit: 1 }))[0]?.hash);
  });

  it('cannot be changed or emptied through the database', async () => {
    await store.appendAudit([act('ban.create', { text: '192.0.2.7', salt: '00' })]);
    for (const sql of [
      'DELETE FROM audit',
      "UPDATE audit SET action = 'ban.lift'",
      "UPDATE audit SET address = '192.0.2.8'",
    ]) {
      assert.throws(() => database.exec(sql), /append-only/, sql);
    }
  });

  const tamperings: readonly [string, string, { seq: number; reason: string }][] = [
    [
      'a row that was changed',
      "UPDATE audit SET actor = 'nobody' WHERE seq = 2",
      { seq: 2, reason: 'changed' },
    ],
    [
      'a row whose hash was made to fit',
      `UPDATE audit SET actor = 'nobody', hash = '${'1'.repeat(64)}' WHERE seq = 2`,
      { seq: 2, reason: 'changed' },
    ],
    ['a row that was taken out', 'DELETE FROM audit WHERE seq = 2', { seq: 2, reason: 'missing' }],
    ['an end that was cut off', 'DELETE FROM audit WHERE seq >= 3', { seq: 3, reason: 'missing' }],
    [
      'an address that was exchanged',
      "UPDATE audit SET address = '192.0.2.8' WHERE seq = 1",
      { seq: 1, reason: 'address-changed' },
    ],
  ];
  for (const [what, sql, broken] of tamperings) {
    it(`betrays ${what}`, async () => {
      await store.appendAudit([
        act('ban.create', { text: '192.0.2.7', salt: '00' }),
        act('ban.lift'),
        act('call.end'),
      ]);
      tamper(sql);
      assert.deepEqual((await verifyAudit(store)).broken, broken);
    });
  }

  it('forgets addresses after seven days and stays whole', async () => {
    await store.appendAudit([act('ban.create', { text: '192.0.2.7', salt: 'ab' })]);
    await clock.advance(6 * DAY_MS);
    await store.appendAudit([act('ban.create', { text: '192.0.2.9', salt: 'cd' })]);
    await store.purgeExpired();
    const addresses = async () => (await store.listAudit({ limit: 9 })).map(({ address }) => address);
    assert.deepEqual(await addresses(), ['192.0.2.9', '192.0.2.7']);
    await clock.advance(DAY_MS);
    await store.purgeExpired();
    assert.deepEqual(await addresses(), ['192.0.2.9', null]);
    assert.equal((await verifyAudit(store)).broken, null);
    assert.doesNotMatch(JSON.stringify(database.prepare('SELECT * FROM audit').all()), /192\.0\.2\.7|"ab"/);
  });

  it('goes on where it stopped when the file is opened again', async () => {
    await store.appendAudit([act('ban.create')]);
    const again = await SqliteStore.on(database, clock);
    await again.appendAudit([act('ban.lift')]);
    const { rows, broken } = await verifyAudit(again);
    assert.deepEqual([rows, broken], [2, null]);
  });
});
