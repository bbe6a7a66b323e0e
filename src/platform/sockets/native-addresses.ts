import type { SocketAddress } from '../../base/sockets.ts';
import { AF_INET, AF_INET6, type Libc, type NativeMemory } from './libc.ts';

/** `struct sockaddr_in` and `sockaddr_in6` in 32-bit words, as they lie in memory. */
export type NativeAddress = Int32Array;

const IPV4_WORDS = 4;
const IPV6_WORDS = 7;
const IPV6_SCOPE_WORD = 6;
export const LONGEST_ADDRESS_BYTES = IPV6_WORDS * 4;

/** After so many packets a generation ends: who was heard in neither of the last two is forgotten. */
export const GENERATION_PACKETS = 32_768;
/** Room for the marks of those who were heard once. */
const MARKS = 65_536;
const TEXT_BYTES = 64;

/**
 * Between addresses as the kernel has them and ours. A peer that is heard again is the same object from then on, so
 * that nothing is allocated per packet; who falls silent is forgotten, so that phones which come from ever new ports
 * leave nothing, and how many are remembered is bounded. Of one that was heard once there is a number in an array and
 * no more: in a flood of forged sources everybody is.
 */
export class NativeAddresses {
  readonly #libc: Libc;
  readonly #memory: NativeMemory;
  readonly #words: Int32Array;
  readonly #native = new WeakMap<SocketAddress, NativeAddress | 'impossible'>();
  /** Packets of the running generation from peers heard before. */
  #packets = 0;
  #young = new Map<number | string, SocketAddress>();
  #old = new Map<number | string, SocketAddress>();
  readonly #marks = new Int32Array(MARKS);

  constructor(libc: Libc) {
    this.#libc = libc;
    this.#memory = libc.allocate(LONGEST_ADDRESS_BYTES + 4 + TEXT_BYTES);
    this.#words = new Int32Array(this.#memory.buffer, 0, IPV6_WORDS);
  }

  /** The peer whose address begins at `words[at]`. */
  peerAt(words: Int32Array, at: number): SocketAddress {
    const mark = markOf(words, at);
    const slot = (mark >>> 1) & (MARKS - 1);
    if (this.#marks[slot] !== mark) {
      this.#marks[slot] = mark;
      return this.#read(words, at);
    }
    if (++this.#packets > GENERATION_PACKETS) this.#age();
    const key = keyOf(words, at);
    const known = this.#young.get(key);
    if (known) return known;
    const peer = this.#old.get(key) ?? this.#read(words, at);
    this.#young.set(key, peer);
    return peer;
  }

  /** The peer that Node names so; a link-local one with its zone. */
  heard(family: SocketAddress['family'], address: string, port: number): SocketAddress | undefined {
    const zone = address.indexOf('%');
    const words = this.#pack(family, zone === -1 ? address : address.slice(0, zone), port);
    if (words === undefined) return undefined;
    if (zone !== -1) words[IPV6_SCOPE_WORD] = this.#libc.ifNameToIndex(address.slice(zone + 1));
    return this.peerAt(words, 0);
  }

  /** Undefined for what is no address of a datagram's destination. */
  native(address: SocketAddress): NativeAddress | undefined {
    let native = this.#native.get(address);
    if (native === undefined) {
      native = this.#make(address) ?? 'impossible';
      this.#native.set(address, native);
    }
    return native === 'impossible' ? undefined : native;
  }

  /** Port 0 is allowed: it asks the system to choose. */
  toBind(family: SocketAddress['family'], address: string, port: number): NativeAddress | undefined {
    return this.#pack(family, address, port);
  }

  #age(): void {
    this.#packets = 0;
    this.#old = this.#young;
    this.#young = new Map();
  }

  #make({ family, address, port }: SocketAddress): NativeAddress | undefined {
    if (!Number.isInteger(port) || port <= 0 || port > 65_535) return undefined;
    return this.#pack(family, address, port);
  }

  #pack(family: SocketAddress['family'], address: string, port: number): NativeAddress | undefined {
    const isIpv6 = family === 'ipv6';
    const words = new Int32Array(isIpv6 ? IPV6_WORDS : IPV4_WORDS);
    const bytes = new Uint8Array(words.buffer);
    words[0] = isIpv6 ? AF_INET6 : AF_INET;
    bytes[2] = port >> 8;
    bytes[3] = port & 0xff;
    if (this.#libc.inetPton(isIpv6 ? AF_INET6 : AF_INET, address, this.#memory.address) !== 1)
      return undefined;
    const binary = new Uint8Array(this.#memory.buffer, 0, isIpv6 ? 16 : 4);
    bytes.set(binary, isIpv6 ? 8 : 4);
    return words;
  }

  #read(words: Int32Array, at: number): SocketAddress {
    const first = words[at] as number;
    const isIpv6 = (first & 0xffff) === AF_INET6;
    const count = isIpv6 ? IPV6_WORDS : IPV4_WORDS;
    const native = words.slice(at, at + count);
    this.#words.set(native);
    const binary = this.#memory.address + (isIpv6 ? 8 : 4);
    const textAt = LONGEST_ADDRESS_BYTES + 4;
    const family = isIpv6 ? AF_INET6 : AF_INET;
    this.#libc.inetNtop(family, binary, this.#memory.address + textAt, TEXT_BYTES);
    const text = Buffer.from(this.#memory.buffer, textAt, TEXT_BYTES);
    const address = text.toString('latin1', 0, text.indexOf(0));
    const peer: SocketAddress = { family: isIpv6 ? 'ipv6' : 'ipv4', address, port: portOf(first) };
    // With the zone of a link-local peer, which the text does not have.
    this.#native.set(peer, native);
    return peer;
  }
}

/** Of the first word of an address: the port in network order follows the family. */
function portOf(word: number): number {
  return ((word >>> 8) & 0xff00) | (word >>> 24);
}

/** Peers with the same mark in one slot only cost each other an object. */
function markOf(words: Int32Array, at: number): number {
  const first = words[at] as number;
  const isIpv4 = (first & 0xffff) === AF_INET;
  let mark = first;
  for (let word = isIpv4 ? 1 : 2; word < (isIpv4 ? 2 : IPV6_WORDS); word++)
    mark = Math.imul(mark ^ (words[at + word] as number), 0x01000193);
  mark = Math.imul(mark ^ (mark >>> 15), 0x2c1b3c6d);
  // Nought is an empty slot.
  return (mark ^ (mark >>> 12)) | 1;
}

function keyOf(words: Int32Array, at: number): number | string {
  const first = words[at] as number;
  if ((first & 0xffff) === AF_INET) return ((words[at + 1] as number) >>> 0) * 65_536 + (first >>> 16);
  // Without the flow label, which may change from packet to packet.
  return `${first} ${words[at + 2]} ${words[at + 3]} ${words[at + 4]} ${words[at + 5]} ${words[at + 6]}`;
}
