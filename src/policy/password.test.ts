import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../../testkit/seeded-random.ts';
import { checkPassword, generatePassword } from './password.ts';

test('a made password is 20 of 32 symbols, none of which is taken for another', () => {
  const random = seededRandom(1);
  const symbols = new Set<string>();
  for (let n = 0; n < 500; n += 1) {
    const password = generatePassword(random);
    assert.match(password, /^[a-z2-9]{20}$/);
    for (const symbol of password) symbols.add(symbol);
  }
  assert.equal(symbols.size, 32);
  for (const confusing of '0O1lIo') assert.equal(symbols.has(confusing), false);
});

test('a made password passes the check', () => {
  assert.equal(checkPassword(generatePassword(seededRandom(2))), 'good');
});

test('a password by hand has 8 to 64 characters; a shorter one is weak', () => {
  assert.equal(checkPassword('1234567'), 'weak');
  assert.equal(checkPassword('12345678'), 'good');
  assert.equal(checkPassword('with "quotes" and spaces'), 'good');
  assert.equal(checkPassword('x'.repeat(64)), 'good');
  assert.equal(checkPassword('x'.repeat(65)), 'invalid');
  assert.equal(checkPassword(''), 'invalid');
});

test('characters that phones encode differently are refused', () => {
  for (const password of ['pässword12', 'line\nbreak', 'nul\0nul nul', 'emoji😀emoji']) {
    assert.equal(checkPassword(password), 'invalid');
  }
});
