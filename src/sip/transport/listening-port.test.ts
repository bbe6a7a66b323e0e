import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DatagramSocket, SocketAddress } from '../../base/sockets.ts';
import { Headers } from '../message/headers.ts';
import { SipRequest } from '../message/message.ts';
import { wayBack } from './listening-port.ts';
import { UdpFlow } from './udp-flow.ts';

function sentTo(via: string, source: SocketAddress): SocketAddress | undefined {
  let to: SocketAddress | undefined;
  const socket: DatagramSocket = {
    local: { family: 'ipv4', address: '192.168.7.1', port: 5060 },
    send: (_bytes, remote) => {
      to = remote;
    },
    close() {},
  };
  const request = new SipRequest('OPTIONS', 'sip:192.168.7.1', new Headers().append('via', via));
  const flow = wayBack(request, new UdpFlow(socket, source));
  assert.deepEqual(flow.remote, source, 'it is known by where it sends from');
  flow.send(new Uint8Array(1));
  return to;
}

const PHONE: SocketAddress = { family: 'ipv4', address: '192.168.7.20', port: 49_161 };

for (const [what, via, port] of [
  ['the port of its Via', 'SIP/2.0/UDP 192.168.7.20:5070;branch=z9hG4bKx', 5070],
  ['5060 when its Via has none', 'SIP/2.0/UDP 192.168.7.20;branch=z9hG4bKx', 5060],
  ['its source when it asks for rport', 'SIP/2.0/UDP 192.168.7.20:5060;branch=z9hG4bKx;rport', 49_161],
  ['its source when Via names another host', 'SIP/2.0/UDP 192.168.7.21:5060;branch=z9hG4bKx', 49_161],
  ['its source when Via is unreadable', 'SIP/2.0/UDP', 49_161],
] as const) {
  test(`a phone on a private network is answered at ${what}`, () => {
    assert.equal(sentTo(via, PHONE)?.port, port);
  });
}

test('an address of the internet is answered at its source', () => {
  const source: SocketAddress = { family: 'ipv4', address: '198.51.100.20', port: 49_161 };
  assert.deepEqual(sentTo('SIP/2.0/UDP 198.51.100.20:5060;branch=z9hG4bKx', source), source);
});
