import { G722, G729, PCMA, PCMU, TELEPHONE_EVENT, USUAL_SDP } from '../phone-sdp.ts';
import { GRANDSTREAM } from './adapters.ts';
import type { PhoneModel } from './phone-model.ts';

export const YEALINK: PhoneModel = {
  name: 'Yealink SIP-T46',
  stands: 'behind a router',
  transport: 'UDP',
  port: 5062,
  personality: {
    userAgent: 'Yealink SIP-T46S 66.86.0.15',
    headerOrder: [
      'Via',
      'From',
      'To',
      'Call-ID',
      'CSeq',
      'Contact',
      'Authorization',
      'Content-Type',
      'Allow',
      'Max-Forwards',
      'User-Agent',
      'Supported',
      'Expires',
      'Allow-Events',
      'Content-Length',
    ],
    extraHeaders: {
      '*': [
        [
          'Allow',
          'INVITE, INFO, PRACK, ACK, BYE, CANCEL, OPTIONS, NOTIFY, REGISTER, SUBSCRIBE, REFER, PUBLISH, UPDATE, MESSAGE',
        ],
        ['Allow-Events', 'talk,hold,conference,refer,check-sync'],
      ],
    },
    identifiers: { branch: 'z9hG4bK{d9}', tag: '{d10}', callId: '0_{d10}@{ip}' },
    displayName: 'Desk',
    retry: { otherwise: 30, after: {} },
    keepAlive: { kind: 'empty', everyS: 30 },
    algorithm: 'MD5',
    codecs: [G722, PCMU, PCMA, { ...G729, format: 'annexb=no' }, TELEPHONE_EVENT],
    sessionName: 'SDP data',
    sdpWording: { ...USUAL_SDP, originUser: '-', events: '0-15', formats: 'before rtpmap', saysPtime: true },
    supported: 'replaces',
  },
};

export const YEALINK_OLD: PhoneModel = {
  ...YEALINK,
  name: 'Yealink SIP-T22, old firmware',
  personality: {
    ...YEALINK.personality,
    userAgent: 'Yealink SIP-T22P 7.73.0.50',
    rport: false,
    holdStyle: 'zero-address',
  },
};

export const GXP: PhoneModel = {
  name: 'Grandstream GXP2170',
  stands: 'behind a router',
  transport: 'UDP',
  personality: {
    ...GRANDSTREAM,
    userAgent: 'Grandstream GXP2170 1.0.11.64',
    displayName: 'Desk Phone',
    namesContact: true,
    uriParameters: ';user=phone',
  },
};

const CISCO: PhoneModel['personality'] = {
  rport: false,
  headerOrder: [
    'Via',
    'From',
    'To',
    'Call-ID',
    'Max-Forwards',
    'Date',
    'CSeq',
    'User-Agent',
    'Contact',
    'Authorization',
    'Supported',
    'Content-Type',
    'Content-Length',
    'Reason',
    'Expires',
  ],
  identifiers: {
    branch: 'z9hG4bK{x8}',
    tag: '00005e005303{x16}',
    callId: '00005e00-5303{x4}-{x8}-{x8}@{ip}',
  },
  firstCseq: { register: 101, dialog: 101 },
  wantsItsContact: true,
  algorithm: 'MD5',
  codecs: [
    PCMU,
    PCMA,
    G729,
    G722,
    { payloadType: 116, encoding: 'iLBC/8000', format: 'mode=20' },
    TELEPHONE_EVENT,
  ],
  sessionName: 'SIP Call',
  sdpWording: { ...USUAL_SDP, originUser: 'Cisco-SIPUA', connection: 'media', events: '0-15' },
};

/** Sends from 5060 and does not know that there are routers. */
export const CISCO_7940: PhoneModel = {
  name: 'Cisco 7940',
  stands: 'behind a router',
  transport: 'UDP',
  personality: {
    ...CISCO,
    userAgent: 'CSCO/7',
    extraHeaders: { REGISTER: [['Date', 'Sat, 01 Jan 2000 00:00:07 GMT']] },
    qop: false,
    holdStyle: 'zero-address',
    expiresS: 120,
  },
};

/** Sends from one port and listens on another, so that it only works where nothing stands between. */
export const CISCO_7970: PhoneModel = {
  name: 'Cisco 7970',
  stands: 'on the network of the exchange',
  transport: 'UDP',
  personality: {
    ...CISCO,
    userAgent: 'Cisco-CP7970G/8.5.4',
    sendsFromAnyPort: true,
    extraHeaders: {
      REGISTER: [
        ['Date', 'Mon, 01 Jan 1900 00:00:07 GMT'],
        [
          'Reason',
          'SIP;cause=200;text="cisco-alarm:25 Name=SEP00005E005303 Load=SIP70.8-5-4S Last=initialized"',
        ],
      ],
    },
    contactParameters: ';transport=udp',
    contactHeaderParameters:
      ';+sip.instance="<urn:uuid:00000000-0000-0000-0000-00005e005303>";+u.sip!model.ccm.cisco.com="30006"',
    supported: '(null),X-cisco-xsi-7.0.1',
    holdStyle: 'inactive',
  },
};

export const SNOM: PhoneModel = {
  name: 'Snom D785',
  stands: 'behind a router',
  transport: 'UDP',
  personality: {
    userAgent: 'snomD785/10.1.49.11',
    writeLine: (name, value) =>
      name === 'Authorization' || name === 'Contact'
        ? `${name}: ${value.replace(/([,;])(?=nonce|\+sip| nonce)/, '$1\r\n ')}`
        : `${name}: ${value}`,
    identifiers: { branch: 'z9hG4bK-{a12}', tag: '{a10}', callId: '{x14}-{a12}' },
    extraHeaders: {
      '*': [
        ['X-Real-IP', '192.168.1.20'],
        [
          'Allow',
          'INVITE, ACK, CANCEL, BYE, REFER, OPTIONS, NOTIFY, SUBSCRIBE, PRACK, MESSAGE, INFO, UPDATE',
        ],
      ],
      INVITE: [
        ['P-Key-Flags', 'keys="3"'],
        ['Allow-Events', 'talk, hold, refer, call-info'],
        ['Session-Expires', '3600;refresher=uas'],
        ['Min-SE', '90'],
      ],
      REGISTER: [
        ['Allow-Events', 'dialog'],
        ['X-Serialnumber', '00005E005304'],
      ],
    },
    // Cyrillic, in the bytes of UTF-8.
    displayName: '\xd0\x9e\xd1\x84\xd0\xb8\xd1\x81',
    uriParameters: ';user=phone',
    contactParameters: ';line=d8a7f3kq',
    contactHeaderParameters:
      ';reg-id=1;q=1.0;+sip.instance="<urn:uuid:12345678-1234-4123-8123-00005e005304>"',
    retry: { otherwise: 300, after: {} },
    keepAlive: { kind: 'double CRLF', everyS: 20 },
    reusesNonce: true,
    codecs: [
      G722,
      PCMU,
      PCMA,
      { payloadType: 3, encoding: 'GSM/8000' },
      { payloadType: 99, encoding: 'G726-32/8000' },
      G729,
      TELEPHONE_EVENT,
    ],
    sessionName: 'call',
    sdpWording: { ...USUAL_SDP, originUser: 'root', saysPtime: true },
    supported: 'timer, 100rel, replaces, from-change',
  },
};

export const FANVIL: PhoneModel = {
  name: 'Fanvil X3',
  stands: 'behind a router',
  transport: 'UDP',
  personality: {
    userAgent: 'Fanvil X3S 2.10.2.6887 00005e005305',
    identifiers: { branch: 'z9hG4bK{d20}', tag: '{d10}', callId: '{d20}@{ip}' },
    firstCseq: { register: 104_233, dialog: 1 },
    extraHeaders: { REGISTER: [['Mac', '00:00:5e:00:53:05']] },
    displayName: '100',
    quotesName: false,
    contactInDialog: false,
    keepAlive: { kind: 'OPTIONS', everyS: 60 },
    retry: { otherwise: 32, after: {} },
    algorithm: 'MD5',
    codecs: [PCMU, PCMA, G722, G729, TELEPHONE_EVENT],
    supported: 'path',
  },
};

export const POLYCOM: PhoneModel = {
  name: 'Polycom SoundPoint IP 650',
  stands: 'behind a router',
  transport: 'UDP',
  personality: {
    userAgent: 'PolycomSoundPointIP-SPIP_650-UA/3.3.5.0247',
    rport: false,
    viaPlace: 'host',
    contactPlace: 'host',
    headerOrder: [
      'Via',
      'From',
      'To',
      'CSeq',
      'Call-ID',
      'Contact',
      'Allow',
      'User-Agent',
      'Accept-Language',
      'Supported',
      'Allow-Events',
      'Authorization',
      'Max-Forwards',
      'Content-Type',
      'Content-Length',
    ],
    extraHeaders: {
      '*': [['Accept-Language', 'en']],
      INVITE: [
        [
          'Allow',
          'INVITE, ACK, BYE, CANCEL, OPTIONS, INFO, MESSAGE, SUBSCRIBE, NOTIFY, PRACK, UPDATE, REFER',
        ],
        ['Allow-Events', 'talk,hold,conference'],
      ],
    },
    identifiers: { branch: 'z9hG4bK{x8}{x8}', tag: '{X8}-{X8}', callId: '{x8}-{x8}-{x8}@{ip}' },
    displayName: '100',
    uriParameters: ';user=phone',
    toForm: 'parameters outside',
    retry: { otherwise: 60, after: {} },
    algorithm: 'MD5',
    codecs: [G722, PCMU, PCMA, { ...G729, format: 'annexb=no' }, TELEPHONE_EVENT],
    sessionName: 'Polycom IP Phone',
    sdpWording: { ...USUAL_SDP, originUser: '-', events: undefined, direction: 'session' },
    supported: '100rel,replaces',
  },
};

export const GIGASET: PhoneModel = {
  name: 'Gigaset C610 IP',
  stands: 'behind a router',
  transport: 'UDP',
  personality: {
    userAgent: 'C610 IP/42.075.00.000.000',
    identifiers: { branch: 'z9hG4bK{x32}', tag: '{d10}', callId: '{d10}@192_168_1_20' },
    displayName: '100',
    learnsAddress: 'next Contact',
    expiresS: 180,
    keepAlive: { kind: 'empty', everyS: 20 },
    algorithm: 'MD5',
    codecs: [G722, PCMA, PCMU, { payloadType: 96, encoding: 'G726-32/8000' }, G729, TELEPHONE_EVENT],
    supported: 'replaces',
  },
};

export const AVAYA: PhoneModel = {
  name: 'Avaya 9608',
  stands: 'behind a router',
  transport: 'TCP',
  personality: {
    userAgent: 'Avaya one-X Deskphone 7.1.15.2.1 00005e005306',
    identifiers: {
      branch: 'z9hG4bK_00005e005306_{x40}_I{d6}',
      tag: '_00005e005306_{x32}_F{n}192.168.1.20',
      callId: '{d2}_00005e005306-{x40}_I@{ip}',
    },
    extraHeaders: { INVITE: [['Expires', '30']] },
    contactHeaderParameters: ';+avaya-cm-line=1',
    expiresS: 900,
    algorithm: 'MD5',
    codecs: [G722, PCMA, PCMU, G729, { payloadType: 120, encoding: 'telephone-event/8000' }],
    supported: '100rel,eventlist,feature-ref,replaces,sdp-anat,tdialog',
  },
};
