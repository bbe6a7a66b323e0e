import { randomToken } from '../../base/random.ts';
import { ok } from '../../base/result.ts';
import type { ClubPageVersionRecord } from '../../store/club-page-records.ts';
import type { LedgerChange } from '../../store/ledger-records.ts';
import type { ActorParts } from '../administration/parts.ts';
import { notFound, refuse } from '../administration/refusal.ts';
import type { Turnstile } from '../administration/turnstile.ts';
import type { Outcome } from '../console/outcome.ts';
import {
  type ClubPageName,
  type InTwoLanguages,
  LONGEST_PAGE,
  type NewPageVersion,
  type OwnRulesView,
  type PageConsole,
  type PageEditView,
  type PageVersionView,
  type RulesConfirmationsView,
} from '../console/pages.ts';
import { type Ledger, put, remove } from '../ledger.ts';
import {
  currentOf,
  editView,
  keepSeed,
  overdueVersions,
  revisionOf,
  versionId,
  versionsOf,
  versionView,
} from './club-pages.ts';
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

  current(page: ClubPageName): PageVersionView {
    return versionView(currentOf(this.#ledger, page));
  }

  versions(page: ClubPageName): readonly PageVersionView[] {
    return versionsOf(this.#ledger, page).map(versionView);
  }

  version(page: ClubPageName, version: number): Outcome<PageVersionView> {
    const record = versionsOf(this.#ledger, page).find((one) => one.version === version);
    return record === undefined
      ? notFound('page-version', versionId(page, version))
      : ok(versionView(record));
  }

  edit(page: ClubPageName): PageEditView {
    return editView(this.#ledger, page);
  }

  saveDraft(page: ClubPageName, text: InTwoLanguages, revision: string): Promise<Outcome<PageEditView>> {
    return this.#turnstile.pass(async () => {
      const { random, clock, actor } = this.#parts;
      const read = readBoth(text, LONGEST_PAGE.text);
      if (!read.ok) return read;
      const clash = this.#clash(page, revision);
      if (clash) return clash;
      const known = this.#ledger.get('clubPageDrafts', page);
      const draft = {
        id: page,
        ...read.value,
        revision: randomToken(random, REVISION_LENGTH),
        basedOn: known?.basedOn ?? currentOf(this.#ledger, page).version,
        savedAtMs: Math.round(clock.wallTime()),
        savedBy: actor,
      };
      return this.#write(page, [put('clubPageDrafts', draft)], 'page.draft', {});
    });
  }

  dropDraft(page: ClubPageName, revision: string): Promise<Outcome<PageEditView>> {
    return this.#turnstile.pass(async () => {
      if (this.#ledger.get('clubPageDrafts', page) === undefined) return notFound('page-draft', page);
      const clash = this.#clash(page, revision);
      if (clash) return clash;
      return this.#write(page, [remove('clubPageDrafts', page)], 'page.draft-removed', {});
    });
  }

  publish(page: ClubPageName, wanted: NewPageVersion): Promise<Outcome<PageEditView>> {
    return this.#turnstile.pass(async () => {
      const clash = this.#clash(page, wanted.revision);
      if (clash) return clash;
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
        confirmation(extension, version, Math.round(clock.wallTime())),
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

  /** Somebody else changed the page since `revision` was read: his work is not written over. */
  #clash(page: ClubPageName, revision: string): ReturnType<typeof refuse> | undefined {
    if (revision === revisionOf(this.#ledger, page)) return undefined;
    const draft = this.#ledger.get('clubPageDrafts', page);
    const { version, publishedBy } = currentOf(this.#ledger, page);
    return refuse('page-changed', `The page ${page} was changed meanwhile`, {
      page,
      by: draft?.savedBy ?? publishedBy,
      version,
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
    if (changeNl === '' || changeEn === '' || /\n/.test(changeNl + changeEn)) {
      return refuse('change-missing', 'What changed is told in a line, in both languages', {
        longest: LONGEST_PAGE.change,
      });
    }
    const version = currentOf(this.#ledger, page).version + 1;
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
    });
  }

  #source(page: ClubPageName, from: NewPageVersion['from']): Outcome<InTwoLanguages> {
    if (from === 'seed') return ok(SEED_TEXTS[page]);
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
    detail: Readonly<Record<string, number>>,
  ): Promise<Outcome<PageEditView>> {
    const { audit, actor } = this.#parts;
    const written = await this.#ledger.commit(...changes);
    if (!written.ok) return written;
    await audit.append({ actor, action, target: page, detail });
    return ok(this.edit(page));
  }
}

function isOfDraft({ from, text }: NewPageVersion): boolean {
  return from === 'draft' && text === undefined;
}

function readBoth({ nl, en }: InTwoLanguages, longest: number): Outcome<InTwoLanguages> {
  const both = { nl: cleaned(nl), en: cleaned(en) };
  const isFine = [both.nl, both.en].every((text) => text.length <= longest && !/[^\P{C}\n]/u.test(text));
  return isFine
    ? ok(both)
    : refuse('text-invalid', `A text has at most ${longest} printable characters`, { longest });
}

/** As it is kept: what word processors leave in a text and nobody sees is taken out, marks of direction too. */
function cleaned(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/\p{Cf}/gu, '')
    .replace(/ +$/gm, '')
    .trim();
}
