import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../../testkit/fake-clock.ts';
import { ok } from '../../base/result.ts';
import { VoiceFiles } from './voice-files.ts';

const SOUND = { sound: new Uint8Array(8), levelDb: -22 };
const RECORDING = { ...SOUND, spokenMs: 1 };

/** Threads end when they are told to. */
function stage() {
  const clock = new FakeClock();
  const ends: ((file: Uint8Array | Error) => void)[] = [];
  const make = () =>
    new Promise<Uint8Array>((resolve, reject) => {
      ends.push((file) => (file instanceof Error ? reject(file) : resolve(file)));
    });
  const files = new VoiceFiles({ clock, make, prepare: async () => ok(RECORDING) });
  const of = (key: string) => files.of(key, async () => SOUND);
  return { clock, files, of, ends, settled: () => clock.advance(0) };
}

test('a file is made once for all pieces that are asked for within a minute', async () => {
  const { clock, of, ends, settled } = stage();
  const [one, two] = [of('a'), of('a')];
  await settled();
  assert.equal(ends.length, 1);
  ends[0]?.(new Uint8Array([1]));
  assert.deepEqual(await Promise.all([one, two, of('a')]), [
    new Uint8Array([1]),
    new Uint8Array([1]),
    new Uint8Array([1]),
  ]);
  await clock.advance(60_000);
  const later = of('a');
  await settled();
  assert.equal(ends.length, 2);
  ends[1]?.(new Uint8Array([2]));
  assert.deepEqual(await later, new Uint8Array([2]));
});

test('no more than two threads work at a time', async () => {
  const { files, of, ends, settled } = stage();
  const [one, two] = [of('a'), of('b')];
  await settled();
  assert.equal(await of('c'), 'busy');
  assert.equal(await files.prepare(new Uint8Array()), 'busy');
  ends[0]?.(new Uint8Array());
  ends[1]?.(new Uint8Array());
  await Promise.all([one, two]);
  assert.ok((await files.prepare(new Uint8Array())) !== 'busy');
});

test('a thread that dies, and a message that cannot be read, are tried again', async () => {
  const { files, of, ends, settled } = stage();
  const first = of('a');
  await settled();
  ends[0]?.(new Error('the thread ended'));
  assert.equal(await first, undefined);
  assert.equal(await files.of('b', async () => undefined), undefined);
  const second = of('a');
  await settled();
  ends[1]?.(new Uint8Array([7]));
  assert.deepEqual(await second, new Uint8Array([7]));
});

test('four are kept at most, and none that was deleted', async () => {
  const { files, ends, settled } = stage();
  let reads = 0;
  const get = async (key: string) => {
    const file = files.of(key, async () => {
      reads += 1;
      return SOUND;
    });
    await settled();
    ends.pop()?.(new Uint8Array());
    await file;
  };
  for (const key of ['a', 'b', 'c', 'd', 'e', 'e', 'b']) await get(key);
  assert.equal(reads, 5);
  await get('a');
  assert.equal(reads, 6, 'the oldest had to go');
  files.forget('e');
  await get('e');
  assert.equal(reads, 7);
});
