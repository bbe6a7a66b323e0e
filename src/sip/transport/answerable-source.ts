import type { SocketAddress } from '../../base/sockets.ts';

/**
 * Can one host have sent from there? Datagrams from port 0 and from addresses that name no host or many are forged,
 * and an answer would reach those the forger wants to hit (security 2.6).
 */
export function isAnswerable({ family, address, port }: SocketAddress): boolean {
  if (port === 0) return false;
  if (family === 'ipv6') return address !== '::' && !/^ff[0-9a-f]{2}:/i.test(address);
  const first = Number.parseInt(address, 10);
  // 0.0.0.0/8 is "this network", 224.0.0.0/4 multicast, 240.0.0.0/4 reserved and the broadcast address.
  return first > 0 && first < 224;
}
