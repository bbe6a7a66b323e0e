import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { FakeClock } from '../../../testkit/fake-clock.ts';
import { seededRandom } from '../../../testkit/seeded-random.ts';
import { addressKey } from '../../base/address-key.ts';
import { bytesToLatin1 } from '../../base/bytes.ts';
import { NonceIssuer } from './nonce.ts';

fc.configureGlobal({ seed: 1 });
const BYTES = fc.uint8Array({ maxLength: 40 }).map(bytesToLatin1);

const HERE = addressKey({ family: 'ipv4', address: '192.0.2.7' });
const THERE = addressKey({ family: 'ipv4', address: '192.0.2.8' });
const KEY = seededRandom(1).bytes(32);

function issuer(
  options: { clock?: FakeClock; seed?: number; key?: Uint8Array; realm?: string } = {},
): NonceIssuer {
  const { clock = new FakeClock(), seed = 2, key = KEY, realm = 'example.org' } = options;
  return new NonceIssuer({ clock, random: seededRandom(seed), key, realm });
}

describe('NonceIssuer', () => {
  it('knows its own nonce for 60 seconds and calls it expired afterwards', async () => {
    const clock = new FakeClock();
    const nonces = issuer({ clock });
    const nonce = nonces.issue(HERE);
    assert.equal(nonces.check(nonce, HERE), 'fresh');
    await clock.advance(60_000);
    assert.equal(nonces.check(nonce, HERE), 'fresh');
    await clock.advance(1);
    assert.equal(nonces.check(nonce, HERE), 'expired');
  });

  it('is not moved by the wall clock', () => {
    const clock = new FakeClock();
    const nonces = issuer({ clock });
    const nonce = nonces.issue(HERE);
    clock.jumpWallTime(86_400_000);
    assert.equal(nonces.check(nonce, HERE), 'fresh');
  });

  it('does not know a nonce of another address, key or realm', () => {
    const nonce = issuer().issue(HERE);
    assert.equal(issuer().check(nonce, THERE), 'foreign');
    assert.equal(issuer({ key: seededRandom(9).bytes(32) }).check(nonce, HERE), 'foreign');
    assert.equal(issuer({ realm: 'example.com' }).check(nonce, HERE), 'foreign');
  });

  it('takes a nonce of an earlier start with the same key for expired', () => {
    assert.equal(issuer({ seed: 3 }).check(issuer({ seed: 4 }).issue(HERE), HERE), 'expired');
  });

  it('gives another nonce every time', () => {
    const nonces = issuer();
    assert.equal(new Set(Array.from({ length: 1000 }, () => nonces.issue(HERE))).size, 1000);
  });

  it('accepts no nonce with a changed character, nor in another spelling', () => {
    const nonces = issuer();
    const nonce = nonces.issue(HERE);
    for (let index = 0; index < nonce.length; index++) {
      const other = nonce[index] === 'A' ? 'B' : 'A';
      assert.equal(nonces.check(nonce.slice(0, index) + other + nonce.slice(index + 1), HERE), 'foreign');
    }
    assert.equal(nonces.check(`${nonce}=`, HERE), 'foreign');
    assert.equal(nonces.check(` ${nonce}`, HERE), 'foreign');
  });

  it('calls every invented text foreign', () => {
    const nonces = issuer();
    const invented = fc.oneof(BYTES, fc.stringMatching(/^[a-z0-9]{22}[A-Za-z0-9_-]{16}$/));
    fc.assert(fc.property(invented, (text) => nonces.check(text, HERE) === 'foreign'));
  });
});
