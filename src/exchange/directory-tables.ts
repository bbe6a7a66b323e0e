import type { ConferenceRecord, ExtensionRecord } from '../store/records.ts';

/** Rows of the store by number, in memory: read on every request, changed only after the store has committed. */
class NumberedTable<Row extends { readonly number: string }> {
  readonly #byNumber = new Map<string, Row>();

  constructor(rows: Iterable<Row> = []) {
    for (const row of rows) this.put(row);
  }

  get(number: string): Row | undefined {
    return this.#byNumber.get(number);
  }

  has(number: string): boolean {
    return this.#byNumber.has(number);
  }

  put(row: Row): void {
    this.#byNumber.set(row.number, row);
  }

  remove(number: string): void {
    this.#byNumber.delete(number);
  }

  /** By number as people count: 99 before 100, 100 before 1000. */
  list(): Row[] {
    return [...this.#byNumber.values()].sort(
      (a, b) => a.number.length - b.number.length || (a.number < b.number ? -1 : 1),
    );
  }

  get size(): number {
    return this.#byNumber.size;
  }
}

/** The extensions, named by their number, which is also the user name a phone registers with. */
export class Extensions extends NumberedTable<ExtensionRecord> {
  /** The HA1s of a user name (RFC 7616 §3.4.2), undefined when there is no such extension. */
  secretOf(username: string): { readonly md5: string; readonly sha256: string } | undefined {
    const extension = this.get(username);
    return extension && { md5: extension.ha1Md5, sha256: extension.ha1Sha256 };
  }
}

export class Conferences extends NumberedTable<ConferenceRecord> {}
