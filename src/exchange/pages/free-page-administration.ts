import { ok } from '../../base/result.ts';
import type { FreePageRecord } from '../../store/records/club-page-records.ts';
import type { LedgerChange } from '../../store/records/ledger-records.ts';
import type { ActorParts } from '../administration/parts.ts';
import { notFound, refuse } from '../administration/refusal.ts';
import type { Turnstile } from '../administration/turnstile.ts';
import {
  FREE_PAGE_ID,
  type FreePageChange,
  type FreePageConsole,
  type FreePageName,
  type FreePageSettings,
  type FreePageView,
  LONGEST_FREE_PAGE,
  MOST_FREE_PAGES,
  type NewFreePage,
  type PageReader,
  type ShownFreePageView,
} from '../console/free-pages.ts';
import type { Outcome } from '../console/outcome.ts';
import type { InTwoLanguages } from '../console/pages.ts';
import { type Ledger, put } from '../tables/ledger.ts';
import { isOnSite, publishedOf, versionsOf, versionView } from './club-pages.ts';
import {
  freePage,
  freePageName,
  freePagesThere,
  freePageView,
  inThisOrder,
  overdueFreePages,
  removedFreePages,
} from './free-pages.ts';
import { cleaned, isLine } from './read-text.ts';

/** Pages of the club's own: which there are, where they stand and for whom. */
export class FreePageAdministration implements FreePageConsole {
  readonly #parts: ActorParts;
  readonly #turnstile: Turnstile;

  constructor(parts: ActorParts, turnstile: Turnstile) {
    this.#parts = parts;
    this.#turnstile = turnstile;
  }

  list(): readonly FreePageView[] {
    const ledger = this.#ledger;
    return [...freePagesThere(ledger), ...removedFreePages(ledger)].map((one) => freePageView(ledger, one));
  }

  menu(reader: PageReader): ReturnType<FreePageConsole['menu']> {
    const there = freePagesThere(this.#ledger).filter(
      (record) => record.place === 'menu' && isFor(record, reader),
    );
    if (there.length === 0) return [];
    // Every page of the site asks for this.
    const published = new Set<string>();
    for (const version of this.#ledger.list('clubPageVersions'))
      if (isOnSite(version)) published.add(version.page);
    return there
      .map((record) => ({ page: freePageName(record.id), title: titleOf(record) }))
      .filter(({ page }) => published.has(page));
  }

  read(page: FreePageName, reader: PageReader): Outcome<ShownFreePageView> {
    const record = freePage(this.#ledger, page);
    if (record === undefined || !isFor(record, reader)) return notFound('page', page);
    const published = publishedOf(this.#ledger, page);
    if (record.removedAtMs !== null && versionsOf(this.#ledger, page).length > 0) {
      return refuse('page-gone', `The page ${page} was removed`, { page });
    }
    if (record.removedAtMs !== null || published === undefined) return notFound('page', page);
    return ok({ title: titleOf(record), audience: record.audience, shown: versionView(published) });
  }

  add({ id: given, ...settings }: NewFreePage): Promise<Outcome<FreePageView>> {
    return this.#turnstile.pass(async () => {
      const id = given.trim().toLowerCase();
      if (!FREE_PAGE_ID.test(id)) {
        const { id: longest } = LONGEST_FREE_PAGE;
        return refuse('page-address-invalid', 'An address has letters, digits and hyphens', { longest });
      }
      const known = this.#ledger.get('freePages', id);
      if (known !== undefined) {
        const state = known.removedAtMs === null ? 'there' : 'removed';
        return refuse('page-taken', `There is a page ${id} already`, { page: freePageName(id), state });
      }
      const read = readSettings(settings);
      if (!read.ok) return read;
      const full = this.#refuseFull();
      if (full) return full;
      const { clock, actor } = this.#parts;
      const record: FreePageRecord = {
        id,
        ...read.value,
        position: freePagesThere(this.#ledger).length + 1,
        createdAtMs: Math.round(clock.wallTime()),
        createdBy: actor,
        removedAtMs: null,
        removedBy: null,
      };
      return this.#write(record, [put('freePages', record)], 'page.create');
    });
  }

  change(page: FreePageName, { position, ...change }: FreePageChange): Promise<Outcome<FreePageView>> {
    return this.#turnstile.pass(async () => {
      const found = this.#there(page);
      if (!found.ok) return found;
      const record = found.value;
      const { audience = record.audience, place = record.place, title = titleOf(record) } = change;
      const read = readSettings({ audience, place, title });
      if (!read.ok) return read;
      const changed = { ...record, ...read.value };
      const others = freePagesThere(this.#ledger).filter(({ id }) => id !== record.id);
      const order = others.toSpliced((position ?? record.position) - 1, 0, changed);
      return this.#write(changed, inThisOrder(this.#ledger, order), 'page.change', {
        ...differences(record, read.value),
        ...(position !== undefined && { position }),
      });
    });
  }

  remove(page: FreePageName): Promise<Outcome<FreePageView>> {
    return this.#turnstile.pass(async () => {
      const found = this.#there(page);
      if (!found.ok) return found;
      const { clock, actor } = this.#parts;
      const removedAtMs = Math.round(clock.wallTime());
      const record = { ...found.value, position: 0, removedAtMs, removedBy: actor };
      const others = freePagesThere(this.#ledger).filter(({ id }) => id !== record.id);
      const changes = [
        ...overdueFreePages(this.#ledger),
        put('freePages', record),
        ...inThisOrder(this.#ledger, others),
      ];
      return this.#write(record, changes, 'page.remove');
    });
  }

  bringBack(page: FreePageName): Promise<Outcome<FreePageView>> {
    return this.#turnstile.pass(async () => {
      const found = freePage(this.#ledger, page);
      if (found === undefined || found.removedAtMs === null) return notFound('page', page);
      const full = this.#refuseFull();
      if (full) return full;
      const position = freePagesThere(this.#ledger).length + 1;
      const record = { ...found, position, removedAtMs: null, removedBy: null };
      return this.#write(record, [put('freePages', record)], 'page.bring-back');
    });
  }

  get #ledger(): Ledger {
    return this.#parts.site.ledger;
  }

  #there(page: FreePageName): Outcome<FreePageRecord> {
    const record = freePage(this.#ledger, page);
    if (record === undefined) return notFound('page', page);
    return record.removedAtMs === null
      ? ok(record)
      : refuse('page-gone', `The page ${page} was removed`, { page });
  }

  #refuseFull(): ReturnType<typeof refuse> | undefined {
    const most = MOST_FREE_PAGES.there;
    if (freePagesThere(this.#ledger).length < most) return undefined;
    return refuse('too-many-pages', `At most ${most} pages`, { most });
  }

  async #write(
    { id }: FreePageRecord,
    changes: readonly LedgerChange[],
    action: string,
    detail: Readonly<Record<string, string | number>> = {},
  ): Promise<Outcome<FreePageView>> {
    const { audit, actor } = this.#parts;
    const written = await this.#ledger.commit(...changes);
    if (!written.ok) return written;
    const target = freePageName(id);
    await audit.append({ actor, action, target, detail });
    const kept = freePage(this.#ledger, target);
    return kept === undefined ? notFound('page', target) : ok(freePageView(this.#ledger, kept));
  }
}

function isFor({ audience }: FreePageRecord, reader: PageReader): boolean {
  return audience === 'everyone' || reader === 'member';
}

function titleOf({ titleNl, titleEn }: FreePageRecord): InTwoLanguages {
  return { nl: titleNl, en: titleEn };
}

type Settings = Pick<FreePageRecord, 'titleNl' | 'titleEn' | 'audience' | 'place'>;

/** What became another, for the audit log. */
function differences(before: FreePageRecord, after: Settings): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(after).filter(([name, value]) => Reflect.get(before, name) !== value),
  );
}

function readSettings({ title, audience, place }: FreePageSettings): Outcome<Settings> {
  const [titleNl, titleEn] = [cleaned(title.nl), cleaned(title.en)];
  const longest = LONGEST_FREE_PAGE.title;
  for (const [language, text] of [
    ['nl', titleNl],
    ['en', titleEn],
  ] as const) {
    if (!isLine(text, longest)) {
      const message = `A title has 1 to ${longest} printable characters`;
      return refuse('title-invalid', message, { longest, field: language });
    }
  }
  return ok({ titleNl, titleEn, audience, place });
}
