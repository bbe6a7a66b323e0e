import type { LedgerChange } from '../../store/records/ledger-records.ts';
import { isFreePage, MOST_FREE_PAGES } from '../console/free-pages.ts';
import { type ClubPageName, VERSIONS_KEPT } from '../console/pages.ts';
import { type Ledger, remove } from '../tables/ledger.ts';
import { versionsOf } from './club-pages.ts';
import { lastConfirmed } from './rules-confirmations.ts';

/**
 * Versions there are too many of, once one more is published, and who said yes to them. What a holder said yes to
 * last stays.
 */
export function overdueVersions(ledger: Ledger, page: ClubPageName): readonly LedgerChange[] {
  const kept = isFreePage(page) ? MOST_FREE_PAGES.versions : VERSIONS_KEPT;
  const confirmations = page === 'house-rules' ? ledger.list('rulesConfirmations') : [];
  const needed = lastConfirmed(confirmations);
  const overdue = versionsOf(ledger, page)
    .slice(kept - 1)
    .filter(({ version }) => !needed.has(version));
  const gone = new Set(overdue.map(({ version }) => version));
  return [
    ...overdue.map(({ id }) => remove('clubPageVersions', id)),
    ...confirmations
      .filter(({ version }) => gone.has(version))
      .map(({ id }) => remove('rulesConfirmations', id)),
  ];
}
