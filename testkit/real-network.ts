import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { WebSocket } from 'ws';
import {
  formatSocketAddress,
  type MessageConnection,
  type SocketAddress,
  type StreamConnection,
} from '../src/base/sockets.ts';
import { NodeMessageConnection } from '../src/platform/sockets/node-message-connection.ts';
import { NodeNetwork, type NodeNetworkParts } from '../src/platform/sockets/node-network.ts';
import { NodeStreamConnection, remoteAddress } from '../src/platform/sockets/node-stream-connection.ts';
import { toSocketAddress } from '../src/platform/sockets/socket-addresses.ts';
import type { ClientNetwork, ConnectOptions } from './memory-network.ts';

/**
 * The machine's own network, from a phone's side. Connections come from `address`, of which 127.0.0.0/8 has plenty.
 * Certificates are not looked at.
 */
export class RealNetwork extends NodeNetwork implements ClientNetwork {
  readonly #address: string | undefined;

  constructor({ address, ...parts }: NodeNetworkParts & { readonly address?: string } = {}) {
    super(parts);
    this.#address = address;
  }

  async connectStream(
    { address: host, port }: SocketAddress,
    { address: localAddress = this.#address, secure }: ConnectOptions = {},
  ): Promise<StreamConnection> {
    const from = { noDelay: true, ...(localAddress !== undefined && { localAddress }) };
    const socket = secure
      ? connectTls({ host, port, ...from, rejectUnauthorized: false, ALPNProtocols: ['sip'] })
      : connectTcp({ host, port, ...from });
    await once(socket, secure ? 'secureConnect' : 'connect');
    socket.pause();
    const connection = new NodeStreamConnection(socket, farEnd(socket));
    setImmediate(() => connection.start());
    return connection;
  }

  async connectMessages(
    to: SocketAddress,
    { address: localAddress = this.#address, secure }: ConnectOptions = {},
  ): Promise<MessageConnection> {
    const scheme = secure ? 'wss' : 'ws';
    const webSocket = new WebSocket(`${scheme}://${formatSocketAddress(to)}/sip`, 'sip', {
      rejectUnauthorized: false,
      ...(localAddress !== undefined && { localAddress }),
    });
    const upgraded = once(webSocket, 'upgrade');
    // What hinders one hinders the other, and is told once.
    upgraded.catch(() => {});
    await once(webSocket, 'open');
    const [{ socket }] = (await upgraded) as [IncomingMessage];
    const local = toSocketAddress(socket.localAddress ?? '', socket.localFamily, socket.localPort ?? 0);
    return new NodeMessageConnection(webSocket, { local, remote: farEnd(socket), secure: secure === true });
  }
}

function farEnd(socket: Socket): SocketAddress {
  const remote = remoteAddress(socket);
  if (remote === undefined) throw new Error('the connection is gone already');
  return remote;
}
