import type { DigestSecret, PhoneSecret } from '../../sip/digest/digest-algorithm.ts';
import type { ConferenceRecord, ExtensionRecord } from '../../store/records/records.ts';

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

  /** By number. */
  list(): Row[] {
    return [...this.#byNumber.values()].sort((a, b) => byNumber(a.number, b.number));
  }

  get size(): number {
    return this.#byNumber.size;
  }
}

/** As people count: 99 before 100, 100 before 1000. */
export function byNumber(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : Number(a > b);
}

/** The extensions, named by their number, which is also the user name a phone registers with. */
export class Extensions extends NumberedTable<ExtensionRecord> {
  readonly #phoneSecrets = new Map<string, readonly PhoneSecret[]>();

  /** The HA1s of a user name (RFC 7616 §3.4.2), undefined when there is no such extension. */
  secretOf(username: string): (PhoneSecret & Pick<DigestSecret, 'others'>) | undefined {
    const extension = this.get(username);
    return (
      extension && {
        md5: extension.ha1Md5,
        sha256: extension.ha1Sha256,
        others: this.#phoneSecrets.get(username),
      }
    );
  }

  /** The passwords of single phones, beside the extension's own. */
  setPhoneSecrets(number: string, secrets: readonly PhoneSecret[]): void {
    if (secrets.length === 0) this.#phoneSecrets.delete(number);
    else this.#phoneSecrets.set(number, secrets);
  }

  override remove(number: string): void {
    super.remove(number);
    this.#phoneSecrets.delete(number);
  }
}

export class Conferences extends NumberedTable<ConferenceRecord> {}
