import type { Clock } from '../src/base/clock.ts';
import type { Random } from '../src/base/random.ts';
import {
  type DatagramOptions,
  type DatagramReceiver,
  type DatagramSocket,
  formatSocketAddress,
  type ListenOptions,
  type MessageAcceptor,
  type MessageConnection,
  type Network,
  type SocketAddress,
  SocketError,
  type StreamConnection,
  type StreamListener,
  type StreamOptions,
} from '../src/base/sockets.ts';
import {
  connectMessagePair,
  connectPair,
  type MemoryConnection,
  type MemoryMessageConnection,
} from './memory-stream.ts';

/** How the wire treats what is put on it. Chances are 0 to 1; a lossy stream is slow, never incomplete. */
export interface Conditions {
  readonly loss: number;
  readonly duplicate: number;
  readonly delayMs: number;
  /** Up to this much more delay, drawn for each datagram: what makes them overtake each other. */
  readonly jitterMs: number;
  /** Chance of a datagram held back by a further `reorderMs`. */
  readonly reorder: number;
  readonly reorderMs: number;
  /** Streams: the largest piece one read gives. */
  readonly chunkBytes: number;
}

export interface TappedDatagram {
  readonly atMs: number;
  readonly from: SocketAddress;
  readonly to: SocketAddress;
  readonly bytes: Uint8Array;
  readonly lost: boolean;
}

export interface ConnectOptions {
  readonly address?: string;
  /** TLS. */
  readonly secure?: boolean;
}

/** A host's network that can also open streams, as a phone does. */
export interface ClientNetwork extends Network {
  connectStream(to: SocketAddress, options?: ConnectOptions): Promise<StreamConnection>;
  /** Opens a WebSocket. */
  connectMessages(to: SocketAddress, options?: ConnectOptions): Promise<MessageConnection>;
}

interface BoundSocket {
  readonly local: SocketAddress;
  readonly receive: DatagramReceiver;
}

interface BoundListener {
  readonly local: SocketAddress;
  readonly secure: boolean;
  readonly mayConnect: (remote: SocketAddress) => boolean;
  readonly takes:
    | { readonly kind: 'streams'; accept(connection: StreamConnection): void }
    | { readonly kind: 'messages'; accept(connection: MessageConnection): void };
}

const PERFECT: Conditions = {
  loss: 0,
  duplicate: 0,
  delayMs: 1,
  jitterMs: 0,
  reorder: 0,
  reorderMs: 20,
  chunkBytes: 65_536,
};

/**
 * An internet in memory: hosts, links that lose, repeat, delay and reorder, streams, and address translators. With
 * the same seed everything happens in the same order.
 */
export class MemoryNetwork {
  readonly clock: Clock;
  readonly #random: Random;
  #conditions: Conditions;
  readonly #links = new Map<string, Conditions>();
  readonly #receivers = new Map<
    string,
    (bytes: Uint8Array, from: SocketAddress, to: SocketAddress) => void
  >();
  readonly #hosts = new Map<string, MemoryHost>();
  readonly #taps = new Set<(datagram: TappedDatagram) => void>();
  readonly #streamTaps = new Set<(bytes: Uint8Array, from: SocketAddress, to: SocketAddress) => void>();

  constructor(parts: { clock: Clock; random: Random } & Partial<Conditions>) {
    const { clock, random, ...conditions } = parts;
    this.clock = clock;
    this.#random = random;
    this.#conditions = { ...PERFECT, ...conditions };
  }

  /** A host with one or more addresses of its own. */
  host(address: string | readonly string[]): MemoryHost {
    const addresses = typeof address === 'string' ? [address] : address;
    const host = new MemoryHost(this, addresses);
    for (const own of addresses) {
      this.claim(own, (bytes, from, to) => host.deliver(bytes, from, to));
      this.#hosts.set(own, host);
    }
    return host;
  }

  /** Changes every link that has no conditions of its own. */
  setConditions(conditions: Partial<Conditions>): void {
    this.#conditions = { ...this.#conditions, ...conditions };
  }

  /** Changes what lies between two addresses, both ways; `loss: 1` cuts them off from each other. */
  setLink(a: string, b: string, conditions: Partial<Conditions>): void {
    const link = { ...this.#conditions, ...conditions };
    this.#links.set(`${a} ${b}`, link);
    this.#links.set(`${b} ${a}`, link);
  }

  /** Sees every datagram at the moment it is sent. Gives the function that ends it. */
  tap(watch: (datagram: TappedDatagram) => void): () => void {
    this.#taps.add(watch);
    return () => this.#taps.delete(watch);
  }

  /** Sees everything written to a stream. Gives the function that ends it. */
  tapStreams(watch: (bytes: Uint8Array, from: SocketAddress, to: SocketAddress) => void): () => void {
    this.#streamTaps.add(watch);
    return () => this.#streamTaps.delete(watch);
  }

  /** Makes an address of the network somebody's. @internal used by hosts and translators. */
  claim(address: string, receive: (bytes: Uint8Array, from: SocketAddress, to: SocketAddress) => void): void {
    if (this.#receivers.has(address)) throw new Error(`two hosts with address ${address}`);
    this.#receivers.set(address, receive);
  }

  /** Puts a datagram on the wire. */
  transmit(bytes: Uint8Array, from: SocketAddress, to: SocketAddress): void {
    const link = this.between(from.address, to.address);
    const copy = Uint8Array.from(bytes);
    const lost = this.#happens(link.loss);
    const datagram: TappedDatagram = { atMs: this.clock.now(), from, to, bytes: copy, lost };
    for (const watch of this.#taps) watch(datagram);
    if (lost) return;
    this.#deliverLater(copy, from, to, link);
    if (this.#happens(link.duplicate)) this.#deliverLater(Uint8Array.from(copy), from, to, link);
  }

  /** Opens a stream; the listener's host sees `from`. */
  async connect(from: SocketAddress, to: SocketAddress, secure = false): Promise<MemoryConnection> {
    const { host, listener } = await this.#reach(from, to);
    const [near, far] = connectPair(this.#wire(from, to));
    if (listener.takes.kind !== 'streams' || listener.secure !== secure || !listener.mayConnect(from)) {
      far.destroy();
    } else {
      host.adopt(far);
      listener.takes.accept(far);
    }
    return near;
  }

  /** Opens a WebSocket. */
  async connectMessages(
    from: SocketAddress,
    to: SocketAddress,
    secure = false,
  ): Promise<MemoryMessageConnection> {
    const { host, listener } = await this.#reach(from, to);
    const [near, far] = connectMessagePair(this.#wire(from, to), secure);
    if (listener.takes.kind !== 'messages' || listener.secure !== secure || !listener.mayConnect(from)) {
      far.destroy();
    } else {
      host.adopt(far);
      listener.takes.accept(far);
    }
    return near;
  }

  between(from: string, to: string): Conditions {
    return this.#links.get(`${from} ${to}`) ?? this.#conditions;
  }

  /** The listener at the other end, a moment later. */
  #reach(from: SocketAddress, to: SocketAddress): Promise<{ host: MemoryHost; listener: BoundListener }> {
    return new Promise((resolve, reject) => {
      this.clock.schedule(this.between(from.address, to.address).delayMs, () => {
        const host = this.#hosts.get(to.address);
        const listener = host?.listenerFor(to);
        if (host && listener) resolve({ host, listener });
        else reject(new SocketError('other', `connection to ${formatSocketAddress(to)} refused`));
      });
    });
  }

  #wire(near: SocketAddress, far: SocketAddress): Parameters<typeof connectPair>[0] {
    return {
      clock: this.clock,
      near,
      far,
      conditions: () => this.between(near.address, far.address),
      jitter: (limitMs) => this.#upTo(limitMs),
      tap: (bytes, sender, receiver) => {
        for (const watch of this.#streamTaps) watch(bytes, sender, receiver);
      },
    };
  }

  #deliverLater(bytes: Uint8Array, from: SocketAddress, to: SocketAddress, link: Conditions): void {
    const heldBackMs = this.#happens(link.reorder) ? link.reorderMs : 0;
    this.clock.schedule(link.delayMs + this.#upTo(link.jitterMs) + heldBackMs, () => {
      this.#receivers.get(to.address)?.(bytes, from, to);
    });
  }

  #happens(chance: number): boolean {
    return chance > 0 && this.#random.integer(1_000_000) < chance * 1_000_000;
  }

  #upTo(limitMs: number): number {
    return limitMs > 0 ? this.#random.integer(Math.ceil(limitMs * 1000)) / 1000 : 0;
  }
}

/** One machine on the network. */
export class MemoryHost implements ClientNetwork {
  readonly addresses: readonly string[];
  readonly #network: MemoryNetwork;
  readonly #sockets = new Map<string, BoundSocket>();
  readonly #listeners = new Map<string, BoundListener>();
  readonly #connections = new Set<MemoryConnection>();
  #ephemeralPort = 49_152;

  constructor(network: MemoryNetwork, addresses: readonly string[]) {
    this.#network = network;
    this.addresses = addresses;
  }

  get openSockets(): number {
    return this.#sockets.size;
  }

  get openConnections(): number {
    return this.#connections.size;
  }

  async bindDatagram(options: DatagramOptions, receive: DatagramReceiver): Promise<DatagramSocket> {
    const local = this.#take(options, this.#sockets);
    const key = formatSocketAddress(local);
    const bound: BoundSocket = { local, receive };
    this.#sockets.set(key, bound);
    return {
      local,
      send: (bytes, to) => {
        if (this.#sockets.get(key) !== bound || to.port < 1 || to.family !== local.family) return;
        this.#network.transmit(bytes, this.#sourceOf(local), to);
      },
      close: () => {
        if (this.#sockets.get(key) === bound) this.#sockets.delete(key);
      },
    };
  }

  async listenStream(
    options: StreamOptions,
    mayConnect: (remote: SocketAddress) => boolean,
    accept: (connection: StreamConnection) => void,
  ): Promise<StreamListener> {
    const { secure = false } = options;
    return this.#listen(options, { secure, mayConnect, takes: { kind: 'streams', accept } });
  }

  /** A web server that hands its WebSockets on. */
  async listenMessages(options: StreamOptions, acceptor: MessageAcceptor): Promise<StreamListener> {
    return this.#listen(options, {
      secure: options.secure ?? false,
      mayConnect: (remote) => acceptor.mayConnect(remote),
      takes: { kind: 'messages', accept: (connection) => acceptor.accept(connection) },
    });
  }

  connectStream(to: SocketAddress, options: ConnectOptions = {}): Promise<StreamConnection> {
    return this.connectMemory(to, options);
  }

  /** The same, with what only a connection in memory can do. */
  async connectMemory(to: SocketAddress, options: ConnectOptions = {}): Promise<MemoryConnection> {
    const connection = await this.#network.connect(this.#newSource(to, options), to, options.secure);
    this.adopt(connection);
    return connection;
  }

  async connectMessages(to: SocketAddress, options: ConnectOptions = {}): Promise<MemoryMessageConnection> {
    const connection = await this.#network.connectMessages(this.#newSource(to, options), to, options.secure);
    this.adopt(connection);
    return connection;
  }

  /** What a kill does: no socket is left and peers see their streams break. */
  crash(): void {
    this.#sockets.clear();
    this.#listeners.clear();
    for (const connection of this.#connections) {
      connection.onClose = () => {};
      connection.destroy();
    }
  }

  /** Hands over a datagram that arrived for one of the host's addresses. */
  deliver(bytes: Uint8Array, from: SocketAddress, to: SocketAddress): void {
    const socket = this.#sockets.get(formatSocketAddress(to)) ?? this.#sockets.get(wildcardOf(to));
    socket?.receive(bytes, from);
  }

  listenerFor(to: SocketAddress): BoundListener | undefined {
    return this.#listeners.get(formatSocketAddress(to)) ?? this.#listeners.get(wildcardOf(to));
  }

  /** Remembers a stream for as long as it is open. */
  adopt(connection: MemoryConnection): void {
    this.#connections.add(connection);
    connection.onGone = () => this.#connections.delete(connection);
  }

  #listen(options: ListenOptions, how: Omit<BoundListener, 'local'>): StreamListener {
    const local = this.#take(options, this.#listeners);
    const key = formatSocketAddress(local);
    const bound: BoundListener = { local, ...how };
    this.#listeners.set(key, bound);
    return {
      local,
      close: () => {
        if (this.#listeners.get(key) === bound) this.#listeners.delete(key);
      },
    };
  }

  #newSource({ family }: SocketAddress, options: ConnectOptions): SocketAddress {
    const address = options.address ?? this.#firstOf(family);
    if (address === undefined) throw new SocketError('no-such-address', `no ${family} address`);
    return { family, address, port: this.#nextPort() };
  }

  #take(options: ListenOptions, taken: ReadonlyMap<string, unknown>): SocketAddress {
    const family = options.address.includes(':') ? 'ipv6' : 'ipv4';
    const isOwn =
      options.address === '0.0.0.0' || options.address === '::' || this.addresses.includes(options.address);
    if (!isOwn) throw new SocketError('no-such-address', `${options.address} is not an address of this host`);
    let port = options.port;
    if (port === 0) {
      do port = this.#nextPort();
      while (taken.has(formatSocketAddress({ family, address: options.address, port })));
    }
    const local: SocketAddress = { family, address: options.address, port };
    if (taken.has(formatSocketAddress(local))) {
      throw new SocketError('in-use', `${formatSocketAddress(local)} is in use`);
    }
    return local;
  }

  #nextPort(): number {
    const port = this.#ephemeralPort;
    this.#ephemeralPort = port === 65_535 ? 49_152 : port + 1;
    return port;
  }

  #sourceOf(local: SocketAddress): SocketAddress {
    if (local.address !== '0.0.0.0' && local.address !== '::') return local;
    return { ...local, address: this.#firstOf(local.family) ?? local.address };
  }

  #firstOf(family: SocketAddress['family']): string | undefined {
    return this.addresses.find((address) => address.includes(':') === (family === 'ipv6'));
  }
}

function wildcardOf({ family, port }: SocketAddress): string {
  return formatSocketAddress({ family, address: family === 'ipv6' ? '::' : '0.0.0.0', port });
}
