import type { Settings } from '../config/settings.ts';
import { mainAddress } from '../platform/machine/main-address.ts';
import type { PhoneDefaults } from '../web/routes/extensions.ts';

/** What every phone needs besides its number and password. */
export function phoneDefaults(settings: Settings): PhoneDefaults {
  return {
    server: serverName(settings),
    port: settings.sipPort,
    tlsPort: settings.sipsPort === 0 ? null : settings.sipsPort,
    transports: settings.sipsPort === 0 ? ['UDP', 'TCP'] : ['UDP', 'TCP', 'TLS'],
    registrationSeconds: settings.registration.usualS,
    codecs: ['G.722', 'PCMA (G.711 A-law)', 'PCMU (G.711 µ-law)', 'Opus'],
  };
}

/** Where phones find the exchange: its name when it has one, else its address. */
export function serverName({ domain, publicAddress }: Settings): string {
  return domain ?? publicAddress.ipv4 ?? publicAddress.ipv6 ?? mainAddress();
}

/** Where people find the pages. */
export function siteUrl(settings: Settings): string {
  const { webUrl, https, httpPort } = settings;
  const name = serverName(settings);
  const host = name.includes(':') ? `[${name}]` : name;
  const usual = https ? 443 : 80;
  const port = httpPort === usual || httpPort === 0 ? '' : `:${httpPort}`;
  return webUrl ?? `${https ? 'https' : 'http'}://${host}${port}/`;
}
