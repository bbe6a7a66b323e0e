import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainLine, plainText } from './plain-text.ts';

test('text of a form keeps its lines and paragraphs, and nothing that steers a screen', () => {
  assert.equal(
    plainText(' Beste leden,  \r\n\r\n\r\n\r\nTot\tmorgen\u202e!\u0000\r'),
    'Beste leden,\n\nTot morgen!',
  );
  assert.equal(plainText('één\u2028twee\u0007'), 'één\ntwee');
  assert.equal(plainText('e\u0301\ud800'), 'é');
});

test('pictures that are made of several characters stay whole', () => {
  assert.equal(plainText('👨‍👩‍👧 73!'), '👨‍👩‍👧 73!');
});

test('a subject is one line', () => {
  assert.equal(plainLine('  Ronde\r\n van   zondag '), 'Ronde van zondag');
});
