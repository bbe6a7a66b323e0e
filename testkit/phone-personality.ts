import type { DigestWording } from './digest-client.ts';
import { PCMA, PCMU, type PhoneCodec, type SdpWording, TELEPHONE_EVENT, USUAL_SDP } from './phone-sdp.ts';
import type { Field } from './wire.ts';

/** What makes one phone differ from another; the defaults are a well-behaved one. */
export interface Personality {
  /** How it writes its own address, that of the exchange and those it calls. */
  readonly scheme: 'sip' | 'sips';
  readonly userAgent: string;
  /** Asks for `rport` (RFC 3581). */
  readonly rport: boolean;
  /** Which names it writes in compact form: all that have one, some, or none. */
  readonly compactHeaders: boolean | readonly string[];
  /** Names in the order it writes them, Content-Length among them; what is not named stands before the last named. */
  readonly headerOrder: readonly string[];
  /** Further fields of its requests, by method; `*` is every method. */
  readonly extraHeaders: Readonly<Record<string, readonly Field[]>>;
  /** One header line as it puts it on the wire: folded, padded with blanks. */
  readonly writeLine: (name: string, value: string) => string;
  readonly identifiers: Identifiers;
  /** Of its first REGISTER, and of the first request of a dialog. */
  readonly firstCseq: { readonly register: number; readonly dialog: number };
  /** The address it believes to have and writes into Via, Contact and SDP, as behind a router. */
  readonly believedAddress: { readonly address: string; readonly port: number } | undefined;
  /** What stands in Via as its own place: `host` leaves the port out, `invalid` is a name nobody can look up. */
  readonly viaPlace: 'host and port' | 'host' | 'invalid';
  readonly contactPlace: 'host and port' | 'host' | 'invalid';
  /** Takes over what `received` and `rport` of an answer say: into the next Contact, or by another REGISTER at once. */
  readonly learnsAddress: 'never' | 'next Contact' | 'registers again';
  /** Sends from a port of the system's choice, hears on its own only. */
  readonly sendsFromAnyPort: boolean;
  /** Behind the URI of whom it calls, and of its registrar. */
  readonly uriParameters: string;
  /** Behind its own URI in From, and in To of a REGISTER. */
  readonly ownUriParameters: string;
  /** `bare` without brackets where it may, `parameters outside` moves what belongs to the URI behind them. */
  readonly toForm: 'brackets' | 'bare' | 'parameters outside';
  readonly displayName: string | undefined;
  readonly quotesName: boolean;
  /** User part of its Contact; `*` is its number. */
  readonly contactUser: string;
  readonly contactParameters: string;
  /** Behind the brackets of the Contact it registers. */
  readonly contactHeaderParameters: string;
  readonly contactInDialog: boolean;
  /** Repeats its display name in Contact. */
  readonly namesContact: boolean;
  readonly expiryPlace: 'header' | 'contact' | 'both';
  readonly expiresS: number;
  readonly retry: RetryHabit;
  readonly keepAlive: KeepAlive | undefined;
  /** Uses a nonce again without being asked. */
  readonly reusesNonce: boolean;
  /** Whether nc rises with every use of a nonce, as it must, or stays one. */
  readonly nonceCount: 'rises' | 'stays one';
  /** Takes a challenge to a nonce used before for a wrong password, unless it says `stale`. */
  readonly needsStale: boolean;
  /**
   * Which challenge it takes. `first`: whatever comes first, as PJSIP up to 2.10. `last, MD5`: reads the last one alone
   * and knows MD5 alone, as JsSIP.
   */
  readonly algorithm: 'MD5' | 'SHA-256' | 'first' | 'last, MD5';
  /** False: digest as in RFC 2069, without qop, nc and cnonce. */
  readonly qop: boolean;
  readonly digestWording: DigestWording;
  readonly codecs: readonly PhoneCodec[];
  readonly profile: string;
  readonly ptimeMs: number;
  /** The numbers of its o= line when they never change. */
  readonly fixedOrigin: string | undefined;
  /** What it calls its sessions in SDP. */
  readonly sessionName: string;
  readonly sdpWording: SdpWording;
  readonly extraSdpLines: readonly string[];
  /** Whole sections behind its audio in an offer: video, the same audio encrypted. */
  readonly furtherSections: readonly string[];
  /** `unsaid` plays its music and tells nobody. */
  readonly holdStyle: 'sendonly' | 'inactive' | 'zero-address' | 'unsaid';
  /** How a key is sent: as event in the sound (RFC 4733), by INFO, or both at once. */
  readonly keyStyle: 'event' | 'info' | 'both';
  readonly supported: string | undefined;
  readonly maxForwards: number;
  /** Knows no Request-URI but the Contact it registered, letter by letter. */
  readonly wantsItsContact: boolean;
  /** Rings by itself when called. */
  readonly rings: boolean;
  readonly sendsTrying: boolean;
  /** Calls itself `Server` in its responses. */
  readonly answersAsServer: boolean;
}

/**
 * Patterns of its tokens: `{x8}` eight hexadecimal digits, `{X8}` in capitals, `{d8}` decimal ones, `{a8}` letters
 * and digits, `{ip}` its own address, `{n}` its number.
 */
export interface Identifiers {
  readonly branch: string;
  readonly tag: string;
  readonly callId: string;
}

/** Seconds it waits after a REGISTER that failed, by status; Infinity is never again. */
export interface RetryHabit {
  readonly otherwise: number;
  readonly after: Readonly<Record<number, number>>;
}

/** What it sends to hold its router open. */
export interface KeepAlive {
  readonly kind: 'CRLF' | 'double CRLF' | 'empty' | 'zero byte' | 'OPTIONS' | 'NOTIFY';
  readonly everyS: number;
}

export const WELL_BEHAVED: Personality = {
  scheme: 'sip',
  userAgent: 'Phone/1.0',
  rport: true,
  compactHeaders: false,
  headerOrder: [],
  extraHeaders: {},
  writeLine: (name, value) => `${name}: ${value}`,
  identifiers: { branch: 'z9hG4bK{a12}', tag: '{a8}', callId: '{a12}@{ip}' },
  firstCseq: { register: 1, dialog: 1 },
  believedAddress: undefined,
  viaPlace: 'host and port',
  contactPlace: 'host and port',
  learnsAddress: 'never',
  sendsFromAnyPort: false,
  uriParameters: '',
  ownUriParameters: '',
  toForm: 'brackets',
  displayName: undefined,
  quotesName: true,
  contactUser: '*',
  contactParameters: '',
  contactHeaderParameters: '',
  contactInDialog: true,
  namesContact: false,
  expiryPlace: 'header',
  expiresS: 3600,
  retry: { otherwise: 60, after: {} },
  keepAlive: undefined,
  reusesNonce: false,
  nonceCount: 'rises',
  needsStale: false,
  algorithm: 'first',
  qop: true,
  digestWording: {},
  codecs: [PCMA, PCMU, TELEPHONE_EVENT],
  profile: 'RTP/AVP',
  ptimeMs: 20,
  fixedOrigin: undefined,
  sessionName: 'Phone',
  sdpWording: USUAL_SDP,
  extraSdpLines: [],
  furtherSections: [],
  holdStyle: 'sendonly',
  keyStyle: 'event',
  supported: undefined,
  maxForwards: 70,
  wantsItsContact: false,
  rings: true,
  sendsTrying: true,
  answersAsServer: false,
};
