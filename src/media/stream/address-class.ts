/**
 * What kind of place a numeric address is. Media goes to `global` ones; to the private kinds only when the phone's
 * signalling comes from the same kind; to the rest never (security 2.8).
 */
export type AddressClass = 'global' | 'private' | 'loopback' | 'link-local' | 'never';

/** Anything that is no numeric address, a host name for instance, is `never`. */
export function addressClass(address: string): AddressClass {
  const plain = plainAddress(address);
  return plain.includes(':') ? ipv6Class(plain) : ipv4Class(plain);
}

/** Lower case, IPv4-mapped IPv6 as IPv4: the form in which sockets name where a packet came from. */
export function plainAddress(address: string): string {
  const lower = address.toLowerCase();
  return lower.startsWith('::ffff:') && lower.includes('.') ? lower.slice(7) : lower;
}

export function addressFamily(address: string): 'ipv4' | 'ipv6' {
  return address.includes(':') ? 'ipv6' : 'ipv4';
}

function ipv4Class(address: string): AddressClass {
  const parts = address.split('.');
  if (parts.length !== 4 || !parts.every(isOctet)) return 'never';
  const [a = 0, b = 0] = parts.map(Number);
  if (a === 0 || a >= 224) return 'never';
  if (a === 127) return 'loopback';
  if (a === 169 && b === 254) return 'link-local';
  // 100.64.0.0/10 is shared between a provider and its customers (RFC 6598): private to everybody else.
  const isPrivate =
    a === 10 || (a === 172 && b >> 4 === 1) || (a === 192 && b === 168) || (a === 100 && b >> 6 === 1);
  return isPrivate ? 'private' : 'global';
}

function isOctet(text: string): boolean {
  return /^\d{1,3}$/.test(text) && Number(text) <= 255;
}

function ipv6Class(address: string): AddressClass {
  if (address === '::1') return 'loopback';
  if (!/^[0-9a-f:.]+$/.test(address) || address.startsWith('::')) return 'never';
  const first = Number.parseInt(address, 16);
  if (first >> 8 === 0xff) return 'never';
  if (first >> 6 === 0xfe80 >> 6) return 'link-local';
  if (first >> 9 === 0xfc00 >> 9) return 'private';
  // Only 2000::/3 is handed out as global unicast (RFC 4291 §2.4), and 64:ff9b::/96 leads to IPv4 (RFC 6052).
  return first >> 13 === 1 || address.startsWith('64:ff9b:') ? 'global' : 'never';
}
