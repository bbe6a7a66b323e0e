import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DatagramSocket, SocketAddress } from '../../base/sockets.ts';
import { isAnswerable } from './answerable-source.ts';
import { UdpFlowTable } from './udp-flow.ts';

const LOCAL: SocketAddress = { family: 'ipv4', address: '192.0.2.10', port: 5060 };

function table(capacity?: number) {
  const sent: SocketAddress[] = [];
  const socket: DatagramSocket = { local: LOCAL, send: (_bytes, to) => void sent.push(to), close() {} };
  return { flows: new UdpFlowTable(socket, undefined, capacity), sent };
}

function remote(port: number, address = '198.51.100.7'): SocketAddress {
  return { family: 'ipv4', address, port };
}

test('the same pair of addresses is the same flow, any other is another', () => {
  const { flows } = table();
  const flow = flows.get(remote(5062));
  assert.equal(flows.get(remote(5062)), flow);
  assert.equal(flow.id, 'udp 192.0.2.10:5060 198.51.100.7:5062');
  assert.notEqual(flows.get(remote(5063)).id, flow.id);
  assert.notEqual(flows.get(remote(5062, '198.51.100.8')).id, flow.id);
});

test('a flow in use stays the same object while thousands of strangers pass, and a forgotten one still works', () => {
  const { flows, sent } = table(100);
  const used = flows.get(remote(1));
  const idle = flows.get(remote(2));
  for (let port = 1000; port < 6000; port++) {
    flows.get(remote(port, `203.0.113.${port % 200}`));
    if (port % 20 === 0) assert.equal(flows.get(remote(1)), used);
  }
  const again = flows.get(remote(2));
  assert.notEqual(again, idle);
  assert.equal(again.id, idle.id);
  idle.send(new Uint8Array(1));
  assert.deepEqual(sent, [remote(2)]);
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
