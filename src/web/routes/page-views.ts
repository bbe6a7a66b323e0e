/** The console's views of the club's texts as bodies of the API. */
import type { z } from 'zod';
import { fail, ok } from '../../base/result.ts';
import type { FreePageView, ShownFreePageView } from '../../exchange/console/free-pages.ts';
import type { Outcome } from '../../exchange/console/outcome.ts';
import type {
  ClubPageName,
  DoneBy,
  InTwoLanguages,
  OwnRulesView,
  PageConsole,
  PageDraftView,
  PageEditView,
  PageVersionView,
} from '../../exchange/console/pages.ts';
import type { FreePage } from '../contract/free-pages.ts';
import type {
  OwnRules,
  PageChanges,
  PageDraft,
  PageEdit,
  PageVersion,
  pageSummarySchema,
  ShownPage,
  VersionHead,
} from '../contract/pages.ts';
import { compareTexts } from '../text/compare-texts.ts';
import { blocksOf, examineTexts } from '../text/examine-text.ts';

export function versionHead(view: PageVersionView): VersionHead {
  const { page, version, publishedAtMs, change, asksConfirmation, withdrawn } = view;
  const withdrawnAt = withdrawn === null ? null : time(withdrawn.atMs);
  return { page, version, publishedAt: time(publishedAtMs), change, asksConfirmation, withdrawnAt };
}

/** Of what was withdrawn everyone may know that it was there. */
export function publicHead(view: PageVersionView): VersionHead {
  const head = versionHead(view);
  return view.withdrawn === null ? head : { ...head, change: { nl: '', en: '' } };
}

/** Unless it was withdrawn. */
export function publicVersion(
  pages: PageConsole,
  page: ClubPageName,
  version: number,
): Outcome<PageVersionView> {
  const found = pages.version(page, version);
  if (!found.ok || found.value.withdrawn === null) return found;
  const message = `Version ${version} of ${page} was withdrawn`;
  return fail({ code: 'page-gone', message, detail: { page, version } });
}

export function version(view: PageVersionView): PageVersion {
  return { ...versionHead(view), text: view.text, blocks: blocksOf(view.text) };
}

export function shownPage({ title, audience, shown }: ShownFreePageView): ShownPage {
  return { ...version(shown), free: { title, audience } };
}

export function freePage({ created, removed, draft, ...view }: FreePageView): FreePage {
  return { ...view, created: done(created), removed: maybeDone(removed), draft: maybeDone(draft) };
}

export function withWriter<Body>(
  body: Body,
  { publishedBy, withdrawn }: PageVersionView,
): Body & { publishedBy: string; withdrawnBy: string | null } {
  return { ...body, publishedBy, withdrawnBy: withdrawn?.by ?? null };
}

export function changes(
  pages: PageConsole,
  page: ClubPageName,
  version: number,
  since: number,
): Outcome<PageChanges> {
  return compare(pages.version(page, since), pages.version(page, version));
}

/** The same for everyone: not of what was withdrawn. */
export function publicChanges(
  pages: PageConsole,
  page: ClubPageName,
  version: number,
  since: number,
): Outcome<PageChanges> {
  return compare(publicVersion(pages, page, since), publicVersion(pages, page, version));
}

function compare(older: Outcome<PageVersionView>, newer: Outcome<PageVersionView>): Outcome<PageChanges> {
  if (!older.ok) return older;
  if (!newer.ok) return newer;
  const { page, version } = newer.value;
  const pieces = piecesOf(older.value.text, newer.value.text);
  return ok({ page, since: older.value.version, version, pieces });
}

export function edit({ current, draft, revision, free }: PageEditView): PageEdit {
  return {
    current:
      current === null
        ? null
        : {
            ...withWriter(versionHead(current), current),
            text: current.text,
            ...examineTexts(current.text),
          },
    draft: draft === null ? null : draftBody(draft, current?.text ?? NOTHING),
    revision,
    free: free === null ? null : freePage(free),
  };
}

const NOTHING: InTwoLanguages = { nl: '', en: '' };

export function summary(
  current: PageVersionView,
  edited: Outcome<PageEditView>,
): z.infer<typeof pageSummarySchema> {
  const draft = edited.ok ? edited.value.draft : null;
  return {
    ...withWriter(versionHead(current), current),
    draft: draft === null ? null : { savedBy: draft.savedBy, savedAt: time(draft.savedAtMs) },
  };
}

export function ownRules({ current, confirmations, asked }: OwnRulesView): OwnRules {
  const all = confirmations.map(({ version: number, atMs, withdrawn }) => {
    return { version: number, at: time(atMs), withdrawn };
  });
  const [last] = all;
  return {
    current: version(current),
    confirmed: last === undefined ? null : { version: last.version, at: last.at },
    confirmations: all,
    asked,
  };
}

function draftBody({ text, basedOn, savedAtMs, savedBy }: PageDraftView, current: InTwoLanguages): PageDraft {
  return {
    text,
    ...examineTexts(text),
    changes: piecesOf(current, text),
    basedOn,
    savedAt: time(savedAtMs),
    savedBy,
  };
}

function piecesOf(older: InTwoLanguages, newer: InTwoLanguages): PageChanges['pieces'] {
  return { nl: [...compareTexts(older.nl, newer.nl)], en: [...compareTexts(older.en, newer.en)] };
}

function done({ atMs, by }: DoneBy): { at: string; by: string } {
  return { at: time(atMs), by };
}

function maybeDone(view: DoneBy | null): { at: string; by: string } | null {
  return view === null ? null : done(view);
}

function time(ms: number): string {
  return new Date(ms).toISOString();
}
