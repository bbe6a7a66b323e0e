import { createServer, isIP, type Server, type Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import {
  type DatagramOptions,
  type DatagramReceiver,
  type DatagramSocket,
  formatSocketAddress,
  type Network,
  type SocketAddress,
  SocketError,
  type StreamConnection,
  type StreamListener,
  type StreamOptions,
} from '../../base/sockets.ts';
import { bindDatagramSocket } from './node-datagram-socket.ts';
import { NodeStreamConnection, remoteAddress } from './node-stream-connection.ts';
import type { DatagramBackend } from './platform-datagram-socket.ts';
import { secureSocket } from './secure-socket.ts';
import { localAddress, toSocketError } from './socket-addresses.ts';

/** Connections that the kernel keeps for us while a turn of the event loop lasts. */
const BACKLOG = 1024;

/** When a silent connection is asked whether its peer still lives; a NAT forgets a quiet one after minutes. */
const KEEP_ALIVE_AFTER_MS = 60_000;

/** Security 2.12: a handshake that takes longer is none. */
const HANDSHAKE_MS = 5_000;

const NODE_DATAGRAMS: DatagramBackend = { name: 'node:dgram', bind: bindDatagramSocket };

/** A socket that got less than it asked for. */
export interface ShortReceiveBuffer {
  readonly local: SocketAddress;
  readonly wantedBytes: number;
  readonly grantedBytes: number;
}

export interface NodeNetworkParts {
  /** What carries datagrams; node:dgram when left out. */
  readonly datagrams?: DatagramBackend;
  /** What TLS shows; while it has nothing, and without it, secure listeners refuse every connection. */
  readonly certificate?: { readonly context: SecureContext | undefined };
  readonly handshakeMs?: number;
}

/**
 * The operating system's sockets: streams by node:net and node:tls, datagrams by node:dgram unless told otherwise.
 * IPv6 sockets take IPv6 only, so that `0.0.0.0` and `::` can both be bound to one port.
 */
export class NodeNetwork implements Network {
  /** What carries the datagrams, for people. */
  readonly backend: string;
  readonly #datagrams: DatagramBackend;
  readonly #certificate: NodeNetworkParts['certificate'];
  readonly #handshakeMs: number;
  readonly #shortReceiveBuffers: ShortReceiveBuffer[] = [];

  constructor({
    datagrams = NODE_DATAGRAMS,
    certificate,
    handshakeMs = HANDSHAKE_MS,
  }: NodeNetworkParts = {}) {
    this.backend = datagrams.name;
    this.#datagrams = datagrams;
    this.#certificate = certificate;
    this.#handshakeMs = handshakeMs;
  }

  /** Sockets bound so far whose receive buffer the kernel cut: bursts beyond it are lost. */
  get shortReceiveBuffers(): readonly ShortReceiveBuffer[] {
    return this.#shortReceiveBuffers;
  }

  readNow(): void {
    this.#datagrams.readNow?.();
  }

  mayGather(ms: number): void {
    this.#datagrams.mayGather?.(ms);
  }

  async bindDatagram(options: DatagramOptions, receive: DatagramReceiver): Promise<DatagramSocket> {
    const socket = await this.#datagrams.bind(options, receive);
    const { receiveBufferBytes: wantedBytes } = options;
    const grantedBytes = socket.receiveBufferBytes ?? 0;
    if (wantedBytes !== undefined && grantedBytes < wantedBytes) {
      this.#shortReceiveBuffers.push({ local: socket.local, wantedBytes, grantedBytes });
    }
    return socket;
  }

  listenStream(
    options: StreamOptions,
    mayConnect: (remote: SocketAddress) => boolean,
    accept: (connection: StreamConnection) => void,
  ): Promise<StreamListener> {
    const family = isIP(options.address);
    const carrier = options.secure ? 'tls' : 'tcp';
    const what = `${carrier} ${formatSocketAddress({ ...options, family: family === 6 ? 'ipv6' : 'ipv4' })}`;
    if (family === 0) return Promise.reject(new SocketError('no-such-address', `${what}: not an IP address`));
    const server = createServer({
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE_AFTER_MS,
      pauseOnConnect: true,
    });
    server.on('connection', (socket) => {
      const remote = remoteAddress(socket);
      if (remote === undefined || !mayConnect(remote)) return reset(socket);
      const carried = options.secure ? this.#secured(socket) : socket;
      if (carried === undefined) return reset(socket);
      const connection = new NodeStreamConnection(carried, remote);
      accept(connection);
      connection.start();
    });
    return startListening(server, { host: options.address, port: options.port, what });
  }

  #secured(socket: Socket): Socket | undefined {
    const context = this.#certificate?.context;
    return context && secureSocket(socket, context, this.#handshakeMs);
  }
}

/** A reset leaves nothing behind on our side, where a close would wait in TIME_WAIT for every refused one. */
function reset(socket: Socket): void {
  socket.on('error', () => {});
  socket.resetAndDestroy();
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
