import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { grouped, spelled } from './spelling.ts';
import { type LetterFacts, welcomeLetter } from './welcome-letter.ts';

const FACTS: LetterFacts = {
  extension: '301',
  callsign: 'PX0AAA',
  name: 'Jaap',
  password: 'kx7m4wfpn9tre3hac2bd',
  server: 'tel.example.net',
  port: 5060,
  directory: { issue: 7, password: 'abcd2345' },
  contact: 'info@example.net',
  url: 'https://tel.example.net/',
  houseRules: ['Be kind.', 'Experiment.'],
};

describe('a secret on paper', () => {
  it('stands in groups of four and is spelled group by group', () => {
    assert.equal(grouped('kx7m4wfpn9'), 'kx7m 4wfp n9');
    assert.deepEqual(spelled('kx7m4W', 'nl'), ['kilo x-ray zeven mike', 'vier WHISKEY']);
    assert.deepEqual(spelled('a2-', 'en'), ['alfa two -']);
  });
});

describe('the welcome letter', () => {
  for (const language of ['nl', 'en'] as const) {
    it(`has in ${language} all that is needed, and what the house rules cannot leave out`, () => {
      const letter = welcomeLetter(FACTS, language);
      assert.deepEqual(letter.houseRules, FACTS.houseRules);
      assert.match(letter.notPrivate, /niet privé|not private/);
      assert.ok(letter.title.includes('301'));
      assert.deepEqual(
        letter.settings.map(({ value }) => value),
        ['tel.example.net', '5060', 'UDP', '301', 'kx7m 4wfp n9tr e3ha c2bd'],
      );
      assert.equal(letter.settings.at(-1)?.spelled.length, 5);
      assert.match(letter.directory[0]?.label ?? '', /7/);
      assert.match(letter.emergency, /^112 /);
      assert.match(letter.contact, /info@example\.net · https:/);
      assert.deepEqual(
        letter.dialFirst.map(({ value }) => value),
        ['9043', '9065', '9060'],
      );
    });
  }

  it('does without a directory and without an address of the club', () => {
    const letter = welcomeLetter({ ...FACTS, directory: null, contact: null }, 'nl');
    assert.deepEqual(letter.directory, []);
    assert.equal(letter.contact, 'Vragen? https://tel.example.net/');
  });
});
