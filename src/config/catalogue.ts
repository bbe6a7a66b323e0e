import { z } from 'zod';
import { DEFAULT_LIMITS_TEXT } from './limits.ts';
import * as read from './readers.ts';
import type { Language, Settings } from './settings.ts';

/** One sentence in both languages. */
export type Words = Readonly<Record<Language, string>>;

/** What there is to know about one setting. */
export interface SettingSpec<T> {
  /** As flag (`--sip-port`) and in hamvoip.toml. */
  readonly key: string;
  readonly variable: string;
  readonly byDefault: string;
  readonly schema: z.ZodType<T, string>;
  /** Follows "allowed:" in an error line. */
  readonly allowed: Words;
  readonly meaning: Words;
}

function spec<T>(
  key: string,
  byDefault: string,
  schema: z.ZodType<T, string>,
  { allowed, meaning }: { readonly allowed: Words; readonly meaning: Words },
): SettingSpec<T> {
  return {
    key,
    variable: `HAMVOIP_${key.toUpperCase().replaceAll('-', '_')}`,
    byDefault,
    schema,
    allowed,
    meaning,
  };
}

function both(text: string): Words {
  return { nl: text, en: text };
}

const PORT_OR_OFF: Words = { nl: '0 (uit) tot 65535', en: '0 (off) to 65535' };

/** Every setting there is; a key that is not here ends the start. */
export const CATALOGUE: { readonly [K in keyof Settings]: SettingSpec<Settings[K]> } = {
  data: spec('data', './data', z.string().min(1), {
    allowed: { nl: 'een map', en: 'a folder' },
    meaning: { nl: 'map voor alles wat blijft', en: 'folder for everything that lasts' },
  }),
  domain: spec('domain', '', read.domain, {
    allowed: { nl: 'een domeinnaam of IP-adres', en: 'a domain name or IP address' },
    meaning: {
      nl: 'SIP-domein en realm; leeg = hoofdadres van deze machine',
      en: "SIP domain and realm; empty = this machine's main address",
    },
  }),
  bind: spec('bind', '0.0.0.0,::', read.addressList, {
    allowed: { nl: 'IP-adressen met komma ertussen', en: 'IP addresses separated by commas' },
    meaning: { nl: 'adressen waarop geluisterd wordt', en: 'addresses to listen on' },
  }),
  publicAddress: spec('public-address', '', read.addressPerFamily, {
    allowed: { nl: 'één IPv4- en/of één IPv6-adres', en: 'one IPv4 and/or one IPv6 address' },
    meaning: {
      nl: 'adres in SDP en Contact achter 1:1-NAT; leeg = van de netwerkkaart',
      en: 'address in SDP and Contact behind 1:1 NAT; empty = from the interface',
    },
  }),
  sipPort: spec('sip-port', '5060', read.portOrOff, {
    allowed: PORT_OR_OFF,
    meaning: { nl: 'SIP over UDP en TCP', en: 'SIP over UDP and TCP' },
  }),
  sipsPort: spec('sips-port', '5061', read.portOrOff, {
    allowed: PORT_OR_OFF,
    meaning: { nl: 'SIP over TLS', en: 'SIP over TLS' },
  }),
  sipExtraPorts: spec('sip-extra-ports', '', read.portList, {
    allowed: { nl: 'poorten 1 tot 65535 met komma ertussen', en: 'ports 1 to 65535 separated by commas' },
    meaning: { nl: 'extra SIP-poorten (UDP en TCP)', en: 'further SIP ports (UDP and TCP)' },
  }),
  tlsCertificate: spec('tls-certificate', '', read.fileOrNone, {
    allowed: { nl: 'een bestand in PEM', en: 'a file in PEM' },
    meaning: {
      nl: 'certificaat met keten; leeg = een eigen gemaakt in de datamap',
      en: 'certificate with its chain; empty = one of our own making in the data folder',
    },
  }),
  tlsKey: spec('tls-key', '', read.fileOrNone, {
    allowed: {
      nl: 'een bestand in PEM, alleen samen met tls-certificate',
      en: 'a file in PEM, only together with tls-certificate',
    },
    meaning: {
      nl: 'sleutel van het certificaat; leeg = in hetzelfde bestand',
      en: "the certificate's key; empty = in the same file",
    },
  }),
  httpPort: spec('http-port', '8080', read.portOrOff, {
    allowed: PORT_OR_OFF,
    meaning: {
      nl: 'web, API en SIP over WebSocket op /sip',
      en: 'web, API and SIP over WebSocket at /sip',
    },
  }),
  https: spec('https', 'false', read.trueOrFalse, {
    allowed: both('true, false'),
    meaning: {
      nl: 'de webpoort spreekt HTTPS, met het certificaat van SIP',
      en: 'the web port speaks HTTPS, with the certificate of SIP',
    },
  }),
  webUrl: spec('web-url', '', read.webUrl, {
    allowed: {
      nl: 'een webadres als https://tel.example.net/',
      en: 'a web address like https://tel.example.net/',
    },
    meaning: {
      nl: 'waar mensen de pagina’s vinden, voor links in mail; leeg = naam of adres met de webpoort',
      en: 'where people find the pages, for links in mail; empty = name or address with the web port',
    },
  }),
  smtp: spec('smtp', '', read.smtp, {
    allowed: {
      nl: 'smtp://gebruiker@host:587 of smtps://gebruiker@host:465',
      en: 'smtp://user@host:587 or smtps://user@host:465',
    },
    meaning: {
      nl: 'mailserver waar mail heen gaat; leeg = mail wacht',
      en: 'mail server that takes our mail; empty = mail waits',
    },
  }),
  smtpPasswordFile: spec('smtp-password-file', '', z.string(), {
    allowed: { nl: 'een bestand, of leeg', en: 'a file, or empty' },
    meaning: {
      nl: 'bestand met het wachtwoord voor de mailserver',
      en: 'file with the password for the mail server',
    },
  }),
  mailFrom: spec('mail-from', '', read.mailAddress, {
    allowed: { nl: 'een mailadres als tel@example.net', en: 'a mail address like tel@example.net' },
    meaning: {
      nl: 'afzender van mail; leeg = de gebruiker van smtp',
      en: 'who mail comes from; empty = the user of smtp',
    },
  }),
  webOrigins: spec('web-origins', '', read.originList, {
    allowed: {
      nl: '* of herkomsten als https://club.example met komma ertussen',
      en: '* or origins like https://club.example separated by commas',
    },
    meaning: {
      nl: 'webpagina’s van anderen die met /sip mogen verbinden; eigen pagina’s mogen altijd',
      en: 'web pages of others that may connect to /sip; our own always may',
    },
  }),
  proxies: spec('proxies', '', read.networkList, {
    allowed: {
      nl: 'netwerken als 192.0.2.0/24 met komma ertussen',
      en: 'networks like 192.0.2.0/24 separated by commas',
    },
    meaning: {
      nl: 'webproxy’s die mogen zeggen waar een verzoek vandaan komt (X-Forwarded-For)',
      en: 'web proxies whose word on where a request comes from is taken (X-Forwarded-For)',
    },
  }),
  rtpPorts: spec('rtp-ports', '20000-40999', read.portRange, {
    allowed: {
      nl: 'eerste-laatste, tussen 1024 en 65535, minstens 4 poorten',
      en: 'first-last, between 1024 and 65535, at least 4 ports',
    },
    meaning: { nl: 'poorten voor geluid', en: 'ports for sound' },
  }),
  metrics: spec('metrics', '127.0.0.1:9464', read.endpointOrOff, {
    allowed: { nl: 'adres:poort, een poort, of off', en: 'address:port, a port, or off' },
    meaning: { nl: 'Prometheus /metrics', en: 'Prometheus /metrics' },
  }),
  databaseUrl: spec('database-url', '', z.literal(''), {
    allowed: {
      nl: 'leeg (PostgreSQL kan in deze versie nog niet)',
      en: 'empty (PostgreSQL is not supported by this version yet)',
    },
    meaning: { nl: 'leeg = SQLite in de datamap', en: 'empty = SQLite in the data folder' },
  }),
  digest: spec('digest', 'MD5,SHA-256', read.digestOrder, {
    allowed: both('MD5,SHA-256 / SHA-256,MD5'),
    meaning: {
      nl: 'volgorde van de wachtwoordproef; oude toestellen lezen alleen de eerste',
      en: 'order of the password challenges; old phones read only the first',
    },
  }),
  ban: spec('ban', '3/300/3600', read.ban, {
    allowed: {
      nl: 'pogingen/seconden/seconden, bijvoorbeeld 3/300/3600',
      en: 'attempts/seconds/seconds, for instance 3/300/3600',
    },
    meaning: { nl: 'pogingen / binnen / blokkade', en: 'attempts / within / ban' },
  }),
  banSite: spec('ban-site', '0', read.wholeNumber(0, 256), {
    allowed: { nl: '0 (uit) tot 256', en: '0 (off) to 256' },
    meaning: {
      nl: 'zoveel geblokkeerde IPv6-/64 van één /56 blokkeren de /56, bijvoorbeeld 4',
      en: 'so many banned IPv6 /64 of one /56 ban the /56, for instance 4',
    },
  }),
  trusted: spec('trusted', '', read.networkList, {
    allowed: {
      nl: 'netwerken als 192.0.2.0/24 met komma ertussen',
      en: 'networks like 192.0.2.0/24 separated by commas',
    },
    meaning: {
      nl: 'netwerken zonder blokkade en tempolimiet',
      en: 'networks exempt from ban and rate limit',
    },
  }),
  limits: spec('limits', DEFAULT_LIMITS_TEXT, read.limits, {
    allowed: {
      nl: `off, of getallen of off voor ${DEFAULT_LIMITS_TEXT}`,
      en: `off, or numbers or off for ${DEFAULT_LIMITS_TEXT}`,
    },
    meaning: { nl: 'grenzen per adres en per extensie', en: 'limits per address and per extension' },
  }),
  lang: spec('lang', 'nl', z.enum(['nl', 'en']), {
    allowed: { nl: 'nl of en', en: 'nl or en' },
    meaning: {
      nl: 'taal van gesproken tekst, opdrachten en pagina’s',
      en: 'language of prompts, commands and pages',
    },
  }),
  timeZone: spec('time-zone', 'Europe/Amsterdam', read.timeZone, {
    allowed: {
      nl: 'een naam als Europe/Amsterdam of UTC',
      en: 'a name such as Europe/Amsterdam or UTC',
    },
    meaning: {
      nl: 'tijdzone van de club: de tijd die gezegd wordt',
      en: "the club's time zone: the time that is spoken",
    },
  }),
  club: spec('club', '', read.clubName, {
    allowed: { nl: 'een naam van hoogstens 60 tekens', en: 'a name of at most 60 characters' },
    meaning: { nl: 'naam van de club, op elke pagina', en: 'name of the club, on every page' },
  }),
  contact: spec('contact', '', read.mailAddressOrNone, {
    allowed: { nl: 'een mailadres', en: 'a mail address' },
    meaning: { nl: 'mailadres voor vragen, op elke pagina', en: 'mail address for questions, on every page' },
  }),
  spokenRefusals: spec('spoken-refusals', 'true', read.trueOrFalse, {
    allowed: both('true, false'),
    meaning: {
      nl: 'wie niet doorkomt hoort waarom (112 en 911 altijd)',
      en: 'a caller who is refused hears why (112 and 911 always)',
    },
  }),
  phoneLogin: spec('phone-login', 'true', read.trueOrFalse, {
    allowed: both('true, false'),
    meaning: {
      nl: 'leden loggen in op de site door *70 te bellen met de code die zij daar zien',
      en: 'members log in on the site by dialling *70 with the code they see there',
    },
  }),
  registration: spec('registration', '60/3600/7200', read.registration, {
    allowed: {
      nl: 'kortste/gewone/langste in seconden: 30 tot 3600 / tot / 86400',
      en: 'shortest/usual/longest in seconds: 30 to 3600 / up to / 86400',
    },
    meaning: {
      nl: 'hoe lang een aanmelding duurt: de kortste, die zonder wens van het toestel, en de langste',
      en: 'how long a registration lasts: the shortest, that of a phone without a wish, and the longest',
    },
  }),
  numbers: spec('numbers', '100-899/900-949', read.numberPlan, {
    allowed: {
      nl: 'extensies/bruggen, elk eerste-laatste met 2 tot 8 cijfers, bijvoorbeeld 300-399/900-949',
      en: 'extensions/bridges, each first-last with 2 to 8 digits, for instance 300-399/900-949',
    },
    meaning: {
      nl: 'uit welke reeksen nummers worden voorgesteld; elk ander vrij nummer mag ook',
      en: 'from which ranges numbers are proposed; any other free number will do, too',
    },
  }),
  voicemail: spec('voicemail', '20/120/30', read.voicemail, {
    allowed: {
      nl: 'berichten/seconden/dagen: 1 tot 50 / 10 tot 300 / 1 tot 365',
      en: 'messages/seconds/days: 1 to 50 / 10 to 300 / 1 to 365',
    },
    meaning: {
      nl: 'hoeveel berichten een mailbox houdt, hoe lang één duurt en hoe lang het blijft',
      en: 'how many messages a mailbox keeps, how long one lasts and how long it stays',
    },
  }),
  keepAlive: spec('keep-alive', '25/120', read.keepAlive, {
    allowed: {
      nl: 'off, of seconden/seconden van 10 tot 3600, bijvoorbeeld 25/120',
      en: 'off, or seconds/seconds from 10 to 3600, for instance 25/120',
    },
    meaning: {
      nl: 'hoe vaak een toestel wordt gevraagd of het er is: achter een router / rechtstreeks',
      en: 'how often a phone is asked whether it is there: behind a router / directly',
    },
  }),
  backupPassphraseFile: spec('backup-passphrase-file', '', z.string(), {
    allowed: { nl: 'een bestand, of leeg', en: 'a file, or empty' },
    meaning: {
      nl: 'bestand met de wachtzin voor de nachtelijke backup; leeg = geen',
      en: 'file with the passphrase of the nightly backup; empty = none',
    },
  }),
  backupKeep: spec('backup-keep', '14', read.wholeNumber(1, 365), {
    allowed: { nl: '1 tot 365', en: '1 to 365' },
    meaning: { nl: 'hoeveel backups blijven staan', en: 'how many backups are kept' },
  }),
  backupAt: spec('backup-at', '03:10', read.timeOfDay, {
    allowed: { nl: '00:00 tot 23:59', en: '00:00 to 23:59' },
    meaning: { nl: 'tijd van de nachtelijke backup', en: 'time of the nightly backup' },
  }),
  directoryAt: spec('directory-at', '04:10', read.timeOfDayOrOff, {
    allowed: { nl: 'off, of 00:00 tot 23:59', en: 'off, or 00:00 to 23:59' },
    meaning: {
      nl: 'tijd waarop een gewijzigde extensielijst een nieuwe uitgave krijgt; off = alleen op verzoek',
      en: 'time at which a directory that changed gets a new issue; off = only when asked',
    },
  }),
  drainMs: spec('drain', '0', read.seconds(86_400), {
    allowed: { nl: '0 tot 86400 seconden', en: '0 to 86400 seconds' },
    meaning: {
      nl: 'seconden die lopende gesprekken krijgen bij stoppen; 600 als dienst onder systemd',
      en: 'seconds that running calls get when stopping; 600 as a service under systemd',
    },
  }),
  protectRegisteredFlows: spec('protect-registered-flows', 'true', read.trueOrFalse, {
    allowed: both('true, false'),
    meaning: {
      nl: 'een blokkade laat al aangemelde toestellen aangemeld blijven',
      en: 'a ban leaves phones that are registered already registered',
    },
  }),
  kernelDrop: spec('kernel-drop', 'false', read.trueOrFalse, {
    allowed: both('true, false'),
    meaning: {
      nl: 'laat de kernel weggooien wat geblokkeerde adressen sturen (nftables, CAP_NET_ADMIN)',
      en: 'let the kernel drop what banned addresses send (nftables, CAP_NET_ADMIN)',
    },
  }),
  mediaWorkers: spec('media-workers', '1', read.wholeNumber(1, 64), {
    allowed: { nl: '1 tot 64', en: '1 to 64' },
    meaning: { nl: 'threads voor geluid', en: 'threads for sound' },
  }),
  sockets: spec('sockets', 'auto', z.enum(['auto', 'dgram']), {
    allowed: { nl: 'auto of dgram', en: 'auto or dgram' },
    meaning: {
      nl: 'UDP in bundels waar de machine dat kan (auto), of altijd via node:dgram',
      en: 'UDP in batches where the machine can (auto), or always by node:dgram',
    },
  }),
};

export const SETTING_NAMES = Object.keys(CATALOGUE) as readonly (keyof Settings)[];

/** `sip_port`, `sipPort`, `SIP-PORT` and `HAMVOIP_SIP_PORT` all mean `sip-port`. */
export function settingNamed(written: string): keyof Settings | undefined {
  const key = written
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll('_', '-')
    .replace(/^hamvoip-/, '');
  return SETTING_NAMES.find((name) => CATALOGUE[name].key === key);
}
