import type { Socket } from 'node:net';
import { type SecureContext, TLSSocket } from 'node:tls';

/** The server's side of TLS on an accepted socket. A handshake that is not over in time ends the connection. */
export function secureSocket(raw: Socket, context: SecureContext, handshakeMs: number): TLSSocket {
  // Whatever breaks below also breaks the connection above.
  raw.on('error', () => {});
  const socket = new TLSSocket(raw, { isServer: true, secureContext: context });
  const late = setTimeout(() => socket.destroy(), handshakeMs);
  const inTime = (): void => clearTimeout(late);
  socket.once('secure', inTime).once('close', inTime);
  return socket;
}
