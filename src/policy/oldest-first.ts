/**
 * Gives the keys of a map that is filled in order of age, the oldest first, for eviction. One iterator is kept: a new
 * one for each eviction would step over everything evicted before, which makes a flood quadratic.
 */
export class OldestFirst<Key> {
  readonly #map: { keys(): Iterator<Key> };
  #cursor: Iterator<Key> | undefined;

  constructor(map: { keys(): Iterator<Key> }) {
    this.#map = map;
  }

  /** The oldest key; the caller deletes it from the map. */
  take(): Key | undefined {
    this.#cursor ??= this.#map.keys();
    const oldest = this.#cursor.next();
    if (!oldest.done) return oldest.value;
    // An iterator that came to the end stays there.
    this.#cursor = this.#map.keys();
    const first = this.#cursor.next();
    return first.done ? undefined : first.value;
  }
}
