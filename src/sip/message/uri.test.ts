import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseUri, sameUri, type Uri, unescapeUser, writeUri } from './uri.ts';

function read(text: string): Uri {
  const parsed = parseUri(text);
  assert.ok(parsed.ok, text);
  return parsed.value;
}

test('a SIP URI is read into its parts', () => {
  const uri = read('sip:1001:secret@exchange.example.org:5062;transport=tcp;lr?Subject=x');
  assert.equal(uri.scheme, 'sip');
  assert.equal(uri.user, '1001');
  assert.equal(uri.password, 'secret');
  assert.equal(uri.host, 'exchange.example.org');
  assert.equal(uri.port, 5062);
  assert.deepEqual(
    [...uri.params],
    [
      ['transport', 'tcp'],
      ['lr', undefined],
    ],
  );
  assert.equal(uri.headers, 'Subject=x');
});

test('hosts are names, IPv4 and IPv6 addresses', () => {
  assert.equal(read('sip:192.0.2.1').host, '192.0.2.1');
  assert.equal(read('sip:my_box').host, 'my_box');
  const v6 = read('sips:1001@[2001:db8::1]:5061');
  assert.deepEqual([v6.scheme, v6.host, v6.port], ['sips', '2001:db8::1', 5061]);
});

test('the user part may hold semicolons, question marks and unescaped number signs', () => {
  assert.equal(read('sip:user;par=u%40example.net@example.com').user, 'user;par=u%40example.net');
  assert.equal(read('sip:a?b@example.com').user, 'a?b');
  assert.equal(read('sip:*21*1002#@example.com').user, '*21*1002#');
});

test('a tel URI has its number as user, other schemes are kept as text', () => {
  const tel = read('tel:+31-20-5550100;phone-context=example.org');
  assert.deepEqual(
    [tel.user, tel.host, tel.params.get('phone-context')],
    ['+31-20-5550100', '', 'example.org'],
  );
  assert.equal(read('isbn:2983792873').scheme, 'isbn');
  assert.equal(read('mailto:a@b.example').user, undefined);
});

test('escaped parameter names are found under their real name', () => {
  const uri = read('sip:cal%6Cer@host5.example.net;%6C%72;n%61me=v%61lue%25%34%31');
  assert.equal(uri.params.has('lr'), true);
  assert.equal(uri.params.get('name'), 'v%61lue%25%34%31');
});

test('what is no URI is refused', () => {
  const texts = [
    '',
    'sip:',
    '1001',
    ':a@b',
    '<sip:a@b>',
    ' sip:a@b',
    'sip:a@b ',
    'sip:a b@c',
    'sip:@host',
    'sip:a@',
    'sip:a@b@c',
    'sip:a@host:',
    'sip:a@host:x',
    'sip:a@host:65536',
    'sip:a@[::1',
    'sip:a@[host]',
    'sip:a@[]',
    'sip:a%zz@host',
    'sip:a%4@host',
    'sip:a@host/x',
    'sip:a@host;x="1"',
    'sip:a\0@host',
    'sip:a@ho\r\nst',
    'tel:',
    '9sip:a@b',
  ];
  for (const text of texts) assert.equal(parseUri(text).ok, false, JSON.stringify(text));
});

test('an escaped NUL does not end the user part', () => {
  assert.equal(unescapeUser(read('sip:null-%00-null@example.com').user ?? ''), 'null-\0-null');
});

test('writing escapes what a user part must not hold and keeps what is escaped', () => {
  assert.equal(writeUri({ user: '1001', host: '192.0.2.1', port: 5060 }), 'sip:1001@192.0.2.1:5060');
  assert.equal(writeUri({ user: '#21@x', host: 'h' }), 'sip:%2321%40x@h');
  assert.equal(writeUri({ user: 'a%40b', host: 'h' }), 'sip:a%40b@h');
  assert.equal(writeUri({ user: '100%', host: 'h' }), 'sip:100%25@h');
  assert.equal(writeUri({ user: 'a\r\nVia: x', host: 'h' }), 'sip:a%0D%0AVia%3A%20x@h');
  assert.equal(
    writeUri({
      scheme: 'sips',
      host: '2001:db8::1',
      params: [
        ['lr', undefined],
        ['x', 'a;b'],
      ],
    }),
    'sips:[2001:db8::1];lr;x=a%3Bb',
  );
});

/** The examples of RFC 3261 §19.1.4. */
test('URIs are compared as RFC 3261 says', () => {
  const same: [string, string][] = [
    ['sip:%61lice@atlanta.com;transport=TCP', 'sip:alice@AtLanTa.CoM;Transport=tcp'],
    ['sip:carol@chicago.com', 'sip:carol@chicago.com;newparam=5'],
    ['sip:carol@chicago.com;security=on', 'sip:carol@chicago.com;newparam=5'],
    ['isbn:1', 'isbn:1'],
  ];
  const different: [string, string][] = [
    ['SIP:ALICE@AtLanTa.CoM;Transport=udp', 'sip:alice@AtLanTa.CoM;Transport=UDP'],
    ['sip:bob@biloxi.com', 'sip:bob@biloxi.com:5060'],
    ['sip:bob@biloxi.com', 'sip:bob@biloxi.com;transport=udp'],
    ['sip:bob@biloxi.com', 'sip:bob@biloxi.com;transport=tcp'],
    ['sip:carol@chicago.com', 'sip:carol@chicago.com?Subject=next%20meeting'],
    ['sip:bob@phone21.boxesbybob.com', 'sip:bob@192.0.2.4'],
    ['sip:carol@chicago.com;security=on', 'sip:carol@chicago.com;security=off'],
    ['sip:a@h', 'sips:a@h'],
    ['sip:h', 'sip:%00@h'],
    ['sip:null-%00-null@h', 'sip:null-@h'],
    ['isbn:1', 'isbn:2'],
    ['tel:1', 'tel:2'],
  ];
  for (const [a, b] of same) assert.equal(sameUri(read(a), read(b)), true, `${a} ${b}`);
  for (const [a, b] of different) assert.equal(sameUri(read(a), read(b)), false, `${a} ${b}`);
});
