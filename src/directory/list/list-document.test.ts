import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inOrder } from './list-document.ts';

const ENTRIES = [
  { number: '1000', callsign: 'PX0AAB', name: 'Zoë' },
  { number: '99', callsign: 'PX0AAC', name: 'Łucja' },
  { number: '301', callsign: 'PX0AAA', name: 'lars' },
  { number: '302', callsign: 'PX0AAA', name: 'Émile' },
];

function numbers(...[order, language]: [Parameters<typeof inOrder>[1], 'nl' | 'en']): string[] {
  return inOrder(ENTRIES, order, language).map(({ number }) => number);
}

test('numbers stand as people count', () => {
  assert.deepEqual(numbers('number', 'nl'), ['99', '301', '302', '1000']);
});

test('call signs stand by letter, the same one by number', () => {
  assert.deepEqual(numbers('callsign', 'nl'), ['301', '302', '1000', '99']);
});

test('names stand as the language sorts them, accents and capitals aside', () => {
  assert.deepEqual(numbers('name', 'nl'), ['302', '301', '99', '1000']);
});
