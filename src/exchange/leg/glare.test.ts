import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../../../testkit/seeded-random.ts';
import { glareDelayMs } from './glare.ts';

function delays(ownsCallId: boolean): number[] {
  const random = seededRandom(5);
  return Array.from({ length: 2000 }, () => glareDelayMs(random, ownsCallId));
}

test('after a 491 the owner of the Call-ID waits 2.1 to 4 s, the other up to 2 s, in steps of 10 ms', () => {
  const owner = delays(true);
  assert.equal(Math.min(...owner), 2100);
  assert.equal(Math.max(...owner), 4000);
  const other = delays(false);
  assert.equal(Math.min(...other), 0);
  assert.equal(Math.max(...other), 2000);
  assert.ok([...owner, ...other].every((delayMs) => delayMs % 10 === 0));
});
