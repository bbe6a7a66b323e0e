import type { SocketAddress } from '../../base/sockets.ts';
import type { MessageVector } from './message-vector.ts';

/** A socket as what reads it sees it. */
export interface ReadSocket {
  readonly fd: number;
  readonly family: SocketAddress['family'];
  /** Datagrams `0` to `count - 1` of the vector are for it. */
  take(received: MessageVector, count: number): void;
  /** One datagram that Node read, with the address as Node writes it. */
  takeOne(bytes: Uint8Array, address: string, port: number): void;
}

/** What reads the sockets of one thread. */
export interface DatagramReader {
  add(socket: ReadSocket): void;
  /** Before its descriptor is closed. */
  remove(socket: ReadSocket): void;
  /** Reads what has come by now. Readers that read each datagram when it comes have no need of it. */
  readNow?(): void;
  /** How long datagrams may gather. */
  mayGather?(ms: number): void;
}

/** Called around the datagrams that are read together. */
export interface ReadingUser {
  readonly beforeRead: () => void;
  readonly afterRead: () => void;
}
