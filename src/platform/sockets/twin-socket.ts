import { closeSync } from 'node:fs';
import type { SocketAddress } from '../../base/sockets.ts';
import type { ReadSocket } from './datagram-reader.ts';
import type { MessageVector } from './message-vector.ts';

/**
 * A second socket on the port of another, connected to the one peer that is sent to: what leaves by it needs neither an
 * address nor a look at the routes, which is an eighth of what sending costs. The kernel gives it what comes from that
 * peer and all the rest to the other socket, and each datagram is handed over with its own source either way.
 */
export class TwinSocket implements ReadSocket {
  readonly fd: number;
  readonly family: SocketAddress['family'];
  readonly #owner: ReadSocket;

  constructor(fd: number, owner: ReadSocket) {
    this.fd = fd;
    this.family = owner.family;
    this.#owner = owner;
  }

  take(received: MessageVector, count: number): void {
    this.#owner.take(received, count);
  }

  takeOne(bytes: Uint8Array, address: string, port: number): void {
    this.#owner.takeOne(bytes, address, port);
  }

  close(): void {
    closeSync(this.fd);
  }
}
