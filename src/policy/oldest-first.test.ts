import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { OldestFirst } from './oldest-first.ts';

test('what is taken is always the first key of the map, whatever is put, moved and deleted between', () => {
  const steps = fc.array(
    fc.record({ what: fc.constantFrom('put', 'put', 'delete', 'take'), key: fc.nat({ max: 9 }) }),
  );
  fc.assert(
    fc.property(steps, (story) => {
      const map = new Map<number, true>();
      const oldest = new OldestFirst(map);
      for (const { what, key } of story) {
        if (what !== 'take') map.delete(key);
        if (what === 'put') map.set(key, true);
        if (what !== 'take') continue;
        const taken = oldest.take();
        assert.equal(taken, [...map.keys()][0]);
        if (taken !== undefined) map.delete(taken);
      }
    }),
    { seed: 3, numRuns: 500 },
  );
});
