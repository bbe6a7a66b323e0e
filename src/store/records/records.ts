/** What lasts. Plain rows; every time is in milliseconds since the Unix epoch. */

export interface ExtensionRecord {
  /** 2 to 8 digits. */
  readonly number: string;
  /** Upper case, for instance `PA3XYZ`. */
  readonly callsign: string;
  readonly name: string;
  readonly email: string | null;
  /** H(number:realm:password), lower-case hexadecimal (RFC 7616 §3.4.2). The password itself is never kept. */
  readonly ha1Md5: string;
  readonly ha1Sha256: string;
  /** What a called phone shows: the number with the call sign, or the number alone. */
  readonly callerId: 'number-and-callsign' | 'number';
  /** Given by hand and shorter than 8 characters. */
  readonly weakPassword: boolean;
  readonly createdAtMs: number;
}

/** What digest authentication needs to go on after a restart as before. */
export interface DigestRecord {
  /** Kept from the first start on, because every stored HA1 depends on it. */
  readonly realm: string;
  /** 32 bytes in hexadecimal: proves our nonces. */
  readonly nonceKey: string;
}

export interface ConferenceRecord extends ConferenceSettings {
  readonly number: string;
  readonly name: string;
  readonly pin: string | null;
  /** 0 for the one every exchange begins with. */
  readonly createdAtMs: number;
}

/** What may be chosen for a bridge. */
export interface ConferenceSettings {
  /** Extensions that may moderate it by their keys. */
  readonly moderators: readonly string[];
  readonly maxParticipants: number;
  /** So many are heard at once, the loudest. */
  readonly talkers: number;
  /** Whispers and shouts are brought near each other. */
  readonly levelling: boolean;
  readonly noiseGate: boolean;
  readonly rogerBeep: boolean;
  /** So long somebody may talk in one go; 0 without limit. */
  readonly talkLimitS: number;
  /** What who is alone hears. */
  readonly alone: 'silence' | 'tone' | 'music';
  /** That talk is not private is said at every joining, or to each caller once a day. */
  readonly notice: 'always' | 'daily';
}

export const CONFERENCE_DEFAULTS: ConferenceSettings = {
  moderators: [],
  maxParticipants: 1000,
  talkers: 100,
  levelling: true,
  noiseGate: false,
  rogerBeep: false,
  talkLimitS: 0,
  alone: 'silence',
  notice: 'always',
};

/** A binding of RFC 3261 §10: an extension's contact and the flow to it. */
export interface BindingRecord {
  readonly extension: string;
  /** Names the binding within the extension: `+sip.instance` and reg-id (RFC 5626), else the Contact URI. */
  readonly key: string;
  /** As the phone wrote it, parameters included: it comes back to the phone as Request-URI. */
  readonly contactUri: string;
  readonly transport: 'udp' | 'tcp' | 'tls' | 'ws' | 'wss';
  readonly localAddress: string;
  readonly localPort: number;
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly callId: string;
  readonly cseq: number;
  /** Priority of the contact, 0 to 1000 (RFC 3261 §20.10 `q` times 1000). */
  readonly priority: number;
  readonly userAgent: string;
  readonly registeredAtMs: number;
  readonly expiresAtMs: number;
}

export type BindingChange =
  | { readonly kind: 'put'; readonly binding: BindingRecord }
  | { readonly kind: 'delete'; readonly extension: string; readonly key: string };

export interface BanRecord {
  /** An `AddressKey`. */
  readonly addressKey: string;
  readonly cause: 'failures' | 'manual';
  readonly attempts: number;
  /** User name of the last failed attempt, as it was sent, at most 64 characters. */
  readonly lastUsername: string | null;
  /** What its program calls itself: a stranger's text, at most 64 characters. */
  readonly lastUserAgent: string | null;
  readonly sinceMs: number;
  readonly untilMs: number;
}

export interface WhitelistRecord {
  /** The address, the network in CIDR form, or the host name, in the form `parseWhitelistEntry` gives it. */
  readonly entry: string;
  readonly entryKind: 'address' | 'network' | 'host';
  /** Number of the extension whose holder asked for it. */
  readonly owner: string;
  readonly note: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number | null;
}
