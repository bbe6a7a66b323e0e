import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseReferTo } from './refer-to.ts';
import { parseReplaces } from './replaces.ts';

describe('Refer-To', () => {
  test('names whom to call', () => {
    for (const text of ['<sip:302@tel.example>', 'sip:302@tel.example', '"Jan" <sip:302@tel.example>']) {
      const read = parseReferTo(text);
      assert.ok(read.ok, text);
      assert.deepEqual(
        [read.value.uri.user, read.value.method, read.value.replaces],
        ['302', 'INVITE', undefined],
      );
    }
  });

  test('names the dialog to take the place of, escaped in the URI', () => {
    const read = parseReferTo(
      '<sip:302@tel.example?Replaces=a1%40192.0.2.7%3Bto-tag%3D77%3Bfrom-tag%3D88&Require=replaces>',
    );
    assert.ok(read.ok);
    assert.deepEqual(read.value.replaces, {
      callId: 'a1@192.0.2.7',
      toTag: '77',
      fromTag: '88',
      earlyOnly: false,
    });
  });

  test('may ask for another request than an INVITE', () => {
    const read = parseReferTo('<sip:302@tel.example;method=bye>');
    assert.ok(read.ok);
    assert.equal(read.value.method, 'BYE');
  });

  test('is refused when it cannot be read', () => {
    for (const text of [
      '',
      '<302>',
      '<sip:302@tel.example',
      'sip:302@tel.example?Replaces=a',
      '<sip:302@tel.example?Replaces=a>',
      '<sip:302@tel.example?Replaces=%3Bto-tag%3D1%3Bfrom-tag%3D2>',
      '<sip:302@tel.example?Replaces=a%3Bto-tag%3D1%3Bfrom-tag%3D2&replaces=b%3Bto-tag%3D1%3Bfrom-tag%3D2>',
      '<sip:302@tel.example?Replaces=a%0D%0AX%3Bto-tag%3D1%3Bfrom-tag%3D2>',
    ]) {
      assert.equal(parseReferTo(text).ok, false, text);
    }
  });
});

describe('Replaces', () => {
  test('is read in any order of its parameters', () => {
    const read = parseReplaces('a1@192.0.2.7 ;early-only;from-tag=88; to-tag=77');
    assert.deepEqual(read.ok && read.value, {
      callId: 'a1@192.0.2.7',
      toTag: '77',
      fromTag: '88',
      earlyOnly: true,
    });
  });

  test('needs a Call-ID and both tags', () => {
    for (const text of [
      '',
      'a',
      ';to-tag=1;from-tag=2',
      'a;to-tag=1',
      'a;from-tag=1',
      'a;to-tag=;from-tag=1',
    ]) {
      assert.equal(parseReplaces(text).ok, false, text);
    }
  });
});
