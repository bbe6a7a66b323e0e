import { isIP } from 'node:net';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import type { Console } from '../../exchange/console.ts';
import { type Reach, reachSchema } from '../contract/reach.ts';
import { isPrivateAddress } from '../private-address.ts';

/** What the machine knows of its place in the network. */
export interface Whereabouts {
  /** The addresses of a host name as the name server has them now; empty when it gives none. */
  resolveHost(host: string): Promise<readonly string[]>;
  /** Whether an address is one of this machine's, or the one it was told to be known by. */
  isOurs(address: string): boolean;
  /** The address that phones outside are told. */
  ownAddress(): string;
}

/** `/reach`; without `whereabouts` nobody looks the name up. */
export function reachRoutes(whereabouts: Whereabouts | undefined): FastifyPluginCallbackZod {
  return (server, _options, done) => {
    server.get(
      '/',
      {
        config: { scope: 'admin' },
        schema: {
          summary: 'Whether the name leads here, and whether phones come from outside',
          response: { 200: reachSchema },
        },
      },
      async (request) => reachOf(request.console, whereabouts),
    );
    done();
  };
}

async function reachOf(console: Console, whereabouts: Whereabouts | undefined): Promise<Reach> {
  const { domain } = console.status();
  const named = isIP(domain.replace(/^\[(.*)\]$/, '$1')) === 0;
  const addresses = named && whereabouts ? await whereabouts.resolveHost(domain) : null;
  const own = whereabouts?.ownAddress() ?? null;
  return {
    domain,
    named,
    addresses: addresses && [...addresses],
    here: addresses?.some((address) => whereabouts?.isOurs(address) === true) ?? null,
    own,
    ownIsPrivate: own !== null && isPrivateAddress(own),
    outsidePhones: console.phonesFrom((address) => !isPrivateAddress(address)),
  };
}
