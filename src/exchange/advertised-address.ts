import type { SocketAddress } from '../base/sockets.ts';
import type { Flow } from '../sip/transport/flow.ts';
import type { HostAddresses } from './settings.ts';

/** What a phone behind `flow` must use to reach us: the sent-by of our Via, the host of our Contact. */
export function advertisedAddress(hosts: HostAddresses, flow: Flow): SocketAddress {
  const { family } = flow.remote;
  return { family, address: hosts.toward(flow.remote), port: flow.local.port };
}

/** A host as it stands in a URI: IPv6 in brackets. */
export function uriHost({ family, address }: Pick<SocketAddress, 'family' | 'address'>): string {
  return family === 'ipv6' ? `[${address}]` : address;
}

/**
 * Our Contact towards a phone. The user part names the leg, so that no number leaks to where it is not known. A phone
 * that speaks of us as `sips:` must find that again here (RFC 3261 §12.1.1).
 */
export function contactFor(
  hosts: HostAddresses,
  flow: Flow,
  { user, sips }: { readonly user: string; readonly sips: boolean },
): string {
  const ours = advertisedAddress(hosts, flow);
  return `<${sips ? 'sips' : 'sip'}:${user}@${uriHost(ours)}:${ours.port}${transportParameter(flow, sips)}>`;
}

/** `ws` names both WebSockets (RFC 7118 §5.4); in a `sips:` URI TLS goes without saying (RFC 5630 §3.1.1). */
function transportParameter({ transport }: Flow, sips: boolean): string {
  if (transport === 'udp' || (sips && transport === 'tls')) return '';
  return `;transport=${transport === 'wss' ? 'ws' : transport}`;
}

export function isSips(uri: string): boolean {
  return /^sips:/i.test(uri);
}
