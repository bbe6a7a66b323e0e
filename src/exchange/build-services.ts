import type { ExchangeParts } from './exchange-parts.ts';
import type { ExchangeTables } from './exchange-tables.ts';
import type { Ledger } from './ledger.ts';
import { announcedOutages } from './services/announced-outages.ts';
import { observedOutages } from './services/observed-outages.ts';
import { allOutages } from './services/outages.ts';
import { Services, type ServicesParts } from './services/services.ts';

/** What is behind the service numbers, and where it hears what does not work. */
export function buildServices(
  { clock, settings }: ExchangeParts,
  { suspensions, languages, extensions, voicemail }: ExchangeTables,
  asked: {
    readonly ledger: Ledger;
    readonly sound: ServicesParts['sound'];
    readonly isStoreHealthy: () => boolean;
  },
): Services {
  const { ledger, sound, isStoreHealthy } = asked;
  return new Services({
    clock,
    languages,
    extensions,
    outages: allOutages(
      observedOutages({ suspensions, nowMs: () => clock.wallTime(), isStoreHealthy }),
      announcedOutages({ ledger, clock }),
    ),
    sound,
    voicemail,
    timeZone: settings.timeZone,
  });
}
