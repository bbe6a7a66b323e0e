import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DatagramSocket, SocketAddress } from '../../base/sockets.ts';
import { isAnswerable } from './answerable-source.ts';
import { UdpFlow } from './udp-flow.ts';

const LOCAL: SocketAddress = { family: 'ipv4', address: '192.0.2.10', port: 5060 };

test('flows of one pair of addresses have one id, those of any other another', () => {
  const sent: SocketAddress[] = [];
  const socket: DatagramSocket = { local: LOCAL, send: (_bytes, to) => void sent.push(to), close() {} };
  const to = (port: number, address = '198.51.100.7') =>
    new UdpFlow(socket, { family: 'ipv4', address, port });
  assert.equal(to(5062).id, 'udp 192.0.2.10:5060 198.51.100.7:5062');
  assert.equal(to(5062).id, to(5062).id);
  assert.notEqual(to(5063).id, to(5062).id);
  assert.notEqual(to(5062, '198.51.100.8').id, to(5062).id);
  to(5062).send(new Uint8Array(1));
  assert.deepEqual(sent, [to(5062).remote]);
});

test('sources that name no single host are never answered', () => {
  const source = (address: string, port = 5060): SocketAddress => ({
    family: address.includes(':') ? 'ipv6' : 'ipv4',
    address,
    port,
  });
  for (const address of [
    '0.0.0.0',
    '0.1.2.3',
    '224.0.1.75',
    '239.255.255.255',
    '240.0.0.1',
    '255.255.255.255',
  ])
    assert.equal(isAnswerable(source(address)), false, address);
  for (const address of ['::', 'ff02::1', 'FF0E::1'])
    assert.equal(isAnswerable(source(address)), false, address);
  assert.equal(isAnswerable(source('198.51.100.7', 0)), false);
  for (const address of [
    '198.51.100.7',
    '127.0.0.1',
    '223.255.255.254',
    '2001:db8::1',
    'fe80::1',
    'fd00::1',
    '::1',
  ])
    assert.equal(isAnswerable(source(address)), true, address);
});
