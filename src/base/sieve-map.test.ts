import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SieveMap } from './sieve-map.ts';

test('whatever is done to it, it holds what a Map holds', () => {
  const key = fc.constantFrom('a', 'b', '192.0.2.1', '192.0.2.2', '__proto__', '');
  const step = fc.tuple(fc.constantFrom('set', 'delete'), key, fc.integer());
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const map = new Map<string, number>();
      const sieve = new SieveMap<string, number>();
      for (const [what, name, value] of steps) {
        if (what === 'delete') assert.equal(sieve.delete(name), map.delete(name));
        else {
          map.set(name, value);
          sieve.set(name, value);
        }
        assert.equal(sieve.get(name), map.get(name));
        assert.equal(sieve.has(name), map.has(name));
      }
      assert.equal(sieve.size, map.size);
      assert.deepEqual([...sieve], [...map]);
      assert.deepEqual([...sieve.keys()], [...map.keys()]);
      assert.deepEqual([...sieve.values()], [...map.values()]);
    }),
  );
});

test('keys with one hash are told apart', () => {
  const sieve = new SieveMap<string, number>();
  for (let n = 0; n < 100_000; n += 1) sieve.set(`key ${n}`, n);
  for (let n = 0; n < 100_000; n += 2) assert.equal(sieve.delete(`key ${n}`), true);
  for (let n = 0; n < 100_000; n += 1) assert.equal(sieve.get(`key ${n}`), n % 2 === 0 ? undefined : n);
  assert.equal(sieve.size, 50_000);
});
