import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localTime } from '../../base/local-time.ts';
import type { PromptLanguage } from '../../media/prompts/prompt.ts';
import { spelled, spokenClock, spokenDate, spokenDecimal, spokenNumber } from './spoken.ts';

function said(value: number, language: PromptLanguage): string {
  return spokenNumber(value, language).join(' ').replaceAll('number-', '');
}

test('numbers are counted as people count in Dutch and in English', () => {
  assert.deepEqual(
    [0, 7, 20, 21, 30, 99, 100, 105, 200, 342, 1000, 1001, 2026].map((value) => said(value, 'nl')),
    [
      ...['0', '7', '20', '1 and 20', '30', '9 and 90', '100', '100 5', '2 100', '3 100 2 and 40', '1000'],
      ...['1000 1', '2 1000 6 and 20'],
    ],
  );
  assert.deepEqual(
    [0, 7, 20, 21, 30, 99, 100, 105, 342, 1000, 2026].map((value) => said(value, 'en')),
    [
      ...['0', '7', '20', '20 1', '30', '90 9', '1 100', '1 100 and 5', '3 100 and 40 2', '1 1000'],
      '2 1000 and 20 6',
    ],
  );
});

test('every number there may be has its words', () => {
  for (let value = 0; value < 10_000; value++) {
    for (const language of ['nl', 'en'] as const) assert.ok(spokenNumber(value, language).length > 0);
  }
  assert.deepEqual(spokenNumber(-3, 'en'), ['number-0']);
  assert.deepEqual(spokenNumber(1e9, 'en'), spokenNumber(9_999, 'en'));
});

test('a figure behind the point is said when there is one', () => {
  assert.deepEqual(spokenDecimal(4.34, 'nl'), ['number-4', 'point', 'number-3']);
  assert.deepEqual(spokenDecimal(4, 'nl'), ['number-4']);
  assert.deepEqual(spokenDecimal(0.96, 'en'), ['number-1']);
});

test('call signs and numbers are spelled', () => {
  assert.deepEqual(spelled('PX0AZ'), ['letter-p', 'letter-x', 'number-0', 'letter-a', 'letter-z']);
  assert.deepEqual(spelled('*9 #'), ['star', 'number-9', 'hash']);
});

test('a moment is said as date and clock', () => {
  const time = localTime(Date.UTC(2026, 10, 27, 13, 5), 'Europe/Amsterdam');
  assert.deepEqual(spokenDate(time, 'nl'), ['friday', 'number-7', 'and', 'number-20', 'november']);
  assert.deepEqual(spokenDate(time, 'en'), ['friday', 'november', 'number-20', 'number-7']);
  assert.deepEqual(spokenClock(time, 'nl'), ['number-14', 'hours', 'number-5']);
  assert.deepEqual(spokenClock({ ...time, minute: 0 }, 'en'), ['number-14', 'hours']);
});
