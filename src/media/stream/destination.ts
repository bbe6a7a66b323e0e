import type { SocketAddress } from '../../base/sockets.ts';
import type { StreamPlan } from '../media-plane.ts';
import { addressClass, addressFamily, plainAddress } from './address-class.ts';
import { usableAnnounced } from './source.ts';

/** Packets an address gets that has not sent any: a second of sound, too little to harm a third party. */
const UNPROVEN_PACKETS = 50;
/** Addresses remembered with what is left of their budget; a phone that names more gets nothing for the others. */
const MAX_UNPROVEN = 8;
const LOWEST_PORT = 1024;

/**
 * Where our packets for one phone go: to where it sends from, and until it has sent, at most 50 packets to where it
 * said it listens (security 2.8).
 */
export class Destination {
  readonly #family: SocketAddress['family'];
  readonly #mayAim: (place: SocketAddress, signalling: string) => boolean;
  #current: SocketAddress | undefined;
  #proven = false;
  #budget = 0;
  readonly #unproven = new Map<string, number>();
  readonly #sent = new Set<string>();
  /** From an a=rtcp line, else 0. */
  #announcedRtcpPort = 0;
  #rtcp: SocketAddress | undefined;

  /** `mayAim` refuses what is ours: a stream must neither feed another of ours nor knock at our own services. */
  constructor(
    family: SocketAddress['family'],
    mayAim: (place: SocketAddress, signalling: string) => boolean,
  ) {
    this.#family = family;
    this.#mayAim = mayAim;
  }

  /** Where SDP points; an earlier learnt place is forgotten. */
  announce(plan: Pick<StreamPlan, 'announced' | 'signallingAddress'>): void {
    this.#announcedRtcpPort = plan.announced?.rtcpPort ?? 0;
    this.#aim(this.#announcedPlace(plan));
  }

  /** The phone's packets come from here. Called on every new lock, which is rare. */
  learn(address: string, port: number): void {
    this.prove(address);
    this.#announcedRtcpPort = 0;
    this.#aim({ family: this.#family, address, port });
    this.#proven = true;
  }

  /** RTCP of the phone comes from here: a router may map its port otherwise than RTP's. */
  learnRtcp(from: SocketAddress): void {
    this.prove(from.address);
    if (this.#current?.address === from.address) this.#rtcp = from;
  }

  /** A valid packet came from this address. */
  prove(address: string): void {
    if (this.#sent.size < MAX_UNPROVEN) this.#sent.add(address);
    if (this.#current?.address === address) this.#proven = true;
  }

  /** Where the next packet goes; undefined when none may be sent. Taking it uses the budget. Hot path. */
  take(): SocketAddress | undefined {
    if (this.#proven || this.#spend()) return this.#current;
    return undefined;
  }

  takeRtcp(): SocketAddress | undefined {
    return this.take() && this.#rtcp;
  }

  #spend(): boolean {
    if (this.#budget <= 0 || !this.#current) return false;
    this.#budget--;
    return true;
  }

  #aim(next: SocketAddress | undefined): void {
    if (this.#current && !this.#proven) this.#unproven.set(this.#current.address, this.#budget);
    this.#current = next;
    this.#rtcp = undefined;
    this.#proven = next !== undefined && this.#sent.has(next.address);
    this.#budget = next ? this.#budgetFor(next.address) : 0;
    if (next) {
      const port = this.#announcedRtcpPort || next.port + 1;
      if (port >= LOWEST_PORT && port <= 65_535) this.#rtcp = { ...next, port };
    }
  }

  #budgetFor(address: string): number {
    const left = this.#unproven.get(address);
    if (left !== undefined) return left;
    return this.#unproven.size < MAX_UNPROVEN ? UNPROVEN_PACKETS : 0;
  }

  #announcedPlace(plan: Pick<StreamPlan, 'announced' | 'signallingAddress'>): SocketAddress | undefined {
    if (!plan.announced || addressClass(plan.announced.address) === 'never') return undefined;
    const signalling = plainAddress(plan.signallingAddress);
    const address = usableAnnounced(plan, signalling)?.address ?? signalling;
    const place: SocketAddress = { family: this.#family, address, port: plan.announced.port };
    const possible =
      addressClass(address) !== 'never' &&
      addressFamily(address) === this.#family &&
      place.port >= LOWEST_PORT &&
      place.port <= 65_535 &&
      this.#mayAim(place, signalling);
    return possible ? place : undefined;
  }
}
