import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { isIP } from 'node:net';
import {
  type DatagramOptions,
  type DatagramReceiver,
  formatSocketAddress,
  type SocketAddress,
  SocketError,
} from '../../base/sockets.ts';
import type { PlatformDatagramSocket } from './platform-datagram-socket.ts';
import { localAddress, toSocketAddress, toSocketError } from './socket-addresses.ts';

type LookupCallback = (error: null, address: string, family: number) => void;

/** dgram asks for a name resolver at every send; ours are numbers already, so it is answered on the spot. */
function numericLookup(family: 4 | 6) {
  return (address: string, _options: unknown, callback: LookupCallback): void =>
    callback(null, address, family);
}

const LOOKUP_IPV4 = numericLookup(4);
const LOOKUP_IPV6 = numericLookup(6);

/** A UDP socket of the operating system. */
export class NodeDatagramSocket implements PlatformDatagramSocket {
  readonly local: SocketAddress;
  readonly receiveBufferBytes: number | undefined;
  readonly #socket: Socket;
  #open = true;

  constructor(socket: Socket, wantedReceiveBufferBytes: number | undefined) {
    this.#socket = socket;
    this.local = localAddress(socket.address());
    this.receiveBufferBytes =
      wantedReceiveBufferBytes === undefined ? undefined : setReceiveBuffer(socket, wantedReceiveBufferBytes);
  }

  send(bytes: Uint8Array, to: SocketAddress): void {
    if (!this.#open || to.family !== this.local.family || !isPort(to.port)) return;
    // Without a callback dgram keeps errors of the network to itself, and saves a tick per packet.
    this.#socket.send(bytes, 0, bytes.byteLength, to.port, to.address);
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#socket.close();
  }
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port > 0 && port <= 65_535;
}

/** Linux reports twice what was asked for, because it counts its own book-keeping (socket(7)). */
function setReceiveBuffer(socket: Socket, wanted: number): number | undefined {
  try {
    socket.setRecvBufferSize(wanted);
    const reported = socket.getRecvBufferSize();
    return process.platform === 'linux' ? reported / 2 : reported;
  } catch {
    return undefined;
  }
}

/** Rejects with a `SocketError` when the address cannot be had. */
export function bindDatagramSocket(
  options: DatagramOptions,
  receive: DatagramReceiver,
): Promise<NodeDatagramSocket> {
  const family = isIP(options.address);
  const what = `udp ${formatSocketAddress({ ...options, family: family === 6 ? 'ipv6' : 'ipv4' })}`;
  if (family === 0) return Promise.reject(new SocketError('no-such-address', `${what}: not an IP address`));
  return new Promise((resolve, reject) => {
    const socket = createSocket(
      family === 6
        ? { type: 'udp6', ipv6Only: true, lookup: LOOKUP_IPV6 }
        : { type: 'udp4', lookup: LOOKUP_IPV4 },
    );
    let bound = false;
    // Stays for good: an ICMP "port unreachable" arrives as ECONNREFUSED, and without a listener ends the process.
    socket.on('error', (error) => {
      if (bound) return;
      socket.close();
      reject(toSocketError(what, error));
    });
    socket.on('message', (bytes: Buffer, from: RemoteInfo) =>
      receive(bytes, toSocketAddress(from.address, from.family, from.port)),
    );
    socket.bind({ address: options.address, port: options.port, exclusive: true }, () => {
      bound = true;
      resolve(new NodeDatagramSocket(socket, options.receiveBufferBytes));
    });
  });
}
