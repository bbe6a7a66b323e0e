import assert from 'node:assert/strict';
import { test } from 'node:test';
import { latin1ToBytes } from '../../base/bytes.ts';
import type { SipMessage, SipRequest } from './message.ts';
import { type MalformedMessage, parseMessage } from './parse.ts';

const LINES = [
  'OPTIONS sip:1002@exchange.example.org SIP/2.0',
  'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1',
  'From: <sip:1001@exchange.example.org>;tag=1',
  'To: <sip:1002@exchange.example.org>',
  'Call-ID: a@192.0.2.1',
  'CSeq: 1 OPTIONS',
];

function message(...more: string[]): string {
  return `${[...LINES, ...more].join('\r\n')}\r\n\r\n`;
}

function parsed(text: string, options?: { stream?: boolean }): SipMessage {
  const result = parseMessage(latin1ToBytes(text), options);
  assert.ok(result.ok, result.ok ? '' : result.error.reason);
  return result.value;
}

function request(text: string): SipRequest {
  const value = parsed(text);
  assert.ok(value.kind === 'request');
  return value;
}

function malformed(text: string, options?: { stream?: boolean }): MalformedMessage {
  const result = parseMessage(latin1ToBytes(text), options);
  assert.ok(!result.ok, 'parsed');
  return result.error;
}

test('a request is read with its headers in order, unknown ones included', () => {
  const value = request(message('X-Own:  some  value ', 'v: SIP/2.0/UDP below', 'Content-Length: 0'));
  assert.equal(value.method, 'OPTIONS');
  assert.equal(value.requestUri, 'sip:1002@exchange.example.org');
  assert.equal(value.headers.get('x-own'), 'some  value');
  assert.equal(value.via.branch, 'z9hG4bK1');
  assert.equal(value.headers.all('via').length, 2);
  assert.deepEqual(value.cseq, { number: 1, method: 'OPTIONS' });
  assert.equal(value.from.tag, '1');
  assert.equal(value.to.tag, undefined);
  assert.equal(value.callId, 'a@192.0.2.1');
});

test('a response is read with any reason phrase, or none', () => {
  for (const [line, reason] of [
    ['SIP/2.0 180 Ringing', 'Ringing'],
    ['SIP/2.0 180 ', ''],
    ['SIP/2.0 180', ''],
    ['SIP/2.0 180 = 2**3 \xd0\xbd', '= 2**3 \xd0\xbd'],
  ] as const) {
    const value = parsed(`${line}\r\n${LINES.slice(1).join('\r\n')}\r\n\r\n`);
    assert.ok(value.kind === 'response');
    assert.deepEqual([value.status, value.reason], [180, reason]);
  }
});

test('folded lines are joined by one space', () => {
  const value = request(message('Subject: one', '   two', '\t three', 'Contact:', ' <sip:a@h>'));
  assert.equal(value.headers.get('subject'), 'one two three');
  assert.equal(value.headers.get('contact'), '<sip:a@h>');
});

test('a line of white space in the header section is a fold of nothing', () => {
  assert.equal(request(message('Subject: one', '  ', 'Expires: 5')).headers.get('expires'), '5');
});

test('line breaks before the message are ignored and a lone LF ends a line', () => {
  assert.equal(request(`\r\n\r\n${message()}`).method, 'OPTIONS');
  assert.equal(request(message().replaceAll('\r\n', '\n')).cseq.number, 1);
});

test('the body is what Content-Length says, the rest of a datagram is ignored', () => {
  assert.equal(request(`${message('Content-Length:   0004  ')}bodyINVITE x`).body.length, 4);
  assert.equal(request(`${message()}rest`).body.length, 4);
  assert.equal(request(`${message('l: 0')}rest`).body.length, 0);
});

test('a session description whose length a router forgot to correct is taken as it came', () => {
  const sdp = 'v=0\r\nc=IN IP4 203.0.113.5\r\nm=audio 4000 RTP/AVP 8\r\na=sendonly\r\n';
  for (const length of [sdp.length - 3, sdp.length + 8, sdp.length + 128])
    assert.equal(request(message(`Content-Length: ${length}`) + sdp).body.length, sdp.length);
});

test('what cannot be such a description is cut or refused as ever', () => {
  const sdp = 'v=0\r\na=sendonly\r\n';
  assert.equal(request(`${message('Content-Length: 5')}${sdp}`).body.length, 5, 'cut at the end of a line');
  assert.equal(request(`${message('Content-Length: 0')}${sdp}`).body.length, 0);
  assert.equal(request(`${message('Content-Length: 7')}v=0\r\na=sendonly`).body.length, 7, 'no end of line');
  for (const [length, body] of [
    [sdp.length + 129, sdp],
    [sdp.length + 2, `x${sdp}`],
    [sdp.length + 1, sdp.trimEnd()],
    [5, ''],
  ] as const)
    assert.equal(
      malformed(`${message(`Content-Length: ${length}`)}${body}`).reason,
      'Content-Length: larger than the message',
    );
  assert.equal(
    malformed(`${message(`Content-Length: ${sdp.length + 1}`)}${sdp}`, { stream: true }).reason,
    'Content-Length: larger than the message',
  );
});

test('on a stream a body needs a Content-Length', () => {
  assert.equal(malformed(`${message()}rest`, { stream: true }).reason, 'Content-Length: missing on a stream');
  assert.equal(parsed(message(), { stream: true }).body.length, 0);
});

test('a bad Content-Length is malformed, but can be answered', () => {
  for (const line of ['5', '-1', '4, 4', '4x', '', '99999999999999999999', '+4', '0x4']) {
    const error = malformed(`${message(`Content-Length: ${line}`)}body`);
    assert.equal(error.request?.callId, 'a@192.0.2.1', line);
  }
  assert.equal(
    malformed(`${message('Content-Length: 4', 'l: 4')}body`).reason,
    'Content-Length: more than one',
  );
});

test('a broken start line is no SIP and gets no answer', () => {
  for (const line of [
    'OPTIONS sip:a@h',
    'GET / HTTP/1.1',
    'OPT(IONS sip:a@h SIP/2.0',
    'SIP/2.0 99 Low',
    'SIP/2.0 20',
    'SIP/2.0 4294967301 Big',
    'SIP/2.0 2000 X',
    'SIP/x 200 OK',
    '',
    'OPTIONS sip:a@h SIP/',
    ' OPTIONS sip:a@h SIP/2.0',
  ]) {
    const error = malformed(`${line}\r\n${LINES.slice(1).join('\r\n')}\r\n\r\n`);
    assert.equal(error.request, undefined, line);
  }
});

test('keep-alives and noise are no messages', () => {
  for (const text of ['', '\r\n', '\r\n\r\n', '\0\0\0\0', 'hello', '\x00\x01\x00\x00\x21\x12\xa4\x42'])
    assert.equal(malformed(text).request, undefined);
});

test('stray white space in the request line is answered 400', () => {
  for (const line of [
    'OPTIONS  sip:a@h SIP/2.0',
    'OPTIONS  SIP/2.0',
    'OPTIONS sip:a@h  SIP/2.0',
    'OPTIONS sip:a@h SIP/2.0 ',
    'OPTIONS sip:a@h; lr SIP/2.0',
  ]) {
    const error = malformed(`${line}\r\n${LINES.slice(1).join('\r\n')}\r\n\r\n`);
    assert.equal(error.status, 400);
    assert.equal(error.request?.method, 'OPTIONS');
  }
});

test('another version is read, so that it can be answered 505', () => {
  assert.equal(request(message().replace('SIP/2.0\r\n', 'SIP/7.0\r\n')).version, 'SIP/7.0');
});

test('header names are tokens, white space before the colon is allowed', () => {
  assert.equal(request(message('Subject \t : x')).headers.get('subject'), 'x');
  for (const line of ['To\x01: x', 'T o: x', ': x', 'no colon', 'caf\xe9: x', 'a\0b: x'])
    assert.equal(malformed(message(line)).status, 400, JSON.stringify(line));
});

test('control characters are refused except escaped in quoted strings', () => {
  for (const value of ['a\0b', 'a\rb', '\x7f', 'a\x0bb', '"a\0b"', '\\\0', '"\\\\\0"', '"a" \x08'])
    assert.equal(malformed(message(`Subject: ${value}`)).status, 400, JSON.stringify(value));
  assert.equal(request(message('Subject: "\\\0 \\\x07 \\\x7f"\ttab')).headers.has('subject'), true);
  assert.equal(malformed(message().replace('1002', '10\x0202')).reason, 'start line: control character');
});

test('a header section without its empty line is malformed', () => {
  assert.equal(malformed(LINES.join('\r\n')).status, 400);
  assert.equal(malformed(`${LINES.join('\r\n')}\r\n`).request?.method, 'OPTIONS');
});

test('no answer is offered where one is forbidden or its fields are missing', () => {
  assert.equal(malformed(message('bad line').replaceAll('OPTIONS', 'ACK')).request, undefined);
  for (const line of LINES.slice(1))
    assert.equal(malformed(message('bad line').replace(`${line}\r\n`, '')).request, undefined, line);
  assert.equal(malformed(message('bad line').replace(/^.*\r\n/, 'SIP/2.0 200 OK\r\n')).request, undefined);
});

test('sizes beyond the limits are answered 513', () => {
  assert.equal(request(message(...new Array<string>(123).fill('X-Y: z'))).headers.all('x-y').length, 123);
  assert.equal(malformed(message(...new Array<string>(124).fill('X-Y: z'))).status, 513);
  assert.equal(malformed(message(`X-Y: ${'y'.repeat(16 * 1024)}`)).status, 513);
  assert.equal(malformed(`${message()}${'x'.repeat(64 * 1024 + 1)}`).status, 513);
  assert.equal(malformed(message('Content-Length: 65537')).status, 513);
  assert.equal(request(`${message()}${'x'.repeat(64 * 1024)}`).body.length, 64 * 1024);
});

test('what was read is kept until its line changes', () => {
  const value = request(message('Contact: <sip:a@h>'));
  const { via, from } = value;
  assert.equal(value.via, via);
  value.headers.append('contact', '<sip:b@h>').prepend('via', 'SIP/2.0/UDP 198.51.100.1;branch=z9hG4bK2');
  assert.equal(value.via.branch, 'z9hG4bK2');
  assert.equal(value.from, from);
  assert.ok(value.contacts.ok && value.contacts.value.kind === 'contacts');
  assert.equal(value.contacts.value.contacts.length, 2);
});

test('contacts are a list, a wildcard or an error', () => {
  assert.deepEqual(request(message('m: *')).contacts, { ok: true, value: { kind: 'wildcard' } });
  assert.deepEqual(request(message()).contacts, { ok: true, value: { kind: 'contacts', contacts: [] } });
  assert.equal(request(message('m: *, <sip:a@h>')).contacts.ok, false);
  assert.equal(request(message('m: *', 'm: *')).contacts.ok, false);
});

test('Max-Forwards is a number up to 255', () => {
  assert.equal(request(message('Max-Forwards: 0068')).maxForwards, 68);
  assert.equal(request(message('Max-Forwards: 300')).maxForwards, undefined);
  assert.equal(request(message()).maxForwards, undefined);
});
