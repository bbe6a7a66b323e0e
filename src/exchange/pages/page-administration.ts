import { randomToken } from '../../base/random.ts';
import { ok } from '../../base/result.ts';
import type { ClubPageVersionRecord } from '../../store/records/club-page-records.ts';
import type { LedgerChange } from '../../store/records/ledger-records.ts';
import type { ActorParts } from '../administration/parts.ts';
import { notFound, refuse } from '../administration/refusal.ts';
import type { Turnstile } from '../administration/turnstile.ts';
import { isFreePage } from '../console/free-pages.ts';
import type { Outcome } from '../console/outcome.ts';
import {
  type ClubPageName,
  type FixedPageName,
  type InTwoLanguages,
  LONGEST_PAGE,
  type NewPageVersion,
  type OwnRulesView,
  type PageConsole,
  type PageEditView,
  type PageVersionView,
  type RulesConfirmationsView,
  type Withdrawal,
} from '../console/pages.ts';
import { type Ledger, put, remove } from '../tables/ledger.ts';
import {
  currentOf,
  isOnSite,
  isSeed,
  keepSeed,
  publishedOf,
  revisionOf,
  versionId,
  versionsOf,
  versionView,
} from './club-pages.ts';
import { editView } from './edit-view.ts';
import { freePage } from './free-pages.ts';
import { overdueVersions } from './overdue-versions.ts';
import { cleaned, isLine, readBoth } from './read-text.ts';
import { confirmation, ownRules, rulesConfirmations } from './rules-confirmations.ts';
import { SEED_TEXTS } from './seed-texts.ts';

const REVISION_LENGTH = 12;

/** The club's texts. */
export class PageAdministration implements PageConsole {
  readonly #parts: ActorParts;
  readonly #turnstile: Turnstile;

  constructor(parts: ActorParts, turnstile: Turnstile) {
    this.#parts = parts;
    this.#turnstile = turnstile;
  }

  current(page: FixedPageName): PageVersionView {
    return versionView(currentOf(this.#ledger, page));
  }

  versions(page: ClubPageName): Outcome<readonly PageVersionView[]> {
    return this.#refuseUnknown(page) ?? ok(versionsOf(this.#ledger, page).map(versionView));
  }

  version(page: ClubPageName, version: number): Outcome<PageVersionView> {
    const record = versionsOf(this.#ledger, page).find((one) => one.version === version);
    return record === undefined
      ? notFound('page-version', versionId(page, version))
      : ok(versionView(record));
  }

  edit(page: ClubPageName): Outcome<PageEditView> {
    return this.#refuseUnknown(page) ?? ok(editView(this.#ledger, page));
  }

  saveDraft(page: ClubPageName, text: InTwoLanguages, revision: string): Promise<Outcome<PageEditView>> {
    return this.#turnstile.pass(async () => {
      const refused = this.#refuseGone(page);
      if (refused) return refused;
      const read = readBoth(text, LONGEST_PAGE.text);
      if (!read.ok) return read;
      const clash = this.#clash(page, revision);
      if (clash) return clash;
      const known = this.#ledger.get('clubPageDrafts', page);
      const basedOn = known?.basedOn ?? publishedOf(this.#ledger, page)?.version ?? 0;
      return this.#write(page, [this.#draft(page, read.value, basedOn)], 'page.draft', {});
    });
  }

  dropDraft(page: ClubPageName, revision: string): Promise<Outcome<PageEditView>> {
    return this.#turnstile.pass(async () => {
      const refused = this.#refuseGone(page);
      if (refused) return refused;
      if (this.#ledger.get('clubPageDrafts', page) === undefined) return notFound('page-draft', page);
      const clash = this.#clash(page, revision);
      if (clash) return clash;
      return this.#write(page, [remove('clubPageDrafts', page)], 'page.draft-removed', {});
    });
  }

  publish(page: ClubPageName, wanted: NewPageVersion): Promise<Outcome<PageEditView>> {
    return this.#turnstile.pass(async () => {
      const refused = this.#refuseGone(page) ?? this.#clash(page, wanted.revision);
      if (refused) return refused;
      const record = this.#read(page, wanted);
      if (!record.ok) return record;
      const changes = [
        ...keepSeed(this.#ledger, page),
        ...overdueVersions(this.#ledger, page),
        put('clubPageVersions', record.value),
        // Another's draft stays when something else is published.
        ...(isOfDraft(wanted) ? [remove('clubPageDrafts', page)] : []),
      ];
      return this.#write(page, changes, 'page.publish', { version: record.value.version });
    });
  }

  withdraw(
    page: ClubPageName,
    version: number,
    { reason, revision }: Withdrawal,
  ): Promise<Outcome<PageEditView>> {
    return this.#turnstile.pass(async () => {
      const refused = this.#refuseGone(page) ?? this.#clash(page, revision);
      if (refused) return refused;
      const record = this.#toWithdraw(page, version);
      if (!record.ok) return record;
      const told = cleaned(reason).replace(/\s*\n\s*/g, ' ');
      if (!isLine(told, LONGEST_PAGE.reason)) {
        const longest = LONGEST_PAGE.reason;
        return refuse('withdrawal-reason-missing', `A reason has 1 to ${longest} characters`, { longest });
      }
      const { clock, actor } = this.#parts;
      const withdrawn = {
        ...record.value,
        withdrawnAtMs: Math.round(clock.wallTime()),
        withdrawnBy: actor,
      };
      const changes = [put('clubPageVersions', withdrawn), ...this.#draftAgain(page, record.value)];
      return this.#write(page, changes, 'page.withdraw', { version, reason: told });
    });
  }

  ownRules(extension: string): OwnRulesView {
    return ownRules(this.#ledger, extension);
  }

  confirmRules(extension: string, version: number): Promise<Outcome<OwnRulesView>> {
    return this.#turnstile.pass(async () => {
      const { extensions, clock, audit, actor } = this.#parts;
      if (!extensions.has(extension)) return notFound('extension', extension);
      const current = currentOf(this.#ledger, 'house-rules').version;
      if (version !== current) {
        return refuse('rules-changed', `The current house rules are version ${current}`, {
          version: current,
        });
      }
      const written = await this.#ledger.commit(
        ...keepSeed(this.#ledger, 'house-rules'),
        confirmation(this.#ledger, extension, version, Math.round(clock.wallTime())),
      );
      if (!written.ok) return written;
      await audit.append({ actor, action: 'rules.confirm', target: extension, detail: { version } });
      return ok(this.ownRules(extension));
    });
  }

  rulesConfirmations(): RulesConfirmationsView {
    const numbers = this.#parts.extensions.list().map(({ number }) => number);
    return rulesConfirmations(this.#ledger, numbers);
  }

  get #ledger(): Ledger {
    return this.#parts.site.ledger;
  }

  #refuseUnknown(page: ClubPageName): ReturnType<typeof refuse> | undefined {
    const isThere = !isFreePage(page) || freePage(this.#ledger, page) !== undefined;
    return isThere ? undefined : notFound('page', page);
  }

  /** What was removed is brought back before it is written on. */
  #refuseGone(page: ClubPageName): ReturnType<typeof refuse> | undefined {
    const record = isFreePage(page) ? freePage(this.#ledger, page) : undefined;
    if (record === undefined || record.removedAtMs === null) return this.#refuseUnknown(page);
    return refuse('page-gone', `The page ${page} was removed`, { page });
  }

  #draft(page: ClubPageName, text: InTwoLanguages, basedOn: number): LedgerChange {
    const { random, clock, actor } = this.#parts;
    return put('clubPageDrafts', {
      id: page,
      nl: text.nl,
      en: text.en,
      revision: randomToken(random, REVISION_LENGTH),
      basedOn,
      savedAtMs: Math.round(clock.wallTime()),
      savedBy: actor,
    });
  }

  #toWithdraw(page: ClubPageName, version: number): Outcome<ClubPageVersionRecord> {
    const record = versionsOf(this.#ledger, page).find((one) => one.version === version);
    if (record === undefined) return notFound('page-version', versionId(page, version));
    if (isSeed(record)) {
      return refuse('version-kept', 'The text the exchange came with cannot be withdrawn', { page });
    }
    return isOnSite(record)
      ? ok(record)
      : refuse('page-gone', `Version ${version} of ${page} was withdrawn before`, { page, version });
  }

  /** With nothing left on the site a page of the club's own is a draft: this text, unless somebody writes already. */
  #draftAgain(page: ClubPageName, { nl, en, version }: ClubPageVersionRecord): readonly LedgerChange[] {
    const others = versionsOf(this.#ledger, page).filter((one) => one.version !== version);
    const isNeeded =
      isFreePage(page) && !others.some(isOnSite) && this.#ledger.get('clubPageDrafts', page) === undefined;
    return isNeeded ? [this.#draft(page, { nl, en }, version)] : [];
  }

  /** Somebody else changed the page since `revision` was read: his work is not written over. */
  #clash(page: ClubPageName, revision: string): ReturnType<typeof refuse> | undefined {
    if (revision === revisionOf(this.#ledger, page)) return undefined;
    const draft = this.#ledger.get('clubPageDrafts', page);
    const newest = versionsOf(this.#ledger, page)[0];
    return refuse('page-changed', `The page ${page} was changed meanwhile`, {
      page,
      by: draft?.savedBy ?? newest?.withdrawnBy ?? newest?.publishedBy ?? '',
      version: publishedOf(this.#ledger, page)?.version ?? 0,
    });
  }

  #read(page: ClubPageName, wanted: NewPageVersion): Outcome<ClubPageVersionRecord> {
    const { clock, actor } = this.#parts;
    const found = wanted.text === undefined ? this.#source(page, wanted.from) : ok(wanted.text);
    if (!found.ok) return found;
    const text = readBoth(found.value, LONGEST_PAGE.text);
    if (!text.ok) return text;
    const change = readBoth(wanted.change, LONGEST_PAGE.change);
    if (!change.ok) return change;
    const { nl: changeNl, en: changeEn } = change.value;
    if (!isLine(changeNl, LONGEST_PAGE.change) || !isLine(changeEn, LONGEST_PAGE.change)) {
      return refuse('change-missing', 'What changed is told in a line, in both languages', {
        longest: LONGEST_PAGE.change,
      });
    }
    const version = (versionsOf(this.#ledger, page)[0]?.version ?? 0) + 1;
    return ok({
      id: versionId(page, version),
      page,
      version,
      ...text.value,
      changeNl,
      changeEn,
      asksConfirmation: wanted.asksConfirmation && page === 'house-rules' ? 1 : 0,
      publishedAtMs: Math.round(clock.wallTime()),
      publishedBy: actor,
      withdrawnAtMs: null,
      withdrawnBy: null,
    });
  }

  #source(page: ClubPageName, from: NewPageVersion['from']): Outcome<InTwoLanguages> {
    if (from === 'seed') {
      return isFreePage(page) ? notFound('page-version', `${page}/seed`) : ok(SEED_TEXTS[page]);
    }
    if (from === 'draft') {
      const draft = this.#ledger.get('clubPageDrafts', page);
      return draft === undefined ? notFound('page-draft', page) : ok(draft);
    }
    const version = this.version(page, from);
    return version.ok ? ok(version.value.text) : version;
  }

  async #write(
    page: ClubPageName,
    changes: readonly LedgerChange[],
    action: string,
    detail: Readonly<Record<string, string | number>>,
  ): Promise<Outcome<PageEditView>> {
    const { audit, actor } = this.#parts;
    const written = await this.#ledger.commit(...changes);
    if (!written.ok) return written;
    await audit.append({ actor, action, target: page, detail });
    return ok(editView(this.#ledger, page));
  }
}

function isOfDraft({ from, text }: NewPageVersion): boolean {
  return from === 'draft' && text === undefined;
}
