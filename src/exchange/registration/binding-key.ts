import type { NameAddr } from '../../sip/message/name-addr.ts';
import type { Flow } from '../../sip/transport/flow.ts';

/**
 * An instance with its reg-id (RFC 5626 §6) keeps its binding when its address changes; others are their Contact. A
 * private Contact means another phone behind every router: 192.168.1.20 at home is not 192.168.1.20 at the club.
 */
export function bindingKey({ params, uri }: NameAddr, flow: Flow): string {
  const instance = params.get('+sip.instance');
  if (instance !== undefined) return `${instance} ${params.get('reg-id') ?? '0'}`;
  const port = uri.port === undefined ? '' : `:${uri.port}`;
  const behind = uri.host === flow.remote.address ? '' : ` behind ${flow.remote.address}`;
  return `${uri.scheme}:${uri.user ?? ''}@${uri.host.toLowerCase()}${port}${behind}`;
}

/** What the bindings of one phone have in common: its instance, or all there is of it. */
export function phoneKey(key: string): string {
  return /^sips?:/.test(key) ? key : key.slice(0, key.lastIndexOf(' '));
}
