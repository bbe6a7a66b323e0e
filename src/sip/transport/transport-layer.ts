import type { BoundedTable } from '../../base/bounded-table.ts';
import type { Clock } from '../../base/clock.ts';
import type { Journal } from '../../base/journal.ts';
import type { Log } from '../../base/log.ts';
import {
  type DatagramSocket,
  type MessageAcceptor,
  type Network,
  type SocketAddress,
  SocketError,
  type StreamListener,
  sameSocketAddress,
} from '../../base/sockets.ts';
import type { SipRequest, SipResponse } from '../message/message.ts';
import { isAnswerable } from './answerable-source.ts';
import { type Carrier, ConnectionFlow, type ConnectionFlowOwner } from './connection-flow.ts';
import { type ConnectionLimits, DEFAULT_CONNECTION_LIMITS } from './connection-limits.ts';
import type { Flow, TransportName, TransportUser } from './flow.ts';
import { MessageGate } from './message-gate.ts';
import type { MessageTap } from './message-tap.ts';
import { Overload } from './overload.ts';
import { isAmplified, writeToStranger } from './reflection.ts';
import { StrangerCount, type StrangerLimits } from './stranger-count.ts';
import { answerBinding } from './stun-keep-alive.ts';
import { deadFlow, UdpFlow } from './udp-flow.ts';

export interface TransportLayerParts {
  readonly network: Network;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly log: Log;
  /** The first gate: asked about the source of every datagram, connection and piece of a stream, before any work. */
  readonly mayKnock: (remote: SocketAddress, transport: TransportName) => boolean;
  readonly limits?: Partial<ConnectionLimits>;
  /** Whose datagrams are taken when there is too much to do; without it nobody is turned away then. */
  readonly isKnown?: (remote: SocketAddress) => boolean;
  /** Shown every message that comes in or goes out. */
  readonly tap?: MessageTap;
  /** Line breaks, STUN and the like came, as phones send them to hold a router open. */
  readonly onKeepAlive?: (remote: SocketAddress, transport: TransportName) => void;
  /** Whether STUN in a datagram from here is answered; without it all is. */
  readonly mayAskStun?: (remote: SocketAddress) => boolean;
}

interface ConnectionListener {
  readonly transport: 'tcp' | 'tls';
  readonly socket: StreamListener;
}

export interface Listener {
  readonly transport: TransportName;
  readonly local: SocketAddress;
}

const NOBODY: TransportUser = { onRequest() {}, onResponse() {}, onFlowClosed() {} };
/** How often another port is tried when the system chose one for UDP that is taken for TCP. */
const PORT_CHOICES = 8;

/**
 * Messages in and out: datagrams and connections, what they may take from us, and the flows they make. Answers
 * leave by the flow their request came by (RFC 3581, RFC 5626), whatever its Via says.
 */
export class TransportLayer {
  readonly #network: Network;
  readonly #clock: Clock;
  readonly #journal: Journal;
  readonly #log: Log;
  readonly #mayKnock: TransportLayerParts['mayKnock'];
  readonly #limits: ConnectionLimits;
  readonly #isKnown: (remote: SocketAddress) => boolean;
  readonly #overload: Overload | undefined;
  readonly #onKeepAlive: TransportLayerParts['onKeepAlive'];
  readonly #mayAskStun: (remote: SocketAddress) => boolean;
  readonly #gate: MessageGate;
  readonly #strangers: StrangerCount;
  readonly #streamOwner: ConnectionFlowOwner;
  readonly #tap: MessageTap | undefined;
  readonly #udp: DatagramSocket[] = [];
  readonly #accepting: ConnectionListener[] = [];
  readonly #connections = new Set<ConnectionFlow>();
  #serial = 0;
  #closed = false;

  constructor(parts: TransportLayerParts) {
    this.#network = parts.network;
    this.#clock = parts.clock;
    this.#journal = parts.journal;
    this.#log = parts.log;
    this.#mayKnock = parts.mayKnock;
    this.#isKnown = parts.isKnown ?? (() => true);
    this.#overload = parts.isKnown && new Overload(parts.clock.now());
    this.#onKeepAlive = parts.onKeepAlive;
    this.#mayAskStun = parts.mayAskStun ?? (() => true);
    this.#limits = { ...DEFAULT_CONNECTION_LIMITS, ...parts.limits };
    this.#gate = new MessageGate(parts.journal, NOBODY, parts.tap);
    this.#tap = parts.tap;
    this.#strangers = new StrangerCount(this.#limits);
    this.#streamOwner = {
      mayKnock: parts.mayKnock,
      onMessage: (bytes, flow) => this.#gate.take(bytes, flow),
      onBroken: (head, flow) => this.#gate.refuseBroken(head, flow),
      onKeepAlive: (flow) => this.#onKeepAlive?.(flow.remote, flow.transport),
      onSent: (bytes) => parts.tap?.sent(bytes),
      onLetIn: (flow) => this.#strangers.remove(flow.remote),
      onClosed: (flow) => this.#onClosed(flow),
    };
  }

  /** For connections that are opened from now on. */
  limitStrangers(limits: StrangerLimits): void {
    this.#strangers.adopt(limits);
  }

  get user(): TransportUser {
    return this.#gate.user;
  }

  /** Set once, before `listen`. */
  set user(user: TransportUser) {
    this.#gate.user = user;
  }

  /**
   * Opens UDP and TCP on every address, all or nothing. Port 0 lets the system choose, the same port for both.
   * Rejects with the `SocketError` of the first that could not be had.
   */
  async listen(options: {
    readonly addresses: readonly string[];
    readonly port: number;
    readonly receiveBufferBytes?: number;
  }): Promise<void> {
    try {
      for (const address of options.addresses) await this.#listenOn(address, options);
    } catch (error) {
      this.#stopListening();
      throw error;
    }
    this.#log.info('sip listening', { sockets: this.listeners.length });
  }

  /** Opens TLS on every address, all or nothing. Rejects like `listen`. */
  async listenSecure(options: {
    readonly addresses: readonly string[];
    readonly port: number;
  }): Promise<void> {
    const { addresses, port } = options;
    const opened: ConnectionListener[] = [];
    try {
      for (const address of addresses) opened.push(await this.#accept('tls', { address, port }));
    } catch (error) {
      for (const { socket } of opened) socket.close();
      throw error;
    }
    this.#accepting.push(...opened);
    if (this.#closed) this.#stopListening();
    this.#log.info('sip over tls listening', { sockets: opened.length });
  }

  /** For the connections of the web server: SIP over WebSocket (RFC 7118). */
  get webSockets(): MessageAcceptor {
    return {
      mayConnect: (remote) => this.#mayConnect(remote, 'ws'),
      accept: (connection) => this.#onConnection({ transport: connection.secure ? 'wss' : 'ws', connection }),
    };
  }

  get listeners(): readonly Listener[] {
    return [
      ...this.#udp.map(({ local }): Listener => ({ transport: 'udp', local })),
      ...this.#accepting.map(({ transport, socket }): Listener => ({ transport, local: socket.local })),
    ];
  }

  /**
   * The UDP flow between two addresses: for bindings restored after a restart. When `local` is no longer ours, a
   * listener of its family takes its place; without one the flow is closed from the start.
   */
  udpFlow(local: SocketAddress, remote: SocketAddress): Flow {
    const socket =
      this.#udp.find((each) => sameSocketAddress(each.local, local)) ??
      this.#udp.find((each) => each.local.family === remote.family);
    if (socket === undefined || socket.local.family !== remote.family) return deadFlow(local, remote);
    return new UdpFlow(socket, remote, this.#tap);
  }

  /** Answers without remembering anything. */
  respondStateless(request: SipRequest, flow: Flow, response: SipResponse): void {
    const bytes = writeToStranger(response, flow);
    if (isAmplified(bytes, request, flow)) return;
    flow.send(bytes);
    this.#journal.record({ kind: 'sip-request', method: request.method, status: response.status });
  }

  /** Cuts a connection at once; a UDP flow has nothing to cut. */
  closeFlow(flow: Flow): void {
    if (flow instanceof ConnectionFlow) flow.destroy();
  }

  /** The open connections from addresses that satisfy the predicate: what a ban has to cut. */
  flowsFrom(predicate: (remote: SocketAddress) => boolean): Flow[] {
    return [...this.#connections].filter((flow) => predicate(flow.remote));
  }

  /** Open connections. */
  get connections(): number {
    return this.#connections.size;
  }

  /** Datagrams of strangers turned away because there was too much to do. */
  get refusedStrangers(): number {
    return this.#overload?.refused ?? 0;
  }

  /** What it remembers of others. */
  get tables(): readonly BoundedTable[] {
    return [
      {
        name: 'connections',
        size: () => this.#connections.size,
        capacity: this.#limits.connections,
        whenFull: 'refused',
      },
    ];
  }

  /** Stops listening and cuts every connection. Idempotent. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#stopListening();
    for (const flow of [...this.#connections]) flow.destroy();
  }

  async #listenOn(address: string, options: { port: number; receiveBufferBytes?: number }): Promise<void> {
    const { port, receiveBufferBytes } = options;
    for (let choices = port === 0 ? PORT_CHOICES : 1; ; choices--) {
      const udp = await this.#bind({ address, port, ...(receiveBufferBytes && { receiveBufferBytes }) });
      try {
        const tcp = await this.#accept('tcp', { address, port: udp.local.port });
        this.#udp.push(udp);
        this.#accepting.push(tcp);
        if (this.#closed) this.#stopListening();
        return;
      } catch (error) {
        udp.close();
        if (choices <= 1 || !(error instanceof SocketError) || error.reason !== 'in-use') throw error;
      }
    }
  }

  async #bind(options: {
    address: string;
    port: number;
    receiveBufferBytes?: number;
  }): Promise<DatagramSocket> {
    let socket: DatagramSocket | undefined;
    socket = await this.#network.bindDatagram(options, (bytes, from) => {
      if (socket !== undefined) this.#onDatagram(socket, bytes, from);
    });
    return socket;
  }

  async #accept(
    transport: 'tcp' | 'tls',
    options: { address: string; port: number },
  ): Promise<ConnectionListener> {
    const socket = await this.#network.listenStream(
      { ...options, secure: transport === 'tls' },
      (remote) => this.#mayConnect(remote, transport),
      (connection) => this.#onConnection({ transport, connection }),
    );
    return { transport, socket };
  }

  #stopListening(): void {
    for (const socket of this.#udp.splice(0)) socket.close();
    for (const { socket } of this.#accepting.splice(0)) socket.close();
  }

  #onDatagram(socket: DatagramSocket, bytes: Uint8Array, from: SocketAddress): void {
    if (this.#closed || !this.#mayKnock(from, 'udp') || !isAnswerable(from)) return;
    // A datagram of our own, or one forged to look like it, would have us answer ourselves.
    if (from.port === socket.local.port && sameSocketAddress(from, socket.local)) return;
    if (MessageGate.mayBeMessage(bytes)) this.#onMessage(socket, bytes, from);
    else this.#onOther(socket, bytes, from);
  }

  #onMessage(socket: DatagramSocket, bytes: Uint8Array, from: SocketAddress): void {
    const flow = new UdpFlow(socket, from, this.#tap);
    if (this.#overload === undefined) return this.#gate.take(bytes, flow);
    const begunAt = this.#clock.now();
    if (this.#overload.isOver(begunAt) && !this.#isKnown(from) && !this.#overload.mayStrangerEnter()) return;
    this.#gate.take(bytes, flow);
    this.#overload.took(this.#clock.now() - begunAt);
  }

  /** Whatever holds a router open, and nothing else we know. */
  #onOther(socket: DatagramSocket, bytes: Uint8Array, from: SocketAddress): void {
    this.#onKeepAlive?.(from, 'udp');
    const answer = answerBinding(bytes, from);
    if (answer !== undefined && this.#mayAskStun(from)) socket.send(answer, from);
  }

  #mayConnect(remote: SocketAddress, transport: TransportName): boolean {
    return (
      !this.#closed &&
      this.#mayKnock(remote, transport) &&
      this.#connections.size < this.#limits.connections &&
      this.#strangers.hasRoomFor(remote)
    );
  }

  #onConnection(carrier: Carrier): void {
    this.#strangers.add(carrier.connection.remote);
    this.#connections.add(
      new ConnectionFlow({
        carrier,
        serial: this.#serial++,
        owner: this.#streamOwner,
        limits: this.#limits,
        clock: this.#clock,
      }),
    );
  }

  #onClosed(flow: ConnectionFlow): void {
    this.#connections.delete(flow);
    if (flow.stranger) this.#strangers.remove(flow.remote);
    this.#gate.tellClosed(flow);
  }
}
