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

const GROUP_OF_SITE = 3;

/**
 * The /56 around an IPv6 key: what many providers give one household, 256 keys of it. `2001:db8:1:200::/56`; undefined
 * for IPv4.
 */
export function siteKey(key: AddressKey): AddressKey | undefined {
  if (!key.endsWith('::/64')) return undefined;
  const groups = key.slice(0, -'::/64'.length).split(':');
  const last = Number.parseInt(groups[GROUP_OF_SITE] ?? '0', 16) & 0xff00;
  return `${[...groups.slice(0, GROUP_OF_SITE), last.toString(16)].join(':')}::/56` as AddressKey;
}

/** Whether an address lies in what a key stands for. */
export function keyCovers(key: AddressKey, address: Pick<SocketAddress, 'family' | 'address'>): boolean {
  const own = addressKey(address);
  return own === key || (key.endsWith('/56') && siteKey(own) === key);
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
