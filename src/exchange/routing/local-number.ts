import type { NameAddr } from '../../sip/message/name-addr.ts';
import { type Uri, unescapeUser } from '../../sip/message/uri.ts';
import type { HostAddresses } from '../settings.ts';

/** Who we are, as far as URIs tell. */
export interface OurNames {
  readonly domain: string;
  readonly hosts: Pick<HostAddresses, 'isOurs'>;
}

export function isOurHost(host: string, { domain, hosts }: OurNames): boolean {
  const name = host.toLowerCase();
  return name === domain.toLowerCase() || hosts.isOurs(name);
}

/** The number a URI names here; undefined when it leads anywhere else (security 2.13, 2.16). */
export function localNumber(uri: Uri, names: OurNames): string | undefined {
  if (uri.user === undefined) return undefined;
  if (uri.scheme === 'tel') return unescapeUser(uri.user);
  if (uri.scheme !== 'sip' && uri.scheme !== 'sips') return undefined;
  return isOurHost(uri.host, names) ? unescapeUser(uri.user) : undefined;
}

/** The local number that a phone would rather have called: the first of those it prefers (RFC 3261 §8.1.3.4). */
export function redirectedNumber(contacts: readonly NameAddr[], names: OurNames): string | undefined {
  return contacts
    .map((contact) => ({ number: localNumber(contact.uri, names), q: Number(contact.params.get('q') ?? 1) }))
    .filter(({ number, q }) => number !== undefined && q > 0)
    .sort((a, b) => b.q - a.q)[0]?.number;
}
