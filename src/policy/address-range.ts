import { isIP, SocketAddress } from 'node:net';

/** A block of addresses in canonical form: the host bits are 0, IPv6 is written as RFC 5952 says. */
export interface AddressRange {
  readonly family: 'ipv4' | 'ipv6';
  readonly base: string;
  /** Bits that are fixed: 32 or 128 for one address. */
  readonly prefix: number;
}

const MAPPED_BITS = 96;

/** Reads `192.0.2.7`, `192.0.2.0/24`, `2001:db8::/48`; an IPv4-mapped block becomes the IPv4 block it is. */
export function parseAddressRange(text: string): AddressRange | undefined {
  const slash = text.indexOf('/');
  const address = slash < 0 ? text : text.slice(0, slash);
  const version = address.includes('%') ? 0 : isIP(address);
  if (version === 0) return undefined;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const bits = version === 4 ? 32 : 128;
  const prefix = slash < 0 ? bits : parsePrefix(text.slice(slash + 1));
  if (prefix === undefined || prefix > bits) return undefined;
  const bytes = toBytes(family, address);
  if (family === 'ipv6' && prefix >= MAPPED_BITS && isMapped(bytes)) {
    return rangeOf('ipv4', bytes.subarray(12), prefix - MAPPED_BITS);
  }
  return rangeOf(family, bytes, prefix);
}

/** The /64 one subscriber holds at least: what an IPv6 address stands for here (security 1.1). */
export function subscriberRange(range: AddressRange, prefix = 64): AddressRange {
  if (range.family === 'ipv4' || range.prefix <= prefix) return range;
  return rangeOf('ipv6', toBytes('ipv6', range.base), prefix);
}

/** `192.0.2.7` for one address, `192.0.2.0/24` for more. */
export function formatAddressRange({ family, base, prefix }: AddressRange): string {
  return prefix === (family === 'ipv4' ? 32 : 128) ? base : `${base}/${prefix}`;
}

function parsePrefix(text: string): number | undefined {
  return /^\d{1,3}$/.test(text) ? Number(text) : undefined;
}

function rangeOf(family: 'ipv4' | 'ipv6', bytes: Uint8Array, prefix: number): AddressRange {
  const masked = bytes.map(
    (byte, index) => byte & (0xff00 >> Math.min(8, Math.max(0, prefix - index * 8))) & 0xff,
  );
  return { family, base: toText(family, masked), prefix };
}

function toBytes(family: 'ipv4' | 'ipv6', address: string): Uint8Array {
  if (family === 'ipv4') return Uint8Array.from(address.split('.'), Number);
  const [head = '', tail] = address.split('::');
  const before = groupsOf(head);
  const after = groupsOf(tail ?? '');
  const zeros = new Array<number>(8 - before.length - after.length).fill(0);
  return Uint8Array.from([...before, ...zeros, ...after].flatMap((group) => [group >> 8, group & 0xff]));
}

/** The 16-bit groups of one side of `::`; the last may be written as IPv4 (RFC 4291 §2.2). */
function groupsOf(side: string): number[] {
  if (side === '') return [];
  return side.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
    return [(a << 8) | b, (c << 8) | d];
  });
}

function toText(family: 'ipv4' | 'ipv6', bytes: Uint8Array): string {
  if (family === 'ipv4') return bytes.join('.');
  const groups: string[] = [];
  for (let index = 0; index < 16; index += 2) {
    groups.push((((bytes[index] ?? 0) << 8) | (bytes[index + 1] ?? 0)).toString(16));
  }
  return new SocketAddress({ address: groups.join(':'), family: 'ipv6' }).address;
}

function isMapped(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff;
}
