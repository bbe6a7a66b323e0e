import { CISCO_ATA } from './cisco.ts';
import {
  CALLSIGN,
  type DeviceGuide,
  EMPTY,
  KEEP_ALIVE,
  MINUTES,
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

const GRANDSTREAM_HT: DeviceGuide = {
  id: 'grandstream-ht',
  kind: 'adapter',
  family: 'Grandstream HT801 / HT802',
  models: ['HT801', 'HT802'],
  about: text(
    'Een adapter voor een gewoon analoog toestel. Let op: hij telt de aanmeldtijd in minuten.',
    'An adapter for an ordinary analogue telephone. Mind: it counts the registration interval in minutes.',
  ),
  open: [
    text(
      'Neem de hoorn op, toets *** en dan 02. Een stem noemt het IP-adres.',
      'Lift the handset, dial ***, then 02. A voice speaks the IP address.',
    ),
    say.openAddress,
    text(
      'Van de fabriek is het wachtwoord admin. Nieuwere adapters hebben er een op het etiket.',
      'From the factory the password is admin. Newer adapters have one on the label.',
    ),
  ],
  sections: [
    section('FXS PORT (HT802: FXS PORT1)', [
      setting('Account Active', shown('Yes')),
      setting('Primary SIP Server', SERVER, { note: say.portBehindServer }),
      setting('SIP Transport', shown('UDP')),
      setting('NAT Traversal (STUN)', shown('No but send keep-alive')),
      setting('SIP User ID', USERNAME),
      setting('Authentication ID', USERNAME),
      setting('Authentication password', PASSWORD),
      setting('Name', CALLSIGN),
      setting('DNS Mode', shown('A Record')),
      setting('SIP Registration', shown('Yes')),
      setting('Register Expiration', MINUTES, { note: say.minutes }),
      setting('Preferred DTMF method', shown('RFC2833')),
      setting('Enable Call Features', shown('No')),
      setting('Dial Plan', shown('{ x+ | *x+ }'), { note: say.ourDialPlan }),
      setting('Use # as Dial Key', shown('Yes')),
      setting('Preferred Vocoder', shown('PCMA, PCMU')),
      setting('Voice Frames per TX', { seconds: 0.02, unit: 'frames' }),
      setting('SRTP Mode', shown('Disabled')),
      setting('SLIC Setting', shown('EUROPEAN CTR21')),
    ]),
    section('ADVANCED SETTINGS', [setting('Keep-alive interval', KEEP_ALIVE)]),
  ],
  pitfalls: [
    say.minutesPitfall,
    text(
      'Update alleen bewaart. Pas na Apply, onderaan, gelden de wijzigingen.',
      'Update only stores. The changes hold after Apply, at the bottom.',
    ),
    say.ownStarCodes,
  ],
  firmware: '1.0.10.6',
  tested: [],
  provisioning: 'grandstream',
};

const GIGASET: DeviceGuide = {
  id: 'gigaset',
  kind: 'dect',
  family: 'Gigaset C530 IP / N510 IP PRO / N670 IP PRO',
  models: ['C430 IP', 'C530 IP', 'S850 A GO', 'N510 IP PRO', 'N670 IP PRO'],
  about: text(
    'Draadloze toestellen met een basis aan je netwerk. Ze spreken G.722.',
    'Cordless phones with a base on your network. They speak G.722.',
  ),
  open: [
    text(
      'Kies op de handset Settings > System > Local Network. Daar staat het IP-adres. Of kijk in de lijst van je router.',
      'On the handset choose Settings > System > Local Network. It shows the IP address. Or look it up in your router.',
    ),
    say.openAddress,
    text(
      'De systeempincode van de fabriek is 0000, op de N670 is het admin / admin.',
      'The factory system PIN is 0000, on the N670 it is admin / admin.',
    ),
  ],
  sections: [
    section('Settings > Telephony > Connections > Edit', [
      setting('Connection Name or Number', USERNAME),
      setting('Authentication name', USERNAME, UNSURE),
      setting('Authentication password', PASSWORD, UNSURE),
      setting('Username', USERNAME, UNSURE),
      setting('Display name', CALLSIGN, UNSURE),
      setting('Domain', SERVER, UNSURE),
      setting('Proxy server address', SERVER, UNSURE),
      setting('Registration server', SERVER, UNSURE),
      setting('Registration refresh time', SECONDS, UNSURE),
      setting('NAT refresh time', KEEP_ALIVE),
      setting('STUN enabled', shown('No')),
      setting('Outbound proxy mode', shown('Never'), UNSURE),
    ]),
    section(
      'Settings > Telephony > Audio',
      [unnamed(say.codecs, shown('G.722, G.711 a law, G.711 u law'))],
      'unsure',
    ),
    section('Settings > Telephony > Advanced VoIP Settings', [
      unnamed(text('hoe toetsen gaan (DTMF)', 'how keys are sent (DTMF)'), shown('RFC 2833')),
    ]),
    section('Settings > Telephony > Number Assignment', [
      unnamed(text('deze verbinding, per handset', 'this connection, for each handset'), {
        words: text('aanvinken voor bellen en gebeld worden', 'tick for calling and being called'),
      }),
    ]),
  ],
  pitfalls: [
    text(
      'De wizard wil een aanbieder uit zijn lijst. Kies een andere aanbieder en vul zelf in.',
      'The wizard wants a provider from its list. Choose another provider and fill in by hand.',
    ),
    text(
      'Een * achter een nummer kiest op sommige modellen een andere lijn. Bel liever 9043 dan *43.',
      'A * behind a number picks another line on some models. Rather dial 9043 than *43.',
    ),
    text(
      'Kijk bij Dialling Plans of korte nummers niet over de vaste lijn gaan, en of er geen netnummer voor komt.',
      'Look at Dialling Plans whether short numbers go out over the fixed line, and that no area code is put in front.',
    ),
  ],
  firmware: null,
  tested: [],
  provisioning: null,
};

const FRITZBOX: DeviceGuide = {
  id: 'fritzbox',
  kind: 'dect',
  family: 'AVM FRITZ!Box',
  models: ['7490', '7530', '7590', '7590 AX', '5530', '6890'],
  about: text(
    'De FRITZ!Box meldt zich aan en geeft gesprekken door aan je draadloze en analoge toestellen. De namen staan hier in het Duits, zoals in de bron; zet de taal van de box zo nodig om.',
    'The FRITZ!Box registers and passes calls on to your cordless and analogue phones. The names stand here in German, as in the source; switch the language of the box when needed.',
  ),
  open: [
    text('Open http://fritz.box in de browser.', 'Open http://fritz.box in a browser.'),
    text('Het wachtwoord staat op het etiket onder de box.', 'The password is on the label under the box.'),
  ],
  sections: [
    section('Telefonie > Eigene Rufnummern > Neue Rufnummer', [
      setting('Telefonie-Anbieter', shown('Anderer Anbieter'), UNSURE),
      setting('Rufnummer für die Anmeldung', USERNAME),
      setting('Interne Rufnummer in der FRITZ!Box', USERNAME),
      setting('Benutzername', USERNAME),
      setting('Kennwort', PASSWORD),
      setting('Registrar', SERVER, { note: say.portBehindServer }),
      setting('Proxy-Server', EMPTY),
      setting('Transportprotokoll', shown('UDP')),
      setting('Der Anbieter unterstützt verschlüsselte Telefonie', { words: text('uit', 'off') }),
      setting('Ortsvorwahl für ausgehende Gespräche einfügen', {
        words: text('uit', 'off'),
      }),
      setting('Rufnummer für die Anmeldung verwenden', { words: text('aan', 'on') }),
      setting('Anmeldung immer über eine Internetverbindung', { words: text('aan', 'on') }),
      setting('DTMF-Übertragung', shown('Automatisch'), UNSURE),
    ]),
    section('Telefonie > Telefoniegeräte', [
      unnamed(
        text(
          'het nummer, bij elk toestel dat moet meedoen',
          'the number, for each phone that is to take part',
        ),
        { words: text('kiezen voor bellen en gebeld worden', 'choose for calling and being called') },
      ),
    ]),
    section('Telefonie > Rufbehandlung > Wahlregeln', [
      setting('Neue Wahlregel', {
        words: text(
          'nummers die met 9 beginnen, over je extensie',
          'numbers that begin with 9, over your extension',
        ),
      }),
    ]),
  ],
  pitfalls: [
    text(
      'Zet het invoegen van het netnummer uit, anders wordt 301 een nummer van de stad.',
      'Switch off putting the area code in front, else 301 becomes a number in town.',
    ),
    text(
      'De box gebruikt * en ** zelf. Bel de cijfers: 9043, 9060, 9065.',
      'The box uses * and ** itself. Dial the digits: 9043, 9060, 9065.',
    ),
    text(
      'Uitgaande gesprekken gaan anders over je gewone lijn. Maak een kiesregel, of kies de lijn met *12x# voor het nummer.',
      'Calls else go out over your ordinary line. Make a dialling rule, or pick the line with *12x# before the number.',
    ),
    text(
      'Hoe vaak de box zich aanmeldt, is niet in te stellen. Dat geeft niet.',
      'How often the box registers cannot be set. That does no harm.',
    ),
  ],
  firmware: 'FRITZ!OS 7.20+',
  tested: [],
  provisioning: null,
};

export const ADAPTERS: readonly DeviceGuide[] = [GRANDSTREAM_HT, CISCO_ATA, GIGASET, FRITZBOX];
