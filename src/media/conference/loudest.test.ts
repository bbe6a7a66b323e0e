import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../../../testkit/seeded-random.ts';
import { loudestFirst } from './loudest.ts';

const seat = (strength: number, wasHeard = false) => ({ voice: { strength, wasHeard } });

test('the strongest come first, of any number, with or without equals, and those behind the count are left alone', () => {
  const random = seededRandom(5);
  for (let round = 0; round < 500; round++) {
    const count = 1 + random.integer(60);
    const wanted = 1 + random.integer(count);
    const seats = Array.from({ length: count }, () => seat(random.integer(20)));
    const behind = seat(1000);
    const expected = seats
      .map(({ voice }) => voice.strength)
      .sort((a, b) => b - a)
      .slice(0, wanted);
    const all = [...seats, behind];
    loudestFirst(all, count, wanted);
    const first = all.slice(0, wanted).map(({ voice }) => voice.strength);
    assert.deepEqual(
      first.sort((a, b) => b - a),
      expected,
    );
    assert.equal(all[count], behind);
  }
});

test('who was heard stays before one who is a little stronger, and not before one far stronger', () => {
  const heard = seat(1000, true);
  const little = [seat(1500), heard];
  loudestFirst(little, 2, 1);
  assert.equal(little[0], heard);
  const far = [heard, seat(2500)];
  loudestFirst(far, 2, 1);
  assert.notEqual(far[0], heard);
});
