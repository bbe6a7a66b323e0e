import type { FreePageRecord } from '../../store/records/club-page-records.ts';
import type { LedgerChange } from '../../store/records/ledger-records.ts';
import {
  FREE_PAGE_PREFIX,
  type FreePageName,
  type FreePageView,
  MOST_FREE_PAGES,
} from '../console/free-pages.ts';
import { type Ledger, put, remove } from '../tables/ledger.ts';
import { doneBy, publishedOf } from './club-pages.ts';

export function freePageName(id: string): FreePageName {
  return `${FREE_PAGE_PREFIX}${id}`;
}

export function freePage(ledger: Ledger, page: FreePageName): FreePageRecord | undefined {
  return ledger.get('freePages', page.slice(FREE_PAGE_PREFIX.length));
}

/** Those that are there, in their order. */
export function freePagesThere(ledger: Ledger): readonly FreePageRecord[] {
  return ledger
    .list('freePages')
    .filter(({ removedAtMs }) => removedAtMs === null)
    .toSorted((a, b) => a.position - b.position);
}

/** The one that was removed last comes first. */
export function removedFreePages(ledger: Ledger): readonly FreePageRecord[] {
  return ledger
    .list('freePages')
    .filter(({ removedAtMs }) => removedAtMs !== null)
    .toSorted((a, b) => (b.removedAtMs ?? 0) - (a.removedAtMs ?? 0) || a.id.localeCompare(b.id));
}

/** What has to be written so that they stand in this order. */
export function inThisOrder(ledger: Ledger, order: readonly FreePageRecord[]): readonly LedgerChange[] {
  return order.flatMap((record, index) => {
    const row = { ...record, position: index + 1 };
    const isNew = ledger.get('freePages', record.id) !== record;
    return isNew || row.position !== record.position ? [put('freePages', row)] : [];
  });
}

/** Removed pages there are too many of, once one more is removed, with all that was written of them. */
export function overdueFreePages(ledger: Ledger): readonly LedgerChange[] {
  return removedFreePages(ledger)
    .slice(MOST_FREE_PAGES.removed - 1)
    .flatMap(({ id }) => {
      const page = freePageName(id);
      const versions = ledger.list('clubPageVersions').filter((record) => record.page === page);
      return [
        remove('freePages', id),
        remove('clubPageDrafts', page),
        ...versions.map((version) => remove('clubPageVersions', version.id)),
      ];
    });
}

export function freePageView(ledger: Ledger, record: FreePageRecord): FreePageView {
  const { id, titleNl, titleEn, audience, place, position, createdAtMs, createdBy } = record;
  const page = freePageName(id);
  const draft = ledger.get('clubPageDrafts', page);
  return {
    page,
    title: { nl: titleNl, en: titleEn },
    audience,
    place,
    position,
    created: { atMs: createdAtMs, by: createdBy },
    removed: doneBy(record.removedAtMs, record.removedBy),
    version: publishedOf(ledger, page)?.version ?? null,
    draft: draft === undefined ? null : { atMs: draft.savedAtMs, by: draft.savedBy },
  };
}
