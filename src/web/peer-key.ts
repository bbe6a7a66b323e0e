import { isIP } from 'node:net';
import { addressKey } from '../base/address-key.ts';

/** The subscriber a request comes from, as for bans. Whoever is gone already has no address any more. */
export function peerKey(address: string | undefined): string {
  const version = isIP(address ?? '');
  if (address === undefined || version === 0) return '';
  return addressKey({ family: version === 4 ? 'ipv4' : 'ipv6', address });
}
