import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../../testkit/fake-clock.ts';
import { StoreError } from '../../store/store.ts';
import { OwedWrites } from './owed-writes.ts';

interface Row {
  readonly key: string;
  readonly value: number;
}

function rig(options: { keyed?: boolean; most?: number } = {}) {
  const clock = new FakeClock();
  const written: number[][] = [];
  const refused: number[] = [];
  const disk = { isFull: false, delayMs: 0 };
  const owed = new OwedWrites<Row>({
    clock,
    retryMs: 1_000,
    ...(options.keyed ? { keyOf: (row: Row) => row.key } : {}),
    ...(options.most === undefined ? {} : { most: options.most }),
    onRefused: (_error, count) => refused.push(count),
    write: async (rows) => {
      if (disk.delayMs > 0) await new Promise<void>((done) => clock.schedule(disk.delayMs, done));
      if (disk.isFull) throw new StoreError('full', 'no room');
      written.push(rows.map(({ value }) => value));
    },
  });
  return { clock, owed, written, refused, disk };
}

test('what the disk does not take is written in order as soon as it does', async () => {
  const { clock, owed, written, refused, disk } = rig();
  disk.isFull = true;
  for (const value of [1, 2]) owed.add({ key: 'a', value });
  await owed.flush();
  owed.add({ key: 'a', value: 3 });
  await clock.advance(1_000);
  assert.deepEqual({ written, refused, size: owed.size }, { written: [], refused: [2, 3], size: 3 });
  disk.isFull = false;
  await clock.advance(1_000);
  assert.deepEqual({ written, size: owed.size }, { written: [[1, 2, 3]], size: 0 });
  await owed.close();
  assert.equal(clock.pendingTimers, 0);
});

test('with keys the newest of each is owed, also when it came while the one before was being written', async () => {
  const { clock, owed, written, disk } = rig({ keyed: true });
  owed.add({ key: 'a', value: 1 });
  owed.add({ key: 'a', value: 2 });
  owed.add({ key: 'b', value: 3 });
  disk.delayMs = 50;
  const first = owed.flush();
  await clock.advance(10);
  owed.add({ key: 'a', value: 4 });
  owed.forget({ key: 'b', value: 3 });
  await clock.until(first);
  assert.equal(owed.size, 1);
  await clock.until(owed.flush());
  assert.deepEqual(written, [[2, 3], [4]]);
});

test('beyond the bound the oldest are given up', async () => {
  const { owed, written, disk } = rig({ most: 2 });
  disk.isFull = true;
  for (const value of [1, 2, 3, 4]) owed.add({ key: 'a', value });
  await owed.flush();
  disk.isFull = false;
  await owed.close();
  assert.deepEqual(written, [[3, 4]]);
});

test('a mistake of ours is told to who asked, and later writes go on', async () => {
  const clock = new FakeClock();
  let isBroken = true;
  const owed = new OwedWrites<number>({
    clock,
    retryMs: 1_000,
    write: async () => {
      if (isBroken) throw new TypeError('ours');
    },
  });
  owed.add(1);
  await assert.rejects(owed.flush(), TypeError);
  isBroken = false;
  await owed.flush();
  assert.equal(owed.size, 0);
});
