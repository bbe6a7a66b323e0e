import type { SocketAddress } from '../src/base/sockets.ts';
import type { ClientNetwork } from './memory-network.ts';
import { StreamReader } from './wire.ts';

/** What SIP runs on, in the words of a Via (RFC 3261 §20.42, RFC 7118 §5.2). */
export type TransportKind = 'UDP' | 'TCP' | 'TLS' | 'WS' | 'WSS';

/** How a phone reaches the exchange. */
export interface PhoneTransport {
  readonly name: TransportKind;
  readonly local: SocketAddress;
  readonly reliable: boolean;
  readonly open: boolean;
  send(bytes: Uint8Array, to: SocketAddress): void;
  close(): void;
}

type Receive = (bytes: Uint8Array, from: SocketAddress) => void;

interface PhoneSurroundings {
  readonly network: ClientNetwork;
  readonly exchange: SocketAddress;
  readonly personality: { readonly sendsFromAnyPort: boolean };
}

/** `local` is for UDP; over a connection the system chooses the port. */
export async function openTransport(
  kind: TransportKind,
  { network, exchange, personality }: PhoneSurroundings,
  local: { address: string; port: number },
  receive: Receive,
): Promise<PhoneTransport> {
  if (kind === 'UDP') return openUdp(network, local, receive, personality);
  return openConnection(kind, network, exchange, receive);
}

async function openUdp(
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

async function openConnection(
  name: Exclude<TransportKind, 'UDP'>,
  network: ClientNetwork,
  exchange: SocketAddress,
  receive: Receive,
): Promise<PhoneTransport> {
  const secure = name === 'TLS' || name === 'WSS';
  const carriesMessages = name === 'WS' || name === 'WSS';
  const connection = carriesMessages
    ? await network.connectMessages(exchange, { secure })
    : await network.connectStream(exchange, { secure });
  const reader = new StreamReader();
  let open = true;
  connection.onData = (bytes) => {
    for (const message of carriesMessages ? [bytes] : reader.push(bytes)) receive(message, connection.remote);
  };
  connection.onClose = () => {
    open = false;
  };
  return {
    name,
    local: connection.local,
    reliable: true,
    get open() {
      return open;
    },
    send: (bytes) => connection.write(bytes),
    close: () => connection.destroy(),
  };
}
