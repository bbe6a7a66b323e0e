import type { Clock, Scheduled } from '../base/clock.ts';
import type { Journal } from '../base/journal.ts';
import type { Log } from '../base/log.ts';
import type { BindingChange } from '../store/records.ts';
import { type Store, StoreError } from '../store/store.ts';

const RETRY_MS = 5_000;
/** So long the first change waits for others to share its transaction: a commit costs more than twenty changes. */
const GATHER_MS = 4;

interface Waiting {
  readonly changes: readonly BindingChange[];
  readonly done: () => void;
}

/**
 * The group commit of bindings: whatever arrives while one transaction is under way goes into the next one, and a
 * REGISTER gets its 200 only when its changes are on disk. When the store cannot write (disk full), the exchange
 * goes on from memory, says so, and writes what it owes as soon as the store takes it (security §3).
 */
export class BindingCommits {
  readonly #store: Pick<Store, 'commitBindings'>;
  readonly #clock: Clock;
  readonly #journal: Journal;
  readonly #log: Log;
  /** Changes memory holds and the store does not, by binding: the last one wins. */
  readonly #owed = new Map<string, BindingChange>();
  #waiting: Waiting[] = [];
  #busy = false;
  #retry: Scheduled | undefined;
  #closed = false;
  #idle: (() => void) | undefined;

  constructor(parts: { store: Pick<Store, 'commitBindings'>; clock: Clock; journal: Journal; log: Log }) {
    this.#store = parts.store;
    this.#clock = parts.clock;
    this.#journal = parts.journal;
    this.#log = parts.log;
  }

  get degraded(): boolean {
    return this.#owed.size > 0;
  }

  /** Calls `done` when the changes are committed, or kept for later because the store is degraded. */
  commit(changes: readonly BindingChange[], done: () => void = () => {}): void {
    this.#waiting.push({ changes, done });
    if (!this.#busy) {
      this.#busy = true;
      this.#clock.schedule(GATHER_MS, () => void this.#flush());
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

  async #write(changes: readonly BindingChange[]): Promise<void> {
    const all = this.#owed.size === 0 ? changes : [...this.#owed.values(), ...changes];
    try {
      await this.#store.commitBindings(all);
      if (this.#owed.size > 0) {
        this.#owed.clear();
        this.#log.info('store takes bindings again');
        this.#journal.record({ kind: 'store-recovered' });
      }
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.#owe(all, error);
    }
  }

  #owe(changes: readonly BindingChange[], error: StoreError): void {
    if (this.#owed.size === 0) {
      this.#log.error('store cannot write bindings; going on from memory', { reason: error.reason });
      this.#journal.record({ kind: 'store-degraded', reason: error.reason });
    }
    for (const change of changes) this.#owed.set(bindingName(change), change);
    if (this.#closed) return;
    this.#retry?.cancel();
    this.#retry = this.#clock.schedule(RETRY_MS, () => this.commit([]));
  }
}

function bindingName(change: BindingChange): string {
  const { extension, key } = change.kind === 'put' ? change.binding : change;
  return `${extension} ${key}`;
}
