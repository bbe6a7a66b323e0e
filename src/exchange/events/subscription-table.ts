import { TextMap } from '../../base/text-map.ts';
import type { SipRequest } from '../../sip/message/message.ts';
import type { Subscription } from './subscription.ts';

/** What is watched: a package and a number. */
function watched(eventPackage: string, resource: string): string {
  return `${eventPackage} ${resource}`;
}

/** The subscriptions there are: by our tag, by what they watch, by who watches. */
export class SubscriptionTable {
  /** Strangers name tags, too. */
  readonly #byTag = new TextMap<string, Subscription>();
  readonly #byWatched = new Map<string, Set<Subscription>>();
  readonly #byWatcher = new Map<string, Set<Subscription>>();

  get size(): number {
    return this.#byTag.size;
  }

  all(): readonly Subscription[] {
    return [...this.#byTag.values()];
  }

  add(subscription: Subscription): void {
    this.#byTag.set(subscription.localTag, subscription);
    put(this.#byWatched, watched(subscription.package.name, subscription.resource), subscription);
    put(this.#byWatcher, subscription.extension, subscription);
  }

  /** False when it was not there. */
  remove(subscription: Subscription): boolean {
    if (!this.#byTag.delete(subscription.localTag)) return false;
    take(this.#byWatched, watched(subscription.package.name, subscription.resource), subscription);
    take(this.#byWatcher, subscription.extension, subscription);
    return true;
  }

  find(request: SipRequest): Subscription | undefined {
    const tag = request.to.tag;
    const subscription = tag === undefined ? undefined : this.#byTag.get(tag);
    return subscription?.matches(request) ? subscription : undefined;
  }

  isWatched(eventPackage: string, resource: string): boolean {
    return this.#byTag.size > 0 && this.#byWatched.has(watched(eventPackage, resource));
  }

  watching(eventPackage: string, resource: string): Iterable<Subscription> {
    return this.#byWatched.get(watched(eventPackage, resource)) ?? [];
  }

  /** The oldest first. */
  of(watcher: string): ReadonlySet<Subscription> {
    return this.#byWatcher.get(watcher) ?? new Set();
  }
}

function put(index: Map<string, Set<Subscription>>, key: string, subscription: Subscription): void {
  const known = index.get(key);
  if (known === undefined) index.set(key, new Set([subscription]));
  else known.add(subscription);
}

function take(index: Map<string, Set<Subscription>>, key: string, subscription: Subscription): void {
  const known = index.get(key);
  known?.delete(subscription);
  if (known?.size === 0) index.delete(key);
}
