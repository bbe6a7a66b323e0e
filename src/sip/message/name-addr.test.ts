import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type NameAddr, parseNameAddr, withTag, writeNameAddr } from './name-addr.ts';

function read(text: string): NameAddr {
  const parsed = parseNameAddr(text);
  assert.ok(parsed.ok, text);
  return parsed.value;
}

test('a quoted display name is unquoted', () => {
  const value = read('"J Rosenberg \\\\\\"" <sip:jdrosen@example.com> ; tag = 98asjd8');
  assert.equal(value.displayName, 'J Rosenberg \\"');
  assert.equal(value.uri.user, 'jdrosen');
  assert.equal(value.tag, '98asjd8');
});

test('display names without quotes are taken as phones send them', () => {
  assert.equal(read('caller<sip:caller@example.com>').displayName, 'caller');
  assert.equal(read('PX0AAA  shack (2m) <sip:1001@example.com>').displayName, 'PX0AAA  shack (2m)');
  assert.equal(read('Ren\xc3\xa9 <sip:1001@example.com>').displayName, 'Ren\xc3\xa9');
  assert.equal(read('<sip:1001@example.com>').displayName, undefined);
  assert.equal(read('"" <sip:1001@example.com>').displayName, '');
});

test('without angle brackets parameters belong to the header', () => {
  const value = read('sip:+16505550100@example.net;user=phone;tag=a');
  assert.equal(value.uri.text, 'sip:+16505550100@example.net');
  assert.equal(value.uri.params.size, 0);
  assert.equal(value.params.get('user'), 'phone');
  assert.equal(value.tag, 'a');
});

test('parameters have lower-case names and values without quotes', () => {
  const value = read('<sip:a@h;ob>;Expires=60;q=0.5;+sip.instance="<urn:uuid:1, \\"2\\">";reg-id=1;odd!=x');
  assert.equal(value.params.get('expires'), '60');
  assert.equal(value.params.get('+sip.instance'), '<urn:uuid:1, "2">');
  assert.equal(value.params.get('odd!'), 'x');
  assert.equal(value.params.get('ob'), undefined);
  assert.equal(value.uri.params.has('ob'), true);
});

test('an empty tag is none', () => {
  assert.equal(read('<sip:a@h>;tag=').tag, undefined);
});

test('names of the language itself are parameters like others', () => {
  const value = read('<sip:a@h;__proto__=1>;__proto__=2;constructor');
  assert.equal(value.uri.params.get('__proto__'), '1');
  assert.equal(value.params.get('__proto__'), '2');
});

test('what cannot be read one way only is refused', () => {
  const texts = [
    '',
    '"Mr. J. User <sip:j.user@example.com>',
    '"a" sip:a@h',
    'Bell, Alexander <sip:a.g.bell@example.com>',
    '"Watson" < sip:t.watson@example.org >',
    '<sip:a@h',
    '<sip:a@h> garbage',
    'sip:a@h?Route=%3Csip:b%3E',
    'sip:a@h, sip:b@h',
    '<sip:a@h>;tag=1, <sip:b@h>',
    '<sip:a@h>;;tag=1',
    '<sip:a@h>;=1',
    '<sip:a@h>;tag=1;tag=2',
    '<sip:a@h>;x="1',
    '<>',
    '*',
  ];
  for (const text of texts) assert.equal(parseNameAddr(text).ok, false, text);
});

test('a tag is added to what was written, or to what it comes to', () => {
  for (const [text, tagged] of [
    ['"A" <sip:a@h>;x=1', '"A" <sip:a@h>;x=1;tag=t'],
    ['sip:a@h', 'sip:a@h;tag=t'],
    ['<sip:a@h>;x=1;', '<sip:a@h>;x=1;tag=t'],
    ['<sip:a@h>;', '<sip:a@h>;tag=t'],
    ['Plain <sip:a@h>;tag=;x', '"Plain" <sip:a@h>;x;tag=t'],
    ['<sip:a@h>;tag', '<sip:a@h>;tag=t'],
  ] as const) {
    const parsed = parseNameAddr(text);
    assert.ok(parsed.ok, text);
    assert.equal(withTag(parsed.value, 't'), tagged);
    const again = parseNameAddr(tagged);
    assert.ok(again.ok && again.value.tag === 't');
  }
});

test('writing quotes the display name and the values that need it', () => {
  assert.equal(
    writeNameAddr({
      displayName: 'a "b" \\',
      uri: 'sip:a@h',
      params: [
        ['tag', 'x1'],
        ['lr', undefined],
        ['t', 'a b'],
      ],
    }),
    '"a \\"b\\" \\\\" <sip:a@h>;tag=x1;lr;t="a b"',
  );
  assert.equal(writeNameAddr({ uri: 'sip:a@h' }), '<sip:a@h>');
  assert.equal(writeNameAddr({ displayName: 'a\r\nVia: x\0', uri: 'sip:a@h' }), '"a  Via: x " <sip:a@h>');
});
