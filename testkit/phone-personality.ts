import { PCMA, PCMU, type PhoneCodec, TELEPHONE_EVENT } from './phone-sdp.ts';

/** What makes one phone differ from another; the defaults are a well-behaved one. */
export interface Personality {
  readonly userAgent: string;
  /** Asks for `rport` (RFC 3581). */
  readonly rport: boolean;
  readonly compactHeaders: boolean;
  /** The address it believes to have and writes into Via, Contact and SDP, as behind a router. */
  readonly believedAddress: { readonly address: string; readonly port: number } | undefined;
  /** The numbers of its o= line when they never change. */
  readonly fixedOrigin: string | undefined;
  /** Uses a nonce again without being asked, with rising nc. */
  readonly reusesNonce: boolean;
  /** `first` takes whatever challenge comes first, as PJSIP up to 2.10. */
  readonly algorithm: 'MD5' | 'SHA-256' | 'first';
  /** False: digest as in RFC 2069, without qop, nc and cnonce. */
  readonly qop: boolean;
  readonly contactParameters: string;
  readonly contactInDialog: boolean;
  readonly expiryPlace: 'header' | 'contact';
  readonly codecs: readonly PhoneCodec[];
  readonly profile: string;
  readonly ptimeMs: number;
  /** rtpmap only where needed, c= in the media section only. */
  readonly terseSdp: boolean;
  readonly holdStyle: 'sendonly' | 'inactive' | 'zero-address';
  readonly supported: string | undefined;
  readonly maxForwards: number;
  /** Rings by itself when called. */
  readonly rings: boolean;
  readonly sendsTrying: boolean;
  readonly displayName: string | undefined;
  /** What it calls its sessions in SDP. */
  readonly sessionName: string;
  readonly extraSdpLines: readonly string[];
}

export const WELL_BEHAVED: Personality = {
  userAgent: 'Phone/1.0',
  rport: true,
  compactHeaders: false,
  believedAddress: undefined,
  fixedOrigin: undefined,
  reusesNonce: false,
  algorithm: 'first',
  qop: true,
  contactParameters: '',
  contactInDialog: true,
  expiryPlace: 'header',
  codecs: [PCMA, PCMU, TELEPHONE_EVENT],
  profile: 'RTP/AVP',
  ptimeMs: 20,
  terseSdp: false,
  holdStyle: 'sendonly',
  supported: undefined,
  maxForwards: 70,
  rings: true,
  sendsTrying: true,
  displayName: undefined,
  sessionName: 'Phone',
  extraSdpLines: [],
};
