import {
  type DeviceGuide,
  type GuideSection,
  section,
  setting,
  shown,
  type Text,
  text,
  unnamed,
} from './guide.ts';
import * as say from './sentences.ts';

const OFF = { words: text('uitzetten', 'switch off') };
const CONNTRACK_S = { seconds: 180, unit: 'seconds' } as const;

/** All routers are about the same: their helper for SIP ("SIP ALG") harms more than it helps. */
function router(
  id: string,
  family: string,
  models: readonly string[],
  address: string,
  sections: readonly GuideSection[],
  pitfalls: readonly Text[] = [],
): DeviceGuide {
  return {
    id,
    kind: 'router',
    family,
    models,
    about: text(
      'Zet de hulp voor SIP (SIP ALG) uit. Ze verandert de berichten van je toestel en dan komen gesprekken niet aan. Poorten openzetten hoeft niet.',
      'Switch the helper for SIP (SIP ALG) off. It changes the messages of your phone, and calls do not arrive. No port needs forwarding.',
    ),
    open: [
      text(`Open ${address} in de browser.`, `Open ${address} in a browser.`),
      text('Het wachtwoord staat meestal op het etiket.', 'The password mostly stands on the label.'),
    ],
    sections,
    pitfalls: [...pitfalls, say.neverForward],
    firmware: null,
    tested: [],
    provisioning: null,
  };
}

const NO_SWITCH = section(
  null,
  [
    unnamed(text('SIP ALG', 'SIP ALG'), {
      words: text(
        'we kennen hier geen schakelaar; laat het toestel over TLS op poort 5061 gaan',
        'we know of no switch here; let the phone use TLS on port 5061',
      ),
    }),
  ],
  'unsure',
);

export const ROUTERS: readonly DeviceGuide[] = [
  router(
    'kpn',
    'KPN Box / Experia Box',
    ['Box 12', 'Box 10', 'Experia Box V10'],
    'http://mijnmodem.kpn',
    [NO_SWITCH],
    [
      text(
        'De box telefoneert zelf over poort 5060. Geef je toestel een andere lokale SIP-poort.',
        'The box itself telephones over port 5060. Give your phone another local SIP port.',
      ),
      say.otherWay,
    ],
  ),
  router(
    'ziggo',
    'Ziggo ConnectBox / SmartWifi',
    ['ConnectBox', 'Connect Box Giga', 'SmartWifi modem'],
    'http://192.168.178.1',
    [NO_SWITCH],
    [
      text(
        'Met een eigen router erachter heb je twee keer NAT. Laat Ziggo de ConnectBox als modem instellen.',
        'With a router of your own behind it you have NAT twice. Have Ziggo set the ConnectBox to modem only.',
      ),
      say.otherWay,
    ],
  ),
  router(
    'odido',
    'Odido (Zyxel VMG / T-50)',
    ['VMG8825-T50', 'T-54', 'VMG4825'],
    'http://192.168.1.1',
    [section('Network Setting > NAT > ALG', [setting('SIP ALG', shown('Disable'))])],
    [
      text(
        'Na een update van Odido kan de schakelaar weer aan staan. Kijk het dan na. De namen komen van een verwant model.',
        'An update by Odido may switch it on again. Look at it then. The names are those of a related model.',
      ),
    ],
  ),
  router(
    'fritzbox-router',
    'AVM FRITZ!Box (als router / as router)',
    ['7490', '7530', '7590', '5530'],
    'http://fritz.box',
    [
      section(
        null,
        [
          unnamed(text('SIP ALG', 'SIP ALG'), {
            words: text('niets te doen: de box laat SIP met rust', 'nothing to do: the box leaves SIP alone'),
          }),
        ],
        'unsure',
      ),
    ],
    [
      text(
        'Achter een andere router: zie Telefonie > Eigene Rufnummern > Anschlusseinstellungen.',
        'Behind another router: see Telefonie > Eigene Rufnummern > Anschlusseinstellungen.',
      ),
    ],
  ),
  router(
    'tp-link',
    'TP-Link (Archer, Deco)',
    ['Archer', 'Deco'],
    'http://tplinkwifi.net',
    [section('Advanced > NAT Forwarding > ALG', [setting('SIP ALG', OFF)])],
    [text('Op een Deco staat de schakelaar in de app.', 'On a Deco the switch is in the app.')],
  ),
  router(
    'asus',
    'ASUS (ASUSWRT)',
    ['RT-AX', 'RT-AC', 'ZenWiFi'],
    'http://router.asus.com',
    [section('WAN > NAT Passthrough', [setting('SIP Passthrough', shown('Disable'))])],
    [
      text(
        'Op sommige firmware lijkt de schakelaar andersom te werken. Wordt het erger, zet hem dan terug en start de router opnieuw.',
        'On some firmware the switch seems to work the other way round. If it gets worse, put it back and restart the router.',
      ),
    ],
  ),
  router(
    'netgear',
    'Netgear (Nighthawk, Orbi)',
    ['R-series', 'RBR'],
    'http://routerlogin.net',
    [
      section('ADVANCED > Setup > WAN Setup', [
        setting('Disable SIP ALG', { words: text('aanvinken', 'tick') }),
      ]),
    ],
    [
      text(
        'Het vinkje zegt Disable: aanvinken zet de hulp uit.',
        'The box says Disable: ticking it switches the helper off.',
      ),
    ],
  ),
  router('unifi', 'UniFi', ['UDM', 'UDM-Pro', 'UCG', 'USG'], 'https://unifi.ui.com', [
    section(
      null,
      [unnamed(text('de conntrack-module voor SIP', 'the conntrack module for SIP'), OFF)],
      'unsure',
    ),
    section('EdgeOS', [
      setting('set system conntrack modules sip disable', {
        words: text(
          'op de opdrachtregel geven, dan commit en save',
          'give on the command line, then commit and save',
        ),
      }),
    ]),
  ]),
  router('mikrotik', 'MikroTik RouterOS', ['v6', 'v7'], 'Winbox', [
    section('IP > Firewall > Service Ports', [setting('sip', shown('disabled'))]),
    section('IP > Firewall > Connections > Tracking', [
      setting('udp-timeout', { seconds: 30, unit: 'seconds' }),
      setting('udp-stream-timeout', CONNTRACK_S),
    ]),
  ]),
  router('openwrt', 'OpenWrt', ['LuCI'], 'http://192.168.1.1', [
    section(
      'System > Software',
      [
        setting(
          'kmod-nf-nathelper-extra',
          { words: text('niet installeren', 'do not install') },
          { certainty: 'unsure' },
        ),
      ],
      'unsure',
    ),
  ]),
  router(
    'pfsense',
    'pfSense / OPNsense',
    ['pfSense', 'OPNsense'],
    'https://192.168.1.1',
    [
      section('pfSense: System > Advanced > Firewall & NAT', [
        setting('Firewall Optimization Options', shown('Conservative')),
      ]),
      section('pfSense: Firewall > NAT > Outbound', [
        setting('Hybrid Outbound NAT rule generation', {
          words: text(
            'kiezen, met één regel voor het toestel met Static Port',
            'choose, with one rule for the phone with Static Port',
          ),
        }),
      ]),
      section('OPNsense: Firewall > Settings > Advanced', [
        setting('Firewall Optimization', shown('conservative')),
      ]),
      section('OPNsense: Firewall > NAT > Outbound', [
        setting('Hybrid outbound NAT rule generation', {
          words: text('kiezen, met een regel met Static-port', 'choose, with a rule with Static-port'),
        }),
      ]),
    ],
    [
      text(
        'Een SIP ALG is er niet. De moeite komt van de poort, die bij elk bericht een andere kan zijn.',
        'There is no SIP ALG. The trouble is the port, which may be another one for every message.',
      ),
    ],
  ),
];
