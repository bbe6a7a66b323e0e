import {
  CALLSIGN,
  type DeviceGuide,
  EMPTY,
  KEEP_ALIVE,
  PASSWORD,
  SECONDS,
  SERVER,
  section,
  setting,
  shown,
  text,
  UNSURE,
  USERNAME,
  unnamed,
} from './guide.ts';
import * as say from './sentences.ts';

const LINPHONE: DeviceGuide = {
  id: 'linphone',
  kind: 'app',
  family: 'Linphone',
  models: ['Android', 'iOS', 'Windows', 'macOS', 'Linux'],
  about: text(
    'Een vrije app met Opus. Op een iPhone gaat hij met een eigen centrale niet over zolang hij op de achtergrond staat: kies daar liever een andere app.',
    'A free app with Opus. On an iPhone it does not ring in the background with an exchange of one’s own: rather choose another app there.',
  ),
  open: [
    text(
      'Installeer de app en kies "Gebruik een SIP-account van derden". De namen komen van Android; elders heten ze soms anders.',
      'Install the app and choose "Use a third party SIP account". The names are those of Android; elsewhere some differ.',
    ),
  ],
  sections: [
    section('Use a third party SIP account', [
      setting('Username', USERNAME, { note: text('Gebruikersnaam', 'Username') }),
      setting('Password', PASSWORD, { note: text('Wachtwoord', 'Password') }),
      setting('Domain', SERVER, { note: text('Domein', 'Domain') }),
      setting('Display name', CALLSIGN, { note: text('Weergavenaam', 'Display name') }),
      setting('Transport', shown('UDP'), { note: text('Vervoer', 'Transport') }),
      setting('Authentication ID (if different)', EMPTY),
    ]),
    section('Account settings', [
      setting('Expire (in seconds)', SECONDS),
      setting('Outbound SIP Proxy URI', EMPTY),
      setting('Format phone numbers using international prefix', { words: text('uit', 'off') }),
      setting('AVPF', { words: text('uit', 'off') }),
    ]),
    section('Account settings > NAT policy settings', [
      setting('STUN/TURN server URL', EMPTY),
      setting('Enable ICE', { words: text('uit', 'off') }),
    ]),
    section('Settings > Advanced settings', [
      setting('Media encryption', shown('None')),
      setting('Use RFC 2833 for DTMFs', { words: text('aan', 'on') }),
      setting('Audio codecs', shown('opus, G722, PCMA, PCMU')),
    ]),
  ],
  pitfalls: [
    text(
      'Zet het internationale voorvoegsel uit, anders wordt 301 een buitenlands nummer.',
      'Switch the international prefix off, else 301 becomes a number abroad.',
    ),
    text(
      'Heb je twee accounts, kijk dan welk het standaardaccount is.',
      'When you have two accounts, look which one is the default.',
    ),
  ],
  firmware: '6.3',
  tested: [],
  provisioning: 'linphone',
};

const GROUNDWIRE: DeviceGuide = {
  id: 'groundwire',
  kind: 'app',
  family: 'Groundwire',
  models: ['iOS', 'Android'],
  about: text(
    'Een betaalde app die ook in de zak overgaat. Daarvoor bewaart de maker je SIP-wachtwoord op zijn server zolang push aan staat.',
    'A paid app that rings in your pocket, too. For that its maker keeps your SIP password on its server while push is on.',
  ),
  open: [
    text(
      'Installeer de app en voeg een account toe met de hand.',
      'Install the app and add an account by hand.',
    ),
  ],
  sections: [
    section(
      'Settings > Accounts > Generic SIP',
      [
        setting('Username', USERNAME, UNSURE),
        setting('Password', PASSWORD, UNSURE),
        setting('Domain', SERVER, { certainty: 'unsure', note: say.portBehindServer }),
      ],
      'unsure',
    ),
    section(
      'Advanced Settings',
      [
        unnamed(text('transport', 'transport'), shown('udp')),
        unnamed(text('aanmeldtijd', 'registration interval'), SECONDS),
        unnamed(say.codecs, shown('Opus, G722, PCMA, PCMU')),
        unnamed(text('hoe toetsen gaan (DTMF)', 'how keys are sent (DTMF)'), shown('RFC 2833')),
        unnamed(text('hoe oproepen binnenkomen', 'how calls come in'), {
          words: text(
            'Push gaat altijd over, Standard alleen met de app open',
            'Push always rings, Standard only with the app open',
          ),
        }),
      ],
      'unsure',
    ),
  ],
  pitfalls: [
    text(
      'Op Android zet de batterijbesparing de app stil. Maak een uitzondering.',
      'On Android the battery saver stops the app. Make an exception.',
    ),
    text(
      'Gebruik voor push een eigen wachtwoord van de extensie dat je kunt vernieuwen.',
      'For push use a password of the extension that you can renew.',
    ),
  ],
  firmware: null,
  tested: [],
  provisioning: null,
};

const ZOIPER: DeviceGuide = {
  id: 'zoiper',
  kind: 'app',
  family: 'Zoiper',
  models: ['Zoiper5', 'iOS', 'Android'],
  about: text(
    'Een app voor computer en telefoon. Gebruik de QR-code van de maker niet: die stuurt je wachtwoord naar zijn server.',
    'An app for computers and mobile phones. Do not use its maker’s QR code: it sends your password to its server.',
  ),
  open: [
    text(
      'Kies Settings > Preferences > Accounts en maak een account.',
      'Choose Settings > Preferences > Accounts and create an account.',
    ),
  ],
  sections: [
    section('Settings > Preferences > Accounts', [
      setting('Username', USERNAME),
      setting('Password', PASSWORD),
      setting('Domain', SERVER, { note: say.portBehindServer }),
      unnamed(text('transport', 'transport'), shown('UDP')),
      unnamed(text('aanmeldtijd', 'registration interval'), SECONDS),
      unnamed(text('hoe toetsen gaan (DTMF)', 'how keys are sent (DTMF)'), shown('RFC-2833')),
    ]),
  ],
  pitfalls: [
    text(
      'Sommige versies vragen apart om de naam voor de aanmelding: dat is weer je nummer.',
      'Some versions ask for the authentication name separately: it is your number again.',
    ),
    text('De gratis versie heeft niet alle codecs.', 'The free version has not all codecs.'),
  ],
  firmware: null,
  tested: [],
  provisioning: null,
};

const MICROSIP: DeviceGuide = {
  id: 'microsip',
  kind: 'app',
  family: 'MicroSIP',
  models: ['Windows'],
  about: text(
    'Een kleine, vrije app voor Windows, met Opus en G.722.',
    'A small, free app for Windows, with Opus and G.722.',
  ),
  open: [text('Kies Menu > Add Account.', 'Choose Menu > Add Account.')],
  sections: [
    section('Add Account', [
      setting('Account Name', { words: text('een naam naar keuze', 'a name of your choice') }),
      setting('SIP Server', SERVER, { note: say.portBehindServer }),
      setting('SIP Proxy', EMPTY),
      setting('Username', USERNAME),
      setting('Domain', SERVER),
      setting('Login', USERNAME),
      setting('Password', PASSWORD),
      setting('Display Name', CALLSIGN),
      setting('Dial Plan', EMPTY),
      setting('Media Encryption', shown('Disabled')),
      setting('Transport', shown('UDP')),
      setting('Public Address', shown('Auto')),
      setting('Register Refresh', SECONDS),
      setting('Keep-Alive', KEEP_ALIVE),
    ]),
  ],
  pitfalls: [
    text('Username en Domain zijn allebei nodig.', 'Username and Domain are both needed.'),
    text(
      'Hoor je maar één kant, zet dan Allow IP Rewrite aan.',
      'When you hear one side only, switch Allow IP Rewrite on.',
    ),
  ],
  firmware: '3.19 – 3.21',
  tested: [],
  provisioning: null,
};

export const APPS: readonly DeviceGuide[] = [LINPHONE, GROUNDWIRE, ZOIPER, MICROSIP];
