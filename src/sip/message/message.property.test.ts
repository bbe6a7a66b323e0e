import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bytesToLatin1, latin1ToBytes } from '../../base/bytes.ts';
import { validateRequest, validateResponse } from '../validate/validate.ts';
import { Headers } from './headers.ts';
import { type SipMessage, SipRequest, SipResponse } from './message.ts';
import { parseNameAddr, writeNameAddr } from './name-addr.ts';
import { parseMessage } from './parse.ts';
import { createResponse } from './response.ts';
import { parseUri, unescapeUser, writeUri } from './uri.ts';
import { writeMessage } from './write.ts';

const RUNS = { numRuns: 300, seed: 20_261_123 };

const latin1 = fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)) });
const printable = fc.string({ unit: 'grapheme-ascii' });
const token = fc.stringMatching(/^[A-Za-z0-9\-.!%*_+`'~]{1,12}$/);
const name = fc.constantFrom(
  'via',
  'from',
  'to',
  'call-id',
  'cseq',
  'contact',
  'expires',
  'x-own',
  'subject',
  'route',
);
const uri = fc
  .tuple(fc.stringMatching(/^[A-Za-z0-9*#;?&=+$,/-]{1,12}$/), fc.stringMatching(/^[a-z0-9.-]{1,12}$/))
  .map(([user, host]) => `sip:${user}@${host}`);
const body = fc.uint8Array({ maxLength: 64 });
const fields = (value: fc.Arbitrary<string>) => fc.array(fc.record({ name, value }), { maxLength: 12 });

const messages = (value: fc.Arbitrary<string>): fc.Arbitrary<SipMessage> =>
  fc.oneof(
    fc.tuple(token, uri, fields(value), body).map(([m, u, f, b]) => new SipRequest(m, u, new Headers(f), b)),
    fc
      .tuple(fc.integer({ min: 100, max: 699 }), value, fields(value), body)
      .map(([s, r, f, b]) => new SipResponse(s, r, new Headers(f), b)),
  );

function lines(message: SipMessage): string[] {
  return message.headers.fields
    .filter((field) => field.name !== 'content-length')
    .map((field) => `${field.name}: ${field.value.trim()}`);
}

test('a message written and read again is the same message', () => {
  fc.assert(
    fc.property(messages(printable), (message) => {
      const parsed = parseMessage(writeMessage(message));
      assert.ok(parsed.ok && parsed.value.kind === message.kind);
      assert.deepEqual(lines(parsed.value), lines(message));
      assert.deepEqual([...parsed.value.body], [...message.body]);
      if (parsed.value.kind === 'request' && message.kind === 'request') {
        assert.equal(parsed.value.method, message.method);
        assert.equal(parsed.value.requestUri, message.requestUri);
      }
    }),
    RUNS,
  );
});

test('no value, whatever its characters, adds or removes a line', () => {
  const wild = fc.oneof(
    latin1,
    fc.string({ unit: 'binary' }),
    fc.constantFrom('a\r\nVia: x', '\u010a\u010d', '"\\\r\n', '\r', '\0'),
  );
  fc.assert(
    fc.property(messages(wild), (message) => {
      const parsed = parseMessage(writeMessage(message));
      assert.ok(parsed.ok, parsed.ok ? '' : parsed.error.reason);
      assert.deepEqual(
        parsed.value.headers.fields.map((field) => field.name),
        [...message.headers.fields.map((field) => field.name), 'content-length'],
      );
    }),
    RUNS,
  );
});

test('random bytes never throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), fc.boolean(), (bytes, stream) => {
      parseMessage(bytes, { stream });
    }),
    RUNS,
  );
});

const REQUEST = [
  'INVITE sip:1002@exchange.example.org;x=y SIP/2.0',
  'Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1;rport, SIP/2.0/TCP [2001:db8::1];received=192.0.2.9',
  'From: "PX0AAA \\" x" <sip:1001@exchange.example.org>;tag=1',
  'To: sip:1002@exchange.example.org;user=phone',
  'Call-ID: a@192.0.2.1',
  'CSeq: 1 INVITE',
  'Contact: <sip:1001@192.0.2.1;ob>;+sip.instance="<urn:uuid:0>";q=0.5, <tel:1>',
  'Subject: folded',
  ' line',
  'Content-Type: application/sdp',
  'Content-Length: 5',
  '',
  'v=0\r\n',
].join('\r\n');

test('mutated messages never throw, and what is valid can be read in every part', () => {
  const mutation = fc.record({ at: fc.nat(REQUEST.length), cut: fc.nat(8), insert: latin1 });
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
      let text = REQUEST;
      for (const { at, cut, insert } of mutations) text = text.slice(0, at) + insert + text.slice(at + cut);
      const parsed = parseMessage(latin1ToBytes(text));
      if (!parsed.ok) {
        const { request, status } = parsed.error;
        if (request !== undefined) assert.ok(parseMessage(writeMessage(createResponse(request, status))).ok);
        return;
      }
      const message = parsed.value;
      const verdict = message.kind === 'request' ? validateRequest(message) : validateResponse(message);
      if (verdict.kind !== 'valid') return;
      assert.ok(
        message.via.host && message.from.uri && message.to.uri && message.callId && message.cseq.method,
      );
      const again = parseMessage(writeMessage(message));
      assert.ok(again.ok);
      assert.deepEqual(lines(again.value), lines(message));
    }),
    { ...RUNS, numRuns: 2000 },
  );
});

test('display names and parameters come back as they were given', () => {
  const params = fc.uniqueArray(fc.tuple(token, fc.option(printable, { nil: undefined })), {
    selector: ([key]) => key.toLowerCase(),
  });
  fc.assert(
    fc.property(printable, uri, params, (displayName, address, given) => {
      const parsed = parseNameAddr(writeNameAddr({ displayName, uri: address, params: given }));
      assert.ok(parsed.ok);
      assert.equal(parsed.value.displayName ?? '', displayName);
      assert.equal(parsed.value.uri.text, address);
      assert.deepEqual(
        [...parsed.value.params],
        given.map(([key, value]) => [key.toLowerCase(), value]),
      );
    }),
    RUNS,
  );
});

test('any user part survives a URI', () => {
  const raw = latin1.filter((user) => user !== '' && !/%[0-9A-Fa-f]{2}/.test(user));
  fc.assert(
    fc.property(raw, (user) => {
      const parsed = parseUri(writeUri({ user, host: 'exchange.example.org' }));
      assert.ok(parsed.ok);
      assert.equal(unescapeUser(parsed.value.user ?? ''), user);
      assert.equal(bytesToLatin1(latin1ToBytes(parsed.value.text)), parsed.value.text);
    }),
    RUNS,
  );
});
