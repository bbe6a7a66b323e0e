import type { Libc, NativeMemory, Pointer } from './libc.ts';

/** `struct mmsghdr` on 64 bits: a msghdr of 56 bytes, the length received, and padding. */
const HEADER_BYTES = 64;
const IOVEC_BYTES = 16;
const NAME_BYTES = 32;
const NAME_LENGTH_WORD = 2;
const MESSAGE_LENGTH_WORD = 14;

/** The longest payload of UDP over IPv4. */
export const MAX_DATAGRAM_BYTES = 65_507;

/**
 * Room for `count` datagrams with their addresses, laid out once for recvmmsg(2) and sendmmsg(2). The system calls
 * only ever see this memory, so that nothing a caller holds can be freed under them.
 */
export class MessageVector {
  readonly count: number;
  readonly slotBytes: number;
  readonly bytes: Uint8Array;
  /** The addresses, `NAME_WORDS` apart. */
  readonly names: Int32Array;
  readonly #memory: NativeMemory;
  readonly #headers: Int32Array;
  readonly #iovecs: Int32Array;
  readonly #namesAt: number;
  readonly #slotsAt: number;
  /** Of what was received, by slot. */
  readonly #datagrams: (Uint8Array | undefined)[];

  constructor(libc: Libc, count: number, slotBytes: number) {
    this.count = count;
    this.slotBytes = slotBytes;
    const iovecsAt = count * HEADER_BYTES;
    this.#namesAt = iovecsAt + count * IOVEC_BYTES;
    this.#slotsAt = this.#namesAt + count * NAME_BYTES;
    this.#memory = libc.allocate(this.#slotsAt + count * slotBytes);
    const { buffer, address } = this.#memory;
    this.#headers = new Int32Array(buffer, 0, iovecsAt / 4);
    this.#iovecs = new Int32Array(buffer, iovecsAt, (count * IOVEC_BYTES) / 4);
    this.names = new Int32Array(buffer, this.#namesAt, (count * NAME_BYTES) / 4);
    this.bytes = new Uint8Array(buffer, this.#slotsAt);
    this.#datagrams = new Array<Uint8Array | undefined>(count).fill(undefined);
    const view = new DataView(buffer);
    for (let i = 0; i < count; i++) {
      const header = i * HEADER_BYTES;
      const iovec = iovecsAt + i * IOVEC_BYTES;
      view.setBigUint64(header, BigInt(this.namePointer(i)), true);
      view.setUint32(header + 8, NAME_BYTES, true);
      view.setBigUint64(header + 16, BigInt(address + iovec), true);
      view.setBigUint64(header + 24, 1n, true);
      view.setBigUint64(iovec, BigInt(this.slotPointer(i)), true);
      view.setBigUint64(iovec + 8, BigInt(slotBytes), true);
    }
  }

  /** Where the headers from the `index`th on begin. */
  headerPointer(index: number): Pointer {
    return this.#memory.address + index * HEADER_BYTES;
  }

  namePointer(index: number): Pointer {
    return this.#memory.address + this.#namesAt + index * NAME_BYTES;
  }

  /** Where the length of the `index`th address is: its room before a call, its length after. */
  nameLengthPointer(index: number): Pointer {
    return this.headerPointer(index) + NAME_LENGTH_WORD * 4;
  }

  slotPointer(index: number): Pointer {
    return this.#memory.address + this.#slotsAt + index * this.slotBytes;
  }

  /** What was received into a slot. Datagrams of sound mostly have one length: then the view of the last serves again. */
  datagram(index: number): Uint8Array {
    const length = this.#headers[index * (HEADER_BYTES / 4) + MESSAGE_LENGTH_WORD] as number;
    const known = this.#datagrams[index];
    if (known !== undefined && known.length === length) return known;
    const at = index * this.slotBytes;
    const datagram = this.bytes.subarray(at, at + length);
    this.#datagrams[index] = datagram;
    return datagram;
  }

  /** The kernel writes how long the addresses were where it reads how long they may be. */
  renewRoom(count: number): void {
    for (let i = 0; i < count; i++) this.#headers[i * (HEADER_BYTES / 4) + NAME_LENGTH_WORD] = NAME_BYTES;
  }

  /** For a datagram received without the header. */
  setReceived(index: number, bytes: number): void {
    this.#headers[index * (HEADER_BYTES / 4) + MESSAGE_LENGTH_WORD] = bytes;
  }

  /** Where the `index`th address begins in `names`. */
  nameAt(index: number): number {
    return index * (NAME_BYTES / 4);
  }

  /** Says how much of a slot and its address is to be sent. */
  setLengths(index: number, nameBytes: number, messageBytes: number): void {
    this.#headers[index * (HEADER_BYTES / 4) + NAME_LENGTH_WORD] = nameBytes;
    this.#iovecs[index * (IOVEC_BYTES / 4) + 2] = messageBytes;
  }
}
