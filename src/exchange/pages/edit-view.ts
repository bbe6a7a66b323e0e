import { isFreePage } from '../console/free-pages.ts';
import type { ClubPageName, PageEditView } from '../console/pages.ts';
import type { Ledger } from '../tables/ledger.ts';
import { publishedOf, revisionOf, versionView } from './club-pages.ts';
import { freePage, freePageView } from './free-pages.ts';

export function editView(ledger: Ledger, page: ClubPageName): PageEditView {
  const draft = ledger.get('clubPageDrafts', page);
  const current = publishedOf(ledger, page);
  const free = isFreePage(page) ? freePage(ledger, page) : undefined;
  return {
    current: current === undefined ? null : versionView(current),
    draft:
      draft === undefined
        ? null
        : {
            text: { nl: draft.nl, en: draft.en },
            basedOn: draft.basedOn,
            savedAtMs: draft.savedAtMs,
            savedBy: draft.savedBy,
          },
    revision: revisionOf(ledger, page),
    free: free === undefined ? null : freePageView(ledger, free),
  };
}
