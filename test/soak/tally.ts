/** Counts of what happened, by name; what must not happen is counted by names that begin with `wrong: `. */
export class Tally {
  readonly #counts = new Map<string, number>();

  add(name: string, count = 1): void {
    this.#counts.set(name, this.get(name) + count);
  }

  get(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  /** Names that begin so, without the beginning. */
  startingWith(prefix: string): ReadonlyMap<string, number> {
    const found = [...this.#counts].filter(([name]) => name.startsWith(prefix)).sort();
    return new Map(found.map(([name, count]) => [name.slice(prefix.length), count]));
  }

  /** The same line for the same counts. */
  describe(prefix: string): string {
    return [...this.startingWith(prefix)].map(([name, count]) => `${count} ${name}`).join(', ') || 'none';
  }

  sum(prefix: string): number {
    return [...this.startingWith(prefix).values()].reduce((total, count) => total + count, 0);
  }
}
