import { isIP } from 'node:net';
import { type AddressKey, addressKey, siteKey } from '../../base/address-key.ts';
import { ok } from '../../base/result.ts';
import type { BanRecord } from '../../store/records/records.ts';
import type { EndedBanRecord } from '../../store/schema.ts';
import type { AddressState, BanConsole, BanView } from '../console/bans.ts';
import type { Outcome } from '../console/outcome.ts';
import { readBanDuration } from './fields.ts';
import type { ActorParts } from './parts.ts';
import { fetched, noConflict, notFound, refuse, stored } from './refusal.ts';
import type { Turnstile } from './turnstile.ts';

const BY_HAND = { cause: 'manual', attempts: 0, lastUsername: null, lastUserAgent: null } as const;

/** Bans of addresses (security 1.6). */
export class BanAdministration implements BanConsole {
  readonly #parts: ActorParts;
  readonly #turnstile: Turnstile;

  constructor(parts: ActorParts, turnstile: Turnstile) {
    this.#parts = parts;
    this.#turnstile = turnstile;
  }

  list(): readonly BanView[] {
    const bans = [...this.#parts.bans.list()].sort((a, b) => b.sinceMs - a.sinceMs);
    if (bans.length === 0) return [];
    const phones = this.#parts.live.registrationsByAddress();
    return bans.map((ban) => this.#view(ban, phones));
  }

  stateOf(address: string): Outcome<AddressState> {
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
    const { pseudonymOf, extensions } = this.#parts;
    const key = ban.addressKey as AddressKey;
    const registrations = key.endsWith('/56') ? phonesIn(key, phones) : (phones.get(key) ?? 0);
    const concernsMember = registrations > 0 || extensions.has(ban.lastUsername ?? '');
    return { ...ban, registrations, concernsMember, reference: pseudonymOf(key) };
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

  listEnded(): Promise<Outcome<readonly EndedBanRecord[]>> {
    return fetched(this.#parts.store.listEndedBans());
  }

  findEnded(words: readonly string[], most: number): Promise<Outcome<readonly EndedBanRecord[]>> {
    return fetched(this.#parts.store.findEndedBans({ words, most }));
  }
}

/** Of the few bans that hold for a /56, each looks at every address. */
function phonesIn(site: AddressKey, phones: ReadonlyMap<AddressKey, number>): number {
  let count = 0;
  for (const [at, registered] of phones) if (siteKey(at) === site) count += registered;
  return count;
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
