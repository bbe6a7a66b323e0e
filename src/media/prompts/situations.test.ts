import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PROMPT_NAMES, SENTENCE_NAMES } from './prompt.ts';
import { SITUATIONS, situationOf } from './situations.ts';

test('every sentence is said in a situation, and no situation is empty', () => {
  const used = new Set(PROMPT_NAMES.map(situationOf));
  assert.deepEqual(
    SITUATIONS.filter((situation) => !used.has(situation)),
    [],
  );
  const words = ['numbers', 'letters', 'words'];
  assert.deepEqual(
    SENTENCE_NAMES.filter((name) => words.includes(situationOf(name))),
    [],
  );
  assert.equal(situationOf('number-7'), 'numbers');
  assert.equal(situationOf('letter-a'), 'letters');
  assert.equal(situationOf('monday'), 'words');
});
