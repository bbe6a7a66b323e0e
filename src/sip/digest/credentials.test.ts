import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { bytesToLatin1 } from '../../base/bytes.ts';
import { writeChallenges } from './challenge.ts';
import { parseCredentials } from './credentials.ts';

fc.configureGlobal({ seed: 1 });
const BYTES = fc.uint8Array({ maxLength: 40 }).map(bytesToLatin1);

const RESPONSE = '0123456789abcdef0123456789abcdef';
const LEAST = `Digest username="301", realm="r", nonce="n", uri="sip:r", response="${RESPONSE}"`;

describe('parseCredentials', () => {
  it('reads what a phone of RFC 7616 sends', () => {
    const value = `${LEAST}, algorithm=MD5, qop=auth, nc=0000000A, cnonce="c", opaque=""`;
    assert.deepEqual(parseCredentials(value), {
      ok: true,
      value: {
        username: '301',
        realm: 'r',
        nonce: 'n',
        uri: 'sip:r',
        response: RESPONSE,
        algorithm: 'MD5',
        qop: 'auth',
        nc: '0000000A',
        cnonce: 'c',
        opaque: '',
      },
    });
  });

  it('reads what a phone of RFC 2069 sends: MD5 without qop', () => {
    const parsed = parseCredentials(LEAST);
    assert.ok(parsed.ok);
    assert.equal(parsed.value.algorithm, 'MD5');
    assert.equal(parsed.value.qop, undefined);
  });

  it('takes quotes where none belong, any case, and SHA-256', () => {
    const value = `DIGEST Username="301",REALM="r",nonce="n",uri="sip:r",response="${RESPONSE}${RESPONSE}",algorithm="sha-256",qop="auth",nc="00000001",cnonce="c"`;
    const parsed = parseCredentials(value);
    assert.ok(parsed.ok);
    assert.equal(parsed.value.algorithm, 'SHA-256');
    assert.equal(parsed.value.qop, 'auth');
  });

  for (const [what, value] of [
    ['nothing', ''],
    ['another scheme', 'Basic dXNlcjpwYXNz'],
    ['no parameters', 'Digest'],
    ['no response', 'Digest username="301", realm="r", nonce="n", uri="sip:r"'],
    ['a response that is no hash', LEAST.replace('0123', 'xyz!')],
    ['an MD5 response with SHA-256', `${LEAST}, algorithm=SHA-256`],
    ['an algorithm that was not offered', `${LEAST}, algorithm=MD5-sess`],
    ['a qop that was not offered', `${LEAST}, qop=auth-int, nc=00000001, cnonce="c"`],
    ['a qop without nc', `${LEAST}, qop=auth, cnonce="c"`],
    ['a qop without cnonce', `${LEAST}, qop=auth, nc=00000001`],
    ['an nc that is no number', `${LEAST}, qop=auth, nc=0000000g, cnonce="c"`],
    ['an nc too long', `${LEAST}, qop=auth, nc=000000001, cnonce="c"`],
    ['a username too long', LEAST.replace('301', '3'.repeat(129))],
  ] as const) {
    it(`refuses ${what}`, () => {
      assert.equal(parseCredentials(value).ok, false);
    });
  }

  it('never throws', () => {
    const parameter = fc.tuple(
      fc.constantFrom('username', 'realm', 'nonce', 'uri', 'response', 'algorithm', 'qop', 'nc', '__proto__'),
      BYTES,
    );
    const digest = fc.array(parameter).map((all) => `Digest ${all.map(([k, v]) => `${k}="${v}"`).join(',')}`);
    fc.assert(
      fc.property(fc.oneof(digest, BYTES), (value) => {
        parseCredentials(value);
      }),
    );
  });
});

describe('writeChallenges', () => {
  it('gives one challenge an algorithm, in the order given, with the same nonce', () => {
    assert.deepEqual(
      writeChallenges({ realm: 'r', nonce: 'n', stale: false, algorithms: ['MD5', 'SHA-256'] }),
      [
        'Digest realm="r", nonce="n", algorithm=MD5, qop="auth"',
        'Digest realm="r", nonce="n", algorithm=SHA-256, qop="auth"',
      ],
    );
  });

  it('says stale only when it is', () => {
    const [challenge] = writeChallenges({ realm: 'r', nonce: 'n', stale: true, algorithms: ['MD5'] });
    assert.equal(challenge, 'Digest realm="r", nonce="n", stale=true, algorithm=MD5, qop="auth"');
  });

  it('escapes the realm', () => {
    const [challenge] = writeChallenges({ realm: 'a"b\\', nonce: 'n', stale: false, algorithms: ['MD5'] });
    assert.ok(challenge?.startsWith('Digest realm="a\\"b\\\\", '));
  });
});
