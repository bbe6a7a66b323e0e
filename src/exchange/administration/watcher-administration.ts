import { ok } from '../../base/result.ts';
import type { Outcome } from '../console/outcome.ts';
import type { WatcherConsole, WatchersChange, WatchersView } from '../console/watchers.ts';
import type { Watchers } from '../events/watchers.ts';
import type { ActorParts } from './parts.ts';
import { noConflict, notFound, refuse, stored } from './refusal.ts';
import type { Turnstile } from './turnstile.ts';

/** More than that is everyone. */
const MOST_WATCHERS = 200;

/** Consent to be watched: by nobody unless the holder says so (mission H6). */
export class WatcherAdministration implements WatcherConsole {
  readonly #parts: ActorParts;
  readonly #turnstile: Turnstile;

  constructor(parts: ActorParts, turnstile: Turnstile) {
    this.#parts = parts;
    this.#turnstile = turnstile;
  }

  show(extension: string): Outcome<WatchersView> {
    const { extensions, watchers } = this.#parts;
    if (!extensions.has(extension)) return notFound('extension', extension);
    return ok({ extension, ...watchers.of(extension) });
  }

  set(extension: string, change: WatchersChange): Promise<Outcome<WatchersView>> {
    return this.#turnstile.pass(async () => {
      const { store, extensions, watchers, live, audit, actor } = this.#parts;
      if (!extensions.has(extension)) return notFound('extension', extension);
      const added = change.add ?? [];
      const unknown = added.find((number) => number === extension || !extensions.has(number));
      if (unknown !== undefined) {
        return refuse('watcher-invalid', `${unknown} is no other extension`, { number: unknown });
      }
      const after = changed(watchers.of(extension), change);
      if (after.watchers.length > MOST_WATCHERS) {
        return refuse('watcher-invalid', `At most ${MOST_WATCHERS} extensions can be named`, {
          most: MOST_WATCHERS,
        });
      }
      const written = await stored(store.putWatchers({ extension, ...after }), noConflict);
      if (!written.ok) return written;
      watchers.put(extension, after);
      live.enforceConsent();
      await audit.append({ actor, action: 'extension.watchers', target: extension, detail: { ...after } });
      return this.show(extension);
    });
  }
}

function changed({ everyone, watchers }: Watchers, change: WatchersChange): Watchers {
  const removed = new Set(change.remove ?? []);
  const left = watchers.filter((number) => !removed.has(number));
  const named = [...new Set([...left, ...(change.add ?? [])])];
  return {
    everyone: change.everyone ?? everyone,
    watchers: named.sort((a, b) => a.length - b.length || (a < b ? -1 : 1)),
  };
}
