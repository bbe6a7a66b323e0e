import { hashText } from './text-hash.ts';

interface Entry<Key, Value> {
  readonly key: Key;
  value: Value;
  /** Another key with the same hash. */
  next: Entry<Key, Value> | undefined;
}

/** More keys than this with one hash are no accident. */
const CROWD = 8;

/**
 * A map for keys that strangers choose or that live for seconds. V8 keeps the text of every key that a Map is asked
 * for (it is internalised) until the next full collection: a million forged sources would fill the heap by being
 * looked up, and it costs more than all the rest of a lookup. Here the Map sees the numbers that keys hash to. Whoever makes
 * keys of one hash on purpose gets a Map of their own for them.
 */
export class TextMap<Key extends string, Value> {
  readonly #byHash = new Map<number, Entry<Key, Value> | Map<Key, Value>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get(key: Key): Value | undefined {
    const slot = this.#byHash.get(hashOf(key));
    return slot instanceof Map ? slot.get(key) : entryOf(key, slot)?.value;
  }

  has(key: Key): boolean {
    const slot = this.#byHash.get(hashOf(key));
    return slot instanceof Map ? slot.has(key) : entryOf(key, slot) !== undefined;
  }

  set(key: Key, value: Value): void {
    const hash = hashOf(key);
    const slot = this.#byHash.get(hash);
    if (slot instanceof Map) {
      if (!slot.has(key)) this.#size += 1;
      slot.set(key, value);
      return;
    }
    const entry = entryOf(key, slot);
    if (entry !== undefined) entry.value = value;
    else this.#add(hash, slot, { key, value, next: undefined });
  }

  delete(key: Key): boolean {
    const hash = hashOf(key);
    const slot = this.#byHash.get(hash);
    const wasThere = slot instanceof Map ? slot.delete(key) : this.#unlink(hash, slot, key);
    if (wasThere) this.#size -= 1;
    if (slot instanceof Map && slot.size === 0) this.#byHash.delete(hash);
    return wasThere;
  }

  /** In the order they were set, like those of a Map, but for keys with the same hash, which stand together. */
  *[Symbol.iterator](): Generator<[Key, Value], void> {
    for (const slot of this.#byHash.values()) {
      if (slot instanceof Map) yield* slot;
      else for (const { key, value } of chainOf(slot)) yield [key, value];
    }
  }

  *keys(): Generator<Key, void> {
    for (const [key] of this) yield key;
  }

  *values(): Generator<Value, void> {
    for (const [, value] of this) yield value;
  }

  #add(hash: number, first: Entry<Key, Value> | undefined, entry: Entry<Key, Value>): void {
    this.#size += 1;
    if (first === undefined) {
      this.#byHash.set(hash, entry);
      return;
    }
    const chain = chainOf(first);
    if (chain.length < CROWD) (chain.at(-1) as Entry<Key, Value>).next = entry;
    else this.#byHash.set(hash, new Map([...chain, entry].map(({ key, value }) => [key, value])));
  }

  #unlink(hash: number, first: Entry<Key, Value> | undefined, key: Key): boolean {
    const entry = entryOf(key, first);
    if (first === undefined || entry === undefined) return false;
    if (entry !== first) {
      const before = chainOf(first).find(({ next }) => next === entry);
      if (before !== undefined) before.next = entry.next;
    } else if (entry.next === undefined) this.#byHash.delete(hash);
    else this.#byHash.set(hash, entry.next);
    return true;
  }
}

function entryOf<Key, Value>(key: Key, first: Entry<Key, Value> | undefined): Entry<Key, Value> | undefined {
  let entry = first;
  while (entry !== undefined && entry.key !== key) entry = entry.next;
  return entry;
}

function chainOf<Key, Value>(first: Entry<Key, Value>): Entry<Key, Value>[] {
  const chain: Entry<Key, Value>[] = [];
  for (let entry: Entry<Key, Value> | undefined = first; entry !== undefined; entry = entry.next)
    chain.push(entry);
  return chain;
}

/** Signed: V8 holds that as a small integer, for which nothing is allocated. */
function hashOf(key: string): number {
  return hashText(key) | 0;
}
