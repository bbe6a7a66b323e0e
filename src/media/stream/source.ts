import type { SocketAddress } from '../../base/sockets.ts';
import { sequenceDistance } from '../../rtp/sequence.ts';
import type { StreamPlan } from '../media-plane.ts';
import { addressClass, plainAddress } from './address-class.ts';

/** A stranger's stream is taken for the phone's after this many packets in sequence. */
const PACKETS_IN_SEQUENCE = 3;
/** A source that was silent this long may be followed by another port of an address we allow. */
const SILENCE_MS = 1000;
/** More streams than this at once, from an allowed address, are an attack: the oldest is forgotten. */
const MAX_CANDIDATES = 4;

/** A stream that is on its way to being believed. */
interface Candidate {
  readonly address: string;
  readonly port: number;
  readonly ssrc: number;
  sequence: number;
  count: number;
  /** It claims the announced place while another holds the lock: that one's packets do not refute it. */
  readonly claim: boolean;
}

/**
 * Decides whose packets are the phone's: RTP has no authentication, so what is known from signalling must do
 * (security 2.7 a-c). The announced address and port are believed at once. Another port, or the address signalling
 * comes from when SDP names a private or different one, must show a stream of three packets. Whoever is believed
 * is locked by address, port and SSRC.
 */
export class Source {
  #announcedAddress = '';
  #announcedPort = 0;
  /** The announced address is where signalling comes from: it needs no guessing, so others wait for its silence. */
  #credible = false;
  #signallingAddress = '';
  #mayBeSignalling = false;

  #locked = false;
  #address = '';
  #port = 0;
  #ssrc = 0;
  #heardAtMs = Number.NEGATIVE_INFINITY;
  #candidates: Candidate[] = [];

  /** Rises with every lock, whether it is on a new source or again on the one before. */
  locks = 0;
  /** Rises with every new source, so that sequence numbers and clocks are not compared across two. */
  epoch = 0;

  configure(plan: Pick<StreamPlan, 'announced' | 'signallingAddress'>, nowMs: number): void {
    const signalling = plainAddress(plan.signallingAddress);
    const announced = usableAnnounced(plan, signalling);
    const address = announced?.address ?? '';
    const port = announced?.port ?? 0;
    if (
      address === this.#announcedAddress &&
      port === this.#announcedPort &&
      signalling === this.#signallingAddress
    ) {
      return;
    }
    this.#announcedAddress = address;
    this.#announcedPort = port;
    this.#signallingAddress = signalling;
    this.#credible = address === signalling;
    this.#mayBeSignalling = !this.#credible;
    // Authenticated signalling opens the lock (2.7c). The grace of the announced port begins anew.
    this.#locked = false;
    this.#heardAtMs = nowMs;
    this.#candidates = [];
  }

  get isLocked(): boolean {
    return this.#locked;
  }

  get address(): string {
    return this.#address;
  }

  get port(): number {
    return this.#port;
  }

  get ssrc(): number {
    return this.#ssrc;
  }

  /** For a valid packet with an expected payload type: is it the phone's? Hot path. */
  accepts(from: SocketAddress, ssrc: number, sequence: number, nowMs: number): boolean {
    if (this.#locked && ssrc === this.#ssrc && from.port === this.#port && from.address === this.#address) {
      this.#heardAtMs = nowMs;
      if (this.#candidates.length > 0)
        this.#candidates = this.#candidates.filter((candidate) => candidate.claim);
      return true;
    }
    return this.#examine(from, ssrc, sequence, nowMs);
  }

  /** Could packets of the phone come from this address at all? */
  allowsAddress(address: string): boolean {
    return (
      (address === this.#announcedAddress && address !== '') ||
      (this.#mayBeSignalling && address === this.#signallingAddress)
    );
  }

  #examine(from: SocketAddress, ssrc: number, sequence: number, nowMs: number): boolean {
    if (!this.allowsAddress(from.address)) return false;
    const announced = from.port === this.#announcedPort && from.address === this.#announcedAddress;
    const samePlace = from.port === this.#port && from.address === this.#address;
    const silent = nowMs - this.#heardAtMs >= SILENCE_MS;
    if (!this.#locked) {
      const known = samePlace && ssrc === this.#ssrc;
      if (announced || known) return this.#lock(from, ssrc, nowMs);
      if (this.#credible && !silent) return false;
      return this.#believes(from, ssrc, sequence, false) && this.#lock(from, ssrc, nowMs);
    }
    if (samePlace && silent) return this.#lock(from, ssrc, nowMs);
    if (!samePlace && !announced && !silent) return false;
    const claim = announced && !samePlace;
    return this.#believes(from, ssrc, sequence, claim) && this.#lock(from, ssrc, nowMs);
  }

  #believes(from: SocketAddress, ssrc: number, sequence: number, claim: boolean): boolean {
    const known = this.#candidates.find(
      (candidate) =>
        candidate.ssrc === ssrc && candidate.port === from.port && candidate.address === from.address,
    );
    if (!known) {
      if (this.#candidates.length === MAX_CANDIDATES) this.#candidates.shift();
      this.#candidates.push({ address: from.address, port: from.port, ssrc, sequence, count: 1, claim });
      return false;
    }
    known.count = sequenceDistance(known.sequence, sequence) === 1 ? known.count + 1 : 1;
    known.sequence = sequence;
    return known.count >= PACKETS_IN_SEQUENCE;
  }

  #lock(from: SocketAddress, ssrc: number, nowMs: number): true {
    const same = ssrc === this.#ssrc && from.port === this.#port && from.address === this.#address;
    this.#locked = true;
    this.#address = from.address;
    this.#port = from.port;
    this.#ssrc = ssrc;
    this.#heardAtMs = nowMs;
    this.#candidates = [];
    this.locks++;
    if (!same || this.epoch === 0) this.epoch++;
    return true;
  }
}

/**
 * The announced place in the form sockets use, if it is one media may come from and go to: never for a private
 * address of a phone that signals from elsewhere.
 */
export function usableAnnounced(
  plan: Pick<StreamPlan, 'announced'>,
  signalling: string,
): { readonly address: string; readonly port: number } | undefined {
  if (!plan.announced) return undefined;
  const address = plainAddress(plan.announced.address);
  const kind = addressClass(address);
  if (kind === 'never' || (kind !== 'global' && kind !== addressClass(signalling))) return undefined;
  return { address, port: plan.announced.port };
}
