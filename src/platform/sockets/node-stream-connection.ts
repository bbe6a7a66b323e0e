import type { Socket } from 'node:net';
import type { SocketAddress, StreamConnection } from '../../base/sockets.ts';
import { toSocketAddress } from './socket-addresses.ts';

/** A TCP connection of the operating system. Created paused; `start` lets the first bytes in. */
export class NodeStreamConnection implements StreamConnection {
  readonly local: SocketAddress;
  readonly remote: SocketAddress;
  onData: (bytes: Uint8Array) => void = () => {};
  onClose: () => void = () => {};
  readonly #socket: Socket;

  constructor(socket: Socket, remote: SocketAddress) {
    this.#socket = socket;
    this.remote = remote;
    this.local = toSocketAddress(socket.localAddress ?? '', socket.localFamily, socket.localPort ?? 0);
    socket.on('data', (bytes: Buffer) => this.onData(bytes));
    // An error is always followed by 'close', which says all that the owner needs to know.
    socket.on('error', () => {});
    socket.on('close', () => this.onClose());
  }

  get bufferedBytes(): number {
    return this.#socket.writableLength;
  }

  start(): void {
    this.#socket.resume();
  }

  write(bytes: Uint8Array): void {
    if (this.#socket.writable) this.#socket.write(bytes);
  }

  end(): void {
    // Not `end`: that leaves the connection open for as long as the peer does not close its side.
    this.#socket.destroySoon();
  }

  destroy(): void {
    this.#socket.destroy();
  }
}

/** The address at the other end, or undefined when the peer was gone before we looked. */
export function remoteAddress(socket: Socket): SocketAddress | undefined {
  const { remoteAddress: address, remoteFamily, remotePort } = socket;
  if (address === undefined || remotePort === undefined) return undefined;
  return toSocketAddress(address, remoteFamily, remotePort);
}
