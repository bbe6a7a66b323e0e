import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hashText } from './text-hash.ts';
import { TextMap } from './text-map.ts';

test('whatever is done to it, it holds what a Map holds', () => {
  const key = fc.constantFrom('a', 'b', '192.0.2.1', '192.0.2.2', '__proto__', '');
  const step = fc.tuple(fc.constantFrom('set', 'delete'), key, fc.integer());
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const map = new Map<string, number>();
      const texts = new TextMap<string, number>();
      for (const [what, name, value] of steps) {
        if (what === 'delete') assert.equal(texts.delete(name), map.delete(name));
        else {
          map.set(name, value);
          texts.set(name, value);
        }
        assert.equal(texts.get(name), map.get(name));
        assert.equal(texts.has(name), map.has(name));
      }
      assert.equal(texts.size, map.size);
      assert.deepEqual([...texts], [...map]);
      assert.deepEqual([...texts.keys()], [...map.keys()]);
      assert.deepEqual([...texts.values()], [...map.values()]);
    }),
  );
});

test('many keys are told apart', () => {
  const texts = new TextMap<string, number>();
  for (let n = 0; n < 100_000; n += 1) texts.set(`key ${n}`, n);
  for (let n = 0; n < 100_000; n += 2) assert.equal(texts.delete(`key ${n}`), true);
  for (let n = 0; n < 100_000; n += 1) assert.equal(texts.get(`key ${n}`), n % 2 === 0 ? undefined : n);
  assert.equal(texts.size, 50_000);
});

/** Keys that all hash to the same number: the last two characters are chosen for it. */
function keysOfOneHash(count: number): string[] {
  const wanted = hashText('wanted');
  const keys: string[] = [];
  for (let n = 0; keys.length < count; n += 1) {
    // FNV-1a can be turned back by one character: what must stand before the last multiplication.
    const beforeLast = Math.imul((wanted ^ (wanted >>> 16)) >>> 0, FNV_PRIME_INVERSE);
    for (let code = 0; code < 0x10000; code += 1) {
      const state = unmixed(`key ${n} ${String.fromCharCode(code)}`);
      const last = state ^ beforeLast;
      if (last >>> 16 !== 0) continue;
      keys.push(`key ${n} ${String.fromCharCode(code, last)}`);
      break;
    }
  }
  return keys;
}

const FNV_PRIME_INVERSE = 0x359c449b;

function unmixed(text: string): number {
  const hash = hashText(text);
  return (hash ^ (hash >>> 16)) | 0;
}

test('keys with one hash are told apart, be they few or a crowd', () => {
  const keys = keysOfOneHash(30);
  assert.deepEqual(new Set(keys.map((key) => hashText(key))), new Set([hashText('wanted')]));
  const texts = new TextMap<string, number>();
  for (const [n, key] of keys.entries()) {
    texts.set(key, -1);
    texts.set(key, n);
    assert.equal(texts.size, n + 1);
    for (const [other, known] of keys.entries())
      assert.equal(texts.get(known), other <= n ? other : undefined);
  }
  assert.deepEqual([...texts.keys()], keys);
  for (const [n, key] of keys.entries()) {
    assert.equal(texts.delete(key), true);
    assert.equal(texts.delete(key), false);
    assert.equal(texts.has(key), false);
    assert.equal(texts.size, keys.length - n - 1);
  }
  for (const key of keys.slice(0, 3)) texts.set(key, 7);
  for (const key of keys.slice(0, 3).reverse()) assert.equal(texts.delete(key), true);
  assert.deepEqual([...texts], []);
});
