import type { IncomingMessage, Server } from 'node:http';
import { BlockList, isIP, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { WebSocketServer } from 'ws';
import type { MessageAcceptor, SocketAddress } from '../../base/sockets.ts';
import { NodeMessageConnection } from './node-message-connection.ts';
import { toSocketAddress } from './socket-addresses.ts';

const PATH = '/sip';
const SUBPROTOCOL = 'sip';

/** Security 2.11. A SIP message in more pieces than this is none. */
export const MESSAGE_LIMITS = { maxPayload: 64 * 1024, maxFragments: 256, maxBufferedChunks: 4_096 } as const;
/** The closing handshake of one whose peer is slow has its time, too; the types of `ws` do not know this option. */
const LIMITS = { ...MESSAGE_LIMITS, closeTimeout: 5_000 };

export interface WebSocketDoorParts {
  readonly acceptor: MessageAcceptor;
  /** Whether a name or an address, without port, means this exchange. */
  readonly isOurs: (host: string) => boolean;
  /** `https://club.example`: pages of others that may connect; `*` for all. Our own may in any case. */
  readonly origins: readonly string[];
  /** Networks in CIDR form whose word on where a request comes from is taken. */
  readonly proxies: readonly string[];
}

interface Asked {
  readonly remote: SocketAddress;
  readonly secure: boolean;
}

/** Lets WebSockets for SIP in at the web server: RFC 7118 §4 and §10.1, security 2.11. */
export class WebSocketDoor {
  readonly #parts: WebSocketDoorParts;
  readonly #proxies = new BlockList();
  readonly #server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    handleProtocols: () => SUBPROTOCOL,
    ...LIMITS,
  });

  constructor(parts: WebSocketDoorParts) {
    this.#parts = parts;
    for (const network of parts.proxies) {
      const [address = '', prefix = ''] = network.split('/');
      this.#proxies.addSubnet(address, Number(prefix), address.includes(':') ? 'ipv6' : 'ipv4');
    }
  }

  /** Whether a request to change the protocol is ours to answer; others are answered as if they did not ask. */
  static asksForSip({ url, headers }: Pick<IncomingMessage, 'url' | 'headers'>): boolean {
    return url?.split('?', 1)[0] === PATH && headers.upgrade?.toLowerCase() === 'websocket';
  }

  /** Takes what `asksForSip`. */
  attach(server: Server): void {
    server.on('upgrade', (request, socket, head) => this.#onUpgrade(request, socket, head));
  }

  #onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => {});
    const asked = this.#whoAsks(request, socket);
    if (asked === undefined || !this.#parts.acceptor.mayConnect(asked.remote)) {
      socket.destroy();
      return;
    }
    const refusal = this.#refusalOf(request);
    if (refusal !== undefined) return refuse(socket, refusal);
    const { localAddress = '', localFamily, localPort = 0 } = socket as Socket;
    const local = toSocketAddress(localAddress, localFamily, localPort);
    this.#server.handleUpgrade(request, socket, head, (opened) =>
      this.#parts.acceptor.accept(new NodeMessageConnection(opened, { local, ...asked })),
    );
  }

  /** Undefined when the peer is gone already. */
  #whoAsks({ headers }: IncomingMessage, socket: Duplex): Asked | undefined {
    if (!(socket instanceof Socket)) return undefined;
    const { remoteAddress, remoteFamily, remotePort } = socket;
    if (remoteAddress === undefined || remotePort === undefined) return undefined;
    const peer = toSocketAddress(remoteAddress, remoteFamily, remotePort);
    const secure = socket instanceof TLSSocket;
    if (!this.#isProxy(peer.address)) return { remote: peer, secure };
    const client = this.#clientBehind(String(headers['x-forwarded-for'] ?? ''));
    return {
      // The port is the proxy's: it tells one connection from another.
      remote: client === undefined ? peer : { ...client, port: peer.port },
      secure: secure || headers['x-forwarded-proto'] === 'https',
    };
  }

  /** The last address in the list that is none of our proxies: what stands before it anyone may have written. */
  #clientBehind(forwardedFor: string): Omit<SocketAddress, 'port'> | undefined {
    const hops = forwardedFor.split(',').map((hop) => hop.trim().replace(/^\[(.*)\]$/, '$1'));
    const client = hops.findLast((hop) => !this.#isProxy(hop));
    if (client === undefined || isIP(client) === 0) return undefined;
    const { family, address } = toSocketAddress(client, isIP(client) === 4 ? 'IPv4' : 'IPv6', 0);
    return { family, address };
  }

  #isProxy(address: string): boolean {
    const family = isIP(address);
    return family !== 0 && this.#proxies.check(address, family === 4 ? 'ipv4' : 'ipv6');
  }

  #refusalOf({ headers }: IncomingMessage): Refusal | undefined {
    const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
    if (!offered.includes(SUBPROTOCOL)) return '400 Bad Request';
    const { host = '', origin } = headers;
    if (!this.#parts.isOurs(hostName(host))) return '421 Misdirected Request';
    return origin === undefined || this.#mayConnectFrom(origin, host) ? undefined : '403 Forbidden';
  }

  /** Programs that are no browsers name no origin; a page of this exchange names its own. */
  #mayConnectFrom(origin: string, host: string): boolean {
    const { origins } = this.#parts;
    if (origins.includes('*') || origins.includes(origin.toLowerCase())) return true;
    return (
      /^https?:\/\//i.test(origin) && origin.replace(/^https?:\/\//i, '').toLowerCase() === host.toLowerCase()
    );
  }
}

type Refusal = '400 Bad Request' | '403 Forbidden' | '421 Misdirected Request';

/** `[2001:db8::1]:8080` and `club.example:8080` without port and brackets, in lower case. */
function hostName(host: string): string {
  const [, name = ''] = /^(\[[0-9a-f:.]+\]|[^:]*)(?::\d+)?$/i.exec(host) ?? [];
  return name.replace(/^\[(.*)\]$/, '$1').toLowerCase();
}

function refuse(socket: Duplex, status: Refusal): void {
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
