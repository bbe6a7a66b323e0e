import type { DatagramSender } from './datagram-sender.ts';
import { type Libc, MSG_DONTWAIT, MSG_NOSIGNAL } from './libc.ts';
import { MAX_DATAGRAM_BYTES, MessageVector } from './message-vector.ts';
import type { NativeAddress } from './native-addresses.ts';

const SLOTS = 64;
/** Larger ones are rare and sent one by one. */
const SLOT_BYTES = 2048;
const FLAGS = MSG_DONTWAIT | MSG_NOSIGNAL;

/**
 * Datagrams of all sockets of a thread, copied and sent together: those of one socket that follow each other with
 * one system call. They leave when the queue is full, when the owner flushes, and at the end of the turn.
 */
export class SendQueue implements DatagramSender {
  readonly #libc: Libc;
  readonly #vector: MessageVector;
  readonly #fds = new Int32Array(SLOTS);
  readonly #lengths = new Int32Array(SLOTS);
  readonly #nameBytes = new Int32Array(SLOTS);
  readonly #flushInTurn = (): void => {
    this.#isPlanned = false;
    this.flush();
  };
  #large: MessageVector | undefined;
  #count = 0;
  #isPlanned = false;
  /** The owner flushes when it has dealt with what arrived. */
  isHeld = false;

  constructor(libc: Libc) {
    this.#libc = libc;
    this.#vector = new MessageVector(libc, SLOTS, SLOT_BYTES);
  }

  add(fd: number, bytes: Uint8Array, to: NativeAddress): void {
    const { length } = bytes;
    if (length > SLOT_BYTES) {
      this.#sendLarge(fd, bytes, to);
      return;
    }
    const index = this.#count++;
    const vector = this.#vector;
    vector.bytes.set(bytes, index * SLOT_BYTES);
    writeName(vector, index, to);
    vector.setLengths(index, to.byteLength, length);
    this.#fds[index] = fd;
    this.#lengths[index] = length;
    this.#nameBytes[index] = to.byteLength;
    if (this.#count === SLOTS) this.flush();
    else if (!this.isHeld && !this.#isPlanned) {
      this.#isPlanned = true;
      setImmediate(this.#flushInTurn);
    }
  }

  /** What the network does not take is lost: a full buffer, a place that cannot be reached. */
  flush(): void {
    const count = this.#count;
    const fds = this.#fds;
    for (let from = 0; from < count; ) {
      const fd = fds[from] as number;
      let to = from + 1;
      while (to < count && fds[to] === fd) to++;
      if (to - from === 1) this.#sendOne(from);
      else this.#sendMany(fd, from, to);
      from = to;
    }
    this.#count = 0;
  }

  #sendOne(index: number): void {
    const vector = this.#vector;
    this.#libc.sendto(
      this.#fds[index] as number,
      vector.slotPointer(index),
      this.#lengths[index] as number,
      FLAGS,
      vector.namePointer(index),
      this.#nameBytes[index] as number,
    );
  }

  #sendMany(fd: number, from: number, to: number): void {
    for (let at = from; at < to; ) {
      const sent = this.#libc.sendmmsg(fd, this.#vector.headerPointer(at), to - at, FLAGS);
      // An error is told only for the first: it is lost, and the next get their turn.
      at += Math.max(1, sent);
    }
  }

  #sendLarge(fd: number, bytes: Uint8Array, to: NativeAddress): void {
    if (bytes.length > MAX_DATAGRAM_BYTES) return;
    this.flush();
    this.#large ??= new MessageVector(this.#libc, 1, MAX_DATAGRAM_BYTES + 1);
    const large = this.#large;
    large.bytes.set(bytes);
    writeName(large, 0, to);
    const { length } = bytes;
    this.#libc.sendto(fd, large.slotPointer(0), length, FLAGS, large.namePointer(0), to.byteLength);
  }
}

function writeName(vector: MessageVector, index: number, to: NativeAddress): void {
  const at = vector.nameAt(index);
  const { names } = vector;
  for (let i = 0; i < to.length; i++) names[at + i] = to[i] as number;
}
