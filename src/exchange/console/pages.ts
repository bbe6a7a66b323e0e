import type { FreePageName, FreePageView } from './free-pages.ts';
import type { Outcome } from './outcome.ts';

/** What a club writes on pages that every exchange has: a whole page, or its part of one. */
export const CLUB_PAGES = ['house-rules', 'welcome', 'contact', 'privacy', 'accessibility', 'apply'] as const;
export type FixedPageName = (typeof CLUB_PAGES)[number];

/** A text of the club: on a page there always is, or one of its own pages. */
export type ClubPageName = FixedPageName | FreePageName;

/** Characters of one language; of the reason for which a version is withdrawn. */
export const LONGEST_PAGE = { text: 12_000, change: 200, reason: 300 } as const;

/** Of the text that the exchange comes with. */
export const FIRST_VERSION = 1;

/** Of each page; older ones go, but for house rules that a member confirmed and no newer ones. */
export const VERSIONS_KEPT = 50;

export interface InTwoLanguages {
  readonly nl: string;
  readonly en: string;
}

/** When something was done, and by whom. */
export interface DoneBy {
  readonly atMs: number;
  /** An administrator; for no visitor's eyes. */
  readonly by: string;
}

/** A published version. It stays as it is, but it may be withdrawn. */
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
  /** Null while it is not. */
  readonly withdrawn: DoneBy | null;
}

export interface PageDraftView {
  readonly text: InTwoLanguages;
  /** The version that was current when it was begun; 0 for none. */
  readonly basedOn: number;
  readonly savedAtMs: number;
  readonly savedBy: string;
}

/** Everything about a page for who writes it. */
export interface PageEditView {
  /** Null for one of the club's own pages of which nothing is published. */
  readonly current: PageVersionView | null;
  readonly draft: PageDraftView | null;
  /** To be given along with the next change, which is refused when somebody else made one meanwhile. */
  readonly revision: string;
  /** Of a page of the club's own; null for the others. */
  readonly free: FreePageView | null;
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

export interface Withdrawal {
  /** For the audit log. */
  readonly reason: string;
  readonly revision: string;
}

export interface RulesConfirmationView {
  readonly version: number;
  readonly atMs: number;
  /** Whether that version was withdrawn since. */
  readonly withdrawn: boolean;
}

/** How a holder stands to the house rules. */
export interface OwnRulesView {
  readonly current: PageVersionView;
  /** All he said yes to, the newest first, also what was withdrawn since. */
  readonly confirmations: readonly RulesConfirmationView[];
  /** Whether he is asked to confirm the current ones. */
  readonly asked: boolean;
}

export interface RulesConfirmationsView {
  /** The newest version on the site that asks to be confirmed; null: none does. */
  readonly version: number | null;
  /** Numbers of those who confirmed it or a later one, and of those who did not. */
  readonly confirmed: readonly string[];
  readonly missing: readonly string[];
}

/** The club's texts: a draft, versions, and who said yes to the house rules. */
export interface PageConsole {
  current(page: FixedPageName): PageVersionView;
  /** The newest first, with those that were withdrawn. */
  versions(page: ClubPageName): Outcome<readonly PageVersionView[]>;
  version(page: ClubPageName, version: number): Outcome<PageVersionView>;
  edit(page: ClubPageName): Outcome<PageEditView>;
  saveDraft(page: ClubPageName, text: InTwoLanguages, revision: string): Promise<Outcome<PageEditView>>;
  dropDraft(page: ClubPageName, revision: string): Promise<Outcome<PageEditView>>;
  publish(page: ClubPageName, wanted: NewPageVersion): Promise<Outcome<PageEditView>>;
  /**
   * Takes a version off the site for good. The one before it is current again; without any the text that the exchange
   * comes with, and a page of the club's own is a draft again.
   */
  withdraw(page: ClubPageName, version: number, withdrawal: Withdrawal): Promise<Outcome<PageEditView>>;
  ownRules(extension: string): OwnRulesView;
  /** `version`: the one he read; it has to be the current one. */
  confirmRules(extension: string, version: number): Promise<Outcome<OwnRulesView>>;
  rulesConfirmations(): RulesConfirmationsView;
}
