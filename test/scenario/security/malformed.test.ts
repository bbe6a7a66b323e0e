import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeUnderTest } from '../../../testkit/exchange-under-test.ts';
import { check, REQUEST } from './bare-request.ts';

test('what lacks a header it needs, or has it twice, gets 400', async () => {
  await check([
    ['no From', REQUEST.replace(/From: .*\r\n/, ''), 400],
    ['no To', REQUEST.replace(/To: .*\r\n/, ''), 400],
    ['no Call-ID', REQUEST.replace(/Call-ID: .*\r\n/, ''), 400],
    ['no CSeq', REQUEST.replace(/CSeq: .*\r\n/, ''), 400],
    ['CSeq of another method', REQUEST.replace('1 OPTIONS', '1 INVITE'), 400],
    ['CSeq too large', REQUEST.replace('1 OPTIONS', '99999999999 OPTIONS'), 400],
    ['two From', REQUEST.replace('To:', 'From: <sip:a@b.example>;tag=2\r\nTo:'), 400],
    ['two Call-ID', REQUEST.replace('To:', 'Call-ID: second\r\nTo:'), 400],
    [
      'unclosed bracket',
      REQUEST.replace('<sip:100@hamvoip.example>;tag=1', '<sip:100@hamvoip.example;tag=1'),
      400,
    ],
    ['unclosed quote', REQUEST.replace('From: ', 'From: "x '), 400],
    ['body shorter than told', REQUEST.replace('Content-Length: 0', 'Content-Length: 100'), 400],
    ['negative length', REQUEST.replace('Content-Length: 0', 'Content-Length: -1'), 400],
  ]);
});

test('what is well formed but cannot be has the status of its fault', async () => {
  await check([
    ['no hops left', REQUEST.replace('Max-Forwards: 70', 'Max-Forwards: 0'), 483],
    ['SIP 3.0', REQUEST.replace('SIP/2.0\r\nVia', 'SIP/3.0\r\nVia'), 505],
    [
      'a scheme nobody knows',
      REQUEST.replace('OPTIONS sip:100@hamvoip.example', 'OPTIONS nobodyKnows:x'),
      416,
    ],
    ['an extension nobody has', REQUEST.replace('To:', 'Require: nothingSupportsThis\r\nTo:'), 420],
  ]);
});

test('no Via, no answer', async () => {
  await check([['no Via', REQUEST.replace(/Via: .*\r\n/, ''), undefined]]);
});

test('folded lines, compact names, odd case and blanks are read', async () => {
  await check([
    ['folded', REQUEST.replace('From: ', 'From:\r\n   '), 401],
    [
      'compact',
      REQUEST.replace('Via:', 'v:')
        .replace('From:', 'f:')
        .replace('To:', 't:')
        .replace('Call-ID:', 'i:')
        .replace('Content-Length:', 'l:'),
      401,
    ],
    ['case', REQUEST.replace('From:', 'FROM :').replace('CSeq:', 'cSeQ  :'), 401],
    ['raw UTF-8 in a name', REQUEST.replace('From: ', 'From: "J\xc3\xbcrgen" '), 401],
    ['extra bytes after the body', `${REQUEST}extra`, 401],
    ['unknown headers', REQUEST.replace('To:', 'X-Thing: ;;,,<>"\r\nTo:'), 401],
  ]);
});

test('an INVITE with a session nobody can read gets 400, 415 or 488', async () => {
  const t = await ExchangeUnderTest.start();
  const phone = await t.registered('100');
  const callee = await t.registered('101');
  for (const [type, body] of [
    ['application/sdp', 'v=0\r\n'],
    ['application/sdp', 'nonsense'],
    ['application/sdp', 'v=0\r\no=- 1 1 IN IP4 x\r\ns=-\r\nt=0 0\r\nm=video 4000 RTP/AVP 96\r\n'],
    ['text/plain', 'hello'],
  ] as const) {
    const response = await t.clock.until(
      phone.ask('INVITE', 'sip:101@hamvoip.example', {
        body,
        extra: [phone.contact, ['Content-Type', type]],
      }),
    );
    assert.ok([400, 415, 488].includes(response.status ?? 0), `${body}: ${response.status}`);
  }
  assert.equal(callee.isCalled, false);
  await t.finish();
});
