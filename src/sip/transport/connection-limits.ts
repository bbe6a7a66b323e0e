/** What a peer on a connection may take from us (security 2.10). */
export interface ConnectionLimits {
  readonly headerBytes: number;
  readonly bodyBytes: number;
  /** From the opening of a connection to its first complete message. */
  readonly firstMessageMs: number;
  /** From the first byte of a message to its last. */
  readonly messageMs: number;
  /** Silence after which the connection of a stranger is closed; a phone that is let in may be silent for longer. */
  readonly strangerIdleMs: number;
  /** The same for a phone that was let in: longer than it may leave its registration unrefreshed. */
  readonly idleMs: number;
  /** How often the peer of a WebSocket is asked whether it lives: less than a NAT or a proxy keeps a silent one. */
  readonly pingMs: number;
  /** The time it has to answer that. */
  readonly pongMs: number;
  /** What may wait to be sent to a peer that does not read. */
  readonly sendBufferBytes: number;
  /** How long a connection we end may take to send its last answer. */
  readonly lingerMs: number;
  /** Connections of strangers from one address (IPv6: from one /64). */
  readonly strangersPerAddress: number;
  readonly strangers: number;
  /** All connections, strangers or not. */
  readonly connections: number;
}

export const DEFAULT_CONNECTION_LIMITS: ConnectionLimits = {
  headerBytes: 16 * 1024,
  bodyBytes: 64 * 1024,
  firstMessageMs: 10_000,
  messageMs: 10_000,
  strangerIdleMs: 32_000,
  idleMs: 2 * 3_600_000,
  pingMs: 25_000,
  pongMs: 10_000,
  sendBufferBytes: 256 * 1024,
  lingerMs: 5_000,
  strangersPerAddress: 20,
  strangers: 2_000,
  connections: 10_000,
};
