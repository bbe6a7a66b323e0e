import type { DirectoryEntry, ListFormat, ListOrder } from '../../store/directory-store.ts';

/** What one issue of the directory is made of: plain values, so that they can go to a thread. */
export interface ListDocument {
  readonly issue: number;
  readonly madeAtMs: number;
  /** Of the place the exchange serves, for the date; the machine's when left out. */
  readonly timeZone?: string | undefined;
  /** The exchange's domain: whose list it is. */
  readonly exchange: string;
  readonly language: 'nl' | 'en';
  readonly format: ListFormat;
  readonly order: ListOrder;
  readonly entries: readonly DirectoryEntry[];
}

/** In the order asked for; what is alike stands by number, as people count. */
export function inOrder(
  entries: readonly DirectoryEntry[],
  order: ListOrder,
  language: 'nl' | 'en',
): DirectoryEntry[] {
  const { compare } = new Intl.Collator(language, { sensitivity: 'base', numeric: true });
  return [...entries].sort(
    (a, b) =>
      (order === 'number' ? 0 : compare(a[order], b[order])) ||
      a.number.length - b.number.length ||
      compare(a.number, b.number),
  );
}
