import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wordsPerSentence } from './sentence-length.ts';

test('sentences end at a mark or a line, and an address is one word', () => {
  assert.equal(wordsPerSentence('De ronde is om 11.00 uur. Kom je ook?'), 5);
  assert.equal(wordsPerSentence('Eén twee\nDrie vier'), 2);
  assert.equal(wordsPerSentence('Kijk op https://tel.example.net/mijn/berichten!'), 3);
});

test('a text without words has none', () => {
  assert.equal(wordsPerSentence(' ... \n - '), 0);
});
