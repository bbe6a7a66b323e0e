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

const PACKET_S = { seconds: 0.02, unit: 'seconds' } as const;

export const CISCO_SPA: DeviceGuide = {
  id: 'cisco-spa',
  kind: 'desk',
  family: 'Cisco SPA50x / SPA525G',
  models: [
    'SPA501G',
    'SPA502G',
    'SPA504G',
    'SPA508G',
    'SPA509G',
    'SPA512G',
    'SPA514G',
    'SPA525G',
    'SPA525G2',
  ],
  about: text(
    'Geliefd bij zendamateurs en goedkoop tweedehands. Opus en nieuwe versleuteling heeft het niet.',
    'Popular with radio amateurs and cheap second-hand. It has neither Opus nor up-to-date encryption.',
  ),
  open: [
    text(
      'Kies op het toestel het menu en dan Network. Current IP is het IP-adres.',
      'On the phone open the menu, then Network. Current IP is its IP address.',
    ),
    text(
      'Open dat adres in de browser, kies Admin Login en dan advanced.',
      'Open that address in a browser, choose Admin Login, then advanced.',
    ),
  ],
  sections: [
    section('Ext 1 > Proxy and Registration', [
      setting('Proxy', SERVER, { note: say.portBehindServer }),
      setting('Use Outbound Proxy', shown('no')),
      setting('Register', shown('yes')),
      setting('Register Expires', SECONDS),
      setting('Use DNS SRV', shown('no')),
    ]),
    section('Ext 1 > Subscriber Information', [
      setting('Display Name', CALLSIGN),
      setting('User ID', USERNAME),
      setting('Password', PASSWORD),
      setting('Use Auth ID', shown('no')),
    ]),
    section('Ext 1 > NAT Settings', [
      setting('NAT Mapping Enable', shown('no')),
      setting('NAT Keep Alive Enable', shown('yes')),
    ]),
    section('SIP > NAT Support Parameters', [
      setting('NAT Keep Alive Intvl', KEEP_ALIVE),
      setting('Handle VIA rport', shown('yes')),
      setting('Insert VIA rport', shown('yes')),
      setting('STUN Enable', shown('no')),
    ]),
    section('Ext 1 > SIP Settings', [setting('SIP Transport', shown('UDP'))]),
    section('SIP > RTP Parameters', [setting('RTP Packet Size', PACKET_S)]),
    section('Ext 1 > Audio Configuration', [
      setting('Preferred Codec', shown('G722'), {
        note: text('Staat G722 er niet bij, kies dan G711a.', 'When G722 is not listed, choose G711a.'),
      }),
      setting('DTMF Tx Method', shown('AVT')),
    ]),
    section('Ext 1 > Dial Plan', [setting('Dial Plan', shown('(*xx.|xx.)'), { note: say.ourDialPlan })]),
    section('Regional > Control Timer Values (sec)', [
      setting('Interdigit Short Timer', { seconds: 3, unit: 'seconds' }),
    ]),
    section('Regional > Vertical Service Activation Codes', [
      unnamed(text('alle velden', 'all fields'), EMPTY, say.verticalCodes),
    ]),
  ],
  pitfalls: [say.verticalCodesPitfall, say.americanDialPlan, say.thirtyMilliseconds],
  firmware: null,
  tested: [],
  provisioning: null,
};

export const CISCO_ATA: DeviceGuide = {
  id: 'cisco-ata',
  kind: 'adapter',
  family: 'Cisco SPA112 / Linksys PAP2T',
  models: ['SPA112', 'SPA122', 'SPA2102', 'PAP2T'],
  about: text(
    'Oude adapters voor een analoog toestel. De maker onderhoudt ze niet meer: houd ze achter je router.',
    'Old adapters for an analogue telephone. Their maker no longer maintains them: keep them behind your router.',
  ),
  open: [
    text(
      'Neem de hoorn op, toets **** en dan 110#. Een stem noemt het IP-adres.',
      'Lift the handset, dial ****, then 110#. A voice speaks the IP address.',
    ),
    text(
      'Open dat adres in de browser. SPA112: admin / admin. PAP2T: kies Admin Login en dan advanced.',
      'Open that address in a browser. SPA112: admin / admin. PAP2T: choose Admin Login, then advanced.',
    ),
  ],
  sections: [
    section('Voice > Line 1', [
      setting('Proxy', SERVER, { certainty: 'unsure', note: say.portBehindServer }),
      setting('Register', shown('yes'), UNSURE),
      setting('Register Expires', SECONDS, UNSURE),
      setting('Display Name', CALLSIGN, UNSURE),
      setting('User ID', USERNAME, UNSURE),
      setting('Password', PASSWORD, UNSURE),
      setting('Use Auth ID', shown('no'), UNSURE),
      setting('NAT Mapping Enable', shown('no')),
      setting('NAT Keep Alive Enable', shown('yes')),
      setting('Preferred Codec', shown('G711a'), UNSURE),
      setting('DTMF Tx Method', shown('AVT'), UNSURE),
      setting('Dial Plan', shown('(*xx.|xx.)'), { certainty: 'unsure', note: say.ourDialPlan }),
    ]),
    section('Voice > SIP', [
      setting('NAT Keep Alive Intvl', KEEP_ALIVE, UNSURE),
      setting('RTP Packet Size', PACKET_S, UNSURE),
    ]),
    section('Voice > Regional', [
      unnamed(
        text(
          'Vertical Service Activation Codes, alle velden',
          'Vertical Service Activation Codes, all fields',
        ),
        EMPTY,
        say.verticalCodes,
      ),
    ]),
  ],
  pitfalls: [
    say.verticalCodesPitfall,
    say.americanDialPlan,
    say.thirtyMilliseconds,
    text('Twee lijnen hebben elk een eigen SIP Port nodig.', 'Two lines need a SIP Port of their own each.'),
  ],
  firmware: null,
  tested: [],
  provisioning: null,
};
