import { createServer, isIP, type Server, type Socket } from 'node:net';
import {
  type DatagramOptions,
  type DatagramReceiver,
  type DatagramSocket,
  formatSocketAddress,
  type ListenOptions,
  type Network,
  type SocketAddress,
  SocketError,
  type StreamConnection,
  type StreamListener,
} from '../base/sockets.ts';
import { bindDatagramSocket } from './node-datagram-socket.ts';
import { NodeStreamConnection, remoteAddress } from './node-stream-connection.ts';
import type { BindDatagram } from './platform-datagram-socket.ts';
import { localAddress, toSocketError } from './socket-addresses.ts';

/** Connections that the kernel keeps for us while a turn of the event loop lasts. */
const BACKLOG = 1024;

/** When a silent connection is asked whether its peer still lives; a NAT forgets a quiet one after minutes. */
const KEEP_ALIVE_AFTER_MS = 60_000;

const NODE_DATAGRAMS = { backend: 'node:dgram', bind: bindDatagramSocket };

/** A socket that got less than it asked for. */
export interface ShortReceiveBuffer {
  readonly local: SocketAddress;
  readonly wantedBytes: number;
  readonly grantedBytes: number;
}

/**
 * The operating system's sockets: streams by node:net, datagrams by node:dgram unless told otherwise. IPv6 sockets
 * take IPv6 only, so that `0.0.0.0` and `::` can both be bound to one port.
 */
export class NodeNetwork implements Network {
  /** What carries the datagrams, for people. */
  readonly backend: string;
  readonly #bind: BindDatagram;
  readonly #shortReceiveBuffers: ShortReceiveBuffer[] = [];

  constructor(datagrams: { readonly backend: string; readonly bind: BindDatagram } = NODE_DATAGRAMS) {
    this.backend = datagrams.backend;
    this.#bind = datagrams.bind;
  }

  /** Sockets bound so far whose receive buffer the kernel cut: bursts beyond it are lost. */
  get shortReceiveBuffers(): readonly ShortReceiveBuffer[] {
    return this.#shortReceiveBuffers;
  }

  async bindDatagram(options: DatagramOptions, receive: DatagramReceiver): Promise<DatagramSocket> {
    const socket = await this.#bind(options, receive);
    const { receiveBufferBytes: wantedBytes } = options;
    const grantedBytes = socket.receiveBufferBytes ?? 0;
    if (wantedBytes !== undefined && grantedBytes < wantedBytes) {
      this.#shortReceiveBuffers.push({ local: socket.local, wantedBytes, grantedBytes });
    }
    return socket;
  }

  listenStream(
    options: ListenOptions,
    mayConnect: (remote: SocketAddress) => boolean,
    accept: (connection: StreamConnection) => void,
  ): Promise<StreamListener> {
    const family = isIP(options.address);
    const what = `tcp ${formatSocketAddress({ ...options, family: family === 6 ? 'ipv6' : 'ipv4' })}`;
    if (family === 0) return Promise.reject(new SocketError('no-such-address', `${what}: not an IP address`));
    const server = createServer({
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE_AFTER_MS,
      pauseOnConnect: true,
    });
    server.on('connection', (socket) => takeConnection(socket, mayConnect, accept));
    return startListening(server, { host: options.address, port: options.port, what });
  }
}

function takeConnection(
  socket: Socket,
  mayConnect: (remote: SocketAddress) => boolean,
  accept: (connection: StreamConnection) => void,
): void {
  const remote = remoteAddress(socket);
  if (remote === undefined || !mayConnect(remote)) {
    socket.on('error', () => {});
    // A reset leaves nothing behind on our side, where a close would wait in TIME_WAIT for every refused one.
    socket.resetAndDestroy();
    return;
  }
  const connection = new NodeStreamConnection(socket, remote);
  accept(connection);
  connection.start();
}

function startListening(
  server: Server,
  { host, port, what }: { host: string; port: number; what: string },
): Promise<StreamListener> {
  return new Promise((resolve, reject) => {
    // Stays after the start: a failing accept (out of descriptors) must pause accepting, not end the process.
    server.on('error', (error) => reject(toSocketError(what, error)));
    server.listen({ host, port, ipv6Only: true, exclusive: true, backlog: BACKLOG }, () => {
      const local = localAddress(server.address());
      resolve({ local, close: () => void server.close() });
    });
  });
}
