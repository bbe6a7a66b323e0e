import { G722, G729, PCMA, PCMU, TELEPHONE_EVENT, USUAL_SDP } from '../phone-sdp.ts';
import type { PhoneModel } from './phone-model.ts';

const G723 = { payloadType: 4, encoding: 'G723/8000' };
const G726 = { payloadType: 2, encoding: 'G726-32/8000' };
const ILBC = { payloadType: 97, encoding: 'iLBC/8000', format: 'mode=30' };

/** Sipura's stack: compact names, no rport, unquoted names, a Content-Length in the middle. */
const SIPURA: PhoneModel['personality'] = {
  rport: false,
  compactHeaders: ['Via', 'From', 'To', 'Call-ID', 'Contact', 'Content-Length', 'Supported', 'Event'],
  headerOrder: [
    'Via',
    'From',
    'To',
    'Call-ID',
    'CSeq',
    'Max-Forwards',
    'Authorization',
    'Contact',
    'Expires',
    'User-Agent',
    'Content-Length',
    'Allow',
    'Supported',
    'Content-Type',
  ],
  extraHeaders: {
    INVITE: [
      ['Expires', '240'],
      ['Allow', 'ACK, BYE, CANCEL, INFO, INVITE, NOTIFY, OPTIONS, REFER, UPDATE'],
    ],
    REGISTER: [['Allow', 'ACK, BYE, CANCEL, INFO, INVITE, NOTIFY, OPTIONS, REFER, UPDATE']],
  },
  identifiers: { branch: 'z9hG4bK-{x8}', tag: '{x16}o0', callId: '{x8}-{x8}@{ip}' },
  firstCseq: { register: 28_731, dialog: 101 },
  displayName: 'Old Adapter',
  quotesName: false,
  namesContact: true,
  expiryPlace: 'contact',
  retry: { otherwise: 1200, after: { 408: 30 } },
  keepAlive: { kind: 'NOTIFY', everyS: 15 },
  algorithm: 'MD5',
  qop: false,
  codecs: [
    PCMU,
    G726,
    G723,
    PCMA,
    { payloadType: 18, encoding: 'G729a/8000' },
    { payloadType: 96, encoding: 'G726-40/8000' },
    { payloadType: 97, encoding: 'G726-24/8000' },
    { payloadType: 98, encoding: 'G726-16/8000' },
    { payloadType: 100, encoding: 'NSE/8000', format: '192-193' },
    TELEPHONE_EVENT,
  ],
  ptimeMs: 30,
  sessionName: '-',
  sdpWording: { ...USUAL_SDP, events: '0-15', saysPtime: true },
  supported: 'x-sipura, replaces',
};

export const PAP2T: PhoneModel = {
  name: 'Linksys PAP2T',
  stands: 'behind a router',
  transport: 'UDP',
  personality: { ...SIPURA, userAgent: 'Linksys/PAP2T-3.1.15(LS)' },
};

export const SPA: PhoneModel = {
  name: 'Cisco SPA112',
  stands: 'behind a router',
  transport: 'UDP',
  port: 5061,
  personality: {
    ...SIPURA,
    userAgent: 'Cisco/SPA112-1.4.1(002)',
    quotesName: true,
    qop: true,
    contactParameters: ';ref=line1',
    codecs: [PCMA, TELEPHONE_EVENT],
  },
};

/** Grandstream's stack: padded lengths, the address spelled in letters, numbers of o= that never change. */
export const GRANDSTREAM: PhoneModel['personality'] = {
  headerOrder: [
    'Via',
    'From',
    'To',
    'Call-ID',
    'CSeq',
    'Contact',
    'Authorization',
    'Max-Forwards',
    'User-Agent',
    'Supported',
    'Expires',
    'Allow',
    'Content-Type',
    'Content-Length',
  ],
  extraHeaders: {
    '*': [['Allow', 'INVITE, ACK, OPTIONS, CANCEL, BYE, SUBSCRIBE, NOTIFY, INFO, REFER, UPDATE']],
    INVITE: [
      ['Privacy', 'none'],
      ['P-Preferred-Identity', '<sip:100@hamvoip.example>'],
      ['P-Access-Network-Info', 'IEEE-EUI-48;eui-48-addr=00-00-5E-00-53-01'],
      ['P-Emergency-Info', 'IEEE-EUI-48;eui-48-addr=00-00-5E-00-53-01'],
      ['X-Grandstream-PBX', 'true'],
    ],
  },
  writeLine: (name, value) =>
    name === 'Content-Length' || name === 'Expires' ? `${name}:     ${value}` : `${name}: ${value}`,
  identifiers: { branch: 'z9hG4bK{d9}', tag: '{d9}', callId: '{d9}-5060-1@BJC.BGI.B.CA' },
  firstCseq: { register: 2001, dialog: 480 },
  contactHeaderParameters: ';reg-id=1;+sip.instance="<urn:uuid:00000000-0000-1000-8000-00005E005301>"',
  retry: { otherwise: 20, after: { 403: 1200 } },
  keepAlive: { kind: 'OPTIONS', everyS: 30 },
  reusesNonce: true,
  algorithm: 'MD5',
  codecs: [PCMU, PCMA, G723, G729, G722, ILBC, G726, TELEPHONE_EVENT],
  fixedOrigin: '8000 8000',
  sessionName: 'SIP Call',
  sdpWording: {
    ...USUAL_SDP,
    originUser: '100',
    events: '0-15',
    direction: 'before rtpmap',
    saysPtime: true,
  },
  supported: 'replaces, timer',
};

export const HT801: PhoneModel = {
  name: 'Grandstream HT801',
  stands: 'behind a router',
  transport: 'UDP',
  personality: {
    ...GRANDSTREAM,
    userAgent: 'Grandstream HT801 1.0.43.11 00005e005301',
    expiryPlace: 'both',
    expiresS: 60,
    fixedOrigin: '8002 8000',
    sdpWording: {
      ...USUAL_SDP,
      originUser: '100',
      events: '0-16,32-36,54',
      direction: 'before rtpmap',
      saysPtime: true,
    },
    keyStyle: 'both',
  },
};

export const OBI: PhoneModel = {
  name: 'Obihai OBi202',
  stands: 'behind a router',
  transport: 'UDP',
  personality: {
    userAgent: 'OBIHAI/OBi202-3.2.2.5921',
    headerOrder: [
      'Call-ID',
      'Content-Length',
      'CSeq',
      'From',
      'Max-Forwards',
      'To',
      'Via',
      'Authorization',
      'User-Agent',
      'Contact',
      'Expires',
      'Allow',
      'Supported',
      'Content-Type',
    ],
    extraHeaders: { '*': [['Allow', 'ACK,BYE,CANCEL,INFO,INVITE,NOTIFY,OPTIONS,REFER']] },
    identifiers: { branch: 'z9hG4bK-{x8}', tag: 'SP1{x20}', callId: '{x16}@{ip}' },
    learnsAddress: 'next Contact',
    contactHeaderParameters: ';+sip.instance="<urn:uuid:00000000-0000-0000-0000-00005E005302>"',
    expiryPlace: 'contact',
    expiresS: 60,
    keepAlive: { kind: 'zero byte', everyS: 15 },
    algorithm: 'MD5',
    codecs: [
      PCMU,
      PCMA,
      G729,
      { payloadType: 104, encoding: 'iLBC/8000', format: 'mode=30' },
      TELEPHONE_EVENT,
    ],
    supported: 'replaces',
    answersAsServer: true,
  },
};

export const FRITZBOX: PhoneModel = {
  name: 'AVM FRITZ!Box',
  stands: 'at a public address',
  transport: 'UDP',
  personality: {
    userAgent: 'FRITZ!OS',
    identifiers: { branch: 'z9hG4bK{X16}', tag: '{X16}', callId: '{X16}@{ip}' },
    firstCseq: { register: 4711, dialog: 1042 },
    contactPlace: 'host',
    contactParameters: ';uniq=ABCDEF0123456789',
    extraHeaders: {
      INVITE: [
        ['Allow-Events', 'telephone-event,refer'],
        ['Allow', 'INVITE,ACK,OPTIONS,CANCEL,BYE,UPDATE,PRACK,INFO,SUBSCRIBE,NOTIFY,REFER,MESSAGE,PUBLISH'],
      ],
    },
    expiresS: 1800,
    reusesNonce: true,
    algorithm: 'MD5',
    qop: false,
    codecs: [G722, PCMA, PCMU, { payloadType: 102, encoding: 'G726-32/8000' }, TELEPHONE_EVENT],
    supported: '100rel,replaces',
  },
};
