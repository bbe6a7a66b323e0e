import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EN } from './en.ts';
import { NL } from './nl.ts';
import type { Words } from './words.ts';

/** Every value a message may name. */
const VALUES = {
  value: '5/300/60',
  allowed: 'off or on',
  allowedNl: 'off of on',
  origin: 'flag',
  number: '301',
  extension: '301',
  to: '302',
  callsign: 'PX0AAA',
  longest: 64,
  shortest: 6,
  address: '192.0.2.7',
  entry: '192.0.2.0/24',
  path: './data',
  pid: 12,
  what: 'extension',
  name: '301',
  reason: 'unknown-column',
  column: 'x',
  variable: 'HAMVOIP_PASSPHRASE',
  limit: 'calls',
  setting: 'talkers',
  issue: 7,
  least: 1,
  most: 100,
  seq: 7,
  scope: 'read',
  state: 'granted',
  names: 'read, write',
  line: 2,
  refused: 1,
  page: 'contact',
  by: 'kees',
  version: 2,
  rows: 2,
};

for (const words of [NL, EN]) {
  describe(`the words in ${words.language}`, () => {
    it('explain every failure: what, why and what to do', () => {
      for (const [code, say] of Object.entries(words.failures)) {
        if (code === 'usage' || code === 'settings-invalid') continue;
        for (const [part, text] of Object.entries(say(VALUES))) {
          assert.ok(text !== '', `${code}: ${part}`);
          assert.doesNotMatch(text, /undefined|helaas|oeps|gelieve/i, `${code}: ${part}`);
        }
      }
    });

    it('explain every reason of the store and of a file', () => {
      for (const reason of ['full', 'read-only', 'busy', 'broken']) {
        assert.ok(words.failures['store-failed']({ reason }).why);
        assert.ok(words.failures['store-unread']({ reason }).why);
      }
      const { why } = words.failures['csv-invalid']({ reason: 'empty' });
      for (const reason of ['unknown-column', 'missing-column', 'too-many-cells', 'open-quote']) {
        assert.notEqual(words.failures['csv-invalid']({ reason, column: 'x', line: 1 }).why, why);
      }
    });
  });
}

describe('times', () => {
  const time = (words: Words) => words.time('2026-11-22T19:14:00Z', 'Europe/Amsterdam');

  it('are written as the language does', () => {
    assert.equal(time(NL), '22 nov 2026 20.14');
    assert.equal(time(EN), '22 Nov 2026 20:14');
  });
});
