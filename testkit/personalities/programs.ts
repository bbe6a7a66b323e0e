import { G722, G729, OPUS, PCMA, PCMU, TELEPHONE_EVENT, USUAL_SDP } from '../phone-sdp.ts';
import type { PhoneModel } from './phone-model.ts';

const GSM = { payloadType: 3, encoding: 'GSM/8000' };
const OPUS_FEC = { ...OPUS, format: 'useinbandfec=1' };

/** Push tokens as a telephone's operating system gives them out make a Contact of several hundred bytes. */
const PUSH_TOKEN = 'a1b2c3d4e5f60718'.repeat(20);

export const LINPHONE: PhoneModel = {
  name: 'Linphone',
  stands: 'behind a router',
  transport: 'TCP',
  personality: {
    userAgent: "LinphoneiOS/5.2.3 (Holder's iPhone) LinphoneSDK/5.3.47",
    writeLine: (name, value) => (name === 'Authorization' ? `${name}:  ${value}` : `${name}: ${value}`),
    extraHeaders: {
      REGISTER: [
        ['Accept', 'application/sdp'],
        ['Accept', 'text/plain'],
        ['Accept', 'application/vnd.gsma.rcs-ft-http+xml'],
      ],
    },
    identifiers: { branch: 'z9hG4bK.{a9}', tag: '{a9}', callId: '{a10}' },
    firstCseq: { register: 20, dialog: 20 },
    learnsAddress: 'next Contact',
    toForm: 'bare',
    contactParameters: `;pn-provider=apns;pn-param=ABCD1234.org.linphone.phone.voip;pn-prid=${PUSH_TOKEN};pn-silent=1;pn-timeout=0`,
    contactHeaderParameters: ';+sip.instance="<urn:uuid:12345678-1234-4123-8123-00005e005307>"',
    keepAlive: { kind: 'double CRLF', everyS: 30 },
    reusesNonce: true,
    nonceCount: 'stays one',
    algorithm: 'SHA-256',
    digestWording: { first: ['realm', 'nonce', 'algorithm'] },
    codecs: [
      OPUS_FEC,
      { payloadType: 97, encoding: 'speex/16000' },
      { payloadType: 98, encoding: 'speex/8000' },
      PCMU,
      PCMA,
      TELEPHONE_EVENT,
      { payloadType: 99, encoding: 'telephone-event/48000' },
      { payloadType: 100, encoding: 'telephone-event/16000' },
    ],
    profile: 'RTP/AVPF',
    sessionName: 'Talk',
    furtherSections: [
      'm=audio 7080 RTP/SAVPF 0 8',
      'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
      'm=video 9078 RTP/AVPF 96',
      'a=rtpmap:96 VP8/90000',
    ],
    supported: 'replaces, outbound, gruu, path',
  },
};

export const ZOIPER: PhoneModel = {
  name: 'Zoiper 5',
  stands: 'behind a router',
  transport: 'UDP',
  personality: {
    userAgent: 'Z 5.6.6 v2.10.20.4',
    headerOrder: [
      'Via',
      'Max-Forwards',
      'Contact',
      'To',
      'From',
      'Call-ID',
      'CSeq',
      'Expires',
      'Allow',
      'Content-Type',
      'User-Agent',
      'Authorization',
      'Allow-Events',
      'Content-Length',
    ],
    extraHeaders: {
      '*': [
        ['Allow', 'INVITE, ACK, CANCEL, BYE, NOTIFY, REFER, MESSAGE, OPTIONS, INFO, SUBSCRIBE'],
        ['Allow-Events', 'presence, kpml, talk'],
      ],
    },
    identifiers: { branch: 'z9hG4bK-524287-1---{x16}', tag: '{x8}', callId: '{a22}..' },
    uriParameters: ';transport=UDP',
    ownUriParameters: ';transport=UDP',
    contactParameters: ';transport=UDP',
    learnsAddress: 'registers again',
    expiresS: 60,
    keepAlive: { kind: 'double CRLF', everyS: 30 },
    algorithm: 'first',
    codecs: [
      {
        payloadType: 106,
        encoding: 'opus/48000/2',
        format: 'sprop-maxcapturerate=16000; minptime=20; useinbandfec=1',
      },
      G722,
      GSM,
      { payloadType: 111, encoding: 'speex/16000' },
      PCMU,
      PCMA,
      { payloadType: 97, encoding: 'iLBC/8000' },
      { payloadType: 98, encoding: 'telephone-event/48000' },
      TELEPHONE_EVENT,
      { payloadType: 100, encoding: 'telephone-event/16000' },
      { payloadType: 99, encoding: 'telephone-event/32000' },
    ],
    fixedOrigin: '0 0',
    sessionName: 'Z',
    sdpWording: { ...USUAL_SDP, mapsStatic: false },
  },
};

export const GROUNDWIRE: PhoneModel = {
  name: 'Acrobits Groundwire',
  stands: 'behind a router',
  transport: 'UDP',
  personality: {
    userAgent: 'Groundwire/25.0.12 (build 2301; iOS 17.4; arm64-neon)',
    headerOrder: [
      'Via',
      'Contact',
      'Max-Forwards',
      'From',
      'Allow',
      'Supported',
      'To',
      'Content-Type',
      'Call-ID',
      'CSeq',
      'User-Agent',
      'Authorization',
      'Content-Length',
    ],
    identifiers: { branch: 'z9hG4bK{X40}', tag: '{X32}', callId: '{X40}' },
    contactHeaderParameters: ';video',
    keepAlive: { kind: 'double CRLF', everyS: 30 },
    codecs: [
      PCMU,
      PCMA,
      { payloadType: 103, encoding: 'opus/48000/2', format: 'maxplaybackrate=8000;usedtx=1' },
      { payloadType: 102, encoding: 'iLBC/8000', format: 'mode=30' },
      GSM,
      { ...G729, format: 'annexb=no' },
      G722,
      TELEPHONE_EVENT,
    ],
    ptimeMs: 30,
    sessionName: 'kqwxzv',
    sdpWording: { ...USUAL_SDP, originUser: '-', saysPtime: true },
    supported: 'replaces',
  },
};

export const MICROSIP: PhoneModel = {
  name: 'MicroSIP',
  stands: 'behind a router',
  transport: 'UDP',
  personality: {
    userAgent: 'MicroSIP/3.21.3',
    writeLine: (name, value) => (name === 'Content-Length' ? `${name}:  ${value}` : `${name}: ${value}`),
    extraHeaders: {
      '*': [
        [
          'Allow',
          'PRACK, INVITE, ACK, BYE, CANCEL, UPDATE, INFO, SUBSCRIBE, NOTIFY, REFER, MESSAGE, OPTIONS',
        ],
      ],
    },
    identifiers: { branch: 'z9hG4bKPj{x32}', tag: '{x32}', callId: '{x32}' },
    firstCseq: { register: 41_022, dialog: 9876 },
    learnsAddress: 'registers again',
    contactParameters: ';ob',
    expiresS: 300,
    keepAlive: { kind: 'CRLF', everyS: 15 },
    retry: { otherwise: 300, after: {} },
    reusesNonce: true,
    codecs: [
      PCMA,
      PCMU,
      { payloadType: 96, encoding: 'telephone-event/48000' },
      { payloadType: 120, encoding: 'telephone-event/16000' },
      TELEPHONE_EVENT,
    ],
    sessionName: 'pjmedia',
    sdpWording: { ...USUAL_SDP, originUser: '-' },
    extraSdpLines: ['b=TIAS:64000', 'a=rtcp:40003 IN IP4 192.168.1.20', 'a=ssrc:1846712 cname:5b3f7d0a'],
    supported: 'replaces, 100rel, timer, norefersub',
  },
};

export const BARESIP: PhoneModel = {
  name: 'baresip',
  stands: 'behind a router',
  transport: 'UDP',
  port: 5070,
  personality: {
    userAgent: 'baresip v3.7.0 (x86_64/Linux)',
    identifiers: { branch: 'z9hG4bK{x16}', tag: '{x16}', callId: '{x16}' },
    firstCseq: { register: 11_872, dialog: 40_201 },
    extraHeaders: {
      '*': [['Allow', 'INVITE,ACK,BYE,CANCEL,OPTIONS,NOTIFY,SUBSCRIBE,INFO,MESSAGE,UPDATE,REFER']],
    },
    contactUser: '*-0x55d0c0ffee10',
    expiryPlace: 'contact',
    reusesNonce: true,
    needsStale: true,
    codecs: [OPUS_FEC, PCMA, PCMU, TELEPHONE_EVENT],
    sessionName: '-',
    sdpWording: { ...USUAL_SDP, saysPtime: true, events: '0-15' },
    extraSdpLines: ['a=label:1', 'a=rtcp-rsize', 'a=ssrc:2885012 cname:sip:100@hamvoip.example'],
    supported: 'gruu,replaces,norefersub',
  },
};

export const BRIA: PhoneModel = {
  name: 'CounterPath Bria',
  stands: 'behind a router',
  transport: 'UDP',
  personality: {
    userAgent: 'Bria 5 release 5.8.3 stamp 102651',
    headerOrder: [
      'Via',
      'Max-Forwards',
      'Contact',
      'To',
      'From',
      'Call-ID',
      'CSeq',
      'Allow',
      'Content-Type',
      'Supported',
      'User-Agent',
      'Authorization',
      'Content-Length',
    ],
    // No blank between the name and its bracket.
    writeLine: (name, value) => `${name}: ${value.replace('" <', '"<')}`,
    identifiers: { branch: 'z9hG4bK-524287-1---{x16}', tag: '{x8}', callId: '102651{a20}.' },
    displayName: 'Holder',
    contactParameters: ';rinstance=5e005308aabbccdd',
    learnsAddress: 'registers again',
    keepAlive: { kind: 'CRLF', everyS: 30 },
    codecs: [
      { payloadType: 107, encoding: 'BV32/16000' },
      G722,
      PCMU,
      PCMA,
      { payloadType: 119, encoding: 'BV32-FEC/16000' },
      TELEPHONE_EVENT,
    ],
    sessionName: 'Bria',
    sdpWording: { ...USUAL_SDP, originUser: '-', events: '0-15' },
    supported: 'replaces, timer',
  },
};

/** In a browser: names nobody can look up, a random user, over WebSocket. Its encrypted sound is the browser's. */
export const JSSIP: PhoneModel = {
  name: 'JsSIP',
  stands: 'behind a router',
  transport: 'WS',
  personality: {
    userAgent: 'JsSIP 3.10.1',
    viaPlace: 'invalid',
    contactPlace: 'invalid',
    rport: false,
    maxForwards: 69,
    identifiers: { branch: 'z9hG4bK{d7}', tag: '{a10}', callId: '{a20}' },
    extraHeaders: {
      '*': [['Allow', 'INVITE,ACK,CANCEL,BYE,UPDATE,MESSAGE,OPTIONS,REFER,INFO,NOTIFY']],
      INVITE: [['Session-Expires', '90']],
    },
    contactUser: '{a8}',
    contactHeaderParameters:
      ';+sip.ice;reg-id=1;+sip.instance="<urn:uuid:12345678-1234-4123-8123-00005e005308>"',
    expiryPlace: 'both',
    expiresS: 600,
    algorithm: 'last, MD5',
    digestWording: { first: ['algorithm', 'username'] },
    codecs: [
      { payloadType: 111, encoding: 'opus/48000/2', format: 'minptime=10;useinbandfec=1' },
      G722,
      PCMU,
      PCMA,
      { payloadType: 13, encoding: 'CN/8000' },
      { payloadType: 110, encoding: 'telephone-event/48000' },
      { payloadType: 126, encoding: 'telephone-event/8000' },
    ],
    keyStyle: 'info',
    supported: 'path,gruu,outbound',
  },
};

export const ASTERISK: PhoneModel = {
  name: 'Asterisk as trunk',
  stands: 'at a public address',
  transport: 'UDP',
  personality: {
    userAgent: 'FPBX-16.0.40(18.20.2)',
    writeLine: (name, value) => (name === 'Content-Length' ? `${name}:  ${value}` : `${name}: ${value}`),
    extraHeaders: {
      '*': [
        [
          'Allow',
          'OPTIONS, REGISTER, SUBSCRIBE, NOTIFY, PUBLISH, INVITE, ACK, BYE, CANCEL, UPDATE, PRACK, MESSAGE, REFER',
        ],
      ],
      INVITE: [
        ['Session-Expires', '1800'],
        ['Min-SE', '90'],
      ],
    },
    identifiers: {
      branch: 'z9hG4bKPj{x8}-{x4}-{x4}-{x12}',
      tag: '{x8}-{x4}-{x4}-{x12}',
      callId: '{x8}-{x4}-{x4}-{x12}',
    },
    firstCseq: { register: 60_123, dialog: 23_456 },
    contactParameters: ';line=gwxcyqa',
    retry: { otherwise: 60, after: { 401: Number.POSITIVE_INFINITY, 403: Number.POSITIVE_INFINITY } },
    keepAlive: { kind: 'OPTIONS', everyS: 60 },
    codecs: [PCMA, PCMU, G722, TELEPHONE_EVENT],
    sessionName: 'Asterisk',
    sdpWording: { ...USUAL_SDP, originUser: '-', saysPtime: true },
    extraSdpLines: ['a=maxptime:140'],
    holdStyle: 'unsaid',
    supported: '100rel, timer, replaces, norefersub, histinfo',
  },
};
