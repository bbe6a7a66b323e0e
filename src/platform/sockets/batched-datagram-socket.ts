import { closeSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import type { DatagramReceiver, SocketAddress } from '../../base/sockets.ts';
import type { DatagramReader, ReadSocket } from './datagram-reader.ts';
import type { DatagramSender } from './datagram-sender.ts';
import type { MessageVector } from './message-vector.ts';
import type { NativeAddress, NativeAddresses } from './native-addresses.ts';
import type { PlatformDatagramSocket } from './platform-datagram-socket.ts';
import type { TwinSocket } from './twin-socket.ts';

/** What the sockets of one thread share. */
export interface BatchedSockets {
  readonly reader: DatagramReader;
  readonly sender: DatagramSender;
  readonly addresses: NativeAddresses;
  /** Opens a twin connected to the peer; undefined when none can be had. */
  readonly openTwin: (of: PlatformDatagramSocket & ReadSocket, peer: NativeAddress) => TwinSocket | undefined;
}

/** So many datagrams to one peer within so long are sound, and worth a twin; reports of RTCP never are. */
const WORTH_A_TWIN = 25;
const WORTH_WITHIN_MS = 2_000;

/** Of `sockaddr_in6`. */
const IPV6_WORDS = 7;

/** A UDP socket read and written in batches with those of the same thread. */
export class BatchedDatagramSocket implements PlatformDatagramSocket, ReadSocket {
  readonly fd: number;
  readonly family: SocketAddress['family'];
  readonly local: SocketAddress;
  readonly receiveBufferBytes: number | undefined;
  readonly #shared: BatchedSockets;
  readonly #receive: DatagramReceiver;
  #isOpen = true;
  /** Who was heard and who was sent to last: mostly they are the next, too. */
  #peer: SocketAddress | undefined;
  /** The first words of its address as the kernel has it; of IPv4 no other matters. */
  #peerPort = 0;
  #peerAddress = 0;
  #peerNative: NativeAddress | undefined;
  #target: SocketAddress | undefined;
  #targetNative: NativeAddress | undefined;
  #sentToTarget = 0;
  #countedFromMs = 0;
  #twin: TwinSocket | undefined;

  constructor(
    shared: BatchedSockets,
    bound: {
      readonly fd: number;
      readonly local: SocketAddress;
      readonly receiveBufferBytes: number | undefined;
    },
    receive: DatagramReceiver,
  ) {
    this.fd = bound.fd;
    this.local = bound.local;
    this.family = bound.local.family;
    this.receiveBufferBytes = bound.receiveBufferBytes;
    this.#shared = shared;
    this.#receive = receive;
    shared.reader.add(this);
  }

  send(bytes: Uint8Array, to: SocketAddress): void {
    if (!this.#isOpen || to.family !== this.family) return;
    const { sender } = this.#shared;
    if (to !== this.#target) this.#aim(to);
    if (this.#twin !== undefined) sender.addConnected?.(this.#twin.fd, bytes);
    else if (this.#targetNative) {
      sender.add(this.fd, bytes, this.#targetNative);
      if (++this.#sentToTarget === WORTH_A_TWIN && sender.addConnected) this.#judgeTarget(this.#targetNative);
    }
  }

  #aim(to: SocketAddress): void {
    this.#closeTwin();
    this.#target = to;
    this.#targetNative = this.#shared.addresses.native(to);
    if (this.#shared.sender.addConnected) this.#countAnew();
  }

  #countAnew(): void {
    this.#sentToTarget = 0;
    this.#countedFromMs = performance.now();
  }

  #judgeTarget(peer: NativeAddress): void {
    if (performance.now() - this.#countedFromMs > WORTH_WITHIN_MS) return this.#countAnew();
    this.#twin = this.#shared.openTwin(this, peer);
    if (this.#twin) this.#shared.reader.add(this.#twin);
  }

  #closeTwin(): void {
    if (!this.#twin) return;
    this.#shared.reader.remove(this.#twin);
    this.#twin.close();
    this.#twin = undefined;
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#closeTwin();
    // Before the number of the descriptor can belong to another.
    this.#shared.sender.flush();
    this.#shared.reader.remove(this);
    closeSync(this.fd);
  }

  take(received: MessageVector, count: number): void {
    for (let index = 0; index < count && this.#isOpen; index++)
      this.#tell(received.datagram(index), this.#from(received, index));
  }

  takeOne(bytes: Uint8Array, address: string, port: number): void {
    const from = this.#shared.addresses.heard(this.family, address, port);
    if (from !== undefined) this.#tell(bytes, from);
  }

  #tell(bytes: Uint8Array, from: SocketAddress): void {
    try {
      this.#receive(bytes, from);
    } catch (error) {
      // As with any event: it ends the process, but not in the middle of the others' packets.
      setImmediate(() => {
        throw error;
      });
    }
  }

  #from(received: MessageVector, index: number): SocketAddress {
    const { names } = received;
    const at = received.nameAt(index);
    const isSame = names[at] === this.#peerPort && names[at + 1] === this.#peerAddress;
    if (isSame && this.#peer !== undefined && (this.family === 'ipv4' || this.#isPeerAt(names, at)))
      return this.#peer;
    this.#peer = this.#shared.addresses.peerAt(names, at);
    this.#peerNative = this.#shared.addresses.native(this.#peer);
    this.#peerPort = names[at] as number;
    this.#peerAddress = names[at + 1] as number;
    return this.#peer;
  }

  #isPeerAt(names: Int32Array, at: number): boolean {
    const known = this.#peerNative;
    if (known === undefined) return false;
    for (let word = 0; word < IPV6_WORDS; word++) if (names[at + word] !== known[word]) return false;
    return true;
  }
}
