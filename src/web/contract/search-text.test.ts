import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { matcherOf } from './search-text.ts';

describe('what is looked for', () => {
  it('is found whatever its case and its accents', () => {
    assert.ok(matcherOf('jan')('JÁN de Vries'));
    assert.ok(matcherOf('Ján')('jan'));
    assert.ok(!matcherOf('piet')('Jan'));
  });

  it('is found when all of its words are there, in any order', () => {
    assert.ok(matcherOf('vries jan')('Jan de Vries', null));
    assert.ok(!matcherOf('vries piet')('Jan de Vries'));
  });

  it('is found in the spelling of the club, too', () => {
    assert.ok(matcherOf('extentie')('Extensies'));
  });
});
