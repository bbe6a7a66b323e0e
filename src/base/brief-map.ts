/** No literal: V8 would see how long those of other tables live, and make all of them in the old generation. */
class Entry<Key, Value> {
  readonly key: Key;
  readonly hash: number;
  value: Value;
  /** Rises from entry to entry; `GONE` once it is taken out. */
  serial: number;
  /** Another one in the same place. */
  next: Entry<Key, Value> | undefined;
  older: Entry<Key, Value> | undefined;
  newer: Entry<Key, Value> | undefined;

  constructor(key: Key, hash: number, value: Value, serial: number, older: Entry<Key, Value> | undefined) {
    this.key = key;
    this.hash = hash;
    this.value = value;
    this.serial = serial;
    this.older = older;
  }
}

type Place<Key, Value> = Entry<Key, Value> | undefined;

const GONE = -1;
const FEWEST_PLACES = 8;
/** More entries than this in one place are no accident. */
const CROWD = 8;

/**
 * A map for what comes and goes, in the order in which it came. A Map of V8 that is written all the time is copied all
 * the time; each copy that was thrown away points to the next one and to what was in it then, and once one of them is
 * old, young collections take all of these for living: everything that ever passed through the table piles up until a
 * full collection. Here nothing that was taken out, and no table that was outgrown, points to anything.
 *
 * Whoever makes keys that fall into one place on purpose gets a Map of their own for them.
 */
export abstract class BriefMap<Key, Value> {
  #places: Place<Key, Value>[] = emptyPlaces(FEWEST_PLACES);
  /** What found its place crowded. */
  #crowd: Map<Key, Entry<Key, Value>> | undefined;
  #oldest: Entry<Key, Value> | undefined;
  #newest: Entry<Key, Value> | undefined;
  #lastSerial = 0;
  #size = 0;

  /** A small integer, whose low bits tell keys apart. */
  protected abstract hashOf(key: Key): number;

  get size(): number {
    return this.#size;
  }

  /** The key that came first of those that are there. */
  get oldest(): Key | undefined {
    return this.#oldest?.key;
  }

  get(key: Key): Value | undefined {
    return this.#find(key, this.hashOf(key))?.value;
  }

  has(key: Key): boolean {
    return this.#find(key, this.hashOf(key)) !== undefined;
  }

  /** A key that is there stays where it is in the order. */
  set(key: Key, value: Value): void {
    const hash = this.hashOf(key);
    const known = this.#find(key, hash);
    if (known !== undefined) {
      known.value = value;
      return;
    }
    if (2 * this.#size >= this.#places.length) this.#resize(2 * this.#places.length);
    const older = this.#newest;
    const entry = new Entry(key, hash, value, ++this.#lastSerial, older);
    if (older === undefined) this.#oldest = entry;
    else older.newer = entry;
    this.#newest = entry;
    this.#size += 1;
    this.#place(entry);
  }

  delete(key: Key): boolean {
    const entry = this.#takeOut(key, this.hashOf(key));
    if (entry === undefined) return false;
    const { older, newer } = entry;
    if (older === undefined) this.#oldest = newer;
    else older.newer = newer;
    if (newer === undefined) this.#newest = older;
    else newer.older = older;
    entry.serial = GONE;
    entry.next = undefined;
    entry.older = undefined;
    entry.newer = undefined;
    this.#size -= 1;
    const places = this.#places.length;
    if (places > FEWEST_PLACES && this.#size < places / 16) this.#resize(places / 2);
    return true;
  }

  clear(): void {
    for (const key of [...this.keys()]) this.delete(key);
  }

  /** The oldest first. As with a Map, anything may be set and deleted on the way. */
  *[Symbol.iterator](): Generator<[Key, Value], void> {
    for (const { key, value } of this.#entries()) yield [key, value];
  }

  *keys(): Generator<Key, void> {
    for (const { key } of this.#entries()) yield key;
  }

  *values(): Generator<Value, void> {
    for (const { value } of this.#entries()) yield value;
  }

  *#entries(): Generator<Entry<Key, Value>, void> {
    let entry = this.#oldest;
    while (entry !== undefined) {
      const { serial } = entry;
      yield entry;
      entry = entry.serial === GONE ? this.#firstAfter(serial) : entry.newer;
    }
  }

  #firstAfter(serial: number): Entry<Key, Value> | undefined {
    let entry = this.#oldest;
    while (entry !== undefined && entry.serial < serial) entry = entry.newer;
    return entry;
  }

  #find(key: Key, hash: number): Entry<Key, Value> | undefined {
    let entry = this.#places[hash & (this.#places.length - 1)];
    while (entry !== undefined && (entry.hash !== hash || entry.key !== key)) entry = entry.next;
    return entry ?? this.#crowd?.get(key);
  }

  #place(entry: Entry<Key, Value>): void {
    const at = entry.hash & (this.#places.length - 1);
    const first = this.#places[at];
    let neighbours = 0;
    for (let other = first; other !== undefined; other = other.next) neighbours += 1;
    if (neighbours >= CROWD) {
      this.#crowd ??= new Map();
      this.#crowd.set(entry.key, entry);
      return;
    }
    entry.next = first;
    this.#places[at] = entry;
  }

  #takeOut(key: Key, hash: number): Entry<Key, Value> | undefined {
    const at = hash & (this.#places.length - 1);
    let before: Entry<Key, Value> | undefined;
    let entry = this.#places[at];
    while (entry !== undefined && (entry.hash !== hash || entry.key !== key)) {
      before = entry;
      entry = entry.next;
    }
    if (entry === undefined) {
      const crowded = this.#crowd?.get(key);
      if (crowded !== undefined) this.#crowd?.delete(key);
      return crowded;
    }
    if (before === undefined) this.#places[at] = entry.next;
    else before.next = entry.next;
    return entry;
  }

  #resize(places: number): void {
    this.#places.fill(undefined);
    this.#places = emptyPlaces(places);
    this.#crowd = undefined;
    for (let entry = this.#oldest; entry !== undefined; entry = entry.newer) {
      entry.next = undefined;
      this.#place(entry);
    }
  }
}

function emptyPlaces<Key, Value>(count: number): Place<Key, Value>[] {
  return new Array<Place<Key, Value>>(count).fill(undefined);
}
