import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRange } from './ranged.ts';

test('one part of a file is found, from its beginning, its end or between', () => {
  assert.deepEqual(readRange('bytes=0-', 100), { first: 0, last: 99 });
  assert.deepEqual(readRange('bytes=10-19', 100), { first: 10, last: 19 });
  assert.deepEqual(readRange('bytes=90-1000', 100), { first: 90, last: 99 });
  assert.deepEqual(readRange('bytes=-10', 100), { first: 90, last: 99 });
  assert.deepEqual(readRange('bytes=-1000', 100), { first: 0, last: 99 });
  assert.deepEqual(readRange('bytes=99-99', 100), { first: 99, last: 99 });
});

test('what lies behind the end is told to be nowhere', () => {
  for (const header of ['bytes=100-', 'bytes=100-200', 'bytes=-0', 'bytes=999999999999999-']) {
    assert.equal(readRange(header, 100), 'unsatisfiable', header);
  }
});

test('several parts, other units and nonsense are answered with the whole', () => {
  for (const header of [
    undefined,
    '',
    'bytes',
    'bytes=-',
    'bytes=0-1,5-6',
    'items=0-1',
    'bytes=9-1',
    'bytes=a-b',
    'bytes=9999999999999999-',
  ]) {
    assert.equal(readRange(header, 100), undefined, `${header}`);
  }
});
