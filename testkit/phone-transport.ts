import type { SocketAddress, StreamConnection } from '../src/base/sockets.ts';
import type { ClientNetwork } from './memory-network.ts';
import { StreamReader } from './wire.ts';

/** How a phone reaches the exchange. */
export interface PhoneTransport {
  readonly name: 'UDP' | 'TCP';
  readonly local: SocketAddress;
  readonly reliable: boolean;
  readonly open: boolean;
  send(bytes: Uint8Array, to: SocketAddress): void;
  close(): void;
}

type Receive = (bytes: Uint8Array, from: SocketAddress) => void;

export async function openUdp(
  network: ClientNetwork,
  local: { address: string; port: number },
  receive: Receive,
  { sendsFromAnyPort }: { readonly sendsFromAnyPort: boolean },
): Promise<PhoneTransport> {
  const socket = await network.bindDatagram(local, receive);
  // What comes back to the port it sends from, such a phone does not hear.
  const mouth = sendsFromAnyPort ? await network.bindDatagram({ ...local, port: 0 }, () => {}) : socket;
  return {
    name: 'UDP',
    local: socket.local,
    reliable: false,
    open: true,
    send: (bytes, to) => mouth.send(bytes, to),
    close: () => {
      socket.close();
      mouth.close();
    },
  };
}

export async function openTcp(
  network: ClientNetwork,
  exchange: SocketAddress,
  receive: Receive,
): Promise<PhoneTransport> {
  const connection: StreamConnection = await network.connectStream(exchange);
  const reader = new StreamReader();
  let open = true;
  connection.onData = (bytes) => {
    for (const message of reader.push(bytes)) receive(message, connection.remote);
  };
  connection.onClose = () => {
    open = false;
  };
  return {
    name: 'TCP',
    local: connection.local,
    reliable: true,
    get open() {
      return open;
    },
    send: (bytes) => connection.write(bytes),
    close: () => connection.destroy(),
  };
}
