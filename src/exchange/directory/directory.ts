import type { Clock, Scheduled } from '../../base/clock.ts';
import type { Journal } from '../../base/journal.ts';
import { type Random, randomToken } from '../../base/random.ts';
import { fail, ok, type Result } from '../../base/result.ts';
import { generatePassword } from '../../policy/password.ts';
import { RecentTries } from '../../policy/recent-tries.ts';
import type {
  DirectoryConsentRecord,
  DirectoryEntry,
  DirectoryIssueRecord,
  DirectorySnapshot,
  DirectoryStore,
  ListFormat,
  ListOrder,
} from '../../store/directory-store.ts';
import { StoreError } from '../../store/store.ts';
import type { TextSeal } from '../../store/text-seal.ts';
import { nextNightly } from '../backups/nightly.ts';
import type { Extensions } from '../tables/directory-tables.ts';
import { type DirectoryDifference, differenceOf, isSameList } from './difference.ts';
import type { DirectoryPress, PressFault } from './press.ts';

/** Issues that can still be had, the newest included. */
export const ISSUES_KEPT = 12;
const MOST_REMEMBERED = 20;
const MOST_ASKED = 5;
const ASKED_WINDOW_MS = 3_600_000;
/** The wall clock may jump: so often it is looked at again. */
const LONGEST_WAIT_MS = 3_600_000;
/** Who makes the issues that nobody asked for. */
const BY_ITSELF = 'exchange';

export interface DirectorySettings {
  readonly language: 'nl' | 'en';
  /** Local time at which a list that changed since its last issue gets a new one; undefined: when asked only. */
  readonly automaticAt: { readonly hour: number; readonly minute: number } | undefined;
}

export interface DirectoryWish {
  /** As the last issue has it, when left out. */
  readonly format?: ListFormat | undefined;
  readonly order?: ListOrder | undefined;
}

/** `store-failed`: the issue could not be written down. */
export type BuildFault = PressFault | 'store-failed';

/** An issue that is being made, from the moment it was asked for. */
export interface DirectoryBuild {
  readonly id: string;
  readonly issue: number;
  readonly startedAtMs: number;
  readonly state: 'running' | 'finished' | 'failed';
  /** Names that are drawn. */
  readonly done: number;
  readonly total: number;
  readonly reason: BuildFault | null;
  readonly undrawable: readonly string[];
}

export interface DirectoryParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly journal: Journal;
  readonly store: DirectoryStore;
  readonly press: DirectoryPress;
  readonly seal: TextSeal;
  readonly extensions: Extensions;
  readonly settings: DirectorySettings;
}

/**
 * The list of those who agreed to be listed: one encrypted PDF for each issue, each with a password of its own
 * (security 2.23). An older issue stays as it was and opens with its own.
 */
export class Directory {
  /** Who asked for the password by mail, and for whom. */
  readonly passwordsAsked: RecentTries;
  readonly #parts: DirectoryParts;
  readonly #consents: Map<string, DirectoryConsentRecord>;
  /** The newest first. */
  #issues: readonly DirectoryIssueRecord[];
  readonly #builds = new Map<string, DirectoryBuild>();
  #waiting: (() => void)[] = [];
  #running: Promise<void> | undefined;
  #next: Scheduled | undefined;
  #isStarted = false;
  #automaticAt: DirectorySettings['automaticAt'];

  constructor(parts: DirectoryParts, snapshot: DirectorySnapshot) {
    this.#parts = parts;
    this.#automaticAt = parts.settings.automaticAt;
    this.passwordsAsked = new RecentTries({
      clock: parts.clock,
      most: MOST_ASKED,
      windowMs: ASKED_WINDOW_MS,
    });
    this.#consents = new Map(snapshot.directoryConsents.map((consent) => [consent.extension, consent]));
    this.#issues = snapshot.directoryIssues;
  }

  /** From now on a list that changed gets a new issue every day. */
  start(): void {
    this.#isStarted = true;
    this.#wait();
  }

  /** At another hour, or by hand only. */
  adopt({ automaticAt }: Pick<DirectorySettings, 'automaticAt'>): void {
    this.#automaticAt = automaticAt;
    if (this.#isStarted) this.#wait();
  }

  get isAutomatic(): boolean {
    return this.#automaticAt !== undefined;
  }

  /** The newest first. */
  get issues(): readonly DirectoryIssueRecord[] {
    return this.#issues;
  }

  get builds(): readonly DirectoryBuild[] {
    return [...this.#builds.values()];
  }

  /** Who agreed, by number. */
  get consents(): readonly DirectoryConsentRecord[] {
    return this.#listed().flatMap(({ number }) => this.#consents.get(number) ?? []);
  }

  consentOf(extension: string): DirectoryConsentRecord | undefined {
    return this.#consents.get(extension);
  }

  /** The store has it. */
  putConsent(record: DirectoryConsentRecord): void {
    this.#consents.set(record.extension, record);
  }

  removeConsent(extension: string): void {
    this.#consents.delete(extension);
  }

  /** What an issue made now would hold. */
  entries(): readonly DirectoryEntry[] {
    return this.#listed().map(({ number, callsign, name }) => ({ number, callsign, name }));
  }

  difference(): DirectoryDifference {
    return differenceOf(this.#issues[0]?.content ?? [], this.entries());
  }

  /** Undefined when it cannot be told: its key is gone. */
  passwordOf({ number, sealedPassword }: DirectoryIssueRecord): string | undefined {
    return this.#parts.seal.open(sealedPassword, sealOf(number));
  }

  fileOf(issue: number): string {
    return this.#parts.press.fileOf(issue);
  }

  open(issue: number): Promise<ReadableStream<Uint8Array> | undefined> {
    return this.#parts.press.open(issue);
  }

  /** Begins an issue; what came of it is told by the builds and by a fact. */
  request(wish: DirectoryWish, madeBy: string): Result<DirectoryBuild, 'running'> {
    if (this.#running !== undefined) return fail('running');
    const { clock, random } = this.#parts;
    const last = this.#issues[0];
    const entries = this.entries();
    const build: DirectoryBuild = {
      id: randomToken(random, 12),
      issue: (last?.number ?? 0) + 1,
      startedAtMs: Math.round(clock.wallTime()),
      state: 'running',
      done: 0,
      total: entries.length,
      reason: null,
      undrawable: [],
    };
    this.#remember(build);
    const format = wish.format ?? last?.format ?? 'a4';
    const order = wish.order ?? last?.order ?? 'number';
    this.#running = this.#make(build, { entries, format, order, madeBy }).finally(() => {
      this.#running = undefined;
      this.#wake();
    });
    return ok(build);
  }

  /** The build once it is further than `done`, or over; undefined when there is none such. */
  async afterProgress(id: string, done: number): Promise<DirectoryBuild | undefined> {
    for (;;) {
      const build = this.#builds.get(id);
      if (build === undefined || build.state !== 'running' || build.done > done) return build;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** Resolves when no issue is being made. */
  async settled(): Promise<void> {
    await this.#running;
  }

  /** Ends the issue that is being made: it can be made again. */
  async close(): Promise<void> {
    this.#isStarted = false;
    this.#next?.cancel();
    this.#parts.press.stop();
    await this.#running;
  }

  #listed() {
    return this.#parts.extensions.list().filter(({ number }) => this.#consents.has(number));
  }

  #wait(): void {
    const { clock } = this.#parts;
    const automaticAt = this.#automaticAt;
    this.#next?.cancel();
    if (automaticAt === undefined) return;
    const nowMs = clock.wallTime();
    const dueAtMs = nextNightly(nowMs, automaticAt);
    const waitMs = Math.max(1, dueAtMs - nowMs);
    const isDue = waitMs <= LONGEST_WAIT_MS;
    this.#next = clock.schedule(Math.min(waitMs, LONGEST_WAIT_MS), () => {
      if (isDue) this.#renew();
      this.#wait();
    });
  }

  /** The first issue is an administrator's: nobody is surprised by a list. */
  #renew(): void {
    if (this.#issues.length > 0 && !isSameList(this.difference())) this.request({}, BY_ITSELF);
  }

  async #make(
    build: DirectoryBuild,
    {
      entries,
      format,
      order,
      madeBy,
    }: {
      entries: readonly DirectoryEntry[];
      format: ListFormat;
      order: ListOrder;
      madeBy: string;
    },
  ): Promise<void> {
    const { press, random, settings, seal, journal } = this.#parts;
    const { issue, startedAtMs: madeAtMs } = build;
    const { language } = settings;
    const password = generatePassword(random);
    const about = { issue, madeAtMs, language, format, order, entries };
    const secrets = { password, ownerPassword: generatePassword(random) };
    const printed = await press.print({ ...about, ...secrets }, (done) => this.#change(build.id, { done }));
    const { pages, bytes, sha256, undrawable } = printed.ok ? printed.value : NOTHING;
    const record: DirectoryIssueRecord = {
      number: issue,
      madeAtMs,
      madeBy,
      language,
      format,
      order,
      entries: entries.length,
      pages,
      bytes,
      sha256,
      sealedPassword: seal.seal(password, sealOf(issue)),
      content: entries,
    };
    const fault = printed.ok ? await this.#keep(record) : printed.error;
    if (fault === undefined) {
      this.#change(build.id, { state: 'finished', done: build.total, undrawable });
      journal.record({ kind: 'directory-issued', issue, entries: entries.length });
    } else {
      this.#change(build.id, { state: 'failed', reason: fault });
      journal.record({ kind: 'directory-failed', issue, reason: fault });
    }
    await press.keepOnly(this.#issues.map(({ number }) => number));
  }

  /** On disk first, then in memory. */
  async #keep(record: DirectoryIssueRecord): Promise<BuildFault | undefined> {
    try {
      await this.#parts.store.addDirectoryIssue({ record, keep: ISSUES_KEPT });
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      return 'store-failed';
    }
    const older = this.#issues.filter(({ number }) => number > record.number - ISSUES_KEPT);
    this.#issues = [record, ...older.map((issue) => ({ ...issue, content: null }))];
    return undefined;
  }

  #change(id: string, change: Partial<DirectoryBuild>): void {
    const known = this.#builds.get(id);
    if (known !== undefined) this.#builds.set(id, { ...known, ...change });
    this.#wake();
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #remember(build: DirectoryBuild): void {
    this.#builds.set(build.id, build);
    const [oldest] = this.#builds.keys();
    if (this.#builds.size > MOST_REMEMBERED && oldest !== undefined) this.#builds.delete(oldest);
  }
}

const NOTHING = { pages: 0, bytes: 0, sha256: '', undrawable: [] } as const;

/** What a password is sealed to. */
function sealOf(issue: number): string {
  return `directory issue ${issue}`;
}
