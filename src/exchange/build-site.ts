import type { Snapshot } from '../store/store.ts';
import type { ExchangeParts } from './exchange-parts.ts';
import { Site } from './site.ts';
import type { ExchangeTables } from './tables/exchange-tables.ts';
import { mailVoiceMessages } from './voicemail/voice-letters.ts';

/** What lasts of the site; voice messages go by its mail to who wants that. */
export function buildSite(
  parts: ExchangeParts,
  snapshot: Snapshot,
  { extensions, suspensions, voicemail, languages }: ExchangeTables,
): Site {
  const { settings } = parts;
  const site = new Site({
    ...parts,
    snapshot: snapshot.ledger,
    suspensions,
    settings: settings.site,
    carrier: parts.mailCarrier,
    extensions,
    attemptsAllowed: () => settings.ban.attempts,
  });
  mailVoiceMessages({
    voicemail,
    extensions,
    languages,
    site,
    timeZone: settings.timeZone,
    makeFile: parts.makeVoiceFile,
  });
  return site;
}
