import { hashText } from './text-hash.ts';

const SLOTS = 1 << 16;

/**
 * A map for keys that strangers choose, most of which are not in it. V8 keeps the text of every key that a Map is
 * asked for (it is internalised) until the next full collection, so that a million forged sources would fill the heap
 * by being looked up. Here a count of the keys with the same hash comes first, and most lookups end there.
 */
export class SieveMap<Key extends string, Value> {
  readonly #map = new Map<Key, Value>();
  readonly #counts = new Uint32Array(SLOTS);

  get size(): number {
    return this.#map.size;
  }

  get(key: Key): Value | undefined {
    return this.#counts[slotOf(key)] === 0 ? undefined : this.#map.get(key);
  }

  has(key: Key): boolean {
    return this.#counts[slotOf(key)] !== 0 && this.#map.has(key);
  }

  set(key: Key, value: Value): void {
    const before = this.#map.size;
    this.#map.set(key, value);
    if (this.#map.size !== before) this.#counts[slotOf(key)] = (this.#counts[slotOf(key)] ?? 0) + 1;
  }

  delete(key: Key): boolean {
    const wasThere = this.#map.delete(key);
    if (wasThere) this.#counts[slotOf(key)] = (this.#counts[slotOf(key)] ?? 1) - 1;
    return wasThere;
  }

  keys(): MapIterator<Key> {
    return this.#map.keys();
  }

  values(): MapIterator<Value> {
    return this.#map.values();
  }

  [Symbol.iterator](): MapIterator<[Key, Value]> {
    return this.#map.entries();
  }
}

function slotOf(key: string): number {
  return hashText(key) & (SLOTS - 1);
}
