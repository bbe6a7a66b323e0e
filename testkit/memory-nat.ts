import {
  type DatagramOptions,
  type DatagramReceiver,
  type DatagramSocket,
  formatSocketAddress,
  type MessageConnection,
  type SocketAddress,
  SocketError,
  type StreamConnection,
  type StreamListener,
} from '../src/base/sockets.ts';
import type { ClientNetwork, MemoryNetwork } from './memory-network.ts';

/** A packet on its way through a router. */
export interface PassingPacket {
  readonly bytes: Uint8Array;
  /** The host behind the router, and what the router made of its address. */
  readonly inside: SocketAddress;
  readonly outside: SocketAddress;
  /** The other end. */
  readonly peer: SocketAddress;
}

/** What a router thinks it must do to the packets it passes; undefined swallows one. */
export interface ApplicationGateway {
  readonly outbound?: (packet: PassingPacket) => Uint8Array | undefined;
  readonly inbound?: (packet: PassingPacket) => Uint8Array | undefined;
}

interface Mapping {
  readonly inside: SocketAddress;
  readonly receive: DatagramReceiver;
  readonly publicPort: number;
  readonly spokenTo: Set<string>;
  lastUsedMs: number;
}

export interface NatOptions {
  readonly publicAddress: string;
  /** `cone`: one public port per inside port. `symmetric`: another one per destination (RFC 4787 §4.1). */
  readonly kind?: 'cone' | 'symmetric';
  /** Who may send in: anyone, or addresses that were sent to (RFC 4787 §5). */
  readonly filtering?: 'endpoint-independent' | 'address-dependent';
  /** A mapping nobody used for this long is forgotten. */
  readonly lifetimeMs?: number;
  readonly gateway?: ApplicationGateway;
}

/** A home router: private hosts behind one public IPv4 address, ports mapped on the way out. */
export class MemoryNat {
  readonly publicAddress: string;
  readonly #network: MemoryNetwork;
  readonly #options: Required<NatOptions>;
  readonly #byInside = new Map<string, Mapping>();
  readonly #byPublicPort = new Map<number, Mapping>();
  #nextPort = 30_001;

  constructor(network: MemoryNetwork, options: NatOptions) {
    this.#network = network;
    this.publicAddress = options.publicAddress;
    this.#options = {
      kind: 'cone',
      filtering: 'address-dependent',
      lifetimeMs: Number.POSITIVE_INFINITY,
      gateway: {},
      ...options,
    };
    network.claim(options.publicAddress, (bytes, from, to) => this.#inbound(bytes, from, to));
  }

  /** A host of the private network. */
  host(privateAddress: string): ClientNetwork {
    return new PrivateHost(this, privateAddress);
  }

  /** What a restart of the router does: every phone's next packet comes from another port. */
  forgetMappings(): void {
    this.#byInside.clear();
    this.#byPublicPort.clear();
  }

  /** Sends from inside; the mapping is made or kept alive. */
  outbound(bytes: Uint8Array, inside: SocketAddress, receive: DatagramReceiver, to: SocketAddress): void {
    const base = formatSocketAddress(inside);
    const key = this.#options.kind === 'symmetric' ? `${base} ${formatSocketAddress(to)}` : base;
    let mapping = this.#byInside.get(key);
    if (!mapping || this.#expired(mapping)) {
      mapping = { inside, receive, publicPort: this.#nextPort++, spokenTo: new Set(), lastUsedMs: 0 };
      this.#byInside.set(key, mapping);
      this.#byPublicPort.set(mapping.publicPort, mapping);
    }
    mapping.lastUsedMs = this.#network.clock.now();
    mapping.spokenTo.add(to.address);
    const outside = this.#publicSide(mapping.publicPort);
    const { outbound } = this.#options.gateway;
    const passed = outbound ? outbound({ bytes, inside, outside, peer: to }) : bytes;
    if (passed) this.#network.transmit(passed, outside, to);
  }

  connect(to: SocketAddress, secure?: boolean): Promise<StreamConnection> {
    return this.#network.connect(this.#publicSide(this.#nextPort++), to, secure);
  }

  connectMessages(to: SocketAddress, secure?: boolean): Promise<MessageConnection> {
    return this.#network.connectMessages(this.#publicSide(this.#nextPort++), to, secure);
  }

  #inbound(bytes: Uint8Array, from: SocketAddress, to: SocketAddress): void {
    const mapping = this.#byPublicPort.get(to.port);
    if (!mapping || this.#expired(mapping)) return;
    if (this.#options.filtering === 'address-dependent' && !mapping.spokenTo.has(from.address)) return;
    const { inbound } = this.#options.gateway;
    const passed = inbound ? inbound({ bytes, inside: mapping.inside, outside: to, peer: from }) : bytes;
    if (passed) mapping.receive(passed, from);
  }

  #expired(mapping: Mapping): boolean {
    return this.#network.clock.now() - mapping.lastUsedMs > this.#options.lifetimeMs;
  }

  #publicSide(port: number): SocketAddress {
    return { family: 'ipv4', address: this.publicAddress, port };
  }
}

class PrivateHost implements ClientNetwork {
  readonly #nat: MemoryNat;
  readonly #address: string;
  readonly #ports = new Set<number>();
  #ephemeralPort = 49_152;

  constructor(nat: MemoryNat, address: string) {
    this.#nat = nat;
    this.#address = address;
  }

  async bindDatagram(options: DatagramOptions, receive: DatagramReceiver): Promise<DatagramSocket> {
    if (options.address !== this.#address) {
      throw new SocketError('no-such-address', `${options.address} is not an address of this host`);
    }
    const port = options.port === 0 ? this.#ephemeralPort++ : options.port;
    if (this.#ports.has(port)) throw new SocketError('in-use', `port ${port} is in use`);
    this.#ports.add(port);
    const local: SocketAddress = { family: 'ipv4', address: this.#address, port };
    let open = true;
    const receiveWhileOpen: DatagramReceiver = (bytes, from) => {
      if (open) receive(bytes, from);
    };
    return {
      local,
      send: (bytes, to) => {
        if (open) this.#nat.outbound(bytes, local, receiveWhileOpen, to);
      },
      close: () => {
        open = false;
        this.#ports.delete(port);
      },
    };
  }

  async listenStream(): Promise<StreamListener> {
    throw new SocketError('not-allowed', 'nothing outside reaches a stream listener behind this router');
  }

  connectStream(to: SocketAddress, options: { readonly secure?: boolean } = {}): Promise<StreamConnection> {
    return this.#nat.connect(to, options.secure);
  }

  connectMessages(
    to: SocketAddress,
    options: { readonly secure?: boolean } = {},
  ): Promise<MessageConnection> {
    return this.#nat.connectMessages(to, options.secure);
  }
}
