import type { Clock, Scheduled } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import type { Network, SocketAddress } from '../base/sockets.ts';
import type { LoadOpus } from '../rtp/opus.ts';
import { RtpPacket } from '../rtp/packet.ts';
import { VoiceCodecs } from '../rtp/voice-codecs.ts';
import { Conference } from './conference/conference.ts';
import { FrameTicker } from './frame-ticker.ts';
import { BoundPorts } from './ports/bound-ports.ts';
import type { PromptId } from './prompts/prompt.ts';
import { PromptLibrary } from './prompts/prompt-library.ts';
import { openRadio } from './radio/open-radio.ts';
import type { MediaRadio, RadioFact, RadioPlan } from './radio/radio-plan.ts';
import { plainAddress } from './stream/address-class.ts';
import { EngineStream } from './stream/stream.ts';
import type { PacketCounts, StreamHost } from './stream/stream-host.ts';

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
  readonly loadOpus: LoadOpus;
  /** The ports of these streams have drained. They stay bound until `unbind`, or serve the next one by `openBound`. */
  readonly onReleased: (streams: readonly EngineStream[]) => void;
  /** Once a second while a stream is open, and once when the last has gone. */
  readonly onSecond: () => void;
  /** A mistake of ours, met while dealing with a packet or a frame; the engine goes on. */
  readonly onException: (error: unknown) => void;
}

const SECOND_MS = 1000;
/** What is passed on is read this often; what waits for the beat of a conference is read then, and between two to know when it came. */
const PROMPT_MS = 2;
const PATIENT_MS = 5;
/** A closed pair stays bound between these two, so that late packets reach nobody else's call. */
const DRAINING_MS = 2000;
const DRAINING_SPREAD_MS = 2000;

/** All streams of one thread, and the conferences they sit in. */
export class MediaEngine implements StreamHost {
  readonly clock: Clock;
  readonly random: Random;
  readonly ticker: FrameTicker;
  readonly prompts: PromptLibrary;
  readonly codecs: VoiceCodecs;
  readonly packet = new RtpPacket();
  readonly counts: PacketCounts = { packetsReceived: 0, packetsSent: 0, packetsLost: 0 };
  readonly #parts: EngineParts;
  readonly #own: ReadonlySet<string>;
  readonly #streams = new Set<EngineStream>();
  readonly #ports: BoundPorts;
  /** The longest first. */
  readonly #draining: { readonly stream: EngineStream; readonly closedAtMs: number }[] = [];
  #drain: Scheduled | undefined;
  readonly #conferences = new Map<string, Conference>();
  #second: Scheduled | undefined;
  readonly #radios = new Set<MediaRadio>();
  #isClosed = false;

  constructor(parts: EngineParts) {
    this.#parts = parts;
    this.clock = parts.clock;
    this.random = parts.random;
    this.prompts = new PromptLibrary(parts.prompts);
    this.codecs = new VoiceCodecs(parts.loadOpus);
    this.#ports = new BoundPorts(parts.network, parts.onException);
    this.ticker = new FrameTicker(parts.clock, {
      // A frame is made of what has come by then, and most of it was not read yet.
      beforeBeat: () => parts.network.readNow?.(),
      onException: parts.onException,
    });
    const { ipv4, ipv6, own = [] } = parts.addresses;
    this.#own = new Set([ipv4, ipv6, ...own].flatMap((address) => (address ? [plainAddress(address)] : [])));
  }

  /** Undefined when the two ports cannot be bound. */
  async open(family: 'ipv4' | 'ipv6', port: number): Promise<EngineStream | undefined> {
    const address = this.#parts.addresses[family];
    if (address === undefined || this.#isClosed) return undefined;
    if (!(await this.#ports.bind(family, address, port))) return undefined;
    if (this.#isClosed) this.#ports.unbind(family, port);
    return this.openBound(family, port);
  }

  /** On a pair that was released and not unbound. Undefined when there is none. */
  openBound(family: 'ipv4' | 'ipv6', port: number): EngineStream | undefined {
    const stream = new EngineStream(this, { family, port });
    if (!this.#ports.lend(stream)) return undefined;
    this.#streams.add(stream);
    this.#second ??= this.#armSecond();
    return stream;
  }

  /** Of a pair that was released: the ports are free for others. */
  unbind(family: 'ipv4' | 'ipv6', port: number): void {
    this.#ports.unbind(family, port);
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

  /** At once; whether its port could be had is its first fact. */
  openRadio(plan: RadioPlan, onFact: (fact: RadioFact) => void): MediaRadio {
    const { network, addresses, onException } = this.#parts;
    const address = addresses[plan.remote.family];
    const room = (): Conference => {
      const conference = this.conference(plan.conference);
      conference.sound = plan.sound;
      return conference;
    };
    const radio = openRadio({ plan, room, network, address, onFact, onException });
    this.#radios.add(radio);
    return {
      close: () => {
        this.#radios.delete(radio);
        radio.close();
      },
    };
  }

  mayAim(place: SocketAddress, signalling: string): boolean {
    if (!this.#own.has(place.address)) return true;
    if (!this.#own.has(signalling)) return false;
    return !this.#ports.has(place.family, place.port - (place.port % 2));
  }

  closed(stream: EngineStream): void {
    if (!this.#streams.delete(stream)) return;
    this.#ports.takeBack(stream);
    this.counts.packetsLost += stream.lost;
    this.#draining.push({ stream, closedAtMs: this.clock.now() });
    this.#drain ??= this.#armDrain();
  }

  /** One timer for all: whoever has drained by then is released. */
  #armDrain(): Scheduled {
    const spreadMs = this.random.integer(DRAINING_SPREAD_MS);
    const [first] = this.#draining;
    const waitedMs = first === undefined ? 0 : this.clock.now() - first.closedAtMs;
    return this.clock.schedule(Math.max(0, DRAINING_MS + spreadMs - waitedMs), () => {
      const drainedBeforeMs = this.clock.now() - DRAINING_MS;
      const remaining = this.#draining.findIndex(({ closedAtMs }) => closedAtMs > drainedBeforeMs);
      const drained = this.#draining.splice(0, remaining === -1 ? this.#draining.length : remaining);
      this.#drain = this.#draining.length > 0 ? this.#armDrain() : undefined;
      if (drained.length > 0) this.#parts.onReleased(drained.map(({ stream }) => stream));
    });
  }

  /** Every stream is closed, nothing drains, no timer is left. */
  close(): void {
    this.#isClosed = true;
    for (const stream of this.#streams) stream.close();
    for (const radio of this.#radios) radio.close();
    this.#radios.clear();
    this.#drain?.cancel();
    this.#drain = undefined;
    this.#ports.unbindAll();
    this.#parts.onReleased(this.#draining.splice(0).map(({ stream }) => stream));
    this.#second?.cancel();
    this.#second = undefined;
  }

  #armSecond(): Scheduled {
    return this.clock.schedule(SECOND_MS, () => {
      const nowMs = this.clock.now();
      let isPrompt = false;
      for (const stream of this.#streams) {
        try {
          stream.everySecond(nowMs);
          if (stream.passesOn) isPrompt = true;
        } catch (error) {
          this.#parts.onException(error);
        }
      }
      const mayWait = !isPrompt && this.#conferences.size > 0;
      this.#parts.network.mayGather?.(mayWait ? PATIENT_MS : PROMPT_MS);
      this.#second = this.#streams.size > 0 ? this.#armSecond() : undefined;
      this.#parts.onSecond();
    });
  }
}
