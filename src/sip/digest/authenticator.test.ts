import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { FakeClock } from '../../../testkit/fake-clock.ts';
import { seededRandom } from '../../../testkit/seeded-random.ts';
import { addressKey } from '../../base/address-key.ts';
import { bytesToLatin1 } from '../../base/bytes.ts';
import { Headers } from '../message/headers.ts';
import { SipRequest } from '../message/message.ts';
import type { Examination } from './authenticator.ts';
import { DigestAuthenticator } from './authenticator.ts';
import type { DigestAlgorithm, DigestSecret } from './digest-algorithm.ts';
import { NonceIssuer } from './nonce.ts';
import { ReplayWindow } from './replay-window.ts';
import { computeResponse, ha1 } from './verify.ts';

fc.configureGlobal({ seed: 1 });
const BYTES = fc.uint8Array({ maxLength: 40 }).map(bytesToLatin1);

const REALM = 'example.org';
const HERE = addressKey({ family: 'ipv4', address: '192.0.2.7' });
const THERE = addressKey({ family: 'ipv4', address: '198.51.100.9' });
const PASSWORD = 'correct horse';
const SECRET = {
  md5: ha1({ username: '301', realm: REALM, password: PASSWORD, algorithm: 'MD5' }),
  sha256: ha1({ username: '301', realm: REALM, password: PASSWORD, algorithm: 'SHA-256' }),
};
const REQUEST_URI = 'sip:example.org';

interface Attempt {
  username: string;
  password: string;
  realm: string;
  algorithm: DigestAlgorithm;
  /** Undefined for a client without qop. */
  nc: number | undefined;
  uri: string;
  method: string;
}

const HONEST: Attempt = {
  username: '301',
  password: PASSWORD,
  realm: REALM,
  algorithm: 'MD5',
  nc: 1,
  uri: REQUEST_URI,
  method: 'REGISTER',
};

function credentials(nonce: string, changes: Partial<Attempt> = {}): string {
  const { username, password, realm, algorithm, nc: count, uri, method } = { ...HONEST, ...changes };
  const nc = count?.toString(16).padStart(8, '0');
  const counted = nc === undefined ? {} : ({ nc, cnonce: 'abc', qop: 'auth' } as const);
  const secret = ha1({ username, realm, password, algorithm });
  const response = computeResponse({ ha1: secret, method, uri, nonce, algorithm, ...counted });
  const tail = nc === undefined ? '' : `, qop=auth, nc=${nc}, cnonce="abc"`;
  return `Digest username="${username}", realm="${realm}", nonce="${nonce}", uri="${uri}", response="${response}", algorithm=${algorithm}${tail}`;
}

function exchange({
  secret = SECRET,
  ...options
}: {
  domains?: string[];
  algorithms?: DigestAlgorithm[];
  secret?: DigestSecret;
} = {}) {
  const clock = new FakeClock();
  const issuer = new NonceIssuer({
    clock,
    random: seededRandom(1),
    key: seededRandom(2).bytes(32),
    realm: REALM,
  });
  const replay = new ReplayWindow({ clock });
  const authenticator = new DigestAuthenticator({ issuer, replay, realm: REALM, ...options });
  const asked: string[] = [];
  const secretOf = (username: string) => {
    asked.push(username);
    return username === '301' ? secret : undefined;
  };
  const examine = (
    value: string | string[],
    { key = HERE, requestUri = REQUEST_URI, method = 'REGISTER', name = 'authorization' } = {},
  ): Examination => {
    const fields = [value].flat().map((each) => ({ name, value: each }));
    return authenticator.examine(new SipRequest(method, requestUri, new Headers(fields)), key, secretOf);
  };
  return { clock, issuer, replay, authenticator, asked, examine, nonce: issuer.issue(HERE) };
}

const AUTHENTIC = { kind: 'authentic', username: '301' };

describe('DigestAuthenticator.examine', () => {
  it('believes the right password in MD5, SHA-256, without qop, and in Proxy-Authorization', () => {
    const { examine, issuer } = exchange();
    assert.deepEqual(examine(credentials(issuer.issue(HERE))), AUTHENTIC);
    assert.deepEqual(examine(credentials(issuer.issue(HERE), { algorithm: 'SHA-256' })), AUTHENTIC);
    assert.deepEqual(examine(credentials(issuer.issue(HERE), { nc: undefined })), AUTHENTIC);
    assert.deepEqual(examine(credentials(issuer.issue(HERE)), { name: 'proxy-authorization' }), AUTHENTIC);
  });

  it('tells a wrong password from an unknown user, to us only', () => {
    const { examine, nonce } = exchange();
    assert.deepEqual(examine(credentials(nonce, { password: 'guess' })), {
      kind: 'wrong-password',
      username: '301',
    });
    assert.deepEqual(examine(credentials(nonce, { username: '999' })), {
      kind: 'unknown-user',
      username: '999',
    });
  });

  it('does not take the secret of unknown users for a password', () => {
    const { examine, nonce } = exchange();
    const input = { method: 'REGISTER', uri: REQUEST_URI, nonce, algorithm: 'MD5' } as const;
    const response = computeResponse({ ...input, ha1: '0'.repeat(32) });
    const value = `Digest username="999", realm="${REALM}", nonce="${nonce}", uri="${REQUEST_URI}", response="${response}"`;
    assert.equal(examine(value).kind, 'unknown-user');
  });

  it('says when there are no credentials, or of a scheme it does not know', () => {
    const { examine, nonce } = exchange();
    assert.equal(examine([]).kind, 'no-credentials');
    assert.equal(examine('Basic MzAxOmNvcnJlY3Q=').kind, 'unknown-scheme');
    assert.deepEqual(examine(['Bearer x', credentials(nonce)]), AUTHENTIC);
  });

  it('takes the first credentials for its realm it can read', () => {
    const { examine, nonce } = exchange();
    const foreign = credentials(nonce, { realm: 'proxy.example.com' });
    const unknownAlgorithm = credentials(nonce).replace('algorithm=MD5', 'algorithm=SHA-512-256');
    assert.deepEqual(examine([foreign, unknownAlgorithm, credentials(nonce)]), AUTHENTIC);
    assert.equal(examine([foreign]).kind, 'foreign-nonce');
    assert.equal(examine([unknownAlgorithm]).kind, 'malformed');
  });

  it('never looks at the password behind a nonce it did not give to this address', () => {
    const { examine, issuer, asked } = exchange();
    assert.equal(examine(credentials('invented')).kind, 'foreign-nonce');
    assert.equal(examine(credentials(issuer.issue(HERE)), { key: THERE }).kind, 'foreign-nonce');
    assert.deepEqual(asked, []);
  });

  it('never looks at the password behind an expired nonce', async () => {
    const { examine, clock, nonce, asked } = exchange();
    await clock.advance(60_001);
    assert.equal(examine(credentials(nonce)).kind, 'stale-nonce');
    assert.equal(examine(credentials(nonce, { password: 'guess' })).kind, 'stale-nonce');
    assert.deepEqual(asked, []);
  });

  it('believes nothing twice', () => {
    const { examine, nonce, issuer } = exchange();
    assert.deepEqual(examine(credentials(nonce)), AUTHENTIC);
    assert.equal(examine(credentials(nonce)).kind, 'replayed');
    const once = issuer.issue(HERE);
    assert.deepEqual(examine(credentials(once, { nc: undefined })), AUTHENTIC);
    assert.equal(examine(credentials(once, { nc: undefined })).kind, 'replayed');
  });

  it('lets a phone go on with a nonce that succeeded, its count rising, for an hour', async () => {
    const { examine, clock, nonce } = exchange();
    assert.deepEqual(examine(credentials(nonce, { nc: 1 })), AUTHENTIC);
    await clock.advance(1_800_000);
    assert.deepEqual(examine(credentials(nonce, { nc: 0xd00 })), AUTHENTIC);
    assert.equal(examine(credentials(nonce, { nc: 2 })).kind, 'replayed');
    assert.equal(examine(credentials(nonce, { nc: 0xd01 }), { key: THERE }).kind, 'foreign-nonce');
    await clock.advance(1_800_001);
    assert.equal(examine(credentials(nonce, { nc: 0xd01 })).kind, 'stale-nonce');
  });

  it('uses up neither nonce nor count for a wrong password', () => {
    const { examine, nonce, replay } = exchange();
    assert.equal(examine(credentials(nonce, { password: 'guess', nc: 9 })).kind, 'wrong-password');
    assert.equal(replay.size, 0);
    assert.deepEqual(examine(credentials(nonce, { nc: 1 })), AUTHENTIC);
  });

  it('binds the response to the method', () => {
    const { examine, nonce } = exchange();
    assert.equal(examine(credentials(nonce), { method: 'INVITE' }).kind, 'wrong-password');
  });

  it('binds the response to the Request-URI without looking at the password', () => {
    const { examine, nonce, asked } = exchange();
    assert.equal(examine(credentials(nonce), { requestUri: 'sip:example.com' }).kind, 'malformed');
    assert.deepEqual(asked, []);
    assert.deepEqual(
      examine(credentials(nonce), { requestUri: 'sip:example.org:5060;transport=udp' }),
      AUTHENTIC,
    );
  });

  it('names the account without a domain of ours behind it', () => {
    const { examine, nonce, asked } = exchange({ domains: ['192.0.2.1'] });
    assert.equal(examine(credentials(nonce, { username: '301@Example.org' })).kind, 'wrong-password');
    examine(credentials(nonce, { username: '301@192.0.2.1' }));
    examine(credentials(nonce, { username: '301@example.com' }));
    assert.deepEqual(asked, ['301', '301', '301@example.com']);
  });

  it('tells nothing of an MD5 answer for an account that takes SHA-256 only', () => {
    const { examine, issuer } = exchange({ secret: { ...SECRET, md5: undefined } });
    const outcome = (algorithm: DigestAlgorithm, password: string): string =>
      examine(credentials(issuer.issue(HERE), { algorithm, password })).kind;
    assert.equal(outcome('MD5', PASSWORD), 'weak-algorithm');
    assert.equal(outcome('MD5', 'guess'), 'weak-algorithm');
    assert.equal(outcome('SHA-256', PASSWORD), 'authentic');
    assert.equal(outcome('SHA-256', 'guess'), 'wrong-password');
  });

  it('refuses an algorithm it does not offer', () => {
    const { examine, nonce } = exchange({ algorithms: ['SHA-256'] });
    assert.equal(examine(credentials(nonce)).kind, 'malformed');
    assert.deepEqual(examine(credentials(nonce, { algorithm: 'SHA-256' })), AUTHENTIC);
  });

  it('never throws and never believes what is invented', () => {
    const { examine, nonce } = exchange();
    const honest = credentials(nonce, { password: 'guess' });
    const spoilt = fc
      .tuple(fc.nat(honest.length), fc.nat(20), BYTES)
      .map(([at, length, text]) => honest.slice(0, at) + text + honest.slice(at + length));
    fc.assert(fc.property(fc.oneof(spoilt, BYTES), (value) => examine(value).kind !== 'authentic'));
  });
});

describe('DigestAuthenticator.challenge', () => {
  it('offers MD5 first, with a nonce that works, and remembers nothing', () => {
    const { authenticator, examine, replay } = exchange();
    const fields = authenticator.challenge(HERE, false);
    assert.deepEqual(
      fields.map(({ name }) => name),
      ['www-authenticate', 'www-authenticate'],
    );
    assert.match(fields[0]?.value ?? '', /algorithm=MD5/);
    assert.match(fields[1]?.value ?? '', /algorithm=SHA-256/);
    const nonce = /nonce="([^"]+)"/.exec(fields[0]?.value ?? '')?.[1] ?? '';
    assert.equal(replay.size, 0);
    assert.deepEqual(examine(credentials(nonce)), AUTHENTIC);
  });

  it('says stale when it is told so', () => {
    const { authenticator } = exchange();
    for (const { value } of authenticator.challenge(HERE, true)) assert.match(value, /stale=true/);
    for (const { value } of authenticator.challenge(HERE, false)) assert.doesNotMatch(value, /stale/);
  });
});
