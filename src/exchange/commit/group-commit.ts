import type { Clock, Scheduled } from '../../base/clock.ts';
import type { Journal } from '../../base/journal.ts';
import type { Log } from '../../base/log.ts';
import { StoreError } from '../../store/store.ts';

const RETRY_MS = 5_000;
/** So long the first change waits for others to share its transaction: a commit costs more than twenty changes. */
const GATHER_MS = 4;

interface Waiting<Change> {
  readonly changes: readonly Change[];
  readonly done: () => void;
}

export interface GroupCommitParts<Change> {
  /** For the log. */
  readonly what: string;
  /** One transaction for all; rejects with `StoreError`. */
  readonly write: (changes: readonly Change[]) => Promise<void>;
  /** Names what a change is about: of two changes of one thing the last one counts. */
  readonly nameOf: (change: Change) => string;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly log: Log;
}

/**
 * Group commit: whatever arrives while one transaction is under way goes into the next one, and a phone gets its 200
 * only when its changes are on disk. When the store cannot write (disk full), the exchange goes on from memory, says
 * so, and writes what it owes as soon as the store takes it (security §3).
 */
export class GroupCommit<Change> {
  readonly #parts: GroupCommitParts<Change>;
  /** Changes memory holds and the store does not, by name. */
  readonly #owed = new Map<string, Change>();
  #waiting: Waiting<Change>[] = [];
  #busy = false;
  #retry: Scheduled | undefined;
  #closed = false;
  #idle: (() => void) | undefined;

  constructor(parts: GroupCommitParts<Change>) {
    this.#parts = parts;
  }

  get degraded(): boolean {
    return this.#owed.size > 0;
  }

  /** Calls `done` when the changes are committed, or kept for later because the store is degraded. */
  commit(changes: readonly Change[], done: () => void = () => {}): void {
    this.#waiting.push({ changes, done });
    if (!this.#busy) {
      this.#busy = true;
      this.#parts.clock.schedule(GATHER_MS, () => void this.#flush());
    }
  }

  /** Resolves when nothing is waiting any more. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#retry?.cancel();
    if (this.#busy) await new Promise<void>((resolve) => (this.#idle = resolve));
    if (this.#owed.size > 0) await this.#write([]);
  }

  async #flush(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      await this.#write(batch.flatMap(({ changes }) => changes));
      for (const { done } of batch) done();
    }
    this.#busy = false;
    this.#idle?.();
  }

  async #write(changes: readonly Change[]): Promise<void> {
    const all = this.#owed.size === 0 ? changes : [...this.#owed.values(), ...changes];
    try {
      await this.#parts.write(all);
      if (this.#owed.size > 0) {
        this.#owed.clear();
        this.#parts.log.info(`store takes ${this.#parts.what} again`);
        this.#parts.journal.record({ kind: 'store-recovered' });
      }
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.#owe(all, error);
    }
  }

  #owe(changes: readonly Change[], error: StoreError): void {
    if (this.#owed.size === 0) {
      const { what, log, journal } = this.#parts;
      log.error(`store cannot write ${what}; going on from memory`, { reason: error.reason });
      journal.record({ kind: 'store-degraded', reason: error.reason });
    }
    for (const change of changes) this.#owed.set(this.#parts.nameOf(change), change);
    if (this.#closed) return;
    this.#retry?.cancel();
    this.#retry = this.#parts.clock.schedule(RETRY_MS, () => this.commit([]));
  }
}
