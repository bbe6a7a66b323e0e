import type { AddressInfo } from 'node:net';
import { type SocketAddress, SocketError } from '../../base/sockets.ts';

/** Node's words for an address in ours: family in lower case, no zone, IPv4-mapped IPv6 as IPv4. */
export function toSocketAddress(address: string, family: string | undefined, port: number): SocketAddress {
  if (family === 'IPv4') return { family: 'ipv4', address, port };
  const zone = address.indexOf('%');
  const bare = zone === -1 ? address : address.slice(0, zone);
  if (bare.startsWith('::ffff:') && bare.includes('.')) {
    return { family: 'ipv4', address: bare.slice('::ffff:'.length), port };
  }
  return { family: 'ipv6', address: bare, port };
}

export function localAddress(info: AddressInfo | string | null): SocketAddress {
  if (info === null || typeof info === 'string') throw new SocketError('other', 'the socket has no address');
  return toSocketAddress(info.address, info.family, info.port);
}

const REASONS: Readonly<Record<string, SocketError['reason']>> = {
  EADDRINUSE: 'in-use',
  EACCES: 'not-allowed',
  EPERM: 'not-allowed',
  EADDRNOTAVAIL: 'no-such-address',
  EAFNOSUPPORT: 'no-such-address',
  EINVAL: 'no-such-address',
  EMFILE: 'out-of-descriptors',
  ENFILE: 'out-of-descriptors',
  ENOBUFS: 'out-of-descriptors',
};

/** `what` is for people: `udp 0.0.0.0:5060`. */
export function toSocketError(what: string, error: unknown): SocketError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return new SocketError(REASONS[code] ?? 'other', `${what}: ${code}`);
}
