import { type AddressKey, siteKey } from '../base/address-key.ts';
import type { BoundedTable } from '../base/bounded-table.ts';
import type { Clock, Scheduled } from '../base/clock.ts';
import { TextMap } from '../base/text-map.ts';
import { FailedAttempts } from './failed-attempts.ts';

export interface BanRules {
  /** The failure with this ordinal inside the window starts the ban. */
  readonly attempts: number;
  readonly windowMs: number;
  readonly banMs: number;
  /** So many banned /64 of one /56 ban the /56; 0 or nothing: never (security 1.1, an option). */
  readonly siteAfter?: number | undefined;
}

/** Three within five minutes bans for an hour. */
export const DEFAULT_BAN_RULES: BanRules = { attempts: 3, windowMs: 300_000, banMs: 3_600_000 };

/** A ban as it is stored and shown; the times are wall-clock milliseconds, reckoned from the monotonic clock. */
export interface Ban {
  readonly addressKey: AddressKey;
  readonly cause: 'failures' | 'manual';
  readonly attempts: number;
  readonly lastUsername: string | null;
  /** What the last attempt's program calls itself: a stranger's text. */
  readonly lastUserAgent: string | null;
  readonly sinceMs: number;
  readonly untilMs: number;
}

/** A ban as it comes back from the store. */
export type BanRecordLike = Omit<Ban, 'addressKey'> & { readonly addressKey: string };

export interface FailedAttempt {
  readonly key: AddressKey;
  /** The account that was tried; its success clears this failure. */
  readonly account: string;
  /** As sent, for the administrator's list. */
  readonly username: string;
  readonly userAgent?: string;
  /** Names the attempt, so that retransmissions and forked copies count once; at most 256 characters count as a name. */
  readonly transactionKey: string;
}

export interface AttemptOutcome {
  /** False for a copy of a counted attempt, and while the address is banned. */
  readonly counted: boolean;
  /** Counted attempts in the window now; those that made the ban while it lasts. */
  readonly attempts: number;
  /** The ban this attempt started. */
  readonly ban: Ban | undefined;
}

/** Sees every ban begin and end, whatever the cause. */
export interface BanWatcher {
  began(key: AddressKey, remainingMs: number): void;
  ended(key: AddressKey): void;
}

/** `widened`: a ban of the /56 around it holds in its place. */
export type EndListener = (ban: Ban, cause: 'expired' | 'evicted' | 'widened') => void;

/** A running ban on the monotonic clock. */
interface Running extends Pick<Ban, 'cause' | 'attempts' | 'lastUsername' | 'lastUserAgent'> {
  readonly since: number;
  readonly until: number;
}

const MOST = 100_000;
/** Of what a stranger sent. */
const LONGEST_TEXT = 64;
/** Expiries are swept together, so that a hundred thousand bans cost one pass a second at most. */
const SWEEP_SPACING_MS = 1_000;

/**
 * Who may not knock: counted failures and bans of each address (security 1.3 to 1.5, 1.11 to 1.13). Everything is
 * measured on the monotonic clock; the wall clock only translates to and from the store.
 */
export class BanBook {
  readonly #clock: Clock;
  #rules: BanRules;
  readonly #maxBans: number;
  readonly #attempts: FailedAttempts;
  /** In the order they began, which is the order of eviction. */
  readonly #fromFailures = new TextMap<AddressKey, Running>();
  readonly #manual = new TextMap<AddressKey, Running>();
  /** By /56: the /64 in it that are banned for failures. */
  readonly #bySite = new Map<AddressKey, Set<AddressKey>>();
  #sites = 0;
  readonly #listeners = new Set<EndListener>();
  #watcher: BanWatcher | undefined;
  #sweep: { readonly at: number; readonly scheduled: Scheduled } | undefined;

  constructor(parts: {
    readonly clock: Clock;
    readonly rules: BanRules;
    readonly maxCounters?: number;
    readonly maxBans?: number;
  }) {
    this.#clock = parts.clock;
    this.#rules = parts.rules;
    this.#maxBans = parts.maxBans ?? MOST;
    this.#attempts = new FailedAttempts({
      clock: parts.clock,
      windowMs: parts.rules.windowMs,
      maxKeys: parts.maxCounters ?? MOST,
    });
  }

  /**
   * Takes over the bans of the store. What remains of each is at most its own length: a wall clock that went back
   * meanwhile gives the full length again, never more (security 1.11).
   */
  restore(records: readonly BanRecordLike[]): void {
    const now = this.#clock.now();
    const wall = this.#clock.wallTime();
    for (const record of records) {
      const length = record.untilMs - record.sinceMs;
      const remaining = Math.min(record.untilMs - wall, length);
      if (!(remaining > 0)) continue;
      const { cause, attempts, lastUsername, lastUserAgent } = record;
      const until = now + remaining;
      this.#begin(record.addressKey as AddressKey, {
        cause,
        attempts,
        lastUsername,
        lastUserAgent,
        since: until - length,
        until,
      });
    }
  }

  isBanned(key: AddressKey): boolean {
    return this.#running(key) !== undefined || (this.#sites > 0 && this.#isSiteBanned(key));
  }

  /** The running ban of an address, to tell how long it still lasts. */
  find(key: AddressKey): Ban | undefined {
    const banned = this.#bannedKey(key);
    const running = this.#running(banned);
    return running && this.#describe(banned, running);
  }

  get rules(): BanRules {
    return this.#rules;
  }

  /** Other rules from now on: what was counted stays counted, and who is banned stays so until his time is over. */
  adopt(rules: BanRules): void {
    this.#rules = rules;
    this.#attempts.windowMs = rules.windowMs;
    this.#bySite.clear();
    for (const key of this.#fromFailures.keys()) this.#noteSiteOf(key, true);
    if (this.#attempts.size > 0) this.#sweepBy(this.#clock.now());
  }

  /** Failures that count at this moment. */
  attemptsOf(key: AddressKey): number {
    return this.#attempts.countOf(key);
  }

  recordFailure(attempt: FailedAttempt): AttemptOutcome {
    const { key } = attempt;
    const running = this.#running(this.#bannedKey(key));
    if (running) return { counted: false, attempts: running.attempts, ban: undefined };
    const { repeated, attempts } = this.#attempts.record(key, attempt.account, attempt.transactionKey);
    if (repeated || attempts < this.#rules.attempts) {
      if (!repeated) this.#sweepBy(this.#clock.now() + this.#rules.windowMs);
      return { counted: !repeated, attempts, ban: undefined };
    }
    this.#attempts.clearAll(key);
    const last = {
      cause: 'failures',
      attempts,
      lastUsername: attempt.username.slice(0, LONGEST_TEXT),
      lastUserAgent: attempt.userAgent?.slice(0, LONGEST_TEXT) ?? null,
    } as const;
    const ban = this.#start(key, last, this.#rules.banMs);
    return { counted: true, attempts, ban: this.#widen(key, last) ?? ban };
  }

  /** Clears the failures of that account from that address only: one valid account must not buy endless guessing. */
  recordSuccess(key: AddressKey, account: string): void {
    this.#attempts.clearAccount(key, account);
  }

  /** A ban by hand. It replaces a running one and is never evicted. */
  ban(key: AddressKey, durationMs: number): Ban {
    this.#attempts.clearAll(key);
    const byHand = { cause: 'manual', attempts: 0, lastUsername: null, lastUserAgent: null } as const;
    return this.#start(key, byHand, durationMs);
  }

  /** Ends a ban now; the address begins at nought again. */
  lift(key: AddressKey): Ban | undefined {
    const banned = this.#bannedKey(key);
    const running = this.#running(banned);
    this.#attempts.clearAll(key);
    this.#end(banned);
    this.#disarmWhenEmpty();
    return running && this.#describe(banned, running);
  }

  /** Drops everything known of an address: it is on the whitelist now. Gives the ban that ended with it. */
  forget(key: AddressKey): Ban | undefined {
    const lifted = this.lift(key);
    this.#attempts.forget(key);
    this.#disarmWhenEmpty();
    return lifted;
  }

  /** `forget` for every address an entry of the whitelist covers, but for those that were banned by hand. */
  forgetWhere(covers: (key: AddressKey) => boolean): readonly Ban[] {
    const lifted: Ban[] = [];
    for (const key of [...this.#fromFailures.keys(), ...this.#attempts.keys()]) {
      if (this.#manual.has(key) || !covers(key)) continue;
      const ban = this.forget(key);
      if (ban) lifted.push(ban);
    }
    return lifted;
  }

  list(): readonly Ban[] {
    const bans: Ban[] = [];
    for (const bansOfCause of [this.#fromFailures, this.#manual]) {
      for (const [key, running] of bansOfCause) {
        if (this.#clock.now() < running.until) bans.push(this.#describe(key, running));
      }
    }
    return bans;
  }

  get activeCount(): number {
    return this.#fromFailures.size + this.#manual.size;
  }

  /** Addresses with failures in the window. */
  get counterCount(): number {
    return this.#attempts.size;
  }

  /** Bans by hand, which are the administrator's own doing, go beyond the bound (security 1.13). */
  get tables(): readonly BoundedTable[] {
    return [
      {
        name: 'bans',
        size: () => this.#fromFailures.size,
        capacity: this.#maxBans,
        whenFull: 'oldest-goes',
      },
      {
        name: 'failed_attempts',
        size: () => this.#attempts.size,
        capacity: this.#attempts.capacity,
        whenFull: 'oldest-goes',
      },
    ];
  }

  /** Told when a ban ran out (within a second), or was evicted because there are too many. */
  onExpired(listener: EndListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** From now on `watcher` sees every ban begin and end, those that run already first. */
  watch(watcher: BanWatcher): void {
    this.#watcher = watcher;
    const now = this.#clock.now();
    for (const bans of [this.#fromFailures, this.#manual]) {
      for (const [key, { until }] of bans) if (now < until) watcher.began(key, until - now);
    }
  }

  /** Leaves no timer armed. Idempotent. */
  close(): void {
    this.#sweep?.scheduled.cancel();
    this.#sweep = undefined;
    this.#listeners.clear();
    this.#watcher = undefined;
  }

  /** What an address is banned as: itself, or the /56 around it. */
  #bannedKey(key: AddressKey): AddressKey {
    if (this.#sites === 0 || this.#running(key) !== undefined) return key;
    const site = siteKey(key);
    return site !== undefined && this.#running(site) !== undefined ? site : key;
  }

  #isSiteBanned(key: AddressKey): boolean {
    const site = siteKey(key);
    return site !== undefined && this.#running(site) !== undefined;
  }

  /** Bans the /56 when enough of it is banned; the single bans in it end. */
  #widen(key: AddressKey, last: Omit<Running, 'since' | 'until'>): Ban | undefined {
    const { siteAfter = 0, banMs } = this.#rules;
    const site = siteKey(key);
    if (siteAfter === 0 || site === undefined) return undefined;
    const members = this.#bySite.get(site) ?? new Set();
    if (members.size < siteAfter) return undefined;
    for (const member of [...members]) {
      const running = this.#fromFailures.get(member);
      this.#end(member);
      if (running !== undefined && member !== key) this.#tell(member, running, 'widened');
    }
    return this.#start(site, last, banMs);
  }

  #running(key: AddressKey): Running | undefined {
    const running = this.#fromFailures.get(key) ?? this.#manual.get(key);
    return running && this.#clock.now() < running.until ? running : undefined;
  }

  #start(key: AddressKey, about: Omit<Running, 'since' | 'until'>, lengthMs: number): Ban {
    const since = this.#clock.now();
    const running = { ...about, since, until: since + lengthMs };
    this.#begin(key, running);
    return this.#describe(key, running);
  }

  #begin(key: AddressKey, running: Running): void {
    this.#end(key);
    if (running.cause === 'failures' && this.activeCount >= this.#maxBans) this.#evictOldest();
    (running.cause === 'manual' ? this.#manual : this.#fromFailures).set(key, running);
    if (running.cause === 'failures') this.#noteSite(key, true);
    this.#sweepBy(running.until);
    this.#watcher?.began(key, running.until - this.#clock.now());
  }

  #end(key: AddressKey): void {
    const wasFailures = this.#fromFailures.delete(key);
    if (wasFailures) this.#noteSite(key, false);
    else if (!this.#manual.delete(key)) return;
    this.#watcher?.ended(key);
  }

  /** Keeps account of what is banned in each /56, and of how many /56 are. */
  #noteSite(key: AddressKey, isBanned: boolean): void {
    if (key.endsWith('/56')) this.#sites += isBanned ? 1 : -1;
    this.#noteSiteOf(key, isBanned);
  }

  #noteSiteOf(key: AddressKey, isBanned: boolean): void {
    const site = this.#rules.siteAfter ? siteKey(key) : undefined;
    if (site === undefined) return;
    const members = this.#bySite.get(site) ?? new Set();
    if (isBanned) members.add(key);
    else members.delete(key);
    if (members.size > 0) this.#bySite.set(site, members);
    else this.#bySite.delete(site);
  }

  #evictOldest(): void {
    const key = this.#fromFailures.oldest;
    const running = key && this.#fromFailures.get(key);
    if (!running) return;
    this.#end(key);
    this.#tell(key, running, 'evicted');
  }

  #tell(key: AddressKey, running: Running, cause: Parameters<EndListener>[1]): void {
    const ban = this.#describe(key, running);
    for (const listener of this.#listeners) listener(ban, cause);
  }

  #describe(addressKey: AddressKey, running: Running): Ban {
    const { cause, attempts, lastUsername, lastUserAgent, since, until } = running;
    const sinceMs = Math.round(this.#clock.wallTime() + since - this.#clock.now());
    return {
      addressKey,
      cause,
      attempts,
      lastUsername,
      lastUserAgent,
      sinceMs,
      untilMs: sinceMs + Math.round(until - since),
    };
  }

  /** Makes sure a sweep comes by then: for the listeners, and because no address is kept longer than it is needed. */
  #sweepBy(at: number): void {
    if (this.#sweep && this.#sweep.at <= at) return;
    this.#sweep?.scheduled.cancel();
    const scheduled = this.#clock.schedule(Math.max(0, at - this.#clock.now()), () => this.#sweepNow());
    this.#sweep = { at, scheduled };
  }

  #sweepNow(): void {
    this.#sweep = undefined;
    const now = this.#clock.now();
    let next = this.#attempts.sweep() ?? Number.POSITIVE_INFINITY;
    const ended: [AddressKey, Running][] = [];
    for (const bans of [this.#fromFailures, this.#manual]) {
      for (const [key, running] of bans) {
        if (now >= running.until) ended.push([key, running]);
        else next = Math.min(next, running.until - now);
      }
    }
    for (const [key] of ended) this.#end(key);
    if (next < Number.POSITIVE_INFINITY) this.#sweepBy(now + Math.max(next, SWEEP_SPACING_MS));
    for (const [key, running] of ended) this.#tell(key, running, 'expired');
  }

  #disarmWhenEmpty(): void {
    if (this.activeCount + this.#attempts.size > 0) return;
    this.#sweep?.scheduled.cancel();
    this.#sweep = undefined;
  }
}
