import type { Clock, Scheduled } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { TextMap } from '../../base/text-map.ts';
import type { LiveDialogChange, LiveDialogRecord } from '../../store/archives/live-dialog-archive.ts';
import { type Store, StoreError } from '../../store/store.ts';

/** So long a change waits for others: an echo test that is over by then never reaches the disk. */
const GATHER_MS = 200;
const RETRY_MS = 5_000;

/**
 * What is on disk of the calls that are answered, so that the next start can end those that a crash cut off
 * (security §3). Nobody waits for it: a call is never slower for it, and goes on when the disk is full.
 */
export class LiveDialogs {
  readonly #store: Pick<Store, 'commitLiveDialogs'>;
  readonly #clock: Pick<Clock, 'schedule'>;
  readonly #log: Log;
  /** What the store does not know yet, by leg: the last change wins. */
  readonly #owed = new TextMap<string, LiveDialogChange>();
  /** What the store knows, as it was written, by leg. */
  readonly #stored = new TextMap<string, string>();
  #next: Scheduled | undefined;
  #writing: Promise<void> | undefined;
  #isTroubled = false;
  #isClosed = false;

  constructor(parts: {
    store: Pick<Store, 'commitLiveDialogs'>;
    clock: Pick<Clock, 'schedule'>;
    log: Log;
  }) {
    this.#store = parts.store;
    this.#clock = parts.clock;
    this.#log = parts.log;
  }

  /** Dialogs that were in the store at the start are ours to delete. */
  adopt(records: readonly LiveDialogRecord[]): void {
    for (const record of records) this.#stored.set(record.leg, JSON.stringify(record));
  }

  /** The dialog of an answered call, again whenever it changes. */
  keep(record: LiveDialogRecord): void {
    const stored = this.#owed.has(record.leg) ? undefined : this.#stored.get(record.leg);
    if (stored !== undefined && stored === JSON.stringify(record)) return;
    this.#owed.set(record.leg, { kind: 'put', record });
    this.#schedule(GATHER_MS);
  }

  /** The dialog is over. */
  drop(leg: string): void {
    this.#owed.delete(leg);
    // What is being written at this moment is in `#stored` already.
    if (!this.#stored.has(leg)) return;
    this.#owed.set(leg, { kind: 'delete', leg });
    this.#schedule(GATHER_MS);
  }

  /** Writes what is owed; what cannot be written costs a needless BYE after the next start. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#next?.cancel();
    await this.#writing;
    await this.#write();
  }

  #schedule(delayMs: number): void {
    if (this.#isClosed || this.#next !== undefined || this.#writing !== undefined) return;
    this.#next = this.#clock.schedule(delayMs, () => {
      this.#next = undefined;
      this.#writing = this.#write().finally(() => {
        this.#writing = undefined;
        if (this.#owed.size > 0) this.#schedule(this.#isTroubled ? RETRY_MS : GATHER_MS);
      });
    });
  }

  async #write(): Promise<void> {
    const changes = [...this.#owed.values()];
    if (changes.length === 0) return;
    this.#owed.clear();
    for (const change of changes) this.#note(change);
    try {
      await this.#store.commitLiveDialogs(changes);
      this.#isTroubled = false;
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      if (!this.#isTroubled) this.#log.warn('running calls cannot be written down', { reason: error.reason });
      this.#isTroubled = true;
      // What changed meanwhile is newer.
      for (const change of changes) if (!this.#owed.has(legOf(change))) this.#owed.set(legOf(change), change);
    }
  }

  #note(change: LiveDialogChange): void {
    if (change.kind === 'put') this.#stored.set(change.record.leg, JSON.stringify(change.record));
    else this.#stored.delete(change.leg);
  }
}

function legOf(change: LiveDialogChange): string {
  return change.kind === 'put' ? change.record.leg : change.leg;
}
