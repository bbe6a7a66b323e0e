import { isUtf8 } from 'node:buffer';
import type { WebSocket } from 'ws';
import type { MessageConnection, SocketAddress } from '../../base/sockets.ts';

/** RFC 6455 §7.4.1: what the peer sent is of a kind we cannot take. */
const CANNOT_ACCEPT = 1003;

/** A WebSocket after its handshake. */
export class NodeMessageConnection implements MessageConnection {
  readonly local: SocketAddress;
  readonly remote: SocketAddress;
  readonly secure: boolean;
  onData: (bytes: Uint8Array) => void = () => {};
  onPong: () => void = () => {};
  onClose: () => void = () => {};
  readonly #socket: WebSocket;

  constructor(
    socket: WebSocket,
    about: { readonly local: SocketAddress; readonly remote: SocketAddress; readonly secure: boolean },
  ) {
    this.#socket = socket;
    this.local = about.local;
    this.remote = about.remote;
    this.secure = about.secure;
    socket.on('message', (data) => {
      if (data instanceof Uint8Array) this.onData(data);
    });
    socket.on('pong', () => this.onPong());
    // An error is always followed by 'close', which says all that the owner needs to know.
    socket.on('error', () => {});
    socket.on('close', () => this.onClose());
  }

  get bufferedBytes(): number {
    return this.#socket.bufferedAmount;
  }

  /** As text where it is text: programs in browsers expect that (RFC 7118 §5.1 allows both). */
  write(bytes: Uint8Array): void {
    this.#socket.send(bytes, { binary: !isUtf8(bytes) });
  }

  ping(): void {
    this.#socket.ping();
  }

  end(): void {
    this.#socket.close(CANNOT_ACCEPT);
  }

  destroy(): void {
    this.#socket.terminate();
  }
}
