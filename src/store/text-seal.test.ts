import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../../testkit/seeded-random.ts';
import { SEAL_KEY_BYTES, TextSeal } from './text-seal.ts';

const random = seededRandom(5);
const KEY = random.bytes(SEAL_KEY_BYTES);

test('what was sealed is told again to who has the key', () => {
  const sealed = new TextSeal(KEY, random).seal('kx7m4wfpn9tre3hac2bd', 'issue 7');
  assert.equal(sealed.includes('kx7m'), false);
  assert.equal(new TextSeal(KEY, random).open(sealed, 'issue 7'), 'kx7m4wfpn9tre3hac2bd');
});

test('the same text is never sealed alike', () => {
  const seal = new TextSeal(KEY, random);
  assert.notEqual(seal.seal('same', 'a'), seal.seal('same', 'a'));
});

test('another key, another owner, and a changed text open nothing', () => {
  const seal = new TextSeal(KEY, random);
  const sealed = seal.seal('secret', 'issue 7');
  assert.equal(new TextSeal(random.bytes(SEAL_KEY_BYTES), random).open(sealed, 'issue 7'), undefined);
  assert.equal(seal.open(sealed, 'issue 8'), undefined);
  const bytes = Buffer.from(sealed, 'base64');
  bytes[14] = (bytes[14] ?? 0) ^ 1;
  assert.equal(seal.open(bytes.toString('base64'), 'issue 7'), undefined);
  assert.equal(seal.open('', 'issue 7'), undefined);
});
