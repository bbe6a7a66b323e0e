import { CISCO_SPA } from './cisco.ts';
import {
  CALLSIGN,
  type DeviceGuide,
  EMPTY,
  KEEP_ALIVE,
  MINUTES,
  PASSWORD,
  PORT,
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

const PACKET_MS = { seconds: 0.02, unit: 'milliseconds' } as const;
const PACKET_FRAMES = { seconds: 0.02, unit: 'frames' } as const;

const YEALINK: DeviceGuide = {
  id: 'yealink',
  kind: 'desk',
  family: 'Yealink T4x',
  models: ['T40', 'T41', 'T42', 'T43', 'T44', 'T46', 'T48'],
  about: text(
    'Een kantoortoestel dat vaak tweedehands te vinden is. Het spreekt G.722, de S- en U-typen ook Opus.',
    'An office phone that is often found second-hand. It speaks G.722, the S and U models Opus as well.',
  ),
  open: [
    text(
      'Druk op OK als het toestel niets doet. Het scherm toont het IP-adres.',
      'Press OK while the phone is idle. The screen shows its IP address.',
    ),
    say.openAddress,
    text(
      'Van de fabriek is het wachtwoord admin / admin. Nieuwe firmware vraagt een eigen wachtwoord.',
      'From the factory the login is admin / admin. Newer firmware asks for a password of your own.',
    ),
  ],
  sections: [
    section('Account > Register', [
      setting('Line Active', shown('Enabled'), {
        note: text('Soms heet dit Account Active.', 'Sometimes called Account Active.'),
      }),
      setting('Label', USERNAME),
      setting('Display Name', CALLSIGN),
      setting('Register Name', USERNAME),
      setting('User Name', USERNAME, { note: say.bareNumber }),
      setting('Password', PASSWORD),
      setting('Server Host', SERVER),
      setting('Port', PORT, UNSURE),
      setting('Transport', shown('UDP')),
      setting('Server Expires', SECONDS, UNSURE),
      unnamed(text('NAT of STUN', 'NAT or STUN'), shown('Disabled')),
    ]),
    section(
      'Account > Advanced',
      [
        setting('Keep Alive Type', shown('Default'), UNSURE),
        setting('Keep Alive Interval(Seconds)', KEEP_ALIVE, UNSURE),
        setting('RPort', shown('Enabled'), UNSURE),
        setting('DTMF Type', shown('RFC2833'), UNSURE),
        setting('RTP Encryption(SRTP)', shown('Disabled'), UNSURE),
        setting('PTime (ms)', PACKET_MS, UNSURE),
      ],
      'unsure',
    ),
    section('Account > Codec', [unnamed(say.codecs, shown('G722, PCMA, PCMU'))], 'unsure'),
  ],
  pitfalls: [
    say.noDomainInNumber,
    text('Kies als transport niet DNS-NAPTR.', 'Do not choose DNS-NAPTR as transport.'),
    text(
      'Een insteladres van een vorige eigenaar zet alles na een herstart terug. Maak eerst Settings > Auto Provision > Server URL leeg.',
      'A provisioning address of an earlier owner undoes everything at the next restart. Empty Settings > Auto Provision > Server URL first.',
    ),
  ],
  firmware: 'x.70 – x.85',
  tested: [],
  provisioning: 'yealink',
};

const GRANDSTREAM: DeviceGuide = {
  id: 'grandstream',
  kind: 'desk',
  family: 'Grandstream GXP16xx / GXP21xx',
  models: [
    'GXP1610',
    'GXP1620',
    'GXP1625',
    'GXP1628',
    'GXP1630',
    'GXP2130',
    'GXP2135',
    'GXP2140',
    'GXP2160',
    'GXP2170',
  ],
  about: text(
    'Een kantoortoestel met G.722. Let op: het telt de aanmeldtijd in minuten.',
    'An office phone with G.722. Mind: it counts the registration interval in minutes.',
  ),
  open: [
    text(
      'Kies op het toestel Menu > Status > Network Status. Daar staat het IP-adres.',
      'On the phone choose Menu > Status > Network Status. It shows the IP address.',
    ),
    say.openAddress,
    text(
      'Van de fabriek is het wachtwoord admin / admin. Nieuwere toestellen hebben er een op het etiket.',
      'From the factory the login is admin / admin. Newer phones have one on the label.',
    ),
  ],
  sections: [
    section('Accounts > Account 1 > General Settings', [
      setting('Account Active', shown('Yes')),
      setting('Account Name', USERNAME),
      setting('SIP Server', SERVER, { note: say.portBehindServer }),
      setting('SIP User ID', USERNAME),
      setting('SIP Authentication ID', USERNAME, {
        note: text('Op de GXP16xx: Authenticate ID.', 'On the GXP16xx: Authenticate ID.'),
      }),
      setting('SIP Authentication Password', PASSWORD, {
        note: text('Op de GXP16xx: Authenticate Password.', 'On the GXP16xx: Authenticate Password.'),
      }),
      setting('Name', CALLSIGN),
    ]),
    section('Accounts > Account 1 > Network Settings', [
      setting('DNS Mode', shown('A Record')),
      setting('NAT Traversal', shown('Keep-Alive'), { note: text('Niet STUN.', 'Not STUN.') }),
    ]),
    section('Settings > General Settings', [setting('Keep-alive Interval (s)', KEEP_ALIVE)], 'unsure'),
    section('Accounts > Account 1 > SIP Settings > Basic Settings', [
      setting('Register Expiration (m)', MINUTES, { note: say.minutes }),
      setting('SIP Transport', shown('UDP')),
    ]),
    section('Accounts > Account 1 > Audio Settings', [
      setting('Preferred Vocoder', shown('G.722, PCMA, PCMU')),
      setting('Voice Frames per TX', PACKET_FRAMES),
      setting('Send DTMF', shown('via RTP (RFC2833)')),
      setting('SRTP Mode', shown('Disabled')),
    ]),
    section('Accounts > Account 1 > Call Settings', [
      setting('Dial Plan', shown('{ x+ | *x+ | \\+x+ }'), { note: say.ourDialPlan }),
      setting('Use # as Dial Key', shown('Yes')),
    ]),
    section('Accounts > Account 1 > Feature Codes', [
      setting('Enable Local Call Features', shown('No'), {
        note: text(
          'Anders houdt het toestel codes met een * voor zichzelf. Op de GXP16xx: Enable Call Features.',
          'Else the phone keeps codes with a * for itself. On the GXP16xx: Enable Call Features.',
        ),
      }),
    ]),
  ],
  pitfalls: [say.minutesPitfall, say.noStun, say.ownStarCodes],
  firmware: '1.0.4.33 (GXP16xx), 1.0.11.79 (GXP21xx)',
  tested: [],
  provisioning: 'grandstream',
};

const SNOM: DeviceGuide = {
  id: 'snom',
  kind: 'desk',
  family: 'Snom D7xx',
  models: ['D712', 'D715', 'D717', 'D725', 'D735', 'D745', 'D765', 'D785'],
  about: text(
    'Een degelijk kantoortoestel met G.722. Versleuteld geluid staat soms aan van de fabriek: zet het uit.',
    'A solid office phone with G.722. Encrypted sound may be on from the factory: switch it off.',
  ),
  open: [
    text(
      'Kies op het toestel Settings > Information > System info. Daar staat het IP-adres.',
      'On the phone choose Settings > Information > System info. It shows the IP address.',
    ),
    say.openAddress,
  ],
  sections: [
    section('Setup > Identity 1 > Login', [
      setting('Identity active', shown('on')),
      setting('Displayname', CALLSIGN),
      setting('Account', USERNAME, { note: say.bareNumber }),
      setting('Password', PASSWORD),
      setting('Registrar', SERVER, { note: say.portBehindServer }),
      setting('Outbound Proxy', EMPTY),
      setting('Authentication Username', USERNAME, UNSURE),
    ]),
    section('Setup > Identity 1 > SIP', [
      setting('Proposed Expiry', SECONDS),
      unnamed(text('toetsen met SIP INFO', 'keys by SIP INFO'), shown('off')),
    ]),
    section(
      'Setup > Identity 1 > NAT',
      [
        unnamed(
          text(
            'hoe vaak het toestel de weg door de router open houdt',
            'how often the phone keeps its way through the router open',
          ),
          KEEP_ALIVE,
        ),
        unnamed(text('STUN-server', 'STUN server'), EMPTY),
      ],
      'unsure',
    ),
    section('Setup > Identity 1 > RTP', [
      unnamed(say.codecs, shown('g722, pcma, pcmu, telephone-event')),
      setting('RTP Encryption', shown('off'), UNSURE),
    ]),
  ],
  pitfalls: [say.noDomainInNumber, say.srtpOff],
  firmware: null,
  tested: [],
  provisioning: 'snom',
};

const FANVIL: DeviceGuide = {
  id: 'fanvil',
  kind: 'desk',
  family: 'Fanvil X-series',
  models: ['X1S', 'X2P', 'X3S', 'X3U', 'X4', 'X4U', 'X5S', 'X5U', 'X6', 'X6U', 'X7'],
  about: text(
    'Een betaalbaar nieuw toestel met G.722, soms met Opus.',
    'An affordable new phone with G.722, some models with Opus.',
  ),
  open: [
    text(
      'Kies op het toestel Menu > Status. Daar staat het IP-adres.',
      'On the phone choose Menu > Status. It shows the IP address.',
    ),
    say.openAddress,
    text('Van de fabriek is het wachtwoord admin / admin.', 'From the factory the login is admin / admin.'),
  ],
  sections: [
    section('Line > SIP', [
      setting('Username', USERNAME),
      setting('Display Name', CALLSIGN),
      setting('Authentication Name', USERNAME),
      setting('Authentication Password', PASSWORD),
      setting('SIP Proxy Server Address', SERVER),
      unnamed(text('poort van de server', 'port of the server'), PORT),
      setting('Transport Protocol', shown('UDP'), UNSURE),
      setting('Registration Expiration', SECONDS, UNSURE),
    ]),
    section(
      'Line > Advanced Settings',
      [
        setting('Keep Alive Type', shown('UDP'), UNSURE),
        setting('Keep Alive Interval', KEEP_ALIVE, UNSURE),
        setting('Enable Rport', shown('on'), UNSURE),
        setting('DTMF Type', shown('RFC2833'), UNSURE),
        setting('RTP Encryption (SRTP)', shown('Disabled'), UNSURE),
        unnamed(text('lengte van een pakket', 'length of a packet'), PACKET_MS),
      ],
      'unsure',
    ),
    section('Line > Codecs', [unnamed(say.codecs, shown('G722, PCMA, PCMU'))], 'unsure'),
  ],
  pitfalls: [
    text(
      'Vul de pagina Line in, niet de algemene SIP-instellingen.',
      'Fill in the page Line, not the general SIP settings.',
    ),
    text(
      'Op het toestel zelf vraagt Advanced Settings een pincode; van de fabriek is die 123.',
      'On the phone itself Advanced Settings asks for a PIN; from the factory it is 123.',
    ),
  ],
  firmware: '2.2.10+',
  tested: [],
  provisioning: 'fanvil',
};

const POLYCOM: DeviceGuide = {
  id: 'polycom',
  kind: 'desk',
  family: 'Polycom VVX',
  models: [
    'VVX 101',
    'VVX 150',
    'VVX 201',
    'VVX 250',
    'VVX 300',
    'VVX 310',
    'VVX 400',
    'VVX 410',
    'VVX 450',
    'VVX 500',
    'VVX 600',
  ],
  about: text(
    'Klinkt uitstekend. Het kiesschema is Amerikaans en moet anders.',
    'Sounds excellent. Its dial plan is American and has to be changed.',
  ),
  open: [
    text(
      'Kies op het toestel Settings > Status > Network > TCP/IP Parameters. Daar staat het IP-adres.',
      'On the phone choose Settings > Status > Network > TCP/IP Parameters. It shows the IP address.',
    ),
    say.openAddress,
    text(
      'De gebruiker is Admin, het wachtwoord van de fabriek 456. Soms staat de webpagina uit tot je haar in het menu aanzet.',
      'The user is Admin, the factory password 456. Sometimes the web page is off until you switch it on in the menu.',
    ),
  ],
  sections: [
    section('Settings > Lines > Line 1 > Identification', [
      setting('Display Name', CALLSIGN, UNSURE),
      setting('Address', USERNAME, UNSURE),
      setting('Label', USERNAME, UNSURE),
      setting('Authentication User ID', USERNAME),
      setting('Authentication Password', PASSWORD),
    ]),
    section('Settings > Lines > Line 1 > Server 1', [
      setting('Address', SERVER, UNSURE),
      setting('Port', PORT, UNSURE),
      setting('Transport', shown('UDPonly'), UNSURE),
      setting('Expires', SECONDS, UNSURE),
    ]),
    section(
      'Settings > SIP > Local Settings',
      [unnamed(text('kiesschema (digit map)', 'dial plan (digit map)'), shown('*x.T|x.T'), say.ourDialPlan)],
      'unsure',
    ),
    section(
      'Preferences > Audio Codec Priority',
      [unnamed(say.codecs, shown('G.722, G.711A, G.711Mu'))],
      'unsure',
    ),
    section(null, [
      setting('nat.keepalive.interval', KEEP_ALIVE, {
        note: text('Alleen in een instelbestand te zetten.', 'Can be set in a configuration file only.'),
      }),
    ]),
  ],
  pitfalls: [
    text('Laat Transport niet op DNSnaptr staan.', 'Do not leave Transport at DNSnaptr.'),
    say.americanDialPlan,
  ],
  firmware: 'UC Software 5.x',
  tested: [],
  provisioning: 'polycom',
};

export const DESK_PHONES: readonly DeviceGuide[] = [YEALINK, GRANDSTREAM, CISCO_SPA, SNOM, FANVIL, POLYCOM];
