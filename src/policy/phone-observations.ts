import type { Clock } from '../base/clock.ts';
import type { Fact, RouterSign } from '../base/journal.ts';
import { RecentCount } from './recent-count.ts';

/** One phone as the exchange sees it on the wire; times on the monotonic clock. */
export interface ObservedPhone {
  readonly userAgent: string;
  readonly transport: string;
  /** The registration interval it asks for; undefined when it leaves it to us. */
  readonly askedS: number | undefined;
  readonly sinceMs: number;
  /** Between two signs that hold its router open; undefined before there were two. */
  readonly keepAliveS: number | undefined;
  /** What its router does to its messages. */
  readonly routerSigns: readonly RouterSign[];
}

export interface MediaDescription {
  readonly codecs: readonly string[];
  readonly codec: string | undefined;
  readonly ptimeMs: number | undefined;
}

/** What is known of one extension's phones since the exchange started. */
export interface Observation {
  readonly extension: string;
  readonly nowMs: number;
  readonly phones: readonly ObservedPhone[];
  /** Successful REGISTERs in the last `minutes`. */
  registersWithin(minutes: number): number;
  /** Wrong passwords in the last `minutes`: `own` by a program that was registered here before, else a stranger. */
  failuresWithin(minutes: number): { readonly own: number; readonly others: number };
  /** Of the last call. */
  readonly media: MediaDescription | undefined;
  /** The last one in which the phone chose the order itself. */
  readonly offer: MediaDescription | undefined;
  /** What it wants of SRTP, in the last offer of its own. */
  readonly protection: 'none' | 'optional' | 'required' | undefined;
  /** Both ways together, at its highest in the last call. */
  readonly kbitPerS: number | undefined;
}

interface Phone {
  userAgent: string;
  transport: string;
  askedS: number | undefined;
  readonly sinceMs: number;
  keepAliveAtMs: number | undefined;
  keepAliveGapMs: number | undefined;
  routerSigns: readonly RouterSign[];
}

interface Seen {
  readonly phones: Map<number, Phone>;
  readonly registers: RecentCount;
  readonly ownFailures: RecentCount;
  readonly otherFailures: RecentCount;
  /** Programs that were registered, the last ones only. */
  readonly userAgents: Set<string>;
  lastUserAgent: string | undefined;
  media: MediaDescription | undefined;
  offer: MediaDescription | undefined;
  protection: Observation['protection'];
  kbitPerS: number | undefined;
  /** Whose `kbitPerS` it is. */
  measuredCall: string | undefined;
}

const REMEMBERED_USER_AGENTS = 8;
/** Without a sign for so many of its own intervals a phone has stopped giving them. */
const MISSED_KEEP_ALIVES = 3;

/** Gathers from the journal what every extension's phones do: instructions are checked against it. */
export class PhoneObservations {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #seen = new Map<string, Seen>();

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** Gives the extension whose observation has changed, if any. */
  hear(fact: Fact): string | undefined {
    switch (fact.kind) {
      case 'registered':
        return this.#onRegistered(fact);
      case 'unregistered':
        this.#seen.get(fact.extension)?.phones.delete(fact.phone);
        return fact.extension;
      case 'keep-alive':
        return this.#onKeepAlive(fact.extension, fact.phone);
      case 'router-signs': {
        const phone = this.#seen.get(fact.extension)?.phones.get(fact.phone);
        if (phone !== undefined) phone.routerSigns = fact.signs;
        return fact.extension;
      }
      case 'authentication-failed':
        return this.#onFailure(fact);
      case 'media-described': {
        const seen = this.#of(fact.extension);
        const { codecs, codec, ptimeMs } = fact;
        seen.media = { codecs, codec, ptimeMs };
        if (fact.role === 'offer') seen.offer = seen.media;
        return fact.extension;
      }
      case 'protection-offered':
        this.#of(fact.extension).protection = fact.protection;
        return fact.extension;
      case 'media-measured': {
        this.#onMeasured(fact);
        return fact.extension;
      }
      default:
        return undefined;
    }
  }

  /** A phone that was registered before the exchange started. */
  restore(phone: {
    readonly extension: string;
    readonly phone: number;
    readonly userAgent: string;
    readonly transport: string;
    readonly askedS: number;
  }): void {
    this.#putPhone(this.#of(phone.extension), phone);
  }

  of(extension: string): Observation {
    return this.#view(extension, this.#seen.get(extension) ?? nothing());
  }

  /** Every extension something is known of. */
  all(): readonly Observation[] {
    return [...this.#seen].map(([extension, seen]) => this.#view(extension, seen));
  }

  /** The extension is no more. */
  forget(extension: string): void {
    this.#seen.delete(extension);
  }

  #of(extension: string): Seen {
    const known = this.#seen.get(extension);
    if (known !== undefined) return known;
    const seen = nothing();
    this.#seen.set(extension, seen);
    return seen;
  }

  #onRegistered(fact: Extract<Fact, { kind: 'registered' }>): string {
    const seen = this.#of(fact.extension);
    seen.registers.add(this.#clock.now());
    this.#putPhone(seen, fact);
    return fact.extension;
  }

  #putPhone(
    seen: Seen,
    fact: {
      readonly phone: number;
      readonly userAgent: string;
      readonly transport: string;
      readonly askedS: number | undefined;
    },
  ): void {
    const { userAgent, transport, askedS } = fact;
    const known = seen.phones.get(fact.phone);
    if (known !== undefined) {
      known.userAgent = userAgent;
      known.transport = transport;
      known.askedS = askedS;
    } else {
      const sinceMs = this.#clock.now();
      const nothingYet = { keepAliveAtMs: undefined, keepAliveGapMs: undefined, routerSigns: [] };
      seen.phones.set(fact.phone, { userAgent, transport, askedS, sinceMs, ...nothingYet });
    }
    if (seen.lastUserAgent === userAgent) return;
    seen.lastUserAgent = userAgent;
    seen.userAgents.delete(userAgent);
    seen.userAgents.add(userAgent);
    const [oldest] = seen.userAgents;
    if (seen.userAgents.size > REMEMBERED_USER_AGENTS && oldest !== undefined) seen.userAgents.delete(oldest);
  }

  #onKeepAlive(extension: string, name: number): string | undefined {
    const phone = this.#seen.get(extension)?.phones.get(name);
    if (phone === undefined) return undefined;
    const nowMs = this.#clock.now();
    if (phone.keepAliveAtMs !== undefined) {
      const gapMs = nowMs - phone.keepAliveAtMs;
      phone.keepAliveGapMs = phone.keepAliveGapMs === undefined ? gapMs : (phone.keepAliveGapMs + gapMs) / 2;
    }
    phone.keepAliveAtMs = nowMs;
    return extension;
  }

  /** The last piece of a call is told late and holds silence: it must not make the call look cheap. */
  #onMeasured({
    extension,
    call,
    overMs,
    bytesIn,
    bytesOut,
  }: Extract<Fact, { kind: 'media-measured' }>): void {
    if (overMs <= 0) return;
    const seen = this.#of(extension);
    const before = seen.measuredCall === call ? (seen.kbitPerS ?? 0) : 0;
    seen.kbitPerS = Math.max(before, ((bytesIn + bytesOut) * 8) / overMs);
    seen.measuredCall = call;
  }

  #onFailure({ extension, userAgent }: Extract<Fact, { kind: 'authentication-failed' }>): string | undefined {
    if (extension === undefined) return undefined;
    const seen = this.#of(extension);
    const isOwn = userAgent !== undefined && userAgent !== '' && seen.userAgents.has(userAgent);
    (isOwn ? seen.ownFailures : seen.otherFailures).add(this.#clock.now());
    return extension;
  }

  #view(extension: string, seen: Seen): Observation {
    const nowMs = this.#clock.now();
    return {
      extension,
      nowMs,
      phones: [...seen.phones.values()].map((phone) => phoneView(phone, nowMs)),
      registersWithin: (minutes) => seen.registers.within(minutes, nowMs),
      failuresWithin: (minutes) => ({
        own: seen.ownFailures.within(minutes, nowMs),
        others: seen.otherFailures.within(minutes, nowMs),
      }),
      media: seen.media,
      offer: seen.offer,
      protection: seen.protection,
      kbitPerS: seen.kbitPerS,
    };
  }
}

function nothing(): Seen {
  return {
    phones: new Map(),
    registers: new RecentCount(),
    ownFailures: new RecentCount(),
    otherFailures: new RecentCount(),
    userAgents: new Set(),
    lastUserAgent: undefined,
    media: undefined,
    offer: undefined,
    protection: undefined,
    kbitPerS: undefined,
    measuredCall: undefined,
  };
}

function phoneView(phone: Phone, nowMs: number): ObservedPhone {
  const { userAgent, transport, askedS, sinceMs, keepAliveAtMs, keepAliveGapMs, routerSigns } = phone;
  const silentMs = nowMs - (keepAliveAtMs ?? nowMs);
  const gapMs =
    keepAliveGapMs !== undefined && silentMs > MISSED_KEEP_ALIVES * keepAliveGapMs
      ? silentMs
      : keepAliveGapMs;
  const keepAliveS = gapMs === undefined ? undefined : Math.round(gapMs / 1000);
  return { userAgent, transport, askedS, sinceMs, keepAliveS, routerSigns };
}
