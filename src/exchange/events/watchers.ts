import type { WatchersRecord } from '../../store/event-store.ts';

/** Who an extension lets watch it. */
export type Watchers = Omit<WatchersRecord, 'extension'>;

const NOBODY: Watchers = { everyone: false, watchers: [] };

/**
 * Consent: nobody is watched who has not said by whom (mission H6). A holder's own phones may always watch their own
 * extension.
 */
export class WatcherTable {
  readonly #byExtension = new Map<string, Watchers>();

  constructor(records: Iterable<WatchersRecord> = []) {
    for (const { extension, ...watchers } of records) this.put(extension, watchers);
  }

  of(extension: string): Watchers {
    return this.#byExtension.get(extension) ?? NOBODY;
  }

  put(extension: string, watchers: Watchers): void {
    if (watchers.everyone || watchers.watchers.length > 0) this.#byExtension.set(extension, watchers);
    else this.#byExtension.delete(extension);
  }

  mayWatch(watcher: string, extension: string): boolean {
    if (watcher === extension) return true;
    const { everyone, watchers } = this.of(extension);
    return everyone || watchers.includes(watcher);
  }

  /** The extension is removed: nobody watches it any more, and it watches nobody. */
  forget(number: string): void {
    this.#byExtension.delete(number);
    for (const [extension, { everyone, watchers }] of this.#byExtension) {
      if (!watchers.includes(number)) continue;
      this.put(extension, { everyone, watchers: watchers.filter((watcher) => watcher !== number) });
    }
  }
}
