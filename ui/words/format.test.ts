import assert from 'node:assert/strict';
import { test } from 'node:test';
import { duration, momentOf, tellTimesIn } from './format.ts';

test('a time in a form is the club’s, in summer, in winter and where clocks change', () => {
  tellTimesIn('Europe/Amsterdam');
  assert.equal(momentOf('2026-12-24T20:30'), '2026-12-24T19:30:00.000Z');
  assert.equal(momentOf('2026-07-01T20:30'), '2026-07-01T18:30:00.000Z');
  assert.equal(momentOf('2026-10-25T02:30'), '2026-10-25T00:30:00.000Z', 'the first of the two');
  assert.equal(momentOf('2026-10-25T03:30'), '2026-10-25T02:30:00.000Z');
  assert.equal(momentOf('2026-03-29T02:30'), '2026-03-29T00:30:00.000Z', 'a time that there is not');
  assert.equal(momentOf('gisteren'), undefined);
  assert.equal(momentOf('+275760-09-13T00:00'), undefined, 'the last day that a program can name');
  tellTimesIn('UTC');
  assert.equal(momentOf('2026-12-24T20:30'), '2026-12-24T20:30:00.000Z');
});

test('a length of time is told in the largest unit that it is a whole number of', () => {
  const told = [0, 59, 60, 3_600, 7_200, 86_400].map((seconds) => duration(seconds, 'nl'));
  assert.deepEqual(told, ['0 seconden', '59 seconden', '1 minuut', '1 uur', '2 uur', '1 dag']);
});
