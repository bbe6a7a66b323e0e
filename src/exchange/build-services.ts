import type { ExchangeParts } from './exchange-parts.ts';
import { announcedOutages } from './services/announced-outages.ts';
import { observedOutages } from './services/observed-outages.ts';
import { allOutages } from './services/outages.ts';
import { Services, type ServicesParts } from './services/services.ts';
import type { Site } from './site.ts';
import type { ExchangeTables } from './tables/exchange-tables.ts';

/** What is behind the service numbers, and where it hears what does not work. */
export function buildServices(
  { clock, settings }: ExchangeParts,
  { suspensions, languages, extensions, voicemail }: ExchangeTables,
  asked: {
    readonly site: Pick<Site, 'ledger' | 'accounts' | 'settings'>;
    readonly sound: ServicesParts['sound'];
    readonly isStoreHealthy: () => boolean;
  },
): Services {
  const { site, sound, isStoreHealthy } = asked;
  return new Services({
    clock,
    languages,
    extensions,
    outages: allOutages(
      observedOutages({ suspensions, nowMs: () => clock.wallTime(), isStoreHealthy }),
      announcedOutages({ ledger: site.ledger, clock }),
    ),
    sound,
    voicemail,
    phoneLogins: site.settings.phoneLogin ? site.accounts.phoneLogins : undefined,
    timeZone: settings.timeZone,
  });
}
