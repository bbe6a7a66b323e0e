import type { BoundedTable } from '../../base/bounded-table.ts';
import type { BanBook } from '../../policy/ban-book.ts';
import type { GuessThrottle } from '../../policy/guess-throttle.ts';
import { RateLimit } from '../../policy/rate-limit.ts';
import { Whitelist, type WhitelistEntry } from '../../policy/whitelist.ts';
import { DigestAuthenticator } from '../../sip/digest/authenticator.ts';
import { NonceIssuer } from '../../sip/digest/nonce.ts';
import { ReplayWindow } from '../../sip/digest/replay-window.ts';
import type { DigestRecord } from '../../store/records/records.ts';
import type { ExchangeParts } from '../exchange-parts.ts';
import type { Extensions } from '../tables/directory-tables.ts';
import type { ExtensionLimitTable } from '../tables/extension-limit-table.ts';
import { Authentication } from './authentication.ts';
import type { EvaluationQueue } from './evaluation-queue.ts';

/** The digest, the ban and the rate of strangers, as the settings have them, and what they remember. */
export function buildAuthentication(
  parts: ExchangeParts,
  { realm, nonceKey }: DigestRecord,
  guards: {
    readonly extensions: Extensions;
    readonly limits: ExtensionLimitTable;
    readonly bans: BanBook;
    readonly whitelist: Whitelist;
    readonly throttle: GuessThrottle;
    readonly evaluations: EvaluationQueue;
  },
): { authentication: Authentication; tables: readonly BoundedTable[] } {
  const { clock, random, journal, log, store, settings, pseudonymOf = () => 'ip#' } = parts;
  const trusted = new Whitelist({ clock });
  trusted.restore(settings.trusted.map(trustedNetwork));
  const allowed = settings.limits?.unauthenticated;
  const rate = allowed === undefined ? undefined : new RateLimit({ clock, rate: allowed });
  const replay = new ReplayWindow({ clock });
  const authentication = new Authentication({
    ...guards,
    digest: new DigestAuthenticator({
      issuer: new NonceIssuer({ clock, random, key: Buffer.from(nonceKey, 'hex'), realm }),
      replay,
      realm,
      domains: [settings.domain],
      algorithms: settings.digest,
    }),
    trusted,
    pseudonymOf,
    rate,
    store,
    journal,
    log,
  });
  const tables: BoundedTable[] = [
    { name: 'nonces', size: () => replay.size, capacity: replay.capacity, whenFull: 'oldest-goes' },
  ];
  if (rate !== undefined) {
    const size = () => rate.size;
    tables.push({ name: 'stranger_rates', size, capacity: rate.capacity, whenFull: 'newcomers-share' });
  }
  return { authentication, tables };
}

/** Trusted networks are a whitelist of the host's own, without owner and end. */
export function trustedNetwork(entry: string): WhitelistEntry {
  return { entry, entryKind: 'network', owner: '', note: '', createdAtMs: 0, expiresAtMs: null };
}
