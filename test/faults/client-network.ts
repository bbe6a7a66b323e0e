import { connect } from 'node:net';
import { type SocketAddress, SocketError, type StreamConnection } from '../../src/base/sockets.ts';
import { NodeNetwork } from '../../src/platform/node-network.ts';
import { NodeStreamConnection } from '../../src/platform/node-stream-connection.ts';
import type { ClientNetwork } from '../../testkit/memory-network.ts';

const SOCKETS = new NodeNetwork();

/** The real network for scripted phones; connections come from `address`, of which 127.0.0.0/8 has plenty. */
export function clientNetwork(address: string): ClientNetwork {
  return {
    bindDatagram: (options, receive) => SOCKETS.bindDatagram(options, receive),
    listenStream: (options, mayConnect, accept) => SOCKETS.listenStream(options, mayConnect, accept),
    connectStream: (to) => connectFrom(address, to),
  };
}

function connectFrom(localAddress: string, to: SocketAddress): Promise<StreamConnection> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: to.address, port: to.port, localAddress, noDelay: true });
    socket.once('error', (error) => reject(new SocketError('other', error.message)));
    socket.once('connect', () => resolve(new NodeStreamConnection(socket, to)));
  });
}
