import type { Clock, Scheduled } from '../../base/clock.ts';
import type { Journal } from '../../base/journal.ts';
import { type Random, randomToken } from '../../base/random.ts';
import { parseEvent } from '../../sip/event/event-header.ts';
import { type ExpiryRules, grantExpiry } from '../../sip/event/expiry.ts';
import { ACTIVITIES, PIDF, type PresenceState, parsePresence } from '../../sip/event/presence-document.ts';
import type { HeaderField } from '../../sip/message/headers.ts';
import type { SipRequest } from '../../sip/message/message.ts';
import { createResponse } from '../../sip/message/response.ts';
import { unescapeUser } from '../../sip/message/uri.ts';
import type { ServerTransaction } from '../../sip/transaction/transaction-user.ts';
import type { EventChange, PublicationRecord } from '../../store/event-store.ts';
import type { GroupCommit } from '../commit/group-commit.ts';

/** One of each of the phones an extension may have. */
const MOST_OF_ONE = 5;
export const MOST_PUBLICATIONS = 20_000;
const LARGEST_BODY = 8 * 1024;
const EXPIRY: ExpiryRules = { defaultS: 3_600, minimumS: 60, maximumS: 7_200 };

interface Publication {
  readonly extension: string;
  readonly etag: string;
  readonly state: PresenceState;
  readonly expiry: Scheduled;
}

export interface PublicationParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly journal: Journal;
  readonly commits: Pick<GroupCommit<EventChange>, 'commit'>;
}

/** The event state compositor of RFC 3903 for presence: what each phone says of its holder, until it says otherwise. */
export class Publications {
  readonly #parts: PublicationParts;
  /** By extension and entity tag; the newest last. */
  readonly #byExtension = new Map<string, Map<string, Publication>>();
  #size = 0;

  constructor(parts: PublicationParts) {
    this.#parts = parts;
  }

  get size(): number {
    return this.#size;
  }

  /** What the phones of an extension say together: reachable when one says so, busy with what the newest says. */
  of(extension: string): PresenceState | undefined {
    const states = [...(this.#byExtension.get(extension)?.values() ?? [])].map(({ state }) => state);
    const newest = states.findLast(({ activity }) => activity !== undefined);
    if (states.length === 0) return undefined;
    const basic = states.some((state) => state.basic === 'open') ? 'open' : 'closed';
    return { basic, activity: newest?.activity };
  }

  restore(records: readonly PublicationRecord[]): void {
    const nowMs = this.#parts.clock.wallTime();
    for (const { extension, etag, basic, activity, expiresAtMs } of records) {
      const known = ACTIVITIES.find((each) => each === activity);
      this.#put(extension, etag, { basic, activity: known }, Math.max(0, expiresAtMs - nowMs));
    }
  }

  /** PUBLISH of an authenticated extension: RFC 3903 §6. */
  publish(transaction: ServerTransaction, extension: string, allowEvents: HeaderField): void {
    const { request } = transaction;
    const refuse = (status: number, headers: readonly HeaderField[] = []): void =>
      transaction.respond(createResponse(request, status, { headers }));
    const event = parseEvent(request.headers.get('event') ?? '');
    if (!event.ok || event.value.package !== 'presence') return refuse(489, [allowEvents]);
    if (!isOwn(request, extension)) return refuse(403);
    const matched = request.headers.get('sip-if-match');
    const previous = matched === undefined ? undefined : this.#byExtension.get(extension)?.get(matched);
    if (matched !== undefined && previous === undefined) return refuse(412);
    const granted = grantExpiry(request, EXPIRY);
    if (granted.kind === 'too-brief') {
      return refuse(423, [{ name: 'min-expires', value: `${granted.minimumS}` }]);
    }
    const read = readState(request, previous);
    if (typeof read === 'number') {
      return refuse(read, read === 415 ? [{ name: 'accept', value: PIDF }] : []);
    }
    this.#apply(transaction, extension, { previous, state: read, seconds: granted.seconds });
  }

  /** The extension is no more, or may no longer register. */
  forget(extension: string): void {
    const publications = [...(this.#byExtension.get(extension)?.values() ?? [])];
    this.#parts.commits.commit(publications.map((publication) => this.#drop(publication)));
  }

  close(): void {
    for (const publications of this.#byExtension.values())
      for (const { expiry } of publications.values()) expiry.cancel();
    this.#byExtension.clear();
  }

  /** Every change gets a new tag, a mere refresh included (RFC 3903 §6 step 6). */
  #apply(
    transaction: ServerTransaction,
    extension: string,
    change: { previous: Publication | undefined; state: PresenceState; seconds: number },
  ): void {
    const { previous, state, seconds } = change;
    const etag = randomToken(this.#parts.random, 16);
    const changes: EventChange[] = previous === undefined ? [] : [this.#drop(previous)];
    if (seconds > 0) {
      changes.push(...this.#makeRoom(extension));
      const expiresAtMs = Math.round(this.#parts.clock.wallTime() + seconds * 1000);
      const activity = state.activity ?? null;
      this.#put(extension, etag, state, seconds * 1000);
      const record = { extension, etag, basic: state.basic, activity, expiresAtMs };
      changes.push({ kind: 'put-publication', record });
    }
    this.#parts.journal.record({ kind: 'presence-published', extension });
    const headers = [
      { name: 'sip-etag', value: etag },
      { name: 'expires', value: `${seconds}` },
    ];
    this.#parts.commits.commit(changes, () =>
      transaction.respond(createResponse(transaction.request, 200, { headers })),
    );
  }

  #put(extension: string, etag: string, state: PresenceState, forMs: number): void {
    const publications = this.#byExtension.get(extension) ?? new Map<string, Publication>();
    this.#byExtension.set(extension, publications);
    const expiry = this.#parts.clock.schedule(forMs, () => {
      this.#parts.commits.commit([this.#drop(publication)]);
      this.#parts.journal.record({ kind: 'presence-published', extension });
    });
    const publication = { extension, etag, state, expiry };
    publications.set(etag, publication);
    this.#size += 1;
  }

  #drop({ extension, etag, expiry }: Publication): EventChange {
    expiry.cancel();
    const publications = this.#byExtension.get(extension);
    if (publications?.delete(etag)) this.#size -= 1;
    if (publications?.size === 0) this.#byExtension.delete(extension);
    return { kind: 'delete-publication', etag };
  }

  /** The oldest of the same holder gives way; when all the room is taken, the oldest of whoever was first. */
  #makeRoom(extension: string): EventChange[] {
    const own = this.#byExtension.get(extension);
    const isFull = this.#size >= MOST_PUBLICATIONS;
    if ((own?.size ?? 0) < MOST_OF_ONE && !isFull) return [];
    this.#parts.journal.record({ kind: 'limit-reached', extension, limit: 'publications' });
    const [first] = this.#byExtension.values();
    const [oldest] = (own ?? first)?.values() ?? [];
    return oldest === undefined ? [] : [this.#drop(oldest)];
  }
}

/** One speaks for oneself (RFC 3903 §6 step 2). */
function isOwn(request: SipRequest, extension: string): boolean {
  const user = request.uri.ok ? request.uri.value.user : undefined;
  return user === undefined || unescapeUser(user) === extension;
}

/** Without a body the published state goes on (RFC 3903 §4.1). A number is the status to refuse with. */
function readState(request: SipRequest, previous: Publication | undefined): PresenceState | number {
  const { body, headers } = request;
  if (body.length === 0) return previous?.state ?? 400;
  if (body.length > LARGEST_BODY) return 413;
  const type = (headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (type !== PIDF) return 415;
  const state = parsePresence(body);
  return state.ok ? state.value : 400;
}
