import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fillTemplate, findTemplate, INSTRUCTION_TEMPLATES } from './instruction-templates.ts';
import { isSoundCheck } from './sound-check.ts';

const FILLED: Readonly<Record<string, Record<string, string>>> = {
  firmware: { product: 'SIP-T46S', version: '66.86' },
};

describe('templates', () => {
  for (const template of INSTRUCTION_TEMPLATES) {
    it(`${template.id} has words in both languages and checks that can be met`, () => {
      for (const language of ['nl', 'en'] as const) {
        assert.ok(template.title[language]);
        const filled = fillTemplate(template, FILLED[template.id] ?? {}, language);
        assert.ok(filled);
        assert.doesNotMatch(filled.text, /[{}]|undefined/);
        for (const sentence of filled.text.split(/[.:] /))
          assert.ok(sentence.split(' ').length <= 20, `too long: ${sentence}`);
        assert.ok(filled.checks.length > 0 && filled.checks.every(isSoundCheck));
      }
    });
  }

  it('take their own values only, numbers where numbers belong', () => {
    const template = findTemplate('registration-interval');
    assert.ok(template);
    assert.deepEqual(fillTemplate(template, { seconds: '600' }, 'en')?.checks, [
      { kind: 'registration-interval', atLeastS: 600 },
    ]);
    for (const values of [
      { seconds: 'often' },
      { seconds: -1 },
      { seconds: 1.5 },
      { minutes: 10 },
      { constructor: 1 },
    ])
      assert.equal(fillTemplate(template, values, 'en'), undefined);
  });

  it('that need a value are not filled without it', () => {
    const template = findTemplate('firmware');
    assert.ok(template);
    assert.equal(fillTemplate(template, {}, 'en'), undefined);
    assert.equal(findTemplate('none'), undefined);
  });
});

describe('a check', () => {
  it('that asks the impossible is refused', () => {
    assert.equal(isSoundCheck({ kind: 'registration-interval', atLeastS: 0 }), false);
    assert.equal(isSoundCheck({ kind: 'transport', oneOf: [] }), false);
    assert.equal(isSoundCheck({ kind: 'transport', oneOf: ['pigeon'] }), false);
    assert.equal(isSoundCheck({ kind: 'codec-order', first: ['PCMA'] }), false);
    assert.equal(isSoundCheck({ kind: 'keep-alive', atLeastS: 60, atMostS: 30 }), false);
    assert.equal(isSoundCheck({ kind: 'no-retry-loop', withinMinutes: 600 }), false);
    assert.equal(isSoundCheck({ kind: 'contacts', atMost: 0 }), false);
    assert.equal(isSoundCheck({ kind: 'firmware', product: 'X', atLeast: 'newest' }), false);
    assert.equal(isSoundCheck({ kind: 'without-user-agent', product: ' ' }), false);
    assert.equal(isSoundCheck({ kind: 'ptime', ms: 1000 }), false);
  });
});
