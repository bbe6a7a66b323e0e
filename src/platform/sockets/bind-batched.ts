import { closeSync } from 'node:fs';
import { isIP } from 'node:net';
import {
  type DatagramOptions,
  type DatagramReceiver,
  formatSocketAddress,
  type SocketAddress,
  SocketError,
} from '../../base/sockets.ts';
import { BatchedDatagramSocket, type BatchedSockets } from './batched-datagram-socket.ts';
import { DatagramPoller } from './datagram-poller.ts';
import type { ReadSocket } from './datagram-reader.ts';
import { DirectSender } from './direct-sender.ts';
import {
  AF_INET,
  AF_INET6,
  IPPROTO_IPV6,
  IPV6_V6ONLY,
  type Libc,
  type NativeMemory,
  SO_RCVBUF,
  SO_REUSEADDR,
  SOCK_CLOEXEC,
  SOCK_DGRAM,
  SOCK_NONBLOCK,
  SOL_SOCKET,
} from './libc.ts';
import { LONGEST_ADDRESS_BYTES, type NativeAddress, NativeAddresses } from './native-addresses.ts';
import { ownDescriptor, systemError } from './owned-descriptor.ts';
import type { DatagramBackend, PlatformDatagramSocket } from './platform-datagram-socket.ts';
import { SendQueue } from './send-queue.ts';
import { toSocketError } from './socket-addresses.ts';
import { TwinSocket } from './twin-socket.ts';
import { WakingDatagramReader } from './waking-datagram-reader.ts';

/** How the sockets of one thread are read and written. */
type Traffic = (libc: Libc) => Pick<BatchedSockets, 'reader' | 'sender'>;

/** Read at a steady tick, and sent at once: for a thread of media, whose packets come at one, and go one by one. */
export const polled: Traffic = (libc) => ({
  reader: new DatagramPoller(libc),
  sender: new DirectSender(libc),
});

/** Read as soon as something comes; what answers a batch of it leaves together. */
export const woken: Traffic = (libc) => {
  const sender = new SendQueue(libc);
  const beforeRead = (): void => {
    sender.isHeld = true;
  };
  const afterRead = (): void => {
    sender.isHeld = false;
    sender.flush();
  };
  return { reader: new WakingDatagramReader(libc, { beforeRead, afterRead }), sender };
};

/** The sockets of one thread: they are read and written together. */
export function batchedDatagrams(libc: Libc, traffic: Traffic): DatagramBackend {
  const shared: BatchedSockets = {
    ...traffic(libc),
    addresses: new NativeAddresses(libc),
    openTwin: (of, peer) => binder.openTwin(of, peer),
  };
  const { reader } = shared;
  const binder = new Binder(libc, shared);
  return {
    name: 'libc recvmmsg/sendmmsg',
    bind: async (options, receive) => binder.bind(options, receive),
    readNow: () => reader.readNow?.(),
    mayGather: (ms) => reader.mayGather?.(ms),
  };
}

/** Where the kernel's answers are put: an address, its length, and an option. */
const LENGTH_AT = 32;
const VALUE_AT = 36;
const SCRATCH_BYTES = 40;

class Binder {
  readonly #libc: Libc;
  readonly #shared: BatchedSockets;
  readonly #scratch: NativeMemory;
  readonly #words: Int32Array;
  /** Receive buffers by what was asked for. */
  readonly #granted = new Map<number, number>();

  constructor(libc: Libc, shared: BatchedSockets) {
    this.#libc = libc;
    this.#shared = shared;
    this.#scratch = libc.allocate(SCRATCH_BYTES);
    this.#words = new Int32Array(this.#scratch.buffer);
  }

  bind(options: DatagramOptions, receive: DatagramReceiver): BatchedDatagramSocket {
    const family = isIP(options.address) === 6 ? 'ipv6' : 'ipv4';
    const what = `udp ${formatSocketAddress({ ...options, family })}`;
    if (isIP(options.address) === 0) throw new SocketError('no-such-address', `${what}: not an IP address`);
    const fd = this.#descriptor(family, what);
    try {
      const local = this.#bindTo(fd, family, options, what);
      const wanted = options.receiveBufferBytes;
      const receiveBufferBytes = wanted === undefined ? undefined : this.#setReceiveBuffer(fd, wanted);
      return new BatchedDatagramSocket(this.#shared, { fd, local, receiveBufferBytes }, receive);
    } catch (error) {
      closeSync(fd);
      throw error instanceof SocketError ? error : toSocketError(what, error);
    }
  }

  /** Both let the other share their port while the twin is bound, and nobody from then on. */
  openTwin(of: PlatformDatagramSocket & ReadSocket, peer: NativeAddress): TwinSocket | undefined {
    const { family, local, receiveBufferBytes } = of;
    let fd = -1;
    try {
      fd = this.#descriptor(family, 'twin');
      for (const each of [of.fd, fd]) this.#setOption(each, SOL_SOCKET, SO_REUSEADDR, 1);
      this.#bindTo(fd, family, local, 'twin');
      for (const each of [of.fd, fd]) this.#setOption(each, SOL_SOCKET, SO_REUSEADDR, 0);
      if (receiveBufferBytes !== undefined) this.#setReceiveBuffer(fd, receiveBufferBytes);
      this.#words.set(peer);
      if (this.#libc.connect(fd, this.#scratch.address, peer.byteLength) !== 0) throw this.#error('twin');
      return new TwinSocket(fd, of);
    } catch {
      this.#setOption(of.fd, SOL_SOCKET, SO_REUSEADDR, 0);
      if (fd !== -1) closeSync(fd);
      return undefined;
    }
  }

  #descriptor(family: SocketAddress['family'], what: string): number {
    const type = SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC;
    const socket = this.#libc.socket(family === 'ipv6' ? AF_INET6 : AF_INET, type, 0);
    if (socket === -1) throw this.#error(what);
    try {
      return ownDescriptor(this.#libc, socket);
    } catch (error) {
      throw toSocketError(what, error);
    }
  }

  #bindTo(
    fd: number,
    family: SocketAddress['family'],
    { address, port }: DatagramOptions,
    what: string,
  ): SocketAddress {
    const { addresses } = this.#shared;
    const wanted = addresses.toBind(family, address, port);
    if (!wanted) throw new SocketError('no-such-address', `${what}: not an IP address`);
    if (family === 'ipv6') this.#setOption(fd, IPPROTO_IPV6, IPV6_V6ONLY, 1);
    this.#words.set(wanted);
    if (this.#libc.bind(fd, this.#scratch.address, wanted.byteLength) !== 0) throw this.#error(what);
    // An IPv4 address is written in one way only, and asking costs a system call.
    return family === 'ipv4' && port !== 0 ? { family, address, port } : this.#nameOf(fd);
  }

  #nameOf(fd: number): SocketAddress {
    this.#words[LENGTH_AT / 4] = LONGEST_ADDRESS_BYTES;
    this.#libc.getsockname(fd, this.#scratch.address, this.#scratch.address + LENGTH_AT);
    return this.#shared.addresses.peerAt(this.#words, 0);
  }

  /**
   * Linux reports twice what was asked for, because it counts its own book-keeping (socket(7)). The limit is the
   * system's: what one socket was granted the next is granted, too.
   */
  #setReceiveBuffer(fd: number, wanted: number): number | undefined {
    if (!this.#setOption(fd, SOL_SOCKET, SO_RCVBUF, wanted)) return undefined;
    const known = this.#granted.get(wanted);
    if (known !== undefined) return known;
    const { address } = this.#scratch;
    this.#words[LENGTH_AT / 4] = 4;
    const failed = this.#libc.getsockopt(fd, SOL_SOCKET, SO_RCVBUF, address + VALUE_AT, address + LENGTH_AT);
    if (failed) return undefined;
    const granted = (this.#words[VALUE_AT / 4] as number) / 2;
    this.#granted.set(wanted, granted);
    return granted;
  }

  #setOption(fd: number, level: number, option: number, value: number): boolean {
    this.#words[VALUE_AT / 4] = value;
    return this.#libc.setsockopt(fd, level, option, this.#scratch.address + VALUE_AT, 4) === 0;
  }

  #error(what: string): SocketError {
    return toSocketError(what, systemError(this.#libc));
  }
}
