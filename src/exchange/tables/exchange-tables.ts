import { SuspensionBook } from '../../policy/suspensions.ts';
import type { Snapshot } from '../../store/store.ts';
import { WatcherTable } from '../events/watchers.ts';
import type { ExchangeParts } from '../exchange-parts.ts';
import { radioTable } from '../radio/radio-table.ts';
import { Voicemail } from '../voicemail/voicemail.ts';
import { CallFeatureTable } from './call-feature-table.ts';
import { Conferences, Extensions } from './directory-tables.ts';
import { ExtensionLimitTable } from './extension-limit-table.ts';
import { Languages } from './languages.ts';
import { TokenTable } from './token-table.ts';

export type ExchangeTables = ReturnType<typeof loadTables>;

/** What the exchange knows by heart of what administrators and holders set. */
export function loadTables({ clock, store, log, settings }: ExchangeParts, snapshot: Snapshot) {
  const extensions = new Extensions(snapshot.extensions);
  return {
    extensions,
    conferences: new Conferences(snapshot.conferences),
    languages: new Languages(settings.language, snapshot.languages),
    limits: new ExtensionLimitTable(settings.limits, snapshot.extensionLimits),
    features: new CallFeatureTable(snapshot.callFeatures),
    voicemail: new Voicemail({
      store,
      clock,
      log,
      snapshot,
      isExtension: (number) => extensions.has(number),
      limits: () => settings.voicemail,
    }),
    suspensions: new SuspensionBook({ clock, suspensions: snapshot.suspensions }),
    watchers: new WatcherTable(snapshot.watchers),
    radios: radioTable(snapshot.radios),
    tokens: new TokenTable(snapshot.tokens),
  };
}
