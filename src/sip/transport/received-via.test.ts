import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SocketAddress } from '../../base/sockets.ts';
import { Headers } from '../message/headers.ts';
import { SipRequest } from '../message/message.ts';
import { fillReceived } from './received-via.ts';

const SOURCE: SocketAddress = { family: 'ipv4', address: '198.51.100.7', port: 40_000 };

function filled(via: string, source = SOURCE): readonly string[] {
  const headers = new Headers([{ name: 'via', value: via }]);
  const request = new SipRequest('OPTIONS', 'sip:x', headers);
  fillReceived(request, source);
  return headers.all('via');
}

test('a Via that tells the truth and asks nothing stays as it is', () => {
  const via = 'SIP/2.0/UDP 198.51.100.7:5062;branch=z9hG4bKx';
  assert.deepEqual(filled(via), [via]);
  assert.deepEqual(
    filled('SIP/2.0/UDP [2001:DB8::7]:5062;branch=z9hG4bKx', {
      ...SOURCE,
      family: 'ipv6',
      address: '2001:db8::7',
    }),
    ['SIP/2.0/UDP [2001:DB8::7]:5062;branch=z9hG4bKx'],
  );
});

test('received is added when the address differs or a name stands there', () => {
  for (const host of ['192.168.1.10', 'phone.invalid', '[2001:db8::1]']) {
    assert.deepEqual(filled(`SIP/2.0/UDP ${host}:5062;branch=z9hG4bKx`), [
      `SIP/2.0/UDP ${host}:5062;branch=z9hG4bKx;received=198.51.100.7`,
    ]);
  }
});

test('rport is filled where it stands, and brings received with it', () => {
  assert.deepEqual(filled('SIP/2.0/UDP 198.51.100.7:5062;rport;branch=z9hG4bKx'), [
    'SIP/2.0/UDP 198.51.100.7:5062;rport=40000;branch=z9hG4bKx;received=198.51.100.7',
  ]);
  assert.deepEqual(filled('SIP/2.0/UDP 10.0.0.1;branch=z9hG4bKx;rport'), [
    'SIP/2.0/UDP 10.0.0.1;branch=z9hG4bKx;rport=40000;received=198.51.100.7',
  ]);
});

test('a Via that ends in a semicolon is written anew, so that what is added can be read', () => {
  assert.deepEqual(filled('SIP/2.0/UDP 10.0.0.1;branch=z9hG4bKx;'), [
    'SIP/2.0/UDP 10.0.0.1;branch=z9hG4bKx;received=198.51.100.7',
  ]);
  assert.deepEqual(filled('SIP/2.0/UDP 10.0.0.1;rport;branch=z9hG4bKx;, SIP/2.0/UDP b'), [
    'SIP/2.0/UDP 10.0.0.1;branch=z9hG4bKx;rport=40000;received=198.51.100.7, SIP/2.0/UDP b',
  ]);
});

test('what the sender claims about himself is replaced', () => {
  for (const params of [
    ';rport=1;branch=z9hG4bKx',
    ';branch=z9hG4bKx;RPORT = 7',
    ';branch=z9hG4bKx;received=203.0.113.1;rport',
    ';rport;received="203.0.113.1" ; branch=z9hG4bKx',
    ' ; rport ;branch=z9hG4bKx',
  ]) {
    assert.deepEqual(
      filled(`SIP/2.0/UDP 10.0.0.1${params}`),
      ['SIP/2.0/UDP 10.0.0.1;branch=z9hG4bKx;rport=40000;received=198.51.100.7'],
      params,
    );
  }
  assert.deepEqual(filled('SIP/2.0/UDP 198.51.100.7;branch=z9hG4bKx;received=203.0.113.1'), [
    'SIP/2.0/UDP 198.51.100.7;branch=z9hG4bKx',
  ]);
});

test('only the topmost Via is touched', () => {
  const headers = new Headers([
    { name: 'via', value: 'SIP/2.0/UDP 10.0.0.1;branch=z9hG4bKx;rport, SIP/2.0/UDP a.invalid;rport' },
    { name: 'via', value: 'SIP/2.0/UDP b.invalid;rport' },
  ]);
  fillReceived(new SipRequest('OPTIONS', 'sip:x', headers), SOURCE);
  assert.deepEqual(headers.list('via'), [
    'SIP/2.0/UDP 10.0.0.1;branch=z9hG4bKx;rport=40000;received=198.51.100.7',
    'SIP/2.0/UDP a.invalid;rport',
    'SIP/2.0/UDP b.invalid;rport',
  ]);
});

test('a Via that cannot be read stays as it is', () => {
  assert.deepEqual(filled('nonsense'), ['nonsense']);
});
