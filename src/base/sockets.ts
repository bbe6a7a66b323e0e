/**
 * Sockets as the layers above see them. `platform/` implements them on the operating system, `testkit/` in
 * memory; the same tests run on both.
 */
export interface SocketAddress {
  readonly family: 'ipv4' | 'ipv6';
  /** Numeric, without brackets or zone; IPv4-mapped IPv6 is given as IPv4. */
  readonly address: string;
  readonly port: number;
}

export interface DatagramSocket {
  readonly local: SocketAddress;
  /**
   * Hands one datagram to the network, perhaps only at the end of the turn. What cannot be sent is lost, as on the
   * wire; it never throws. Memory of the caller's own must not be written to again in the same turn; bytes just
   * received may be sent on.
   */
  send(bytes: Uint8Array, to: SocketAddress): void;
  close(): void;
}

/**
 * `bytes` are lent: they may be changed and sent on, but they hold other datagrams as soon as the receiver returns.
 * What is kept must be copied. `from` is the receiver's to keep, and the same object while the same peer is heard.
 */
export type DatagramReceiver = (bytes: Uint8Array, from: SocketAddress) => void;

export interface StreamConnection {
  readonly local: SocketAddress;
  readonly remote: SocketAddress;
  /** Called for every piece that arrives. Set both before the end of the turn that handed the connection over. */
  onData: (bytes: Uint8Array) => void;
  /** Called once, whichever side closed. */
  onClose: () => void;
  /** Bytes accepted but not yet sent: the owner closes a peer that does not read. */
  readonly bufferedBytes: number;
  write(bytes: Uint8Array): void;
  /** Sends what is buffered, then closes. */
  end(): void;
  /** Closes at once. */
  destroy(): void;
}

/** A connection that carries whole messages (RFC 6455): `onData` hands over one, `write` sends one. */
export interface MessageConnection extends StreamConnection {
  /** Under TLS, ours or that of a proxy of ours. */
  readonly secure: boolean;
  /** Called for every answer to `ping`. */
  onPong: () => void;
  ping(): void;
}

/** Who takes the connections that came in by the web server. */
export interface MessageAcceptor {
  /** Asked before anything is answered. */
  mayConnect(remote: SocketAddress): boolean;
  accept(connection: MessageConnection): void;
}

export interface StreamListener {
  readonly local: SocketAddress;
  /** Stops accepting; connections that are open stay. */
  close(): void;
}

export interface ListenOptions {
  readonly address: string;
  /** 0 lets the system choose. */
  readonly port: number;
}

export interface StreamOptions extends ListenOptions {
  /** TLS. A connection is handed over before its handshake, which has its own limit of time. */
  readonly secure?: boolean;
}

export interface DatagramOptions extends ListenOptions {
  /** Wanted size of the receive buffer; the system may grant less. */
  readonly receiveBufferBytes?: number;
}

export interface Network {
  /** Rejects with a `SocketError` when the address cannot be had. */
  bindDatagram(options: DatagramOptions, receive: DatagramReceiver): Promise<DatagramSocket>;
  /** Hands over the datagrams that have come by now. Left out where each is handed over when it comes. */
  readNow?(): void;
  /** Datagrams may gather so long before they are handed over. Left out where they never do. */
  mayGather?(ms: number): void;
  /** Rejects with a `SocketError` when the address cannot be had. `mayConnect` is asked before any byte is read. */
  listenStream(
    options: StreamOptions,
    mayConnect: (remote: SocketAddress) => boolean,
    accept: (connection: StreamConnection) => void,
  ): Promise<StreamListener>;
}

export class SocketError extends Error {
  override name = 'SocketError';
  readonly reason: 'in-use' | 'not-allowed' | 'no-such-address' | 'out-of-descriptors' | 'other';

  constructor(reason: SocketError['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

/** `192.0.2.1:5060` or `[2001:db8::1]:5060`. */
export function formatSocketAddress({ family, address, port }: SocketAddress): string {
  return family === 'ipv6' ? `[${address}]:${port}` : `${address}:${port}`;
}

export function sameSocketAddress(a: SocketAddress, b: SocketAddress): boolean {
  return a.port === b.port && a.address === b.address;
}
