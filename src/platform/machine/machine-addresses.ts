import { BlockList } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Clock } from '../../base/clock.ts';
import type { SocketAddress } from '../../base/sockets.ts';
import { type Interfaces, isLinkLocal, mainAddress } from './main-address.ts';

type Family = SocketAddress['family'];

export interface MachineAddressesParts {
  readonly clock: Clock;
  /** Addresses that are listened on; `0.0.0.0` and `::` stand for all of that family. */
  readonly bind: readonly string[];
  /** What the outside knows us by, behind 1:1 NAT. */
  readonly publicAddress: Readonly<Record<Family, string | undefined>>;
  readonly interfaces?: () => Interfaces;
}

/** Interfaces come and go (DHCP, VPN), and asking the system costs a tenth of a millisecond. */
const REFRESH_AFTER_MS = 10_000;
const MOST_REMEMBERED = 10_000;

const LOOPBACK = /^127(?:\.\d{1,3}){3}$/;

interface LocalNetwork {
  readonly address: string;
  readonly family: Family;
  readonly prefix: number;
  readonly members: BlockList;
}

/** Which of this machine's addresses a phone reaches us at. */
export class MachineAddresses {
  readonly #parts: MachineAddressesParts;
  readonly #readInterfaces: () => Interfaces;
  #interfaces: Interfaces = {};
  #networks: readonly LocalNetwork[] = [];
  #readAtMs = Number.NEGATIVE_INFINITY;
  /** Answers since the interfaces were read: every message of a call asks, and the list of node:net is slow. */
  readonly #toward = new Map<string, string>();

  constructor(parts: MachineAddressesParts) {
    this.#parts = parts;
    this.#readInterfaces = parts.interfaces ?? networkInterfaces;
  }

  /** The address to write into SDP, Via and Contact for a phone at `remote`. */
  toward(remote: Pick<SocketAddress, 'family' | 'address'>): string {
    this.#refresh();
    let ours = this.#toward.get(remote.address);
    if (ours === undefined) {
      ours = this.#lookUp(remote);
      if (this.#toward.size < MOST_REMEMBERED) this.#toward.set(remote.address, ours);
    }
    return ours;
  }

  #lookUp({ family, address }: Pick<SocketAddress, 'family' | 'address'>): string {
    const near = this.#networks.find((net) => net.family === family && net.members.check(address, family));
    if (near !== undefined && this.#listensOn(near.address, family)) return near.address;
    const known = this.#parts.publicAddress[family];
    if (known !== undefined && !PRIVATE.check(address, family)) return known;
    return this.#mainAddress(family);
  }

  /** Whether a host in a SIP URI means this machine. */
  isOurs(host: string): boolean {
    this.#refresh();
    const bare = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
    const { bind, publicAddress } = this.#parts;
    if (bare === 'localhost' || bare === publicAddress.ipv4 || bare === publicAddress.ipv6) return true;
    if (bind.includes(bare) || this.#networks.some(({ address }) => address === bare)) return true;
    // No interface names more than one of them, and all of them lead here (RFC 1122 §3.2.1.3).
    return LOOPBACK.test(bare) && this.#listensOn(bare, 'ipv4');
  }

  #refresh(): void {
    const nowMs = this.#parts.clock.now();
    if (nowMs - this.#readAtMs < REFRESH_AFTER_MS) return;
    this.#readAtMs = nowMs;
    this.#interfaces = this.#readInterfaces();
    this.#networks = localNetworks(this.#interfaces);
    this.#toward.clear();
  }

  #listensOn(address: string, family: Family): boolean {
    return this.#parts.bind.includes(unspecified(family)) || this.#parts.bind.includes(address);
  }

  #mainAddress(family: Family): string {
    const bound = this.#parts.bind.filter((address) => familyOf(address) === family);
    if (bound.includes(unspecified(family)) || bound.length === 0) {
      return mainAddress(onlyFamily(this.#interfaces, family), family === 'ipv6' ? '::1' : '127.0.0.1');
    }
    return bound[0] ?? unspecified(family);
  }
}

function unspecified(family: Family): string {
  return family === 'ipv6' ? '::' : '0.0.0.0';
}

function familyOf(address: string): Family {
  return address.includes(':') ? 'ipv6' : 'ipv4';
}

function onlyFamily(interfaces: Interfaces, family: Family): Interfaces {
  return Object.fromEntries(
    Object.entries(interfaces).map(([name, addresses]) => [
      name,
      (addresses ?? []).filter(({ address }) => familyOf(address) === family),
    ]),
  );
}

/** The networks this machine is in, the narrowest first. */
function localNetworks(interfaces: Interfaces): readonly LocalNetwork[] {
  return Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter(({ address }) => !isLinkLocal(address))
    .map(({ address, cidr }) => {
      const family = familyOf(address);
      const prefix = Number(cidr?.split('/')[1] ?? (family === 'ipv6' ? 128 : 32));
      const members = new BlockList();
      members.addSubnet(address, prefix, family);
      return { address, family, prefix, members };
    })
    .sort((a, b) => b.prefix - a.prefix);
}

/** RFC 1918, RFC 4193, RFC 6598, loopback and link-local: no NAT of ours lies between. */
const PRIVATE = new BlockList();
for (const [network, prefix] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
] as const) {
  PRIVATE.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['fc00::', 7],
  ['fe80::', 10],
  ['::1', 128],
] as const) {
  PRIVATE.addSubnet(network, prefix, 'ipv6');
}
