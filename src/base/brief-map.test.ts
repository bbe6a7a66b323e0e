import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { NumberMap } from './number-map.ts';
import { TextMap } from './text-map.ts';

setFlagsFromString('--expose-gc');
const collect: (options?: { readonly type: 'minor' }) => void = runInNewContext('gc');

test('walking over it while it changes gives what walking over a Map gives', () => {
  const acts = fc.array(fc.record({ put: fc.boolean(), key: fc.nat({ max: 12 }) }), { maxLength: 3 });
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat({ max: 12 })), fc.array(acts), (keys, story) => {
      const walk = (
        map: Pick<Map<number, number>, 'set' | 'delete' | 'keys'> | NumberMap<number>,
      ): number[] => {
        for (const key of keys) map.set(key, key);
        const seen: number[] = [];
        for (const key of map.keys()) {
          seen.push(key);
          for (const act of story[seen.length] ?? []) {
            if (act.put) map.set(act.key, 0);
            else map.delete(act.key);
          }
          if (seen.length > story.length + keys.length) break;
        }
        return seen;
      };
      assert.deepEqual(walk(new NumberMap()), walk(new Map()));
    }),
    { seed: 5, numRuns: 500 },
  );
});

test('the oldest is the first of those that are there, however many went before', () => {
  const map = new NumberMap<string>();
  assert.equal(map.oldest, undefined);
  for (let n = 0; n < 1000; n += 1) map.set(n, `${n}`);
  map.set(3, 'again');
  for (let n = 0; n < 999; n += 1) {
    assert.equal(map.oldest, n);
    map.delete(n);
  }
  assert.deepEqual([...map], [[999, '999']]);
  map.clear();
  assert.equal(map.oldest, undefined);
  assert.equal(map.size, 0);
});

test('a young collection takes what was taken out, when the table is old and was outgrown and emptied often', async () => {
  const map = new TextMap<string, object>();
  const out: WeakRef<object>[] = [];
  const pass = (round: number): void => {
    for (let n = 0; n < 300; n += 1) map.set(`${round} ${n}`, { n });
    for (let n = 0; n < 300; n += 1) {
      const gone = map.get(`${round} ${n}`);
      if (gone !== undefined && round > 5) out.push(new WeakRef(gone));
      map.delete(`${round} ${n}`);
    }
  };
  for (let round = 0; round < 12; round += 1) {
    pass(round);
    // What a WeakRef was just made of lives to the end of the turn.
    await new Promise((resolve) => setImmediate(resolve));
    collect(round < 6 ? undefined : { type: 'minor' });
  }
  assert.equal(out.length, 1800);
  assert.equal(out.filter((gone) => gone.deref() !== undefined).length, 0);
});
