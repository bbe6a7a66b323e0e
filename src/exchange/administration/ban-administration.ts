import { isIP } from 'node:net';
import { type AddressKey, addressKey, siteKey } from '../../base/address-key.ts';
import { ok } from '../../base/result.ts';
import { parseWhitelistEntry, Whitelist } from '../../policy/whitelist.ts';
import type { BanRecord, WhitelistRecord } from '../../store/records.ts';
import type { AddressState, BanView } from '../console/guard.ts';
import type { Outcome } from '../console/outcome.ts';
import type { WhitelistRequest } from '../console.ts';
import { readBanDuration } from './fields.ts';
import type { ActorParts } from './parts.ts';
import { noConflict, notFound, refuse, stored } from './refusal.ts';
import type { Turnstile } from './turnstile.ts';

export const LONGEST_NOTE = 200;

const BY_HAND = { cause: 'manual', attempts: 0, lastUsername: null, lastUserAgent: null } as const;

/** `manual-ban`: an administrator's ban covers it and goes on, because a ban by hand beats the whitelist. */
export type AddedWhitelistEntry = WhitelistRecord & { warning: 'wide-network' | 'manual-ban' | null };

/** Bans and the whitelist (security 1.6, 1.7). */
export class BanAdministration {
  readonly #parts: ActorParts;
  readonly #turnstile: Turnstile;

  constructor(parts: ActorParts, turnstile: Turnstile) {
    this.#parts = parts;
    this.#turnstile = turnstile;
  }

  list(): readonly BanView[] {
    const phones = this.#parts.live.registrationsByAddress();
    return [...this.#parts.bans.list()]
      .sort((a, b) => b.sinceMs - a.sinceMs)
      .map((ban) => this.#view(ban, phones));
  }

  addressState(address: string): Outcome<AddressState> {
    const { bans, whitelist } = this.#parts;
    const key = readAddressKey(address);
    if (key === undefined) return addressInvalid(address);
    const ban = bans.find(key);
    return ok({
      key,
      ban: ban && this.#view(ban),
      attempts: bans.attemptsOf(key),
      whitelisted: whitelist.touches(key),
      rules: bans.rules,
    });
  }

  #view(ban: BanRecord, phones = this.#parts.live.registrationsByAddress()): BanView {
    const { pseudonymOf } = this.#parts;
    const key = ban.addressKey as AddressKey;
    let registrations = 0;
    for (const [at, count] of phones) if (at === key || siteKey(at) === key) registrations += count;
    return { ...ban, registrations, reference: pseudonymOf(key) };
  }

  add(address: string, durationMs: number): Promise<Outcome<BanView>> {
    return this.#turnstile.pass(async () => {
      const { store, bans, clock, live, journal, audit, actor } = this.#parts;
      const key = readAddressKey(address);
      if (key === undefined) return addressInvalid(address);
      const duration = readBanDuration(durationMs);
      if (!duration.ok) return duration;
      const sinceMs = Math.round(clock.wallTime());
      const untilMs = sinceMs + duration.value;
      const written = await stored(
        store.putBan({ ...BY_HAND, addressKey: key, sinceMs, untilMs }),
        noConflict,
      );
      if (!written.ok) return written;
      const ban = bans.ban(key, duration.value);
      live.enforceBan(key);
      journal.record({ kind: 'banned', extension: undefined, cause: 'manual', untilMs });
      const detail = { seconds: duration.value / 1_000 };
      await audit.append({ actor, action: 'ban.create', target: 'address', address: key, detail });
      return ok(this.#view(ban));
    });
  }

  lift(address: string): Promise<Outcome<BanView>> {
    return this.#turnstile.pass(async () => {
      const { store, bans, journal, audit, actor } = this.#parts;
      const key = readAddressKey(address);
      if (key === undefined) return addressInvalid(address);
      const ban = bans.find(key);
      if (!ban) return notFound('ban', address);
      const written = await stored(store.deleteBan(ban.addressKey), noConflict);
      if (!written.ok) return written;
      bans.lift(key);
      journal.record({ kind: 'unbanned', cause: 'administrator' });
      const detail = { cause: ban.cause };
      await audit.append({ actor, action: 'ban.lift', target: 'address', address: ban.addressKey, detail });
      return ok(this.#view(ban));
    });
  }

  listWhitelist(): readonly WhitelistRecord[] {
    return this.#parts.whitelist.list();
  }

  addWhitelistEntry(request: WhitelistRequest): Promise<Outcome<AddedWhitelistEntry>> {
    return this.#turnstile.pass(() => this.putEntry(request));
  }

  /** `addWhitelistEntry` for who has passed the turnstile already. */
  async putEntry(request: WhitelistRequest): Promise<Outcome<AddedWhitelistEntry>> {
    const { store, whitelist, extensions, clock, audit, actor } = this.#parts;
    const parsed = parseWhitelistEntry(request.entry);
    if (!parsed.ok) return entryRefused(request.entry, parsed.error);
    if (!extensions.has(request.owner)) return notFound('extension', request.owner);
    const createdAtMs = clock.wallTime();
    const expiresAtMs = request.expiresAtMs ?? null;
    if (expiresAtMs !== null && !(expiresAtMs > createdAtMs)) {
      return refuse('duration-invalid', 'The end of a whitelist entry lies in the future');
    }
    const { entry, entryKind, wide } = parsed.value;
    const note = (request.note ?? '').trim().slice(0, LONGEST_NOTE);
    const record = { entry, entryKind, owner: request.owner, note, createdAtMs, expiresAtMs };
    const written = await stored(store.putWhitelistEntry(record), noConflict);
    if (!written.ok) return written;
    whitelist.add(record);
    const lifted = await this.#liftCovered();
    const detail = { kind: entryKind, expiresAtMs, lifted: lifted.ok ? lifted.value : 0 };
    await audit.append({ actor, action: 'whitelist.add', target: request.owner, address: entry, detail });
    if (!lifted.ok) return lifted;
    return ok({
      ...record,
      warning: this.#isBannedByHand(record) ? 'manual-ban' : wide ? 'wide-network' : null,
    });
  }

  removeWhitelistEntry(text: string): Promise<Outcome<WhitelistRecord>> {
    return this.#turnstile.pass(async () => {
      const { store, whitelist, audit, actor } = this.#parts;
      const parsed = parseWhitelistEntry(text);
      if (!parsed.ok) return entryRefused(text, parsed.error);
      const { entry } = parsed.value;
      const record = whitelist.list().find((one) => one.entry === entry);
      if (!record) return notFound('whitelist-entry', entry);
      const written = await stored(store.deleteWhitelistEntry(entry), noConflict);
      if (!written.ok) return written;
      whitelist.remove(entry);
      await audit.append({ actor, action: 'whitelist.remove', target: record.owner, address: entry });
      return ok(record);
    });
  }

  /** Lifts every ban for failures that the whitelist covers now; one by hand stays. Asked again when a host name got other addresses. */
  liftCoveredBans(): Promise<Outcome<number>> {
    return this.#turnstile.pass(() => this.#liftCovered());
  }

  #isBannedByHand(record: WhitelistRecord): boolean {
    const entry = new Whitelist({ clock: this.#parts.clock });
    entry.restore([record]);
    return this.#parts.bans.list().some(({ addressKey }) => entry.touches(addressKey));
  }

  async #liftCovered(): Promise<Outcome<number>> {
    const { store, bans, whitelist, journal } = this.#parts;
    const covered = bans
      .list()
      .filter(({ cause, addressKey }) => cause === 'failures' && whitelist.touches(addressKey));
    for (const { addressKey } of covered) {
      const written = await stored(store.deleteBan(addressKey), noConflict);
      if (!written.ok) return written;
      bans.forget(addressKey);
      journal.record({ kind: 'unbanned', cause: 'whitelist' });
    }
    bans.forgetWhere((key) => whitelist.touches(key));
    return ok(covered.length);
  }
}

/** An address, or the key of a ban as it is listed: `2001:db8:1:2::/64`, or the /56 that was made of some. */
function readAddressKey(text: string): AddressKey | undefined {
  const trimmed = text.trim();
  const address = trimmed.replace(/::\/(64|56)$/, '::');
  const family = isIP(address);
  if (family === 0 || address.includes('%')) return undefined;
  if (family === 4) return address === trimmed ? addressKey({ family: 'ipv4', address }) : undefined;
  return addressKey({ family: 'ipv6', address });
}

function addressInvalid(address: string) {
  return refuse('address-invalid', 'This is not an IP address', { address });
}

export function entryRefused(entry: string, reason: 'invalid' | 'too-wide') {
  return reason === 'too-wide'
    ? refuse('network-too-wide', 'A network is at most as wide as /16 (IPv4) or /32 (IPv6)', { entry })
    : refuse('address-invalid', 'This is not an address, a network or a host name', { address: entry });
}
