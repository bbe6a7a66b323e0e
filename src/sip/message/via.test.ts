import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Headers } from './headers.ts';
import { parseVia, replaceTopVia, topViaText, type Via, writeVia } from './via.ts';

function read(text: string): Via {
  const parsed = parseVia(text);
  assert.ok(parsed.ok, text);
  return parsed.value;
}

test('a Via is read into its parts', () => {
  const via = read('SIP/2.0/UDP 192.0.2.1:5062;branch=z9hG4bK1;rport;received=198.51.100.7');
  assert.deepEqual(
    [via.transport, via.host, via.port, via.branch, via.rport, via.received],
    ['UDP', '192.0.2.1', 5062, 'z9hG4bK1', 'requested', '198.51.100.7'],
  );
});

test('white space may stand around every separator', () => {
  const via = read('SIP  /    2.0   / udp  192.168.255.111 : 5060  ; branch= z9hG4bK30239');
  assert.deepEqual(
    [via.transport, via.host, via.port, via.branch],
    ['UDP', '192.168.255.111', 5060, 'z9hG4bK30239'],
  );
});

test('IPv6 addresses come with or without brackets in received', () => {
  const via = read('SIP/2.0/TCP [2001:db8::9:1];received=[2001:db8::9:255];branch=z9hG4bKas3-111');
  assert.deepEqual([via.host, via.received], ['2001:db8::9:1', '2001:db8::9:255']);
  assert.equal(read('SIP/2.0/UDP h;received=2001:db8::1').received, '2001:db8::1');
});

test('rport is a port, a question or nothing', () => {
  assert.equal(read('SIP/2.0/UDP h;rport=5071').rport, 5071);
  assert.equal(read('SIP/2.0/UDP h;rport=').rport, 'requested');
  assert.equal(read('SIP/2.0/UDP h;rport=x').rport, undefined);
  assert.equal(read('SIP/2.0/UDP h').rport, undefined);
});

test('a Via of RFC 2543 has no branch, an unknown transport is no error', () => {
  const via = read('SIP/2.0/UNKNOWN h');
  assert.deepEqual([via.transport, via.branch, via.params.size], ['UNKNOWN', undefined, 0]);
});

test('what is no Via is refused', () => {
  for (const text of [
    '',
    'SIP/2.0/UDP',
    'SIP/2.0/UDP ',
    'SIP/7.0/UDP h',
    'SIP/2.0 UDP h',
    'SIP/2.0/UDP 192.0.2.15;;,;,,',
    'SIP/2.0/UDP h:99999',
    'SIP/2.0/UDP h:',
    'SIP/2.0/UDP a b',
    'SIP/2.0/UDP [::1',
    'HTTP/1.1/TCP h',
    'SIP/2.0/UDP h;branch="x',
  ])
    assert.equal(parseVia(text).ok, false, text);
});

test('the topmost value is changed without touching those below', () => {
  const headers = new Headers()
    .append('via', 'SIP/2.0/UDP a;x="1,2" , SIP/2.0/UDP b')
    .append('via', 'SIP/2.0/UDP c');
  assert.equal(topViaText(headers), 'SIP/2.0/UDP a;x="1,2"');
  replaceTopVia(headers, 'SIP/2.0/UDP A');
  assert.deepEqual(headers.list('via'), ['SIP/2.0/UDP A', 'SIP/2.0/UDP b', 'SIP/2.0/UDP c']);
});

test('writing gives brackets to IPv6', () => {
  assert.equal(
    writeVia({
      transport: 'UDP',
      host: '2001:db8::1',
      port: 5060,
      params: [
        ['branch', 'z9hG4bK1'],
        ['rport', undefined],
      ],
    }),
    'SIP/2.0/UDP [2001:db8::1]:5060;branch=z9hG4bK1;rport',
  );
});
