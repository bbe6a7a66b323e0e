import { type DatagramSocket, formatSocketAddress, type SocketAddress } from '../../base/sockets.ts';
import type { Flow } from './flow.ts';
import type { MessageTap } from './message-tap.ts';

/** A pair of addresses. It is always open: whether anybody is at the other end, only an answer tells. */
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

type FlowsByPort = Map<number, UdpFlow>;

/**
 * The flows of one socket, so that the same pair of addresses is the same object as long as it is used. Bounded:
 * when the young half is full it becomes the old half, and what nobody asked for again is forgotten. A forgotten
 * flow still works and its successor has the same id.
 */
export class UdpFlowTable {
  readonly #socket: DatagramSocket;
  readonly #tap: MessageTap | undefined;
  /** How many flows it can remember. */
  readonly capacity: number;
  readonly #half: number;
  #young = new Map<string, FlowsByPort>();
  #old = new Map<string, FlowsByPort>();
  #youngSize = 0;
  #oldSize = 0;

  /** Holds up to `capacity` flows. */
  constructor(socket: DatagramSocket, tap?: MessageTap, capacity = 32_768) {
    this.#socket = socket;
    this.#tap = tap;
    this.#half = Math.max(1, capacity >> 1);
    this.capacity = 2 * this.#half;
  }

  /** Remembered flows; one that was taken up again from the old half counts twice. */
  get size(): number {
    return this.#youngSize + this.#oldSize;
  }

  get(remote: SocketAddress): UdpFlow {
    const known = this.#young.get(remote.address)?.get(remote.port);
    if (known !== undefined) return known;
    const flow =
      this.#old.get(remote.address)?.get(remote.port) ?? new UdpFlow(this.#socket, remote, this.#tap);
    this.#keep(flow);
    return flow;
  }

  #keep(flow: UdpFlow): void {
    if (this.#youngSize >= this.#half) {
      this.#old = this.#young;
      this.#oldSize = this.#youngSize;
      this.#young = new Map();
      this.#youngSize = 0;
    }
    const { address, port } = flow.remote;
    const byPort = this.#young.get(address);
    if (byPort === undefined) this.#young.set(address, new Map([[port, flow]]));
    else byPort.set(port, flow);
    this.#youngSize++;
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
