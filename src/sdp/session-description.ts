/** SDP as plain values (RFC 8866). Text is latin1 byte strings, see `base/bytes.ts`. */
export interface SessionDescription {
  readonly origin: Origin | undefined;
  /** The s= line; undefined when it is missing. */
  readonly name: string | undefined;
  /** The session-level c= line, which holds for every media description without one of its own. */
  readonly connection: Connection | undefined;
  readonly attributes: readonly Attribute[];
  readonly media: readonly MediaDescription[];
  /** Session-level lines we have no use for, as they stood, `t=` among them. */
  readonly others: readonly OtherLine[];
}

export interface MediaDescription {
  /** `audio`, `video`, `image`, ... as written. */
  readonly kind: string;
  /** 0 means refused or taken away (RFC 3264 §6). */
  readonly port: number;
  /** `RTP/AVP`, `RTP/SAVP`, `UDP/TLS/RTP/SAVPF`, ... as written. */
  readonly protocol: string;
  /** For RTP the payload type numbers, the preferred first. */
  readonly formats: readonly string[];
  readonly connection: Connection | undefined;
  readonly attributes: readonly Attribute[];
  readonly others: readonly OtherLine[];
}

/** The o= line. Numbers stay text: they may have 64 bits. */
export interface Origin {
  readonly username: string;
  readonly sessionId: string;
  readonly sessionVersion: string;
  readonly addressType: string;
  readonly address: string;
}

export interface Connection {
  /** `IP4` or `IP6` as written. */
  readonly addressType: string;
  /** As written but for a time-to-live behind a slash: an address or a host name. */
  readonly address: string;
}

export interface Attribute {
  readonly name: string;
  /** What follows the colon; undefined for a flag such as `a=sendrecv`. */
  readonly value: string | undefined;
}

export interface OtherLine {
  /** The letter before the equals sign; empty for a line that has none. */
  readonly type: string;
  readonly value: string;
}

/** From the point of view of whoever wrote the description (RFC 3264 §5.1). */
export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';
