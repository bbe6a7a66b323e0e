import type { Outcome } from './outcome.ts';

/** What a club writes itself: a page of its own, or its part of one. */
export const CLUB_PAGES = ['house-rules', 'welcome', 'contact', 'privacy', 'accessibility', 'apply'] as const;
export type ClubPageName = (typeof CLUB_PAGES)[number];

/** Characters of one language. */
export const LONGEST_PAGE = { text: 12_000, change: 200 } as const;

/** Of the text that the exchange comes with. */
export const FIRST_VERSION = 1;

/** Of each page; older ones go, but for house rules that a member confirmed and no newer ones. */
export const VERSIONS_KEPT = 50;

export interface InTwoLanguages {
  readonly nl: string;
  readonly en: string;
}

/** A published version, which stays as it is. */
export interface PageVersionView {
  readonly page: ClubPageName;
  readonly version: number;
  /** Markdown. */
  readonly text: InTwoLanguages;
  /** What changed, in a line. */
  readonly change: InTwoLanguages;
  readonly asksConfirmation: boolean;
  readonly publishedAtMs: number;
  /** An administrator; for no visitor's eyes. */
  readonly publishedBy: string;
}

export interface PageDraftView {
  readonly text: InTwoLanguages;
  /** The version that was current when it was begun. */
  readonly basedOn: number;
  readonly savedAtMs: number;
  readonly savedBy: string;
}

/** Everything about a page for who writes it. */
export interface PageEditView {
  readonly current: PageVersionView;
  readonly draft: PageDraftView | null;
  /** To be given along with the next change, which is refused when somebody else made one meanwhile. */
  readonly revision: string;
}

export interface NewPageVersion {
  /** The draft, the text it came with, or an earlier version by its number. */
  readonly from: 'draft' | 'seed' | number;
  /** In place of `from`. */
  readonly text?: InTwoLanguages | undefined;
  readonly revision: string;
  readonly change: InTwoLanguages;
  /** Of the house rules only. */
  readonly asksConfirmation: boolean;
}

/** How a holder stands to the house rules. */
export interface OwnRulesView {
  readonly current: PageVersionView;
  /** What he said yes to last; null: to none that is known. */
  readonly confirmed: { readonly version: number; readonly atMs: number } | null;
  /** Whether he is asked to confirm the current ones. */
  readonly asked: boolean;
}

export interface RulesConfirmationsView {
  /** The newest version that asks to be confirmed; null: none does. */
  readonly version: number | null;
  /** Numbers of those who confirmed it or a later one, and of those who did not. */
  readonly confirmed: readonly string[];
  readonly missing: readonly string[];
}

/** The club's texts: a draft, versions, and who said yes to the house rules. */
export interface PageConsole {
  current(page: ClubPageName): PageVersionView;
  /** The newest first. */
  versions(page: ClubPageName): readonly PageVersionView[];
  version(page: ClubPageName, version: number): Outcome<PageVersionView>;
  edit(page: ClubPageName): PageEditView;
  saveDraft(page: ClubPageName, text: InTwoLanguages, revision: string): Promise<Outcome<PageEditView>>;
  dropDraft(page: ClubPageName, revision: string): Promise<Outcome<PageEditView>>;
  publish(page: ClubPageName, wanted: NewPageVersion): Promise<Outcome<PageEditView>>;
  ownRules(extension: string): OwnRulesView;
  /** `version`: the one he read; it has to be the current one. */
  confirmRules(extension: string, version: number): Promise<Outcome<OwnRulesView>>;
  rulesConfirmations(): RulesConfirmationsView;
}
