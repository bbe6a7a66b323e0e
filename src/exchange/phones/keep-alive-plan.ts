import { addressClass } from '../../media/stream/address-class.ts';
import type { TransportName } from '../../sip/transport/flow.ts';

/** What decides how often a way to a phone has to be used so that it stays open. */
export interface KeptFlow {
  readonly transport: TransportName;
  readonly remoteAddress: string;
  /** Between two signs the phone gives by itself; undefined when it gives none. */
  readonly ownIntervalMs: number | undefined;
  /** Its router forgot it once within a registration. */
  readonly hasLostMapping: boolean;
  /** OPTIONS in a row that nobody answered. */
  readonly missed: number;
}

export interface KeepAlivePlan {
  readonly everyMs: number;
  /** Of so many turns one is an OPTIONS, the others are line breaks (RFC 5626 §3.5.1). */
  readonly optionsEvery: number;
}

export interface KeepAliveSettings {
  /** UDP through a router. RFC 5626 §4.4.1 has 24 to 29 s: routers forget it after 30. */
  readonly natMs: number;
  /** Where no router stands between, or the phone itself keeps it open. */
  readonly directMs: number;
}

/** Connections: routers forget them after some minutes; a line break is two bytes and asks for no answer. */
const STREAM_MS = 100_000;
const SHORTEST_MS = 15_000;
const LONGEST_MS = 300_000;
/** A sign from the phone that comes this often saves ours. */
const OWN_IS_ENOUGH_MS = 32_000;

/** A WebSocket has pings of its own (RFC 6455 §5.5.2). */
const WITHOUT_LINE_BREAKS: ReadonlySet<TransportName> = new Set(['udp', 'ws', 'wss']);

/**
 * How a flow is kept open. A Contact that shows the public address proves nothing, since some routers write it there;
 * whoever does not sit in our own network is taken to be behind one (docs/decisions/0024).
 */
export function keepAlivePlan(flow: KeptFlow, { natMs, directMs }: KeepAliveSettings): KeepAlivePlan {
  const { transport, missed } = flow;
  const patience = 2 ** Math.min(missed, 10);
  if (transport !== 'udp') {
    const everyMs = Math.min(LONGEST_MS, STREAM_MS * patience);
    if (!WITHOUT_LINE_BREAKS.has(transport)) return { everyMs, optionsEvery: 3 };
    return { everyMs: LONGEST_MS, optionsEvery: 1 };
  }
  const own = flow.ownIntervalMs ?? Number.POSITIVE_INFINITY;
  const isDirect = own <= OWN_IS_ENOUGH_MS || addressClass(flow.remoteAddress) !== 'global';
  const usualMs = isDirect ? directMs : flow.hasLostMapping ? Math.min(natMs, SHORTEST_MS) : natMs;
  return { everyMs: Math.min(LONGEST_MS, usualMs * patience), optionsEvery: 1 };
}
