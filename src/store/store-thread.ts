import { Worker } from 'node:worker_threads';
import type { Clock } from '../base/clock.ts';
import type {
  BanRecord,
  BindingChange,
  ConferenceRecord,
  DigestRecord,
  ExtensionRecord,
  WhitelistRecord,
} from './records.ts';
import type { EndedBanRecord } from './schema.ts';
import { type Snapshot, type Store, StoreError } from './store.ts';
import type { Failure, Operation, Report, Request } from './store-protocol.ts';

/** Changes that may wait for the disk (security §3); what comes beyond is refused as `busy`. */
const MOST_WAITING = 10_000;

interface Pending {
  readonly entries: number;
  readonly resolve: (value: never) => void;
  readonly reject: (error: StoreError) => void;
}

/** Opens the SQLite file in a thread of its own. Rejects with `StoreError`. */
export async function openStoreThread(path: string, clock: Pick<Clock, 'wallTime'>): Promise<StoreThread> {
  const worker = new Worker(new URL('./store-worker.ts', import.meta.url), {
    workerData: { path, nowMs: clock.wallTime() },
  });
  await new Promise<void>((resolve, reject) => {
    const onError = (error: unknown): void => reject(new StoreError('broken', messageOf(error)));
    worker.once('error', onError);
    worker.once('message', (report: Report) => {
      worker.off('error', onError);
      if (report.kind === 'not-opened') reject(toError(report.failure));
      else resolve();
    });
  });
  return new StoreThread(worker, clock);
}

/** The store behind a thread, so that a slow or locked disk never holds up SIP. */
export class StoreThread implements Store {
  readonly #worker: Worker;
  readonly #clock: Pick<Clock, 'wallTime'>;
  readonly #maxWaiting: number;
  readonly #pending = new Map<number, Pending>();
  readonly #ended: Promise<void>;
  #waiting = 0;
  #lastId = 0;
  /** Why nothing more is taken. */
  #refusal: string | undefined;

  /** `worker` has reported that it opened its file. */
  constructor(worker: Worker, clock: Pick<Clock, 'wallTime'>, maxWaiting = MOST_WAITING) {
    this.#worker = worker;
    this.#clock = clock;
    this.#maxWaiting = maxWaiting;
    worker.on('message', (report: Report) => this.#settle(report));
    worker.on('error', (error) => this.#fail(`the store's thread failed: ${messageOf(error)}`));
    this.#ended = new Promise((resolve) => {
      worker.once('exit', () => {
        this.#fail("the store's thread ended");
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

  deleteExtension(number: string): Promise<void> {
    return this.#ask('deleteExtension', number);
  }

  insertConference(record: ConferenceRecord): Promise<void> {
    return this.#ask('insertConference', record);
  }

  deleteConference(number: string): Promise<void> {
    return this.#ask('deleteConference', number);
  }

  commitBindings(changes: readonly BindingChange[]): Promise<void> {
    if (changes.length === 0) return Promise.resolve();
    return this.#ask('commitBindings', changes, changes.length);
  }

  putBan(record: BanRecord): Promise<void> {
    return this.#ask('putBan', record);
  }

  deleteBan(addressKey: string): Promise<void> {
    return this.#ask('deleteBan', addressKey);
  }

  /** Bans that ended in the last seven days, the newest first. */
  listEndedBans(): Promise<readonly EndedBanRecord[]> {
    return this.#ask('listEndedBans', undefined);
  }

  putWhitelistEntry(record: WhitelistRecord): Promise<void> {
    return this.#ask('putWhitelistEntry', record);
  }

  deleteWhitelistEntry(entry: string): Promise<void> {
    return this.#ask('deleteWhitelistEntry', entry);
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
    if (report.kind !== 'done' && report.kind !== 'failed') return;
    const pending = this.#pending.get(report.id);
    if (!pending) return;
    this.#pending.delete(report.id);
    this.#waiting -= pending.entries;
    if (report.kind === 'done') pending.resolve(report.value as never);
    else pending.reject(toError(report.failure));
  }

  /** What was asked and not answered may or may not have been done. */
  #fail(message: string): void {
    this.#refusal ??= message;
    for (const { reject } of this.#pending.values()) reject(new StoreError('broken', message));
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
