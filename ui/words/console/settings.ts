import { inBoth } from '../in-both.ts';

interface SettingPageWords {
  readonly title: string;
  readonly lead: string;
  readonly back: string;
  readonly groups: Readonly<Record<string, string>>;
  readonly leads: Readonly<Record<string, string>>;
  /** By key; one that is not here goes by its key. */
  readonly names: Readonly<Record<string, string>>;
  readonly origins: Readonly<Record<'flag' | 'environment' | 'console' | 'file' | 'default', string>>;
  readonly allowed: (allowed: string) => string;
  readonly usual: (value: string) => string;
  readonly changed: (by: string, at: string) => string;
  readonly setBack: (value: string) => string;
  readonly empty: string;
  readonly secretSet: string;
  readonly secretUnset: string;
  readonly secretKeep: string;
  readonly forget: string;
  readonly choices: Readonly<Record<string, string>>;
  readonly save: (group: string) => string;
  readonly saved: string;
  readonly fixed: string;
  readonly inFile: (line: number, file: string) => string;
  readonly toFile: (key: string, file: string) => string;
  readonly pinned: Readonly<Record<'flag' | 'environment', (variable: string) => string>>;
  readonly overrules: (line: number, value: string) => string;
  readonly now: string;
  readonly from: string;
  readonly how: string;
  readonly setting: string;
}

export const settingPageWords = inBoth<SettingPageWords>({
  nl: {
    title: 'Instellingen',
    lead: 'Wat er geldt, en waar het vandaan komt. Wat je hier wijzigt, geldt meteen en blijft na een herstart.',
    back: 'Systeem',
    groups: {
      guard: 'Blokkades en grenzen',
      phones: 'Toestellen en gesprekken',
      club: 'De club',
      mail: 'Mail',
      copies: 'Backups en extensielijst',
      network: 'Netwerk en SIP',
      web: 'Website en metingen',
      machine: 'De machine',
    },
    leads: {
      guard: 'Een blokkade die al loopt, houdt haar eigen einde.',
      phones: 'Een toestel merkt dit bij zijn volgende aanmelding of gesprek.',
      mail: 'Mail die nog wacht, gaat na een wijziging meteen op weg.',
    },
    names: {
      ban: 'Blokkade: pogingen / seconden / seconden geblokkeerd',
      'ban-site': 'Blokkade van een heel IPv6-netwerk',
      'protect-registered-flows': 'Aangemelde toestellen blijven aangemeld bij een blokkade',
      trusted: 'Netwerken zonder blokkade',
      limits: 'Grenzen per adres en per extensie',
      digest: 'Volgorde van de wachtwoordproef',
      'kernel-drop': 'Blokkade in de kernel',
      registration: 'Duur van een aanmelding: kortste / gewone / langste',
      'keep-alive': 'Toestellen wakker houden',
      'spoken-refusals': 'Gesproken reden bij een weigering',
      'phone-login': 'Inloggen door te bellen',
      voicemail: 'Voicemail: berichten / seconden / dagen',
      numbers: 'Nummers die worden voorgesteld: extensies / bruggen',
      club: 'Naam van de club',
      contact: 'Mailadres voor vragen',
      'web-url': 'Adres van de website',
      lang: 'Taal van de centrale',
      'time-zone': 'Tijdzone',
      smtp: 'Mailserver',
      'smtp-password': 'Wachtwoord voor deze mailserver',
      'smtp-password-file': 'Bestand met het wachtwoord van de host',
      'mail-from': 'Afzender van mail',
      'backup-at': 'Tijd van de nachtelijke backup',
      'backup-keep': 'Hoeveel backups blijven',
      'backup-passphrase-file': 'Bestand met de wachtzin',
      'directory-at': 'Tijd van een nieuwe extensielijst',
      domain: 'SIP-domein',
      bind: 'Adressen waarop geluisterd wordt',
      'public-address': 'Publiek adres',
      'sip-port': 'SIP-poort (UDP en TCP)',
      'sips-port': 'SIP-poort (TLS)',
      'sip-extra-ports': 'Extra SIP-poorten',
      'rtp-ports': 'Poorten voor geluid',
      'tls-certificate': 'Certificaat',
      'tls-key': 'Sleutel van het certificaat',
      'http-port': 'Webpoort',
      https: 'HTTPS op de webpoort',
      'web-origins': 'Webpagina’s van anderen',
      proxies: 'Webproxy’s',
      metrics: 'Prometheus',
      data: 'Datamap',
      'database-url': 'Database',
      'media-workers': 'Threads voor geluid',
      sockets: 'UDP in bundels',
      drain: 'Seconden voor lopende gesprekken bij stoppen',
    },
    origins: {
      flag: 'startopdracht',
      environment: 'omgeving',
      console: 'console',
      file: 'bestand',
      default: 'standaard',
    },
    allowed: (allowed) => `Toegestaan: ${allowed}.`,
    usual: (value) => `Standaard: ${value}.`,
    changed: (by, at) => `Gewijzigd door ${by} op ${at}.`,
    setBack: (value) => `Zet terug op ${value}`,
    empty: 'leeg',
    secretSet: 'Er is een wachtwoord. Het wordt nergens getoond.',
    secretUnset: 'Er is nog geen wachtwoord.',
    secretKeep: 'Laat leeg om het te laten zoals het is.',
    forget: 'Vergeet het wachtwoord',
    choices: { true: 'ja', false: 'nee' },
    save: (group) => `Bewaar ${group.toLowerCase()}`,
    saved: 'Bewaard. Het geldt nu.',
    fixed: 'Hiervoor is een herstart nodig',
    inFile: (line, file) =>
      `Staat in regel ${line} van ${file}. Wijzig die regel en start de centrale opnieuw.`,
    toFile: (key, file) => `Zet ${key} = "…" in ${file} en start de centrale opnieuw.`,
    pinned: {
      flag: () => 'Ligt vast in de startopdracht van de centrale. Haal het daar weg om het hier te wijzigen.',
      environment: (variable) =>
        `Ligt vast door ${variable} in de omgeving van de centrale. Haal het daar weg om het hier te wijzigen.`,
    },
    overrules: (line, value) => `Gaat voor regel ${line} van het bestand (${value}).`,
    now: 'Nu',
    from: 'Komt van',
    how: 'Wijzigen',
    setting: 'Instelling',
  },
  en: {
    title: 'Settings',
    lead: 'What holds, and where it came from. What you change here holds at once and stays after a restart.',
    back: 'System',
    groups: {
      guard: 'Bans and limits',
      phones: 'Phones and calls',
      club: 'The club',
      mail: 'Mail',
      copies: 'Backups and directory',
      network: 'Network and SIP',
      web: 'Web site and metrics',
      machine: 'The machine',
    },
    leads: {
      guard: 'A ban that runs already keeps its own end.',
      phones: 'A phone notices at its next registration or call.',
      mail: 'Mail that waits sets out at once after a change.',
    },
    names: {
      ban: 'Ban: attempts / seconds / seconds banned',
      'ban-site': 'Ban of a whole IPv6 network',
      'protect-registered-flows': 'Registered phones stay registered in a ban',
      trusted: 'Networks without a ban',
      limits: 'Limits per address and per extension',
      digest: 'Order of the password challenges',
      'kernel-drop': 'Bans in the kernel',
      registration: 'Length of a registration: shortest / usual / longest',
      'keep-alive': 'Keeping ways to phones open',
      'spoken-refusals': 'Spoken reason of a refusal',
      'phone-login': 'Logging in by phone',
      voicemail: 'Voicemail: messages / seconds / days',
      numbers: 'Numbers that are proposed: extensions / bridges',
      club: 'Name of the club',
      contact: 'Mail address for questions',
      'web-url': 'Address of the web site',
      lang: 'Language of the exchange',
      'time-zone': 'Time zone',
      smtp: 'Mail server',
      'smtp-password': 'Password for this mail server',
      'smtp-password-file': "File with the host's password",
      'mail-from': 'Sender of mail',
      'backup-at': 'Time of the nightly backup',
      'backup-keep': 'How many backups stay',
      'backup-passphrase-file': 'File with the passphrase',
      'directory-at': 'Time of a new directory',
      domain: 'SIP domain',
      bind: 'Addresses to listen on',
      'public-address': 'Public address',
      'sip-port': 'SIP port (UDP and TCP)',
      'sips-port': 'SIP port (TLS)',
      'sip-extra-ports': 'Further SIP ports',
      'rtp-ports': 'Ports for sound',
      'tls-certificate': 'Certificate',
      'tls-key': 'Key of the certificate',
      'http-port': 'Web port',
      https: 'HTTPS on the web port',
      'web-origins': 'Web pages of others',
      proxies: 'Web proxies',
      metrics: 'Prometheus',
      data: 'Data folder',
      'database-url': 'Database',
      'media-workers': 'Threads for sound',
      sockets: 'UDP in batches',
      drain: 'Seconds for running calls when stopping',
    },
    origins: {
      flag: 'start command',
      environment: 'environment',
      console: 'console',
      file: 'file',
      default: 'default',
    },
    allowed: (allowed) => `Allowed: ${allowed}.`,
    usual: (value) => `Default: ${value}.`,
    changed: (by, at) => `Changed by ${by} on ${at}.`,
    setBack: (value) => `Set back to ${value}`,
    empty: 'empty',
    secretSet: 'There is a password. It is shown nowhere.',
    secretUnset: 'There is no password yet.',
    secretKeep: 'Leave empty to keep it as it is.',
    forget: 'Forget the password',
    choices: { true: 'yes', false: 'no' },
    save: (group) => `Save ${group.toLowerCase()}`,
    saved: 'Saved. It holds now.',
    fixed: 'These need a restart',
    inFile: (line, file) =>
      `Stands in line ${line} of ${file}. Change that line and start the exchange anew.`,
    toFile: (key, file) => `Put ${key} = "…" into ${file} and start the exchange anew.`,
    pinned: {
      flag: () => 'Pinned by the command that started the exchange. Take it away there to change it here.',
      environment: (variable) =>
        `Pinned by ${variable} in the environment of the exchange. Take it away there to change it here.`,
    },
    overrules: (line, value) => `Goes before line ${line} of the file (${value}).`,
    now: 'Now',
    from: 'From',
    how: 'To change it',
    setting: 'Setting',
  },
});
