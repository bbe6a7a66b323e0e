import { type DatagramSocket, formatSocketAddress, type SocketAddress } from '../../base/sockets.ts';
import type { Flow } from './flow.ts';
import type { MessageTap } from './message-tap.ts';

/**
 * A pair of addresses. It is always open: whether anybody is at the other end, only an answer tells. One is made for
 * every datagram and kept by whoever lets its sender in: a table of them would hold every forged source for a while
 * (security 1.13), and finding one there costs more than making it. Flows are the same when their ids are.
 */
export class UdpFlow implements Flow {
  readonly transport = 'udp';
  readonly reliable = false;
  readonly open = true;
  readonly local: SocketAddress;
  readonly remote: SocketAddress;
  readonly listensAt: SocketAddress;
  readonly #socket: DatagramSocket;
  readonly #tap: MessageTap | undefined;
  #id: string | undefined;

  constructor(socket: DatagramSocket, remote: SocketAddress, tap?: MessageTap, listensAt = remote) {
    this.#socket = socket;
    this.#tap = tap;
    this.local = socket.local;
    this.remote = remote;
    this.listensAt = listensAt;
  }

  get id(): string {
    this.#id ??= `udp ${formatSocketAddress(this.local)} ${formatSocketAddress(this.remote)}`;
    return this.#id;
  }

  send(bytes: Uint8Array): void {
    this.#tap?.sent(bytes);
    this.#socket.send(bytes, this.listensAt);
  }

  /** The same phone, sent to on another port than it sends from. */
  listeningOn(port: number): UdpFlow {
    return new UdpFlow(this.#socket, this.remote, this.#tap, { ...this.remote, port });
  }
}

/** A UDP flow that leads nowhere: no socket of its address family is open. */
export function deadFlow(local: SocketAddress, remote: SocketAddress): Flow {
  return {
    id: `udp ${formatSocketAddress(local)} ${formatSocketAddress(remote)}`,
    transport: 'udp',
    local,
    remote,
    reliable: false,
    open: false,
    send() {},
  };
}
