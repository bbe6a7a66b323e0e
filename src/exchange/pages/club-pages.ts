import type { ClubPageVersionRecord } from '../../store/records/club-page-records.ts';
import type { LedgerChange } from '../../store/records/ledger-records.ts';
import { isFreePage } from '../console/free-pages.ts';
import {
  type ClubPageName,
  type DoneBy,
  FIRST_VERSION,
  type FixedPageName,
  type PageVersionView,
} from '../console/pages.ts';
import { type Ledger, put } from '../tables/ledger.ts';
import { SEED_CHANGE, SEED_TEXTS, SEEDED_AT_MS } from './seed-texts.ts';

/**
 * The newest first, with those that were withdrawn. Of a text that the exchange comes with that one is there for as
 * long as no other is on the site.
 */
export function versionsOf(ledger: Ledger, page: ClubPageName): readonly ClubPageVersionRecord[] {
  const records = ledger
    .list('clubPageVersions')
    .filter((record) => record.page === page)
    .toSorted((a, b) => b.version - a.version);
  return isFreePage(page) || records.some(isOnSite) ? records : [...records, seedOf(page)];
}

/** What is on the site. Of a page of the club's own there may be nothing. */
export function publishedOf(ledger: Ledger, page: ClubPageName): ClubPageVersionRecord | undefined {
  return versionsOf(ledger, page).find(isOnSite);
}

export function currentOf(ledger: Ledger, page: FixedPageName): ClubPageVersionRecord {
  return publishedOf(ledger, page) ?? seedOf(page);
}

/** Whether nobody took it back. */
export function isOnSite({ withdrawnAtMs }: ClubPageVersionRecord): boolean {
  return withdrawnAtMs === null;
}

/** Another text after every change of it, whoever made it. */
export function revisionOf(ledger: Ledger, page: ClubPageName): string {
  const draft = ledger.get('clubPageDrafts', page);
  const versions = versionsOf(ledger, page);
  const withdrawn = versions.filter((version) => !isOnSite(version)).length;
  const newest = versions[0]?.version ?? 0;
  return `${newest}${withdrawn === 0 ? '' : `.${withdrawn}`}-${draft?.revision ?? 'published'}`;
}

/**
 * The text we came with becomes version 1 for good when somebody relies on it: publishes after it, or says yes to
 * it. Until then a new release may bring a better one.
 */
export function keepSeed(ledger: Ledger, page: ClubPageName): readonly LedgerChange[] {
  if (isFreePage(page)) return [];
  const seed = seedOf(page);
  const isNeeded =
    currentOf(ledger, page).version === seed.version && ledger.get('clubPageVersions', seed.id) === undefined;
  return isNeeded ? [put('clubPageVersions', seed)] : [];
}

/** Whether it is the one we came with, which nobody can take back. */
export function isSeed({ version, publishedBy }: ClubPageVersionRecord): boolean {
  return version === FIRST_VERSION && publishedBy === MAKER;
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
    withdrawn: doneBy(record.withdrawnAtMs, record.withdrawnBy),
  };
}

/** Null while it was not done. */
export function doneBy(atMs: number | null, by: string | null): DoneBy | null {
  return atMs === null || by === null ? null : { atMs, by };
}

/** Who published what nobody here did. */
const MAKER = 'hamvoip';

function seedOf(page: FixedPageName): ClubPageVersionRecord {
  return {
    id: versionId(page, FIRST_VERSION),
    page,
    version: FIRST_VERSION,
    ...SEED_TEXTS[page],
    changeNl: SEED_CHANGE.nl,
    changeEn: SEED_CHANGE.en,
    asksConfirmation: 0,
    publishedAtMs: SEEDED_AT_MS,
    publishedBy: MAKER,
    withdrawnAtMs: null,
    withdrawnBy: null,
  };
}
