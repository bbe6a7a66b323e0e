/** The messages of RFC 5118: IPv6 in every place SIP has for an address. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { readAudio } from '../../src/sdp/audio.ts';
import { parseSdp } from '../../src/sdp/parse.ts';
import type { SipRequest } from '../../src/sip/message/message.ts';
import { parseMessage } from '../../src/sip/message/parse.ts';
import { parseVia } from '../../src/sip/message/via.ts';
import { ExchangeUnderTest } from '../../testkit/exchange-under-test.ts';
import { Strangers } from './stranger.ts';
import { bytesOf, isPreferred, tortureMessages } from './torture-vectors.ts';

const MESSAGES = tortureMessages('rfc5118');

function request(file: string): SipRequest {
  const message = MESSAGES.find((one) => one.file === file) ?? assert.fail(file);
  const parsed = parseMessage(bytesOf('rfc5118', message));
  assert.ok(parsed.ok && parsed.value.kind === 'request', file);
  return parsed.value;
}

function placeOf(file: string): { host: string; port: number | undefined } {
  const { uri } = request(file);
  assert.ok(uri.ok);
  return { host: uri.value.host, port: uri.value.port };
}

test('the vectors are all twelve, as they were written', () => {
  assert.equal(MESSAGES.length, 12);
  for (const message of MESSAGES) {
    const hash = createHash('sha256').update(bytesOf('rfc5118', message)).digest('hex');
    assert.equal(hash, message.sha256, message.file);
  }
});

for (const transport of ['UDP', 'TCP'] as const)
  for (const family of ['ipv4', 'ipv6'] as const)
    test(`all twelve get the treatment the RFC describes, over ${transport} and ${family}`, async () => {
      const t = await ExchangeUnderTest.start();
      const strangers = new Strangers(t, family);
      for (const message of MESSAGES) {
        const { answers } = await strangers.send(transport, bytesOf('rfc5118', message), 1000);
        assert.equal(answers.length, 1, message.file);
        assert.ok(isPreferred(message, answers[0]?.status), `${message.file}: ${answers[0]?.startLine}`);
      }
      await t.finish();
    });

test('a port inside the brackets is part of the address, one behind them is a port (§4.3, §4.4)', () => {
  assert.deepEqual(placeOf('port-ambiguous.dat'), { host: '2001:db8::10:5070', port: undefined });
  assert.deepEqual(placeOf('port-unambiguous.dat'), { host: '2001:db8::10', port: 5070 });
});

test('received is the same address with and without brackets (§4.5)', () => {
  for (const file of ['via-received-param-with-delim.dat', 'via-received-param-no-delim.dat'])
    assert.equal(request(file).via.received, '2001:db8::9:255', file);
});

test('addresses of both families stand side by side in Via (§4.7)', () => {
  const vias = request('mult-ip-in-header.dat')
    .headers.list('via')
    .map((text) => {
      const via = parseVia(text);
      assert.ok(via.ok, text);
      return [via.value.transport, via.value.host, via.value.port, via.value.received];
    });
  assert.deepEqual(vias, [
    ['UDP', '2001:db8::9:1', 6050, undefined],
    ['UDP', '192.0.2.1', undefined, undefined],
    ['TCP', '2001:db8::9:255', undefined, '192.0.2.200'],
  ]);
});

test('sound goes to the address of its own section, whatever the family of the others (§4.6, §4.8, §4.9)', () => {
  for (const [file, address] of [
    ['ipv6-in-sdp.dat', '2001:db8::20'],
    ['mult-ip-in-sdp.dat', '192.0.2.1'],
    ['ipv4-mapped-ipv6.dat', '192.0.2.2'],
  ] as const) {
    const session = parseSdp(request(file).body);
    assert.ok(session.ok, file);
    const audio = readAudio(session.value);
    assert.ok(audio.ok, file);
    assert.equal(audio.value.address.replace(/^::ffff:/i, ''), address, file);
  }
});

test('an address with an embedded IPv4 address is read with two colons and with three (§4.10)', () => {
  assert.equal(placeOf('ipv6-correct-abnf-2-colons.dat').host, '2001:db8::192.0.2.1');
  assert.equal(placeOf('ipv6-bug-abnf-3-colons.dat').host, '2001:db8:::192.0.2.1');
});
