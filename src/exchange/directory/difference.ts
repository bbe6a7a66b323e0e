import type { DirectoryEntry } from '../../store/directory-store.ts';

/** What a new issue would say that the last one does not. */
export interface DirectoryDifference {
  readonly added: readonly DirectoryEntry[];
  readonly removed: readonly DirectoryEntry[];
  readonly changed: readonly { readonly before: DirectoryEntry; readonly after: DirectoryEntry }[];
}

export function differenceOf(
  before: readonly DirectoryEntry[],
  after: readonly DirectoryEntry[],
): DirectoryDifference {
  const old = new Map(before.map((entry) => [entry.number, entry]));
  const now = new Set(after.map(({ number }) => number));
  return {
    added: after.filter(({ number }) => !old.has(number)),
    removed: before.filter(({ number }) => !now.has(number)),
    changed: after.flatMap((entry) => {
      const known = old.get(entry.number);
      const isChanged = known !== undefined && !isSame(known, entry);
      return isChanged ? [{ before: known, after: entry }] : [];
    }),
  };
}

export function isSameList({ added, removed, changed }: DirectoryDifference): boolean {
  return added.length + removed.length + changed.length === 0;
}

function isSame(a: DirectoryEntry, b: DirectoryEntry): boolean {
  return a.callsign === b.callsign && a.name === b.name;
}
