import { Worker } from 'node:worker_threads';
import type { Clock } from '../../base/clock.ts';
import { NumberMap } from '../../base/number-map.ts';
import type { AuditCheck, AuditEntry, AuditQuery, AuditRecord } from '../archives/audit-archive.ts';
import type { WantedBans } from '../archives/ban-archive.ts';
import type { CallFeaturesRecord } from '../archives/call-features-archive.ts';
import type { ExtensionLimitsRecord } from '../archives/extension-limits-archive.ts';
import type { LanguageRecord } from '../archives/language-archive.ts';
import type { LiveDialogChange, LiveDialogRecord } from '../archives/live-dialog-archive.ts';
import type { RadioRecord } from '../archives/radio-archive.ts';
import type { SuspensionRecord } from '../archives/suspension-archive.ts';
import type { TokenRecord } from '../archives/token-archive.ts';
import type { DirectoryConsentRecord, DirectoryStore } from '../directory-store.ts';
import type { EventChange, StoredMessageRecord, WatchersRecord } from '../event-store.ts';
import type { ExtensionsChange } from '../extension-archive.ts';
import type { TraceMessageRecord, TraceRecord, WhitelistRequestRecord } from '../guard-store.ts';
import type { LedgerChange } from '../records/ledger-records.ts';
import type {
  BanRecord,
  BindingChange,
  ConferenceRecord,
  DigestRecord,
  ExtensionRecord,
  WhitelistRecord,
} from '../records/records.ts';
import type { EndedBanRecord } from '../schema.ts';
import { type Snapshot, type Store, StoreError } from '../store.ts';
import type { MailboxRecord, VoiceMessageRecord, VoicemailStore, VoiceSound } from '../voicemail-store.ts';
import type {
  CallRecord,
  InstructionProgressRecord,
  UsageRecord,
  UsageTotal,
  WatchStore,
} from '../watch-store.ts';
import type { Failure, Operation, Report, Request } from './store-protocol.ts';

/** Changes that may wait for the disk (security §3); what comes beyond is refused as `busy`. */
const MOST_WAITING = 10_000;

interface Pending {
  readonly entries: number;
  readonly resolve: (value: never) => void;
  readonly reject: (error: StoreError) => void;
}

/** A thread that fails again so soon after it was started has a trouble that starting does not mend at once. */
const REST_MS = 1_000;

/** Opens the SQLite file in a thread of its own. Rejects with `StoreError`. */
export async function openStoreThread(
  path: string,
  clock: Pick<Clock, 'wallTime'>,
  onDied: (why: string) => void = () => {},
): Promise<StoreThread> {
  const start = (): Worker =>
    new Worker(new URL('./store-worker.ts', import.meta.url), {
      workerData: { path, nowMs: clock.wallTime() },
    });
  const worker = start();
  await new Promise<void>((resolve, reject) => {
    const onError = (error: unknown): void => reject(new StoreError('broken', messageOf(error)));
    worker.once('error', onError);
    worker.once('message', (report: Report) => {
      worker.off('error', onError);
      if (report.kind === 'not-opened') reject(toError(report.failure));
      else resolve();
    });
  });
  return new StoreThread(worker, clock, { restart: start, onDied });
}

export interface StoreThreadOptions {
  readonly maxWaiting?: number;
  /** A new thread on the same file, for one that died. */
  readonly restart?: () => Worker;
  /** One died and will be replaced. */
  readonly onDied?: (why: string) => void;
}

/**
 * The store behind a thread, so that a slow or locked disk never holds up SIP. A thread that dies is replaced: what
 * it had not answered is refused, and what is asked from then on waits for the new one to open the file.
 */
export class StoreThread implements Store {
  #worker: Worker;
  readonly #clock: Pick<Clock, 'wallTime'>;
  readonly #maxWaiting: number;
  readonly #restart: (() => Worker) | undefined;
  readonly #onDied: (why: string) => void;
  readonly #pending = new NumberMap<Pending>();
  #ended: Promise<void>;
  #startedAtMs: number;
  /** Why the thread that was last started cannot be asked; the next request starts another. */
  #trouble: string | undefined;
  #waiting = 0;
  #lastId = 0;
  /** Why nothing more is taken. */
  #refusal: string | undefined;

  /** `worker` has reported that it opened its file. */
  constructor(
    worker: Worker,
    clock: Pick<Clock, 'wallTime'>,
    { maxWaiting = MOST_WAITING, restart, onDied = () => {} }: StoreThreadOptions = {},
  ) {
    this.#clock = clock;
    this.#maxWaiting = maxWaiting;
    this.#restart = restart;
    this.#onDied = onDied;
    this.#worker = worker;
    this.#startedAtMs = clock.wallTime();
    this.#ended = this.#attach(worker);
  }

  #attach(worker: Worker): Promise<void> {
    worker.on('message', (report: Report) => this.#settle(report));
    worker.on('error', (error) => this.#onDead(worker, `the store's thread failed: ${messageOf(error)}`));
    return new Promise((resolve) => {
      worker.once('exit', () => {
        this.#onDead(worker, "the store's thread ended");
        resolve();
      });
    });
  }

  /** Changes given and not yet settled. */
  get waiting(): number {
    return this.#waiting;
  }

  load(): Promise<Snapshot> {
    return this.#ask('load', undefined);
  }

  setDigest(record: DigestRecord): Promise<void> {
    return this.#ask('setDigest', record);
  }

  insertExtensions(records: readonly ExtensionRecord[]): Promise<void> {
    return this.#ask('insertExtensions', records, records.length);
  }

  updateExtension(record: ExtensionRecord): Promise<void> {
    return this.#ask('updateExtension', record);
  }

  changeExtensions(change: ExtensionsChange): Promise<void> {
    return this.#ask('changeExtensions', change, change.inserted.length + change.updated.length);
  }

  deleteExtension(number: string): Promise<void> {
    return this.#ask('deleteExtension', number);
  }

  insertConference(record: ConferenceRecord): Promise<void> {
    return this.#ask('insertConference', record);
  }

  updateConference(record: ConferenceRecord): Promise<void> {
    return this.#ask('updateConference', record);
  }

  deleteConference(number: string): Promise<void> {
    return this.#ask('deleteConference', number);
  }

  insertRadio(record: RadioRecord): Promise<void> {
    return this.#ask('insertRadio', record);
  }

  updateRadio(record: RadioRecord): Promise<void> {
    return this.#ask('updateRadio', record);
  }

  deleteRadio(name: string): Promise<void> {
    return this.#ask('deleteRadio', name);
  }

  commitBindings(changes: readonly BindingChange[]): Promise<void> {
    if (changes.length === 0) return Promise.resolve();
    // As text: this is the one that comes hundreds of times a second, and structured clone takes twice as long.
    return this.#ask('commitBindings', JSON.stringify(changes), changes.length);
  }

  commitLiveDialogs(changes: readonly LiveDialogChange[]): Promise<void> {
    return this.#ask('commitLiveDialogs', changes, changes.length);
  }

  listLiveDialogs(): Promise<readonly LiveDialogRecord[]> {
    return this.#ask('listLiveDialogs', undefined);
  }

  putBan(record: BanRecord): Promise<void> {
    return this.#ask('putBan', record);
  }

  deleteBan(addressKey: string): Promise<void> {
    return this.#ask('deleteBan', addressKey);
  }

  listEndedBans(): Promise<readonly EndedBanRecord[]> {
    return this.#ask('listEndedBans', undefined);
  }

  findEndedBans(wanted: WantedBans): Promise<readonly EndedBanRecord[]> {
    return this.#ask('findEndedBans', wanted);
  }

  putWhitelistEntry(record: WhitelistRecord): Promise<void> {
    return this.#ask('putWhitelistEntry', record);
  }

  deleteWhitelistEntry(entry: string): Promise<void> {
    return this.#ask('deleteWhitelistEntry', entry);
  }

  putSuspensions(records: readonly SuspensionRecord[]): Promise<void> {
    return this.#ask('putSuspensions', records, records.length);
  }

  listSuspensions(): Promise<readonly SuspensionRecord[]> {
    return this.#ask('listSuspensions', undefined);
  }

  putExtensionLimits(record: ExtensionLimitsRecord): Promise<void> {
    return this.#ask('putExtensionLimits', record);
  }

  putCallFeatures(records: readonly CallFeaturesRecord[]): Promise<void> {
    return this.#ask('putCallFeatures', records, records.length);
  }

  putLanguage(record: LanguageRecord): Promise<void> {
    return this.#ask('putLanguage', record);
  }

  appendAudit(entries: readonly AuditEntry[]): Promise<void> {
    return this.#ask('appendAudit', entries, entries.length);
  }

  listAudit(query: AuditQuery): Promise<readonly AuditRecord[]> {
    return this.#ask('listAudit', query);
  }

  continueAuditCheck(check: AuditCheck): Promise<AuditCheck> {
    return this.#ask('continueAuditCheck', check);
  }

  putToken(record: TokenRecord): Promise<void> {
    return this.#ask('putToken', record);
  }

  commitLedger(changes: readonly LedgerChange[]): Promise<void> {
    return this.#ask('commitLedger', changes, changes.length);
  }

  listWhitelistRequests(): Promise<readonly WhitelistRequestRecord[]> {
    return this.#ask('listWhitelistRequests', undefined);
  }

  putWhitelistRequest(record: WhitelistRequestRecord): Promise<void> {
    return this.#ask('putWhitelistRequest', record);
  }

  putTrace(record: TraceRecord): Promise<void> {
    return this.#ask('putTrace', record);
  }

  listTraces(): Promise<readonly TraceRecord[]> {
    return this.#ask('listTraces', undefined);
  }

  deleteTrace(id: string): Promise<void> {
    return this.#ask('deleteTrace', id);
  }

  appendTraceMessages(messages: readonly TraceMessageRecord[]): Promise<void> {
    return this.#ask('appendTraceMessages', messages, messages.length);
  }

  listTraceMessages(trace: string): Promise<readonly TraceMessageRecord[]> {
    return this.#ask('listTraceMessages', trace);
  }

  insertInstruction(given: Parameters<WatchStore['insertInstruction']>[0]): Promise<void> {
    return this.#ask('insertInstruction', given, given.progress.length + 1);
  }

  closeInstruction(closed: Parameters<WatchStore['closeInstruction']>[0]): Promise<void> {
    return this.#ask('closeInstruction', closed);
  }

  putInstructionProgress(records: readonly InstructionProgressRecord[]): Promise<void> {
    return this.#ask('putInstructionProgress', records, records.length);
  }

  addHistory(history: Parameters<WatchStore['addHistory']>[0]): Promise<void> {
    return this.#ask('addHistory', history, history.calls.length + history.usage.length);
  }

  forgetCallsOf(extension: string): Promise<void> {
    return this.#ask('forgetCallsOf', extension);
  }

  listCallRecords(query: Parameters<WatchStore['listCallRecords']>[0]): Promise<readonly CallRecord[]> {
    return this.#ask('listCallRecords', query);
  }

  listUsage(query: Parameters<WatchStore['listUsage']>[0]): Promise<readonly UsageTotal[]> {
    return this.#ask('listUsage', query);
  }

  listUsageOf(query: Parameters<WatchStore['listUsageOf']>[0]): Promise<readonly UsageRecord[]> {
    return this.#ask('listUsageOf', query);
  }

  putWatchers(record: WatchersRecord): Promise<void> {
    return this.#ask('putWatchers', record);
  }

  commitEvents(changes: readonly EventChange[]): Promise<void> {
    return this.#ask('commitEvents', changes, changes.length);
  }

  putMessage(record: StoredMessageRecord): Promise<void> {
    return this.#ask('putMessage', record);
  }

  listMessages(recipient: string): Promise<readonly StoredMessageRecord[]> {
    return this.#ask('listMessages', recipient);
  }

  putDirectoryConsent(record: DirectoryConsentRecord): Promise<void> {
    return this.#ask('putDirectoryConsent', record);
  }

  deleteDirectoryConsent(extension: string): Promise<void> {
    return this.#ask('deleteDirectoryConsent', extension);
  }

  addDirectoryIssue(given: Parameters<DirectoryStore['addDirectoryIssue']>[0]): Promise<void> {
    return this.#ask('addDirectoryIssue', given);
  }

  putMailbox(record: MailboxRecord): Promise<void> {
    return this.#ask('putMailbox', record);
  }

  addVoiceMessage(given: Parameters<VoicemailStore['addVoiceMessage']>[0]): Promise<void> {
    return this.#ask('addVoiceMessage', given);
  }

  updateVoiceMessage(record: VoiceMessageRecord): Promise<void> {
    return this.#ask('updateVoiceMessage', record);
  }

  deleteVoiceMessages(ids: readonly number[]): Promise<void> {
    return this.#ask('deleteVoiceMessages', ids);
  }

  putGreeting(given: Parameters<VoicemailStore['putGreeting']>[0]): Promise<void> {
    return this.#ask('putGreeting', given);
  }

  deleteGreeting(extension: string): Promise<void> {
    return this.#ask('deleteGreeting', extension);
  }

  readVoiceMessage(id: number): Promise<VoiceSound | null> {
    return this.#ask('readVoiceMessage', id);
  }

  readGreeting(extension: string): Promise<VoiceSound | null> {
    return this.#ask('readGreeting', extension);
  }

  purgeExpired(): Promise<void> {
    return this.#ask('purgeExpired', undefined);
  }

  /** After everything that was asked. Idempotent. */
  async close(): Promise<void> {
    if (this.#refusal === undefined) {
      this.#refusal = 'the store is closed';
      this.#post({ kind: 'close' });
    }
    await this.#ended;
  }

  /** A batch larger than the bound is taken when nothing waits: it holds what a full disk left owing. */
  #ask<T>(operation: Operation, argument: unknown, entries = 1): Promise<T> {
    if (this.#refusal !== undefined) return Promise.reject(new StoreError('broken', this.#refusal));
    if (this.#trouble !== undefined && !this.#startAnother()) {
      return Promise.reject(new StoreError('busy', this.#trouble));
    }
    if (this.#waiting > 0 && this.#waiting + entries > this.#maxWaiting) {
      return Promise.reject(new StoreError('busy', `${this.#waiting} changes wait for the disk`));
    }
    this.#waiting += entries;
    const id = ++this.#lastId;
    return new Promise<T>((resolve, reject) => {
      this.#pending.set(id, { entries, resolve: resolve as (value: never) => void, reject });
      this.#post({
        kind: 'do',
        id,
        operation,
        argument,
        nowMs: this.#clock.wallTime(),
      });
    });
  }

  #post(request: Request): void {
    this.#worker.postMessage(request);
  }

  #settle(report: Report): void {
    if (report.kind === 'not-opened') return this.#rejectAll(toError(report.failure));
    if (report.kind !== 'done' && report.kind !== 'failed') return;
    const pending = this.#pending.get(report.id);
    if (!pending) return;
    this.#pending.delete(report.id);
    this.#waiting -= pending.entries;
    if (report.kind === 'done') pending.resolve(report.value as never);
    else pending.reject(toError(report.failure));
  }

  /** What was asked and not answered may or may not have been done. */
  #onDead(worker: Worker, message: string): void {
    if (worker !== this.#worker || this.#trouble !== undefined) return;
    if (this.#restart === undefined) this.#refusal ??= message;
    else if (this.#refusal === undefined) {
      this.#trouble = message;
      this.#onDied(message);
    }
    this.#rejectAll(new StoreError('broken', message));
  }

  /** False when the last one was started a moment ago: the disk or the machine needs a rest. */
  #startAnother(): boolean {
    const nowMs = this.#clock.wallTime();
    if (this.#restart === undefined || Math.abs(nowMs - this.#startedAtMs) < REST_MS) return false;
    this.#startedAtMs = nowMs;
    this.#trouble = undefined;
    this.#worker = this.#restart();
    this.#ended = this.#attach(this.#worker);
    return true;
  }

  #rejectAll(error: StoreError): void {
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
    this.#waiting = 0;
  }
}

function toError({ reason, message }: Failure): StoreError {
  return new StoreError(reason, message);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
