import type { DatagramSender } from './datagram-sender.ts';
import { type Libc, MSG_DONTWAIT, MSG_NOSIGNAL, type Pointer } from './libc.ts';
import { MAX_DATAGRAM_BYTES, MessageVector } from './message-vector.ts';
import type { NativeAddress } from './native-addresses.ts';

const FLAGS = MSG_DONTWAIT | MSG_NOSIGNAL;

/**
 * Sends each datagram at once. Of sockets that each have one peer no two datagrams go with one system call, so that
 * waiting for more brings nothing; and memory that is used for every datagram is always in the cache.
 */
export class DirectSender implements DatagramSender {
  readonly #libc: Libc;
  readonly #slot: MessageVector;
  readonly #bytes: Uint8Array;
  readonly #name: Int32Array;
  readonly #bytesAt: Pointer;
  readonly #nameAt: Pointer;

  constructor(libc: Libc) {
    this.#libc = libc;
    this.#slot = new MessageVector(libc, 1, MAX_DATAGRAM_BYTES + 1);
    this.#bytes = this.#slot.bytes;
    this.#name = this.#slot.names;
    this.#bytesAt = this.#slot.slotPointer(0);
    this.#nameAt = this.#slot.namePointer(0);
  }

  /** What the network does not take is lost: a full buffer, a place that cannot be reached. */
  add(fd: number, bytes: Uint8Array, to: NativeAddress): void {
    const { length } = bytes;
    if (length > MAX_DATAGRAM_BYTES) return;
    this.#bytes.set(bytes);
    const name = this.#name;
    for (let i = 0; i < to.length; i++) name[i] = to[i] as number;
    this.#libc.sendto(fd, this.#bytesAt, length, FLAGS, this.#nameAt, to.length * 4);
  }

  addConnected(fd: number, bytes: Uint8Array): void {
    const { length } = bytes;
    if (length > MAX_DATAGRAM_BYTES) return;
    this.#bytes.set(bytes);
    // What a router said of an earlier datagram is told to the next, and keeps only that one from leaving.
    if (this.#libc.send(fd, this.#bytesAt, length, FLAGS) < 0)
      this.#libc.send(fd, this.#bytesAt, length, FLAGS);
  }

  flush(): void {}
}
