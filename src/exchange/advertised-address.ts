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

/** Our Contact towards a phone. The user part names the leg, so that no number leaks to where it is not known. */
export function contactFor(hosts: HostAddresses, flow: Flow, user: string): string {
  const ours = advertisedAddress(hosts, flow);
  const transport = flow.transport === 'udp' ? '' : `;transport=${flow.transport}`;
  return `<sip:${user}@${uriHost(ours)}:${ours.port}${transport}>`;
}
