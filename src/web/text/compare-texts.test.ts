import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compareTexts } from './compare-texts.ts';

function marked(older: string, newer: string): string {
  return compareTexts(older, newer)
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `{+${text}+}` : `[-${text}-]`))
    .join('');
}

describe('two versions of a text', () => {
  it('differ by the words that changed', () => {
    assert.equal(
      marked('Regel een.\n\nRegel twee is lang.', 'Regel een.\n\nRegel twee is kort.'),
      'Regel een.\n\nRegel twee is [-lang-]{+kort+}.',
    );
    assert.equal(marked('a\nb', 'a\nb\nc'), 'a\nb{+\nc+}');
    assert.equal(marked('', 'a'), '{+a+}');
    assert.equal(marked('a', 'a'), 'a');
  });

  it('are told as replaced when nearly everything is another', () => {
    const older = Array.from({ length: 3_000 }, (_, i) => `a${i}`).join(' ');
    const newer = Array.from({ length: 3_000 }, (_, i) => `b${i}`).join(' ');
    assert.deepEqual(
      compareTexts(older, newer).map(({ kind }) => kind),
      ['removed', 'added'],
    );
  });

  it('can be put together again from what is told', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', ' ', '\n', '. '), { maxLength: 60 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, text, (older, newer) => {
        const pieces = compareTexts(older, newer);
        const without = (kind: string) =>
          pieces
            .filter((piece) => piece.kind !== kind)
            .map((piece) => piece.text)
            .join('');
        assert.deepEqual([without('added'), without('removed')], [older, newer]);
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});
