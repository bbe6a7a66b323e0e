import { randomToken } from '../../base/random.ts';
import { ok } from '../../base/result.ts';
import { parseWhitelistEntry } from '../../policy/whitelist.ts';
import type { WhitelistRequestRecord } from '../../store/guard-store.ts';
import type { EndedBanRecord } from '../../store/schema.ts';
import type { GuardConsole, WhitelistWish } from '../console/guard.ts';
import type { Outcome } from '../console/outcome.ts';
import { type BanAdministration, entryRefused, LONGEST_NOTE } from './ban-administration.ts';
import type { ActorParts } from './parts.ts';
import { fetched, noConflict, notFound, refuse, stored } from './refusal.ts';
import type { Turnstile } from './turnstile.ts';

/** A holder who asks for more than this at a time is asked to wait for an answer. */
const MOST_OPEN_REQUESTS = 5;
const ID_LENGTH = 10;

/** The history of bans and the holders' requests for whitelisting. */
export class GuardAdministration implements Omit<GuardConsole, 'addressState'> {
  readonly #parts: ActorParts;
  readonly #turnstile: Turnstile;
  readonly #bans: BanAdministration;

  constructor(parts: ActorParts, turnstile: Turnstile, bans: BanAdministration) {
    this.#parts = parts;
    this.#turnstile = turnstile;
    this.#bans = bans;
  }

  listEndedBans(): Promise<Outcome<readonly EndedBanRecord[]>> {
    return fetched(this.#parts.store.listEndedBans());
  }

  listWhitelistRequests(): Promise<Outcome<readonly WhitelistRequestRecord[]>> {
    return fetched(this.#parts.store.listWhitelistRequests());
  }

  requestWhitelisting(wish: WhitelistWish): Promise<Outcome<WhitelistRequestRecord>> {
    return this.#turnstile.pass(async () => {
      const { store, extensions, clock, random, audit, actor } = this.#parts;
      const parsed = parseWhitelistEntry(wish.entry);
      if (!parsed.ok) return entryRefused(wish.entry, parsed.error);
      const { extension } = wish;
      if (!extensions.has(extension)) return notFound('extension', extension);
      const known = await this.listWhitelistRequests();
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

  grantWhitelistRequest(
    id: string,
    expiresAtMs?: number,
  ): Promise<Outcome<WhitelistRequestRecord & { warning: 'wide-network' | 'manual-ban' | null }>> {
    return this.#turnstile.pass(async () => {
      const request = await this.#open(id);
      if (!request.ok) return request;
      const { entry, extension: owner, note } = request.value;
      const added = await this.#bans.putEntry({ entry, owner, note, expiresAtMs });
      if (!added.ok) return added;
      const decided = await this.#decide(request.value, 'granted');
      return decided.ok ? ok({ ...decided.value, warning: added.value.warning }) : decided;
    });
  }

  refuseWhitelistRequest(id: string): Promise<Outcome<WhitelistRequestRecord>> {
    return this.#turnstile.pass(async () => {
      const request = await this.#open(id);
      return request.ok ? this.#decide(request.value, 'refused') : request;
    });
  }

  async #open(id: string): Promise<Outcome<WhitelistRequestRecord>> {
    const known = await this.listWhitelistRequests();
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
}
