/** The console's views of the club's texts as bodies of the API. */
import type { z } from 'zod';
import { ok } from '../../base/result.ts';
import type { Outcome } from '../../exchange/console/outcome.ts';
import type {
  ClubPageName,
  InTwoLanguages,
  OwnRulesView,
  PageConsole,
  PageDraftView,
  PageEditView,
  PageVersionView,
} from '../../exchange/console/pages.ts';
import type {
  OwnRules,
  PageChanges,
  PageDraft,
  PageEdit,
  PageVersion,
  pageSummarySchema,
  VersionHead,
} from '../contract/pages.ts';
import { compareTexts } from '../text/compare-texts.ts';
import { blocksOf, examineTexts } from '../text/examine-text.ts';

export function versionHead(view: PageVersionView): VersionHead {
  const { page, version, publishedAtMs, change, asksConfirmation } = view;
  return { page, version, publishedAt: time(publishedAtMs), change, asksConfirmation };
}

export function version(view: PageVersionView): PageVersion {
  return { ...versionHead(view), text: view.text, blocks: blocksOf(view.text) };
}

export function withWriter<Body>(
  body: Body,
  { publishedBy }: PageVersionView,
): Body & { publishedBy: string } {
  return { ...body, publishedBy };
}

export function changes(
  pages: PageConsole,
  page: ClubPageName,
  version: number,
  since: number,
): Outcome<PageChanges> {
  const older = pages.version(page, since);
  if (!older.ok) return older;
  const newer = pages.version(page, version);
  if (!newer.ok) return newer;
  return ok({ page, since, version, pieces: piecesOf(older.value.text, newer.value.text) });
}

export function edit({ current, draft, revision }: PageEditView): PageEdit {
  return {
    current: {
      ...withWriter(versionHead(current), current),
      text: current.text,
      ...examineTexts(current.text),
    },
    draft: draft === null ? null : draftBody(draft, current),
    revision,
  };
}

export function summary({ current, draft }: PageEditView): z.infer<typeof pageSummarySchema> {
  return {
    ...withWriter(versionHead(current), current),
    draft: draft === null ? null : { savedBy: draft.savedBy, savedAt: time(draft.savedAtMs) },
  };
}

export function ownRules({ current, confirmed, asked }: OwnRulesView): OwnRules {
  return {
    current: version(current),
    confirmed: confirmed === null ? null : { version: confirmed.version, at: time(confirmed.atMs) },
    asked,
  };
}

function draftBody(
  { text, basedOn, savedAtMs, savedBy }: PageDraftView,
  current: PageVersionView,
): PageDraft {
  return {
    text,
    ...examineTexts(text),
    changes: piecesOf(current.text, text),
    basedOn,
    savedAt: time(savedAtMs),
    savedBy,
  };
}

function piecesOf(older: InTwoLanguages, newer: InTwoLanguages): PageChanges['pieces'] {
  return { nl: [...compareTexts(older.nl, newer.nl)], en: [...compareTexts(older.en, newer.en)] };
}

function time(ms: number): string {
  return new Date(ms).toISOString();
}
