import { type AddressKey, addressKey, keyCovers } from '../../base/address-key.ts';
import type { Clock, Scheduled } from '../../base/clock.ts';
import type { Journal } from '../../base/journal.ts';
import type { SocketAddress } from '../../base/sockets.ts';
import { TextMap } from '../../base/text-map.ts';
import type { Flow, TransportName } from '../../sip/transport/flow.ts';
import type { BindingRecord } from '../../store/records/records.ts';
import { phoneKey } from './binding-key.ts';

/** A binding in memory: what is stored of it, and the flow to the phone while there is one. */
export interface Binding {
  readonly record: BindingRecord;
  /** Undefined when its connection is gone: the phone cannot be called until it comes back. */
  readonly flow: Flow | undefined;
}

/** Highest priority first, then the most recent. */
export function firstToRing({ record: a }: Binding, { record: b }: Binding): number {
  return b.priority - a.priority || b.registeredAtMs - a.registeredAtMs;
}

/** A clock rounds; a binding this near its end has expired. */
const TOLERANCE_MS = 1;

interface Entry {
  /** Names the binding in facts, which hold no address. */
  readonly phone: number;
  binding: Binding;
  /** False when a wrong password came from it while its address was banned. */
  passesBan: boolean;
  /** When it expires, on the monotonic clock. */
  dueMs: number;
  /** Runs out then or earlier: a refresh leaves it running, because most bindings never expire. */
  expiry: Scheduled | undefined;
}

/**
 * The location service of RFC 3261 §10: address-of-record (our extension number) to bindings. Expiry runs on the
 * monotonic clock, so that a jump of the wall clock neither frees nor prolongs anything.
 */
export class Location {
  readonly #clock: Clock;
  readonly #journal: Journal;
  readonly #onExpired: (record: BindingRecord) => void;
  readonly #onGone: (phone: number) => void;
  readonly #onKeepAlive: (phone: number) => void;
  /** In the order they came. An extension has few: looking through them beats another table. */
  readonly #byExtension = new Map<string, Entry[]>();
  readonly #byRemote = new TextMap<string, Set<Entry>>();
  #size = 0;
  #lastPhone = 0;

  constructor(parts: {
    clock: Clock;
    journal: Journal;
    onExpired: (record: BindingRecord) => void;
    /** A binding is no more, whatever its end. */
    onGone: (phone: number) => void;
    /** A registered phone holds its way open. */
    onKeepAlive: (phone: number) => void;
  }) {
    this.#clock = parts.clock;
    this.#journal = parts.journal;
    this.#onExpired = parts.onExpired;
    this.#onGone = parts.onGone;
    this.#onKeepAlive = parts.onKeepAlive;
  }

  get size(): number {
    return this.#size;
  }

  /** The extensions that have a binding. */
  get extensions(): readonly string[] {
    return [...this.#byExtension.keys()];
  }

  /** The first to ring first. */
  bindingsOf(extension: string): readonly Binding[] {
    const entries = this.#byExtension.get(extension);
    if (entries === undefined) return [];
    return entries.map((entry) => entry.binding).sort(firstToRing);
  }

  /** The same with the number each goes by in facts, in the order in which they came. */
  phonesOf(extension: string): readonly (Binding & { readonly phone: number })[] {
    const entries = this.#byExtension.get(extension) ?? [];
    return entries.map(({ binding, phone }) => ({ ...binding, phone }));
  }

  find(extension: string, key: string): Binding | undefined {
    return this.#entry(extension, key)?.binding;
  }

  /** The number a binding goes by in facts, from its first REGISTER to its end. */
  phoneOf(extension: string, key: string): number | undefined {
    return this.#entry(extension, key)?.phone;
  }

  /** Something came from here that only holds a router open: a fact when a registered phone sent it. */
  noteKeepAlive(remote: SocketAddress, transport: TransportName): void {
    for (const { phone, binding } of this.#byRemote.get(remoteKey(remote)) ?? []) {
      if (binding.record.transport !== transport) continue;
      this.#journal.record({ kind: 'keep-alive', extension: binding.record.extension, phone });
      this.#onKeepAlive(phone);
    }
  }

  /** The phones that send from exactly here. */
  phonesAt(
    remote: SocketAddress,
    transport: TransportName,
  ): readonly { readonly phone: number; readonly binding: Binding }[] {
    const entries = this.#byRemote.get(remoteKey(remote)) ?? [];
    return [...entries].filter(({ binding }) => binding.record.transport === transport);
  }

  /** Gives the number the binding goes by in facts. */
  put(binding: Binding): number {
    const { record } = binding;
    const entry = this.#entry(record.extension, record.key) ?? this.#add(binding);
    if (recordRemoteKey(entry.binding.record) !== recordRemoteKey(record)) {
      this.#unindexRemote(entry);
      entry.binding = binding;
      this.#indexRemote(entry);
    } else entry.binding = binding;
    this.#expireIn(entry, Math.max(0, record.expiresAtMs - this.#clock.wallTime()));
    entry.passesBan = true;
    return entry.phone;
  }

  remove(extension: string, key: string): Binding | undefined {
    const entries = this.#byExtension.get(extension);
    const at = entries?.findIndex((each) => each.binding.record.key === key) ?? -1;
    const entry = entries?.[at];
    if (entries === undefined || entry === undefined) return undefined;
    this.#release(entry);
    entries.splice(at, 1);
    if (entries.length === 0) this.#byExtension.delete(extension);
    this.#onGone(entry.phone);
    return entry.binding;
  }

  /** The connection is gone; its bindings stay, not reachable, until the phone comes back or they expire. */
  loseFlow(flow: Flow): void {
    for (const entry of this.#byRemote.get(remoteKey(flow.remote)) ?? []) {
      if (entry.binding.flow?.id === flow.id)
        entry.binding = { record: entry.binding.record, flow: undefined };
    }
  }

  /** The one open way to the extension's phone at this address; undefined when there is none, or a choice. */
  wayTo(extension: string, address: string): Flow | undefined {
    const flows = new Map<string, Flow>();
    for (const { binding } of this.#byExtension.get(extension)?.values() ?? []) {
      const { flow } = binding;
      if (flow?.open && flow.remote.address === address) flows.set(flow.id, flow);
    }
    const [way, ...others] = flows.values();
    return others.length === 0 ? way : undefined;
  }

  /** An open connection of the phone that is registered at the end of this UDP flow, too: one instance, two flows. */
  connectionBeside({ remote }: Flow): Flow | undefined {
    for (const { binding } of this.#byRemote.get(remoteKey(remote)) ?? []) {
      const { transport, key, extension } = binding.record;
      if (transport !== 'udp') continue;
      for (const { binding: other } of this.#byExtension.get(extension) ?? []) {
        const { flow, record } = other;
        if (flow?.open && flow.reliable && phoneKey(record.key) === phoneKey(key)) return flow;
      }
    }
    return undefined;
  }

  /**
   * Whether a registered phone sends from exactly here, by this transport: its packets are served first and survive a
   * ban. A datagram that claims the place of a connection is none of its own.
   */
  isRegisteredFlow(remote: SocketAddress, transport: TransportName): boolean {
    const entries = this.#byRemote.get(remoteKey(remote));
    if (entries !== undefined)
      for (const { binding } of entries) if (binding.record.transport === transport) return true;
    return false;
  }

  /** Whether a registered phone sends from this subscriber's address, whichever port. */
  hasBindingFrom(key: AddressKey): boolean {
    for (const [entry] of this.#byRemote.values())
      if (entry !== undefined && keyCovers(key, remoteOf(entry))) return true;
    return false;
  }

  /** How many phones are registered from each subscriber's address. */
  countByAddress(): ReadonlyMap<AddressKey, number> {
    const counts = new Map<AddressKey, number>();
    for (const entries of this.#byRemote.values()) {
      const [first] = entries;
      if (first === undefined) continue;
      const key = addressKey(remoteOf(first));
      counts.set(key, (counts.get(key) ?? 0) + entries.size);
    }
    return counts;
  }

  /** Where the phones of one extension are, each address once. */
  addressesOf(extension: string): readonly AddressKey[] {
    const entries = this.#byExtension.get(extension) ?? [];
    return [...new Set([...entries].map((entry) => addressKey(remoteOf(entry))))];
  }

  /** Whether this extension is registered from exactly this flow. */
  hasBindingAt(extension: string, flow: Flow): boolean {
    for (const _ of this.#entriesAt(extension, flow)) return true;
    return false;
  }

  /** Whether a ban of the address leaves this extension's phone at this flow alone (security 1.5). */
  passesBan(extension: string, flow: Flow): boolean {
    for (const entry of this.#entriesAt(extension, flow)) if (entry.passesBan) return true;
    return false;
  }

  /** A ban does not leave it alone any more, until it has registered anew. */
  distrust(extension: string, flow: Flow): void {
    for (const entry of this.#entriesAt(extension, flow)) entry.passesBan = false;
  }

  *#entriesAt(extension: string, flow: Flow): Iterable<Entry> {
    for (const entry of this.#byRemote.get(remoteKey(flow.remote)) ?? []) {
      const { record } = entry.binding;
      if (record.extension === extension && record.transport === flow.transport) yield entry;
    }
  }

  close(): void {
    for (const entries of this.#byExtension.values()) for (const entry of entries) this.#release(entry);
    this.#byExtension.clear();
  }

  #entry(extension: string, key: string): Entry | undefined {
    const entries = this.#byExtension.get(extension);
    return entries?.find((entry) => entry.binding.record.key === key);
  }

  #add(binding: Binding): Entry {
    const { extension } = binding.record;
    const entry: Entry = {
      phone: ++this.#lastPhone,
      binding,
      passesBan: true,
      dueMs: 0,
      expiry: undefined,
    };
    const entries = this.#byExtension.get(extension);
    if (entries === undefined) this.#byExtension.set(extension, [entry]);
    else entries.push(entry);
    this.#indexRemote(entry);
    this.#size += 1;
    return entry;
  }

  #expireIn(entry: Entry, delayMs: number): void {
    const dueMs = this.#clock.now() + delayMs;
    if (entry.expiry !== undefined && dueMs >= entry.dueMs) {
      entry.dueMs = dueMs;
      return;
    }
    entry.expiry?.cancel();
    entry.dueMs = dueMs;
    entry.expiry = this.#clock.schedule(delayMs, () => this.#expire(entry));
  }

  #expire(entry: Entry): void {
    entry.expiry = undefined;
    const leftMs = entry.dueMs - this.#clock.now();
    if (leftMs > TOLERANCE_MS) return this.#expireIn(entry, leftMs);
    const { record } = entry.binding;
    const { extension } = record;
    this.remove(extension, record.key);
    this.#journal.record({ kind: 'unregistered', extension, phone: entry.phone, cause: 'expired' });
    this.#onExpired(record);
  }

  #indexRemote(entry: Entry): void {
    const key = recordRemoteKey(entry.binding.record);
    const entries = this.#byRemote.get(key);
    if (entries === undefined) this.#byRemote.set(key, new Set([entry]));
    else entries.add(entry);
  }

  #unindexRemote(entry: Entry): void {
    const key = recordRemoteKey(entry.binding.record);
    const entries = this.#byRemote.get(key);
    entries?.delete(entry);
    if (entries?.size === 0) this.#byRemote.delete(key);
  }

  #release(entry: Entry): void {
    entry.expiry?.cancel();
    entry.expiry = undefined;
    this.#size -= 1;
    this.#unindexRemote(entry);
  }
}

function remoteKey(remote: SocketAddress): string {
  return `${remote.address} ${remote.port}`;
}

function recordRemoteKey(record: BindingRecord): string {
  return `${record.remoteAddress} ${record.remotePort}`;
}

function remoteOf({ binding }: Entry): Pick<SocketAddress, 'family' | 'address'> {
  const address = binding.record.remoteAddress;
  return { family: address.includes(':') ? 'ipv6' : 'ipv4', address };
}
