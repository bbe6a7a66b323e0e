import type { SocketAddress } from './sockets.ts';

/**
 * What a ban and a nonce are bound to: an IPv4 address, or the /64 of an IPv6 address, because one subscriber
 * holds at least that much (security 1.1). `192.0.2.7` or `2001:db8:1:2::/64`.
 */
export type AddressKey = string & { readonly brand: 'AddressKey' };

export function addressKey({ family, address }: Pick<SocketAddress, 'family' | 'address'>): AddressKey {
  if (family === 'ipv4') return address as AddressKey;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1]) return mapped[1] as AddressKey;
  return `${ipv6Groups(address).slice(0, 4).join(':')}::/64` as AddressKey;
}

/** The eight groups in lower-case hexadecimal without leading zeros. */
export function ipv6Groups(address: string): string[] {
  const [head = '', tail] = address.split('%', 1)[0]?.split('::') ?? [];
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  return [...before, ...new Array<string>(zeros).fill('0'), ...after].map((group) =>
    Number.parseInt(group, 16).toString(16),
  );
}
