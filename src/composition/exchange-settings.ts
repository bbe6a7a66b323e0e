import type { Settings } from '../config/settings.ts';
import type { ExchangeSettings } from '../exchange/settings.ts';
import { mainAddress } from '../platform/machine/main-address.ts';
import { siteUrl } from './phone-defaults.ts';

/** The settings as the exchange takes them; `bind` is what this machine can really listen on. */
export function exchangeSettings(
  settings: Settings,
  bind: readonly string[],
  version: string,
): ExchangeSettings {
  const { limits } = settings;
  return {
    domain: settings.domain ?? mainAddress(),
    bind,
    sipPort: settings.sipPort,
    sipsPort: settings.sipsPort,
    sipExtraPorts: settings.sipExtraPorts,
    digest: settings.digest,
    ban: { ...settings.ban, siteAfter: settings.banSite },
    trusted: settings.trusted,
    limits: {
      unauthenticated: { perSecond: limits.rate, burst: limits.burst },
      callsPerExtension: limits.calls,
      newCallsPerMinute: limits.newCalls,
      contactsPerExtension: limits.contacts,
    },
    connections: { strangersPerAddress: limits.connections, strangers: limits.allConnections },
    protectRegisteredFlows: settings.protectRegisteredFlows,
    language: settings.lang,
    timeZone: settings.timeZone,
    spokenRefusals: settings.spokenRefusals,
    registration: settings.registration,
    voicemail: settings.voicemail,
    keepAlive: settings.keepAlive,
    version,
    backups: backupSettings(settings),
    directory: { automaticAt: settings.directoryAt },
    site: {
      url: siteUrl(settings),
      language: settings.lang,
      phoneLogin: settings.phoneLogin,
      timeZone: settings.timeZone,
      numbers: settings.numbers,
    },
  };
}

/** Nightly copies are made where there is a passphrase for them. */
export function backupSettings({
  backupKeep: keep,
  backupAt,
  backupPassphraseFile,
}: Settings): ExchangeSettings['backups'] {
  return { keep, nightlyAt: backupPassphraseFile === '' ? undefined : backupAt };
}
