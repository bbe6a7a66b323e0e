import type { Settings } from './settings.ts';

/** As administrators look for them. */
export const SETTING_GROUPS = [
  'guard',
  'phones',
  'club',
  'mail',
  'copies',
  'network',
  'web',
  'machine',
] as const;
export type SettingGroup = (typeof SETTING_GROUPS)[number];

/** A setting that has none does not compile. */
export const GROUP_OF: { readonly [K in keyof Settings]: SettingGroup } = {
  ban: 'guard',
  banSite: 'guard',
  protectRegisteredFlows: 'guard',
  trusted: 'guard',
  limits: 'guard',
  digest: 'guard',
  kernelDrop: 'guard',
  registration: 'phones',
  keepAlive: 'phones',
  spokenRefusals: 'phones',
  phoneLogin: 'phones',
  voicemail: 'phones',
  numbers: 'club',
  club: 'club',
  contact: 'club',
  webUrl: 'club',
  lang: 'club',
  timeZone: 'club',
  smtp: 'mail',
  mailFrom: 'mail',
  smtpPasswordFile: 'mail',
  backupAt: 'copies',
  backupKeep: 'copies',
  backupPassphraseFile: 'copies',
  directoryAt: 'copies',
  domain: 'network',
  bind: 'network',
  publicAddress: 'network',
  sipPort: 'network',
  sipsPort: 'network',
  sipExtraPorts: 'network',
  rtpPorts: 'network',
  tlsCertificate: 'network',
  tlsKey: 'network',
  httpPort: 'web',
  https: 'web',
  webOrigins: 'web',
  proxies: 'web',
  metrics: 'web',
  data: 'machine',
  databaseUrl: 'machine',
  mediaWorkers: 'machine',
  sockets: 'machine',
  drainMs: 'machine',
};

/**
 * What can be changed while the exchange runs. Whatever names a file of the machine is left to the host: an
 * administrator of the site must not be able to have any file read.
 */
export const LIVE_SETTINGS: ReadonlySet<keyof Settings> = new Set([
  'ban',
  'banSite',
  'protectRegisteredFlows',
  'trusted',
  'limits',
  'registration',
  'keepAlive',
  'spokenRefusals',
  'voicemail',
  'numbers',
  'club',
  'contact',
  'webUrl',
  'smtp',
  'mailFrom',
  'backupAt',
  'backupKeep',
  'directoryAt',
  'drainMs',
]);
