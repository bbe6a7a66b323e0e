import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAuthParams } from './auth-params.ts';

test('credentials are read with and without quotes', () => {
  const parsed = parseAuthParams(
    'Digest username="10\\"01" ,realm = "a, b", nc=00000001,uri=sip:h;x=1, QOP=auth',
  );
  assert.ok(parsed.ok);
  assert.equal(parsed.value.scheme, 'Digest');
  assert.deepEqual(
    [...parsed.value.params],
    [
      ['username', '10"01'],
      ['realm', 'a, b'],
      ['nc', '00000001'],
      ['uri', 'sip:h;x=1'],
      ['qop', 'auth'],
    ],
  );
});

test('an unknown scheme is known by its name, whatever follows', () => {
  for (const text of ['NoOneKnowsThisScheme opaque-data=here', 'Basic dXNlcjpwYXNz==', 'Negotiate']) {
    const parsed = parseAuthParams(text);
    assert.ok(parsed.ok, text);
    assert.equal(parsed.value.scheme, text.split(' ')[0]);
  }
});

test('two of one parameter and broken lists are refused', () => {
  for (const text of [
    '',
    '"x"',
    'Digest a',
    'Digest a=1, a=2',
    'Digest a="1',
    'Digest a="1" b=2',
    'Digest =x',
  ])
    assert.equal(parseAuthParams(text).ok, false, text);
});
