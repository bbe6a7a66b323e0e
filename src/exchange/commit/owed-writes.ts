import type { Clock, Scheduled } from '../../base/clock.ts';
import { StoreError } from '../../store/store.ts';

/**
 * What memory holds and the disk does not yet: written in order, one transaction at a time, and again after a while
 * when the disk does not take it. An item that is owed already is replaced by a newer one with the same key.
 */
export class OwedWrites<Item> {
  readonly #clock: Pick<Clock, 'schedule'>;
  readonly #write: (items: readonly Item[]) => Promise<void>;
  readonly #keyOf: ((item: Item) => string) | undefined;
  readonly #retryMs: number;
  readonly #most: number;
  readonly #onRefused: (error: StoreError, owed: number) => void;
  readonly #owed = new Map<string | number, Item>();
  #serial = 0;
  #writing: Promise<void> = Promise.resolve();
  #retry: Scheduled | undefined;
  #isClosed = false;

  constructor(parts: {
    readonly clock: Pick<Clock, 'schedule'>;
    /** One transaction. */
    readonly write: (items: readonly Item[]) => Promise<void>;
    /** Without it no item replaces another. */
    readonly keyOf?: (item: Item) => string;
    readonly retryMs: number;
    /** Beyond it the oldest are given up. */
    readonly most?: number;
    readonly onRefused?: (error: StoreError, owed: number) => void;
  }) {
    this.#clock = parts.clock;
    this.#write = parts.write;
    this.#keyOf = parts.keyOf;
    this.#retryMs = parts.retryMs;
    this.#most = parts.most ?? Number.POSITIVE_INFINITY;
    this.#onRefused = parts.onRefused ?? (() => {});
  }

  get size(): number {
    return this.#owed.size;
  }

  add(item: Item): void {
    this.#owed.set(this.#keyOf?.(item) ?? this.#serial++, item);
  }

  /** It need not be written any more. */
  forget(item: Item): void {
    const key = this.#keyOf?.(item);
    if (key !== undefined) this.#owed.delete(key);
  }

  /** Resolves when what is owed now is on disk, or stays owed. Rejects only with a mistake of ours. */
  flush(): Promise<void> {
    // A mistake of ours is told to who asked for that write, and does not end all later ones.
    this.#writing = this.#writing.catch(() => {}).then(() => this.#writeAll());
    return this.#writing;
  }

  /** Writes what is owed a last time and lets go of the clock. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.flush();
  }

  async #writeAll(): Promise<void> {
    this.#retry?.cancel();
    if (this.#owed.size === 0) return;
    const batch = [...this.#owed];
    try {
      await this.#write(batch.map(([, item]) => item));
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.#keepLater(error);
      return;
    }
    // What was replaced meanwhile is still owed.
    for (const [key, item] of batch) if (this.#owed.get(key) === item) this.#owed.delete(key);
  }

  #keepLater(error: StoreError): void {
    this.#onRefused(error, this.#owed.size);
    for (const key of this.#owed.keys()) {
      if (this.#owed.size <= this.#most) break;
      this.#owed.delete(key);
    }
    if (!this.#isClosed) this.#retry = this.#clock.schedule(this.#retryMs, () => void this.flush());
  }
}
