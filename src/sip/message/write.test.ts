import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BugError } from '../../base/bug-error.ts';
import { bytesToLatin1, latin1ToBytes } from '../../base/bytes.ts';
import { Headers } from './headers.ts';
import { SipRequest, SipResponse } from './message.ts';
import { parseMessage } from './parse.ts';
import { createResponse, reasonPhrase } from './response.ts';
import { writeMessage } from './write.ts';

function request(...lines: string[]): SipRequest {
  const parsed = parseMessage(latin1ToBytes(`${lines.join('\r\n')}\r\n\r\n`));
  assert.ok(parsed.ok && parsed.value.kind === 'request');
  return parsed.value;
}

test('names get the spelling of the RFCs and Content-Length is computed', () => {
  const headers = new Headers()
    .append('v', 'SIP/2.0/UDP h')
    .append('call-id', 'a')
    .append('cseq', '1 X')
    .append('www-authenticate', 'Digest')
    .append('x-own', 'b')
    .append('content-length', '999');
  assert.equal(
    bytesToLatin1(writeMessage(new SipResponse(401, 'Unauthorized', headers, latin1ToBytes('body')))),
    'SIP/2.0 401 Unauthorized\r\nVia: SIP/2.0/UDP h\r\nCall-ID: a\r\nCSeq: 1 X\r\nWWW-Authenticate: Digest\r\nX-Own: b\r\n' +
      'Content-Length: 4\r\n\r\nbody',
  );
});

test('no value begins another line', () => {
  const headers = new Headers().append('subject', 'a\r\nEvil: 1\0').append('x-own', 'b\u010d\u010aEvil: 2');
  const text = bytesToLatin1(writeMessage(new SipResponse(200, 'O\r\nK\u560a', headers)));
  assert.equal(
    text,
    'SIP/2.0 200 O  K?\r\nSubject: a  Evil: 1 \r\nX-Own: b??Evil: 2\r\nContent-Length: 0\r\n\r\n',
  );
});

test('an escaped NUL is repeated, a lone one is not', () => {
  const headers = new Headers().append('to', '"\\\0" \0 "\\\\\0"');
  const text = bytesToLatin1(writeMessage(new SipResponse(200, 'OK', headers)));
  assert.ok(text.includes('To: "\\\0"   "\\\\ "\r\n'));
});

test('a request line that cannot be one is our bug', () => {
  assert.throws(() => writeMessage(new SipRequest('IN VITE', 'sip:a@h')), BugError);
  for (const uri of ['sip:a@h SIP/2.0\r\nEvil: 1', 'sip:a b@h', '', 'sip:a\u010d@h'])
    assert.throws(() => writeMessage(new SipRequest('INVITE', uri)), BugError);
});

const INVITE = [
  'INVITE sip:1002@h SIP/2.0',
  'Record-Route: <sip:edge.example.org;lr>',
  'v: SIP/2.0/UDP a, SIP/2.0/UDP b',
  'From: "x"  <sip:1001@h>;tag=1',
  'Via: SIP/2.0/UDP c',
  't: sip:1002@h',
  'CSeq:  1   INVITE',
  'i: id',
  'Timestamp: 54',
  'Max-Forwards: 70',
];

test('a response takes over what RFC 3261 §8.2.6 names, as it was written', () => {
  const response = createResponse(request(...INVITE), 180, {
    toTag: 'ours',
    headers: [{ name: 'Server', value: 's' }],
  });
  assert.deepEqual(
    response.headers.fields.map(({ name, value }) => `${name}: ${value}`),
    [
      'via: SIP/2.0/UDP a, SIP/2.0/UDP b',
      'via: SIP/2.0/UDP c',
      'record-route: <sip:edge.example.org;lr>',
      'from: "x"  <sip:1001@h>;tag=1',
      'to: sip:1002@h;tag=ours',
      'call-id: id',
      'cseq: 1   INVITE',
      'server: s',
    ],
  );
  assert.equal(response.reason, 'Ringing');
  assert.equal(response.to.tag, 'ours');
});

test('Record-Route stays out of refusals, Timestamp goes into 100', () => {
  assert.equal(createResponse(request(...INVITE), 486).headers.has('record-route'), false);
  const trying = createResponse(request(...INVITE), 100);
  assert.equal(trying.headers.get('timestamp'), '54');
  assert.equal(trying.headers.get('to'), 'sip:1002@h');
});

test('the tag of the dialog is kept', () => {
  const lines = INVITE.map((line) => (line.startsWith('t:') ? 't: <sip:1002@h>;tag=theirs' : line));
  assert.equal(createResponse(request(...lines), 200, { toTag: 'ours' }).to.tag, 'theirs');
});

test('a request that lacks fields is answered with what it has', () => {
  const response = createResponse(
    request('INVITE sip:a@h SIP/2.0', 'CSeq: 1 INVITE', 'Via: SIP/2.0/UDP h'),
    400,
    { toTag: 'x' },
  );
  assert.deepEqual(
    response.headers.fields.map(({ name }) => name),
    ['via', 'cseq'],
  );
});

test('a body brings its type', () => {
  const response = createResponse(request(...INVITE), 200, {
    body: latin1ToBytes('v=0'),
    contentType: 'application/sdp',
  });
  assert.equal(response.headers.get('content-type'), 'application/sdp');
  assert.ok(bytesToLatin1(writeMessage(response)).endsWith('Content-Length: 3\r\n\r\nv=0'));
});

test('every status has a phrase', () => {
  assert.equal(reasonPhrase(486), 'Busy Here');
  assert.equal(reasonPhrase(499), 'Request Failure');
});
