import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { computeResponse, ha1, responsesEqual } from './verify.ts';

const MUFASA = { username: 'Mufasa', realm: 'testrealm@host.com', algorithm: 'MD5' } as const;
const REQUEST = {
  method: 'GET',
  uri: '/dir/index.html',
  nonce: 'dcd98b7102dd2f0e8b11d0f600bfb0c093',
  algorithm: 'MD5',
} as const;

describe('computeResponse', () => {
  it('agrees with the example of RFC 2617 §3.5', () => {
    const secret = ha1({ ...MUFASA, password: 'Circle Of Life' });
    const response = computeResponse({
      ...REQUEST,
      ha1: secret,
      nc: '00000001',
      cnonce: '0a4f113b',
      qop: 'auth',
    });
    assert.equal(secret, '939e7578ed9e3c518a452acee763bce9');
    assert.equal(response, '6629fae49393a05397450978507c4ef1');
  });

  it('agrees with the example of RFC 2069 §2.4 as corrected, which has no qop', () => {
    const secret = ha1({ ...MUFASA, password: 'CircleOfLife' });
    assert.equal(computeResponse({ ...REQUEST, ha1: secret }), '1949323746fe6a43ef61f9606e7febea');
  });

  for (const [algorithm, expected] of [
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ] as const) {
    it(`agrees with the ${algorithm} example of RFC 7616 §3.9.1`, () => {
      const response = computeResponse({
        ha1: ha1({
          username: 'Mufasa',
          realm: 'http-auth@example.org',
          password: 'Circle of Life',
          algorithm,
        }),
        method: 'GET',
        uri: '/dir/index.html',
        nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
        nc: '00000001',
        cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
        qop: 'auth',
        algorithm,
      });
      assert.equal(response, expected);
    });
  }

  it('covers the body with auth-int and only then', () => {
    const input = { ...REQUEST, ha1: 'a'.repeat(32), nc: '00000001', cnonce: 'c' } as const;
    const md5 = (text: string) => createHash('md5').update(text).digest('hex');
    const ha2 = md5(`GET:/dir/index.html:${md5('v=0\r\n')}`);
    assert.equal(
      computeResponse({ ...input, qop: 'auth-int', body: Buffer.from('v=0\r\n') }),
      md5(`${'a'.repeat(32)}:${REQUEST.nonce}:00000001:c:auth-int:${ha2}`),
    );
    assert.equal(
      computeResponse({ ...input, qop: 'auth', body: Buffer.from('v=0\r\n') }),
      computeResponse({ ...input, qop: 'auth' }),
    );
  });

  it('hashes the bytes the client sent, not the characters they look like', () => {
    const secret = 'b'.repeat(32);
    const sent = Buffer.from('sip:caf\u00e9@example.org', 'utf8');
    const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex');
    const ha2 = md5(Buffer.concat([Buffer.from('GET:'), sent]));
    const response = computeResponse({ ...REQUEST, ha1: secret, uri: sent.toString('latin1') });
    assert.equal(response, md5(Buffer.from(`${secret}:${REQUEST.nonce}:${ha2}`)));
  });
});

describe('responsesEqual', () => {
  it('takes capital letters for small ones', () => {
    assert.equal(responsesEqual('00ff', '00FF'), true);
  });

  it('refuses another length or another digit', () => {
    assert.equal(responsesEqual('00ff', '00f'), false);
    assert.equal(responsesEqual('00ff', ''), false);
    assert.equal(responsesEqual('00ff', '00fe'), false);
  });
});
