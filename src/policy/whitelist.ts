import { BlockList, isIP } from 'node:net';
import type { AddressKey } from '../base/address-key.ts';
import type { Clock } from '../base/clock.ts';
import { fail, ok, type Result } from '../base/result.ts';
import {
  type AddressRange,
  formatAddressRange,
  parseAddressRange,
  subscriberRange,
} from './address-range.ts';

/** An entry as it is stored and shown. */
export interface WhitelistEntry {
  /** In the form `parseWhitelistEntry` gives. */
  readonly entry: string;
  readonly entryKind: 'address' | 'network' | 'host';
  /** Number of the extension whose holder asked for it. */
  readonly owner: string;
  readonly note: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number | null;
}

export interface ParsedWhitelistEntry extends Pick<WhitelistEntry, 'entry' | 'entryKind'> {
  /** Worth a warning: wider than /24 (IPv4) or /48 (IPv6). */
  readonly wide: boolean;
}

const WIDEST = { ipv4: 16, ipv6: 32 } as const;
const WIDE = { ipv4: 24, ipv6: 48 } as const;
/** Of a ban that was widened, see `BanRules`. */
const SITE_PREFIX = 56;
const MOST_ADDRESSES_OF_HOST = 4;

/** Reads an address, a network in CIDR form, or a host name, and writes it in its canonical form (security 1.6). */
export function parseWhitelistEntry(text: string): Result<ParsedWhitelistEntry, 'invalid' | 'too-wide'> {
  const trimmed = text.trim();
  const range = parseAddressRange(trimmed);
  if (range) {
    const { family, prefix } = range;
    if (prefix < WIDEST[family]) return fail('too-wide');
    const entryKind = prefix === (family === 'ipv4' ? 32 : 128) ? 'address' : 'network';
    return ok({ entry: formatAddressRange(range), entryKind, wide: prefix < WIDE[family] });
  }
  const host = trimmed.toLowerCase().replace(/\.$/, '');
  return isHostName(host) ? ok({ entry: host, entryKind: 'host', wide: false }) : fail('invalid');
}

/** Letters, digits, hyphens; at least two labels, the last not a number, else it is a mistyped address (RFC 1123 §2.1). */
function isHostName(text: string): boolean {
  const labels = text.split('.');
  return (
    text.length <= 253 &&
    labels.length >= 2 &&
    labels.every((label) => /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label)) &&
    !/^\d+$/.test(labels.at(-1) ?? '')
  );
}

interface Held {
  readonly record: WhitelistEntry;
  /** On the monotonic clock. */
  readonly until: number;
}

/**
 * Addresses whose failures are not counted and that are never banned. A single IPv6 address stands for its /64: the
 * phone of a holder rarely keeps the address his router has. Host names cover what `setResolved` last said.
 */
export class Whitelist {
  readonly #clock: Clock;
  readonly #entries = new Map<string, Held>();
  readonly #resolved = new Map<string, readonly string[]>();
  #ipv4 = new BlockList();
  #ipv6 = new BlockList();
  /** The /64 and the /56 of each network narrower than that, as address keys. */
  #narrow = new BlockList();
  #site = new BlockList();
  #isEmpty = true;
  #nextExpiry = Number.POSITIVE_INFINITY;

  constructor(parts: { readonly clock: Clock }) {
    this.#clock = parts.clock;
  }

  restore(records: readonly WhitelistEntry[]): void {
    for (const record of records) this.#hold(record);
    this.#rebuild();
  }

  /** These in place of all there were. */
  replace(records: readonly WhitelistEntry[]): void {
    this.#entries.clear();
    this.#resolved.clear();
    this.restore(records);
  }

  /** Replaces an entry of the same name. */
  add(record: WhitelistEntry): void {
    this.#hold(record);
    this.#rebuild();
  }

  remove(entry: string): WhitelistEntry | undefined {
    const held = this.#entries.get(entry);
    this.#entries.delete(entry);
    this.#resolved.delete(entry);
    this.#rebuild();
    return held?.record;
  }

  /** Everything an extension's holder asked for goes with the extension. */
  removeOwner(owner: string): readonly WhitelistEntry[] {
    const removed = this.list().filter((record) => record.owner === owner);
    for (const { entry } of removed) this.remove(entry);
    return removed;
  }

  /** What the name server says now; the first four count. True when that changed what is covered. */
  setResolved(host: string, addresses: readonly string[]): boolean {
    if (this.#entries.get(host)?.record.entryKind !== 'host') return false;
    const usable = addresses
      .filter((address) => isIP(address) !== 0)
      .slice(0, MOST_ADDRESSES_OF_HOST)
      .sort();
    if (usable.join() === (this.#resolved.get(host) ?? []).join()) return false;
    this.#resolved.set(host, usable);
    this.#rebuild();
    return true;
  }

  /** Host names that need resolving every five minutes. */
  get hosts(): readonly string[] {
    return this.list()
      .filter((record) => record.entryKind === 'host')
      .map((record) => record.entry);
  }

  list(): readonly WhitelistEntry[] {
    this.#expire();
    return [...this.#entries.values()].map((held) => held.record);
  }

  /** Numeric address, IPv4-mapped IPv6 included. */
  covers(address: string): boolean {
    if (this.#isEmpty) return false;
    this.#expire();
    const version = isIP(address);
    if (version === 4) return this.#ipv4.check(address);
    if (version !== 6) return false;
    const mapped = parseAddressRange(address);
    return mapped?.family === 'ipv4' ? this.#ipv4.check(mapped.base) : this.#ipv6.check(address, 'ipv6');
  }

  /** Whether some entry covers at least a part of what the key stands for: such a ban is to be lifted. */
  touches(key: AddressKey): boolean {
    if (this.#isEmpty) return false;
    this.#expire();
    const range = parseAddressRange(key);
    if (!range) return false;
    if (range.family === 'ipv4') return this.#ipv4.check(range.base);
    const around = range.prefix === SITE_PREFIX ? this.#site : this.#narrow;
    return this.#ipv6.check(range.base, 'ipv6') || around.check(range.base, 'ipv6');
  }

  #hold(record: WhitelistEntry): void {
    const { expiresAtMs } = record;
    const until =
      expiresAtMs === null
        ? Number.POSITIVE_INFINITY
        : this.#clock.now() + expiresAtMs - this.#clock.wallTime();
    this.#entries.set(record.entry, { record, until });
  }

  #expire(): void {
    if (this.#clock.now() >= this.#nextExpiry) this.#rebuild();
  }

  /** The lists of node:net only grow, so every change builds them anew: changes are rare, questions are not. */
  #rebuild(): void {
    const now = this.#clock.now();
    this.#ipv4 = new BlockList();
    this.#ipv6 = new BlockList();
    this.#narrow = new BlockList();
    this.#site = new BlockList();
    this.#nextExpiry = Number.POSITIVE_INFINITY;
    for (const [entry, { record, until }] of this.#entries) {
      if (now >= until) {
        this.#entries.delete(entry);
        this.#resolved.delete(entry);
        continue;
      }
      this.#nextExpiry = Math.min(this.#nextExpiry, until);
      for (const text of record.entryKind === 'host' ? (this.#resolved.get(entry) ?? []) : [entry]) {
        const range = parseAddressRange(text);
        if (range) this.#cover(record.entryKind === 'network' ? range : subscriberRange(range));
      }
    }
    this.#isEmpty = this.#entries.size === 0;
  }

  #cover(range: AddressRange): void {
    const list = range.family === 'ipv4' ? this.#ipv4 : this.#ipv6;
    list.addSubnet(range.base, range.prefix, range.family);
    const wider = subscriberRange(range);
    if (wider !== range) this.#narrow.addSubnet(wider.base, wider.prefix, 'ipv6');
    const site = subscriberRange(range, SITE_PREFIX);
    if (site !== range) this.#site.addSubnet(site.base, site.prefix, 'ipv6');
  }
}
