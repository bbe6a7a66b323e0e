import type { ClubPageVersionRecord } from '../../store/club-page-records.ts';
import type { LedgerChange } from '../../store/ledger-records.ts';
import {
  type ClubPageName,
  FIRST_VERSION,
  type PageEditView,
  type PageVersionView,
  VERSIONS_KEPT,
} from '../console/pages.ts';
import { type Ledger, put, remove } from '../ledger.ts';
import { SEED_CHANGE, SEED_TEXTS, SEEDED_AT_MS } from './seed-texts.ts';

/** The newest first; at least the text the exchange came with. */
export function versionsOf(ledger: Ledger, page: ClubPageName): readonly ClubPageVersionRecord[] {
  const records = ledger.list('clubPageVersions').filter((record) => record.page === page);
  return records.length === 0 ? [seedOf(page)] : records.toSorted((a, b) => b.version - a.version);
}

export function currentOf(ledger: Ledger, page: ClubPageName): ClubPageVersionRecord {
  return versionsOf(ledger, page)[0] ?? seedOf(page);
}

/** Another text after every change of it, whoever made it. */
export function revisionOf(ledger: Ledger, page: ClubPageName): string {
  const draft = ledger.get('clubPageDrafts', page);
  return `${currentOf(ledger, page).version}-${draft?.revision ?? 'published'}`;
}

/**
 * The text we came with becomes version 1 for good when somebody relies on it: publishes after it, or says yes to
 * it. Until then a new release may bring a better one.
 */
export function keepSeed(ledger: Ledger, page: ClubPageName): readonly LedgerChange[] {
  const seed = seedOf(page);
  const isNeeded = !ledger.list('clubPageVersions').some((record) => record.page === page);
  return isNeeded ? [put('clubPageVersions', seed)] : [];
}

/** Versions there are too many of, once one more is published. What a holder said yes to last stays. */
export function overdueVersions(ledger: Ledger, page: ClubPageName): readonly LedgerChange[] {
  const confirmed = page === 'house-rules' ? ledger.list('rulesConfirmations') : [];
  const needed = new Set(confirmed.map(({ version }) => version));
  return versionsOf(ledger, page)
    .slice(VERSIONS_KEPT - 1)
    .filter(({ version }) => !needed.has(version))
    .map(({ id }) => remove('clubPageVersions', id));
}

export function versionId(page: ClubPageName, version: number): string {
  return `${page}/${version}`;
}

export function versionView(record: ClubPageVersionRecord): PageVersionView {
  const { page, version, nl, en, changeNl, changeEn, asksConfirmation, publishedAtMs, publishedBy } = record;
  return {
    page: page as ClubPageName,
    version,
    text: { nl, en },
    change: { nl: changeNl, en: changeEn },
    asksConfirmation: asksConfirmation !== 0,
    publishedAtMs,
    publishedBy,
  };
}

export function editView(ledger: Ledger, page: ClubPageName): PageEditView {
  const draft = ledger.get('clubPageDrafts', page);
  return {
    current: versionView(currentOf(ledger, page)),
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
  };
}

function seedOf(page: ClubPageName): ClubPageVersionRecord {
  return {
    id: versionId(page, FIRST_VERSION),
    page,
    version: FIRST_VERSION,
    ...SEED_TEXTS[page],
    changeNl: SEED_CHANGE.nl,
    changeEn: SEED_CHANGE.en,
    asksConfirmation: 0,
    publishedAtMs: SEEDED_AT_MS,
    publishedBy: 'hamvoip',
  };
}
