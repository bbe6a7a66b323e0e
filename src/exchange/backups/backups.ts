import type { Clock, Scheduled } from '../../base/clock.ts';
import type { Journal } from '../../base/journal.ts';
import type { Log } from '../../base/log.ts';
import { type Random, randomToken } from '../../base/random.ts';
import { fail, ok, type Result } from '../../base/result.ts';
import type { Store } from '../../store/store.ts';
import type { BackupCause, BackupFault, BackupShelf } from './backup-shelf.ts';
import { isoStamp, nextNightly } from './nightly.ts';

/** Those that ran, for who asks what came of them. */
const MOST_REMEMBERED = 20;
/** The wall clock may jump: so often it is looked at again. */
const LONGEST_WAIT_MS = 3_600_000;
/** A copy that is overdue at the start waits until the start is over. */
const AFTER_START_MS = 600_000;
const RETRY_MS = 3_600_000;
export const SHORTEST_PASSPHRASE = 12;
/** In the audit log: a copy the command on this machine put elsewhere. */
export const COMMAND_BACKUP = 'backup.create';

export interface BackupSettings {
  /** How many copies of each cause are kept. */
  readonly keep: number;
  /** Local time of the nightly copy; undefined where no passphrase is configured. */
  readonly nightlyAt: { readonly hour: number; readonly minute: number } | undefined;
}

/** One copy, from the moment it was asked for. */
export interface BackupJob {
  readonly id: string;
  readonly cause: BackupCause;
  readonly startedAtMs: number;
  readonly state: 'running' | 'finished' | 'failed';
  readonly doneBytes: number;
  readonly totalBytes: number;
  readonly bytes: number | null;
  readonly sha256: string | null;
  readonly reason: BackupFault | null;
}

/** Makes copies of everything, one at a time: when asked, and every night. Old ones go. */
export class Backups {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #journal: Journal;
  readonly #log: Log;
  readonly #shelf: BackupShelf;
  readonly #store: Pick<Store, 'listAudit'>;
  #settings: BackupSettings;
  readonly #jobs = new Map<string, BackupJob>();
  #running: Promise<BackupJob> | undefined;
  #lastSuccessMs: number | undefined;
  #dueAtMs = Number.POSITIVE_INFINITY;
  #next: Scheduled | undefined;
  #isStarted = false;

  constructor(parts: {
    readonly clock: Clock;
    readonly random: Random;
    readonly journal: Journal;
    readonly log: Log;
    readonly shelf: BackupShelf;
    /** Knows of the copies that are not on the shelf. */
    readonly store: Pick<Store, 'listAudit'>;
    readonly settings: BackupSettings;
  }) {
    this.#clock = parts.clock;
    this.#random = parts.random;
    this.#journal = parts.journal;
    this.#log = parts.log;
    this.#shelf = parts.shelf;
    this.#store = parts.store;
    this.#settings = parts.settings;
  }

  /** On the wall clock; undefined when none is known of. */
  get lastSuccessMs(): number | undefined {
    return this.#lastSuccessMs;
  }

  get isNightly(): boolean {
    return this.#settings.nightlyAt !== undefined;
  }

  get jobs(): readonly BackupJob[] {
    return [...this.#jobs.values()];
  }

  /** Reads what there is; from now on copies are made by night. */
  async start(): Promise<void> {
    await this.readNewest();
    this.#isStarted = true;
    this.#plan();
  }

  /** Another hour, or another number of copies. */
  adopt(settings: BackupSettings): void {
    const { nightlyAt: before } = this.#settings;
    this.#settings = settings;
    const { nightlyAt: now } = settings;
    const isSameTime = before?.hour === now?.hour && before?.minute === now?.minute;
    if (this.#isStarted && !isSameTime) this.#plan();
  }

  /** Looks when the last copy was made, on the shelf or by the command. */
  async readNewest(): Promise<void> {
    const [newest] = await this.#shelf.list();
    if (newest !== undefined) this.noteSuccess(newest.createdAtMs);
    const [commanded] = await this.#store.listAudit({ action: COMMAND_BACKUP, limit: 1 });
    if (commanded !== undefined) this.noteSuccess(commanded.atMs);
  }

  /** A copy that was made elsewhere, by the command on this machine, counts as well. */
  noteSuccess(atMs: number): void {
    this.#lastSuccessMs = Math.max(this.#lastSuccessMs ?? 0, atMs);
  }

  /** Begins a copy; what came of it is told by the jobs and by a fact. */
  request(
    given: string | undefined,
  ): Result<BackupJob, 'running' | 'passphrase-missing' | 'passphrase-short'> {
    if (this.#running !== undefined) return fail('running');
    const passphrase = given ?? this.#shelf.passphrase();
    if (passphrase === undefined) return fail('passphrase-missing');
    if (passphrase.length < SHORTEST_PASSPHRASE) return fail('passphrase-short');
    return ok(this.#begin('request', passphrase));
  }

  /** Resolves when no copy is being made. */
  async settled(): Promise<void> {
    await this.#running;
  }

  /** Ends the copy that is being made: it is only a copy. */
  async close(): Promise<void> {
    this.#isStarted = false;
    this.#next?.cancel();
    this.#shelf.stop();
    await this.#running;
  }

  /** A copy that is overdue waits until the start is over. */
  #plan(): void {
    const { nightlyAt } = this.#settings;
    if (nightlyAt === undefined) return this.#next?.cancel();
    const dueMs = nextNightly(this.#lastSuccessMs, nightlyAt);
    this.#dueAtMs = Math.max(dueMs, this.#clock.wallTime() + AFTER_START_MS);
    this.#wait();
  }

  #wait(): void {
    this.#next?.cancel();
    const waitMs = Math.max(1, this.#dueAtMs - this.#clock.wallTime());
    this.#next = this.#clock.schedule(Math.min(waitMs, LONGEST_WAIT_MS), () => void this.#onNight());
  }

  async #onNight(): Promise<void> {
    const { nightlyAt } = this.#settings;
    if (nightlyAt === undefined) return;
    if (this.#clock.wallTime() >= this.#dueAtMs) {
      const isDone = await this.#makeNightly();
      const nowMs = this.#clock.wallTime();
      this.#dueAtMs = isDone ? nextNightly(nowMs, nightlyAt) : nowMs + RETRY_MS;
    }
    this.#wait();
  }

  async #makeNightly(): Promise<boolean> {
    await this.#running;
    const passphrase = this.#shelf.passphrase();
    if (passphrase !== undefined && passphrase.length >= SHORTEST_PASSPHRASE) {
      this.#begin('nightly', passphrase);
      return (await this.#running)?.state === 'finished';
    }
    const reason = passphrase === undefined ? 'passphrase-missing' : 'passphrase-short';
    this.#journal.record({ kind: 'backup-failed', backup: null, cause: 'nightly', reason });
    return false;
  }

  #begin(cause: BackupCause, passphrase: string): BackupJob {
    const startedAtMs = Math.round(this.#clock.wallTime());
    const id = `${isoStamp(startedAtMs)}-${cause}-${randomToken(this.#random, 4)}`;
    const nothing = { doneBytes: 0, totalBytes: 0, bytes: null, sha256: null, reason: null };
    const job: BackupJob = { id, cause, startedAtMs, state: 'running', ...nothing };
    this.#remember(job);
    this.#journal.record({ kind: 'backup-started', backup: id, cause });
    this.#running = this.#make(job, passphrase).finally(() => {
      this.#running = undefined;
    });
    return job;
  }

  async #make(job: BackupJob, passphrase: string): Promise<BackupJob> {
    const { id, cause } = job;
    const made = await this.#shelf.make(id, passphrase, (doneBytes, totalBytes) => {
      const known = this.#jobs.get(id);
      if (known !== undefined) this.#jobs.set(id, { ...known, doneBytes, totalBytes });
    });
    const known = this.#jobs.get(id) ?? job;
    if (!made.ok) {
      const failed: BackupJob = { ...known, state: 'failed', reason: made.error };
      this.#jobs.set(id, failed);
      this.#journal.record({ kind: 'backup-failed', backup: id, cause, reason: made.error });
      return failed;
    }
    const { bytes, sha256 } = made.value;
    const finished: BackupJob = { ...known, state: 'finished', doneBytes: known.totalBytes, bytes, sha256 };
    this.#jobs.set(id, finished);
    this.noteSuccess(this.#clock.wallTime());
    this.#journal.record({ kind: 'backup-finished', backup: id, cause, bytes });
    await this.#removeOld(cause);
    return finished;
  }

  async #removeOld(cause: BackupCause): Promise<void> {
    const copies = (await this.#shelf.list()).filter((copy) => copy.cause === cause);
    for (const { id } of copies.slice(this.#settings.keep)) {
      if (!(await this.#shelf.remove(id)))
        this.#log.warn('an old backup could not be removed', { backup: id });
    }
  }

  #remember(job: BackupJob): void {
    this.#jobs.set(job.id, job);
    const [oldest] = this.#jobs.keys();
    if (this.#jobs.size > MOST_REMEMBERED && oldest !== undefined) this.#jobs.delete(oldest);
  }
}
