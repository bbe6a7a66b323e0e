import type { Clock, Scheduled } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import type { Network, SocketAddress } from '../base/sockets.ts';
import { RtpPacket } from '../rtp/packet.ts';
import { plainAddress } from './address-class.ts';
import { Conference } from './conference.ts';
import { FrameTicker } from './frame-ticker.ts';
import { bindPortPair } from './port-pair.ts';
import type { PromptId } from './prompts/prompt.ts';
import { PromptLibrary } from './prompts/prompt-library.ts';
import { EngineStream } from './stream.ts';
import type { PacketCounts, StreamHost } from './stream-host.ts';

/** Where the streams of each family listen; a family without an address has no streams. */
export interface MediaAddresses {
  /** Numeric. */
  readonly ipv4?: string | undefined;
  readonly ipv6?: string | undefined;
  /** Further addresses under which this machine is reached: nothing is sent to them for a phone from elsewhere. */
  readonly own?: readonly string[] | undefined;
}

export interface EngineTotals {
  readonly packetsReceived: number;
  readonly packetsSent: number;
  readonly packetsLost: number;
  readonly conferenceParticipants: number;
}

export interface EngineParts {
  readonly network: Network;
  readonly clock: Clock;
  readonly random: Random;
  readonly addresses: MediaAddresses;
  readonly prompts: ReadonlyMap<PromptId, Uint8Array>;
  /** The stream's ports are free again. */
  readonly onReleased: (stream: EngineStream) => void;
  /** Once a second while a stream is open, and once when the last has gone. */
  readonly onSecond: () => void;
  /** A mistake of ours, met while dealing with a packet or a frame; the engine goes on. */
  readonly onException: (error: unknown) => void;
}

const SECOND_MS = 1000;
/** A closed pair stays bound between these two, so that late packets reach nobody else's call. */
const DRAINING_MS = 2000;
const DRAINING_SPREAD_MS = 2000;

/** All streams of one thread, and the conferences they sit in. */
export class MediaEngine implements StreamHost {
  readonly clock: Clock;
  readonly random: Random;
  readonly ticker: FrameTicker;
  readonly prompts: PromptLibrary;
  readonly packet = new RtpPacket();
  readonly counts: PacketCounts = { packetsReceived: 0, packetsSent: 0, packetsLost: 0 };
  readonly #parts: EngineParts;
  readonly #own: ReadonlySet<string>;
  readonly #streams = new Set<EngineStream>();
  /** RTP ports that are ours, draining ones included. */
  readonly #bound = { ipv4: new Set<number>(), ipv6: new Set<number>() };
  readonly #draining = new Map<EngineStream, Scheduled>();
  readonly #conferences = new Map<string, Conference>();
  #second: Scheduled | undefined;
  #isClosed = false;

  constructor(parts: EngineParts) {
    this.#parts = parts;
    this.clock = parts.clock;
    this.random = parts.random;
    this.prompts = new PromptLibrary(parts.prompts);
    this.ticker = new FrameTicker(parts.clock, parts.onException);
    const { ipv4, ipv6, own = [] } = parts.addresses;
    this.#own = new Set([ipv4, ipv6, ...own].flatMap((address) => (address ? [plainAddress(address)] : [])));
  }

  /** Undefined when the two ports cannot be bound. */
  async open(family: 'ipv4' | 'ipv6', port: number): Promise<EngineStream | undefined> {
    const address = this.#parts.addresses[family];
    if (address === undefined || this.#isClosed) return undefined;
    const stream = new EngineStream(this, { family, port });
    const sockets = await bindPortPair(
      this.#parts.network,
      { address, port },
      {
        rtp: (bytes, from) => this.#guard(stream, 'receive', bytes, from),
        rtcp: (bytes, from) => this.#guard(stream, 'receiveRtcp', bytes, from),
      },
    );
    if (!sockets) return undefined;
    stream.attach(sockets);
    if (this.#isClosed) {
      stream.closeSockets();
      return undefined;
    }
    this.#streams.add(stream);
    this.#bound[family].add(port);
    this.#second ??= this.#armSecond();
    return stream;
  }

  #guard(
    stream: EngineStream,
    action: 'receive' | 'receiveRtcp',
    bytes: Uint8Array,
    from: SocketAddress,
  ): void {
    try {
      stream[action](bytes, from);
    } catch (error) {
      this.#parts.onException(error);
    }
  }

  get totals(): EngineTotals {
    let { packetsLost } = this.counts;
    for (const stream of this.#streams) packetsLost += stream.lost;
    let conferenceParticipants = 0;
    for (const conference of this.#conferences.values()) conferenceParticipants += conference.participants;
    return {
      packetsReceived: this.counts.packetsReceived,
      packetsSent: this.counts.packetsSent,
      packetsLost,
      conferenceParticipants,
    };
  }

  conference(id: string): Conference {
    const known = this.#conferences.get(id);
    if (known) return known;
    const conference = new Conference(this.ticker, () => this.#conferences.delete(id));
    this.#conferences.set(id, conference);
    return conference;
  }

  mayAim(place: SocketAddress, signalling: string): boolean {
    if (!this.#own.has(place.address)) return true;
    if (!this.#own.has(signalling)) return false;
    return !this.#bound[place.family].has(place.port - (place.port % 2));
  }

  closed(stream: EngineStream): void {
    if (!this.#streams.delete(stream)) return;
    this.counts.packetsLost += stream.lost;
    const drainingMs = DRAINING_MS + this.random.integer(DRAINING_SPREAD_MS);
    this.#draining.set(
      stream,
      this.clock.schedule(drainingMs, () => this.#release(stream)),
    );
  }

  #release(stream: EngineStream): void {
    this.#draining.delete(stream);
    this.#bound[stream.family].delete(stream.port);
    stream.closeSockets();
    this.#parts.onReleased(stream);
  }

  /** Every stream is closed, nothing drains, no timer is left. */
  close(): void {
    this.#isClosed = true;
    for (const stream of this.#streams) stream.close();
    for (const [stream, timer] of this.#draining) {
      timer.cancel();
      this.#release(stream);
    }
    this.#second?.cancel();
    this.#second = undefined;
  }

  #armSecond(): Scheduled {
    return this.clock.schedule(SECOND_MS, () => {
      const nowMs = this.clock.now();
      for (const stream of this.#streams) {
        try {
          stream.everySecond(nowMs);
        } catch (error) {
          this.#parts.onException(error);
        }
      }
      this.#second = this.#streams.size > 0 ? this.#armSecond() : undefined;
      this.#parts.onSecond();
    });
  }
}
