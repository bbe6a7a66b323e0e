import { randomToken } from '../../base/random.ts';
import { ok } from '../../base/result.ts';
import { parseWhitelistEntry, Whitelist } from '../../policy/whitelist.ts';
import type { WhitelistRequestRecord } from '../../store/guard-store.ts';
import type { WhitelistRecord } from '../../store/records/records.ts';
import type { Outcome } from '../console/outcome.ts';
import type {
  NewWhitelistEntry,
  WhitelistConsole,
  WhitelistWarning,
  WhitelistWish,
} from '../console/whitelist.ts';
import type { ActorParts } from './parts.ts';
import { fetched, noConflict, notFound, refuse, stored } from './refusal.ts';
import type { Turnstile } from './turnstile.ts';

const LONGEST_NOTE = 200;
/** A holder who asks for more than this at a time is asked to wait for an answer. */
const MOST_OPEN_REQUESTS = 5;
const ID_LENGTH = 10;

/** The whitelist, and the holders' requests to be on it (security 1.7). */
export class WhitelistAdministration implements WhitelistConsole {
  readonly #parts: ActorParts;
  readonly #turnstile: Turnstile;

  constructor(parts: ActorParts, turnstile: Turnstile) {
    this.#parts = parts;
    this.#turnstile = turnstile;
  }

  list(): readonly WhitelistRecord[] {
    return this.#parts.whitelist.list();
  }

  add(wanted: NewWhitelistEntry): Promise<Outcome<WhitelistRecord & { warning: WhitelistWarning }>> {
    return this.#turnstile.pass(() => this.#put(wanted));
  }

  remove(text: string): Promise<Outcome<WhitelistRecord>> {
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

  listRequests(): Promise<Outcome<readonly WhitelistRequestRecord[]>> {
    return fetched(this.#parts.store.listWhitelistRequests());
  }

  request(wish: WhitelistWish): Promise<Outcome<WhitelistRequestRecord>> {
    return this.#turnstile.pass(async () => {
      const { store, extensions, clock, random, audit, actor } = this.#parts;
      const parsed = parseWhitelistEntry(wish.entry);
      if (!parsed.ok) return entryRefused(wish.entry, parsed.error);
      const { extension } = wish;
      if (!extensions.has(extension)) return notFound('extension', extension);
      const known = await this.listRequests();
      if (!known.ok) return known;
      const open = known.value.filter((one) => one.extension === extension && one.state === 'open');
      const { entry } = parsed.value;
      const same = open.find((one) => one.entry === entry);
      if (same) return ok(same);
      if (open.length >= MOST_OPEN_REQUESTS) {
        return refuse('too-many-open', `Extension ${extension} has ${open.length} open requests`, {
          most: MOST_OPEN_REQUESTS,
        });
      }
      const record: WhitelistRequestRecord = {
        id: randomToken(random, ID_LENGTH),
        entry,
        extension,
        note: (wish.note ?? '').trim().slice(0, LONGEST_NOTE),
        state: 'open',
        requestedAtMs: clock.wallTime(),
        decidedAtMs: null,
        decidedBy: null,
      };
      const written = await stored(store.putWhitelistRequest(record), noConflict);
      if (!written.ok) return written;
      await audit.append({ actor, action: 'whitelist-request.create', target: extension, address: entry });
      return ok(record);
    });
  }

  grantRequest(
    id: string,
    expiresAtMs?: number,
  ): Promise<Outcome<WhitelistRequestRecord & { warning: WhitelistWarning }>> {
    return this.#turnstile.pass(async () => {
      const request = await this.#open(id);
      if (!request.ok) return request;
      const { entry, extension: owner, note } = request.value;
      const added = await this.#put({ entry, owner, note, expiresAtMs });
      if (!added.ok) return added;
      const decided = await this.#decide(request.value, 'granted');
      return decided.ok ? ok({ ...decided.value, warning: added.value.warning }) : decided;
    });
  }

  refuseRequest(id: string): Promise<Outcome<WhitelistRequestRecord>> {
    return this.#turnstile.pass(async () => {
      const request = await this.#open(id);
      return request.ok ? this.#decide(request.value, 'refused') : request;
    });
  }

  async #open(id: string): Promise<Outcome<WhitelistRequestRecord>> {
    const known = await this.listRequests();
    if (!known.ok) return known;
    const request = known.value.find((one) => one.id === id);
    if (request === undefined) return notFound('whitelist-request', id);
    if (request.state === 'open') return ok(request);
    return refuse('already-decided', `Request ${id} was ${request.state}`, { id, state: request.state });
  }

  async #decide(
    request: WhitelistRequestRecord,
    state: 'granted' | 'refused',
  ): Promise<Outcome<WhitelistRequestRecord>> {
    const { store, clock, audit, actor } = this.#parts;
    const decided = { ...request, state, decidedAtMs: clock.wallTime(), decidedBy: actor };
    const written = await stored(store.putWhitelistRequest(decided), noConflict);
    if (!written.ok) return written;
    const action = state === 'granted' ? 'whitelist-request.grant' : 'whitelist-request.refuse';
    await audit.append({ actor, action, target: request.extension, address: request.entry });
    return ok(decided);
  }

  async #put(wanted: NewWhitelistEntry): Promise<Outcome<WhitelistRecord & { warning: WhitelistWarning }>> {
    const { store, whitelist, extensions, clock, audit, actor } = this.#parts;
    const parsed = parseWhitelistEntry(wanted.entry);
    if (!parsed.ok) return entryRefused(wanted.entry, parsed.error);
    if (!extensions.has(wanted.owner)) return notFound('extension', wanted.owner);
    const createdAtMs = clock.wallTime();
    const expiresAtMs = wanted.expiresAtMs ?? null;
    if (expiresAtMs !== null && !(expiresAtMs > createdAtMs)) {
      return refuse('duration-invalid', 'The end of a whitelist entry lies in the future');
    }
    const { entry, entryKind, wide } = parsed.value;
    const note = (wanted.note ?? '').trim().slice(0, LONGEST_NOTE);
    const record = { entry, entryKind, owner: wanted.owner, note, createdAtMs, expiresAtMs };
    const written = await stored(store.putWhitelistEntry(record), noConflict);
    if (!written.ok) return written;
    whitelist.add(record);
    const lifted = await this.#liftCovered();
    const detail = { kind: entryKind, expiresAtMs, lifted: lifted.ok ? lifted.value : 0 };
    await audit.append({ actor, action: 'whitelist.add', target: wanted.owner, address: entry, detail });
    if (!lifted.ok) return lifted;
    return ok({
      ...record,
      warning: this.#isBannedByHand(record) ? 'manual-ban' : wide ? 'wide-network' : null,
    });
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

function entryRefused(entry: string, reason: 'invalid' | 'too-wide') {
  return reason === 'too-wide'
    ? refuse('network-too-wide', 'A network is at most as wide as /16 (IPv4) or /32 (IPv6)', { entry })
    : refuse('address-invalid', 'This is not an address, a network or a host name', { address: entry });
}
