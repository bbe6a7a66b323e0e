import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BugError } from '../base/bug-error.ts';
import { NodeRandom } from './node-random.ts';

describe('NodeRandom', () => {
  it('gives as many bytes as asked for, also more than the pool holds', () => {
    const random = new NodeRandom();
    for (const length of [0, 1, 16, 8191, 8192, 8193, 100_000]) {
      assert.equal(random.bytes(length).length, length);
    }
  });

  it('never hands out the same bytes twice', () => {
    const random = new NodeRandom();
    const seen = new Set<string>();
    for (let i = 0; i < 2000; i++) seen.add(Buffer.from(random.bytes(16)).toString('hex'));
    assert.equal(seen.size, 2000);
  });

  it('leaves what it handed out alone', () => {
    const random = new NodeRandom();
    const first = random.bytes(32);
    const copy = Uint8Array.from(first);
    for (let i = 0; i < 1000; i++) random.bytes(32);
    assert.deepEqual(first, copy);
  });

  it('draws every integer below the limit and none beyond', () => {
    const random = new NodeRandom();
    const seen = new Set<number>();
    for (let i = 0; i < 1000; i++) seen.add(random.integer(6));
    assert.deepEqual([...seen].sort(), [0, 1, 2, 3, 4, 5]);
    assert.equal(random.integer(1), 0);
    assert.ok(random.integer(2 ** 48) < 2 ** 48);
  });

  it('calls a limit that makes no sense our mistake', () => {
    const random = new NodeRandom();
    for (const limit of [0, -1, 1.5, Number.NaN, 2 ** 49])
      assert.throws(() => random.integer(limit), BugError);
  });
});
