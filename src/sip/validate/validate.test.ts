import assert from 'node:assert/strict';
import { test } from 'node:test';
import { latin1ToBytes } from '../../base/bytes.ts';
import type { SipMessage } from '../message/message.ts';
import { parseMessage } from '../message/parse.ts';
import { type MessageLimits, type Verdict, validateRequest, validateResponse } from './validate.ts';

function message(...lines: string[]): SipMessage {
  const parsed = parseMessage(latin1ToBytes(lines.join('\r\n')));
  assert.ok(parsed.ok, parsed.ok ? '' : parsed.error.reason);
  return parsed.value;
}

/** A request of that method with lines replaced by name, or added; an empty replacement removes the line. */
function requestText(method: string, changes: Record<string, string> = {}, body = ''): string {
  const lines = new Map([
    ['Via', 'SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1'],
    ['Max-Forwards', '70'],
    ['From', '<sip:1001@exchange.example.org>;tag=1'],
    ['To', '<sip:1002@exchange.example.org>'],
    ['Call-ID', 'a@192.0.2.1'],
    ['CSeq', `1 ${method}`],
    ['Contact', '<sip:1001@192.0.2.1>'],
    ...Object.entries(changes),
  ]);
  const head = [...lines].filter(([, value]) => value !== '').map(([name, value]) => `${name}: ${value}`);
  return [`${method} sip:1002@exchange.example.org SIP/2.0`, ...head, '', body].join('\r\n');
}

function verdictOn(text: string, limits?: MessageLimits): Verdict {
  const parsed = message(text);
  assert.ok(parsed.kind === 'request');
  return validateRequest(parsed, limits);
}

function verdict(method: string, changes: Record<string, string> = {}, body = ''): Verdict {
  return verdictOn(requestText(method, changes, body));
}

function status(method: string, changes: Record<string, string> = {}, body = ''): number | string {
  const result = verdict(method, changes, body);
  return result.kind === 'refuse' ? result.status : result.kind;
}

test('requests of every known method are valid', () => {
  for (const method of [
    'INVITE',
    'ACK',
    'BYE',
    'CANCEL',
    'REGISTER',
    'OPTIONS',
    'INFO',
    'UPDATE',
    'PRACK',
    'SUBSCRIBE',
    'NOTIFY',
    'PUBLISH',
    'REFER',
    'MESSAGE',
  ])
    assert.equal(status(method), 'valid', method);
});

test('what phones leave out or write loosely is valid', () => {
  assert.equal(status('INVITE', { 'Max-Forwards': '' }), 'valid');
  assert.equal(status('BYE', { Contact: '' }), 'valid');
  assert.equal(status('INVITE', { From: 'PX0AAA shack <sip:1001@h>' }), 'valid');
  assert.equal(status('INVITE', { To: 'sip:1002@h;user=phone' }), 'valid');
  assert.equal(status('INVITE', { Supported: '(null)' }), 'valid');
  assert.equal(status('SUBSCRIBE', { Expires: '2147483647' }), 'valid');
  assert.equal(status('REGISTER', { Expires: 'soon' }), 'valid');
  assert.equal(status('INVITE', { Require: '(null)' }), 'valid');
  assert.equal(status('INVITE', {}, 'v=0\r\n'), 'valid');
});

test('a missing or unreadable mandatory field is a bad request', () => {
  for (const name of ['From', 'To', 'Call-ID', 'CSeq'])
    assert.equal(status('INVITE', { [name]: '' }), 400, name);
  assert.equal(status('INVITE', { Via: 'SIP/2.0/UDP' }), 400);
  assert.equal(status('INVITE', { From: '"x <sip:a@h>' }), 400);
  assert.equal(status('INVITE', { CSeq: 'one INVITE' }), 400);
  assert.equal(status('INVITE', { CSeq: '4294967296 INVITE' }), 400);
  assert.equal(status('INVITE', { 'Call-ID': 'a b' }), 400);
});

test('without a Via there is nobody to answer', () => {
  assert.equal(status('INVITE', { Via: '' }), 'drop');
});

test('a Via of a group, a broadcast or a system port gets no answer', () => {
  for (const host of ['255.255.255.255', '224.0.1.75', '[ff02::1]', '192.0.2.1:53', '192.0.2.1:1023'])
    assert.equal(status('OPTIONS', { Via: `SIP/2.0/UDP ${host};branch=z9hG4bK1` }), 'drop', host);
  assert.equal(status('OPTIONS', { Via: 'SIP/2.0/UDP 192.0.2.1:1024' }), 'valid');
  assert.equal(status('OPTIONS', { Via: 'SIP/2.0/WSS a.invalid:443' }), 'valid');
});

test('a field that came twice is a bad request', () => {
  for (const line of ['To: <sip:x@h>', 'f: <sip:x@h>', 'CSeq: 1 INVITE', 'i: b', 'Max-Forwards: 70'])
    assert.equal(
      verdictOn(requestText('INVITE').replace('\r\n\r\n', `\r\n${line}\r\n\r\n`)).kind,
      'refuse',
      line,
    );
});

test('an ACK is dropped where others are refused', () => {
  assert.equal(status('ACK', { From: '' }), 'drop');
  assert.equal(status('ACK', { 'Max-Forwards': '0' }), 'valid');
  assert.equal(status('ACK', { Require: 'unheard-of' }), 'valid');
});

test('the version is looked at first, the method before CSeq', () => {
  assert.deepEqual(verdictOn(requestText('OPTIONS', { From: '' }).replace('SIP/2.0\r\n', 'SIP/3.0\r\n')), {
    kind: 'refuse',
    status: 505,
    reason: 'version: not SIP/2.0',
  });
  assert.equal(status('NEWMETHOD', { CSeq: '1 INVITE' }), 501);
  assert.equal(status('OPTIONS', { CSeq: '1 INVITE' }), 400);
  assert.equal(verdictOn(requestText('MESSAGE'), { methods: new Set(['INVITE']) }).kind, 'refuse');
});

test('the Request-URI is a SIP or tel URI without headers', () => {
  const to = (uri: string): Verdict =>
    verdictOn(requestText('INVITE').replace('sip:1002@exchange.example.org SIP', `${uri} SIP`));
  assert.equal(to('tel:1002').kind, 'valid');
  assert.equal(to('sips:1002@h').kind, 'valid');
  for (const [uri, expected] of [
    ['isbn:1', 416],
    ['sip:a@h?Route=x', 400],
    ['<sip:a@h>', 400],
    ['1002', 400],
  ] as const) {
    const result = to(uri);
    assert.ok(result.kind === 'refuse' && result.status === expected, uri);
  }
});

test('numbers and dates out of range are bad requests', () => {
  assert.equal(status('OPTIONS', { 'Max-Forwards': '256' }), 400);
  assert.equal(status('OPTIONS', { 'Max-Forwards': 'x' }), 400);
  assert.equal(status('REGISTER', { Expires: '4294967296' }), 400);
  assert.equal(status('INVITE', { Date: 'Fri, 01 Jan 2010 16:00:00 EST' }), 400);
  assert.equal(status('INVITE', { Date: 'Fri, 01 Jan 2010 16:00:00 GMT' }), 'valid');
});

test('a contact that could write into other requests is refused', () => {
  for (const contact of [
    '<name:John_Smith>',
    '<sip:a@h?Route=x>',
    'sip:a@h?Route=x',
    '<sip:a@h>;expires=280297596632815',
    '<sip:a@h',
    '*',
  ])
    assert.equal(status('REGISTER', { Contact: contact, Expires: '60' }), 400, contact);
  assert.equal(status('REGISTER', { Contact: '*', Expires: '0' }), 'valid');
  assert.equal(status('INVITE', { Contact: '*', Expires: '0' }), 400);
  assert.equal(status('REGISTER', { Contact: '<sip:a@h;line=x>;expires=60, <sip:b@h>;q=0.1' }), 'valid');
  assert.equal(status('REGISTER', { To: 'isbn:1' }), 400);
});

test('Max-Forwards 0 stops a request that would go on', () => {
  assert.equal(status('INVITE', { 'Max-Forwards': '0' }), 483);
  assert.equal(status('BYE', { 'Max-Forwards': '0' }), 'valid');
  assert.equal(status('REGISTER', { 'Max-Forwards': '0' }), 'valid');
});

test('unknown extensions are named in Unsupported', () => {
  assert.deepEqual(verdict('INVITE', { Require: 'timer, first', 'Proxy-Require': 'second' }), {
    kind: 'refuse',
    status: 420,
    reason: 'Require: not supported',
    headers: [{ name: 'unsupported', value: 'first, second' }],
  });
  assert.equal(status('CANCEL', { Require: 'first' }), 'valid');
  assert.equal(
    verdictOn(requestText('INVITE', { Require: '100rel' }), { extensions: new Set(['100rel']) }).kind,
    'valid',
  );
});

test('a session body of an unknown type or encoding is refused, an optional one is not', () => {
  assert.deepEqual(verdict('INVITE', { 'Content-Type': 'application/unknown' }, 'x'), {
    kind: 'refuse',
    status: 415,
    reason: 'Content-Type: not supported',
    headers: [{ name: 'accept', value: 'application/sdp' }],
  });
  assert.equal(status('INVITE', { 'Content-Type': 'Application/SDP ; charset=utf-8' }, 'x'), 'valid');
  assert.equal(
    status('INVITE', { 'Content-Type': 'a/b', 'Content-Disposition': 'session; handling=optional' }, 'x'),
    'valid',
  );
  assert.equal(status('INVITE', { 'Content-Type': 'application/sdp', 'Content-Encoding': 'gzip' }, 'x'), 415);
  assert.equal(status('MESSAGE', { 'Content-Type': 'text/plain' }, 'x'), 'valid');
});

test('an INVITE whose sender takes no session description is not acceptable', () => {
  assert.equal(status('INVITE', { Accept: 'text/plain' }), 406);
  for (const accept of ['application/sdp;level=1', 'text/plain, application/*', '*/*'])
    assert.equal(status('INVITE', { Accept: accept }), 'valid', accept);
  assert.equal(status('OPTIONS', { Accept: 'text/plain' }), 'valid');
});

function response(...changes: [string, string][]): Verdict {
  const text = requestText('INVITE', Object.fromEntries(changes)).replace(/^.*/, 'SIP/2.0 200 OK');
  const parsed = message(text);
  assert.ok(parsed.kind === 'response');
  return validateResponse(parsed);
}

test('a response needs one readable Via and the fields of its transaction and dialog', () => {
  assert.equal(response().kind, 'valid');
  assert.equal(response(['Via', 'SIP/2.0/UDP a, SIP/2.0/UDP b']).kind, 'drop');
  assert.equal(response(['Via', 'SIP/2.0/UDP']).kind, 'drop');
  assert.equal(response(['CSeq', '9292394834772304023312 INVITE']).kind, 'drop');
  for (const name of ['Via', 'From', 'To', 'Call-ID', 'CSeq'])
    assert.equal(response([name, '']).kind, 'drop', name);
});
