import type { FreePage } from '../../web/contract/free-pages.ts';
import type { FixedPage, Hint } from '../../web/contract/pages.ts';
import type { Values } from '../failure.ts';
import type { FailureWords } from './failure-words.ts';

export type PageCommand =
  | 'pages'
  | 'pages list'
  | 'pages show'
  | 'pages history'
  | 'pages changes'
  | 'pages export'
  | 'pages publish'
  | 'pages restore'
  | 'pages reset'
  | 'pages withdraw'
  | 'pages confirmations'
  | 'pages add'
  | 'pages change'
  | 'pages remove'
  | 'pages return';
export type PageOption =
  | 'pageNl'
  | 'pageEn'
  | 'pageChange'
  | 'pageChangeEn'
  | 'pageConfirm'
  | 'pageReason'
  | 'pageTitle'
  | 'pageTitleEn'
  | 'pageFor'
  | 'pagePlace'
  | 'pagePosition';
export type PageArgument =
  | 'page'
  | 'pageVersion'
  | 'pageSince'
  | 'pageLanguage'
  | 'pageAddress'
  | 'pageOfClub';
type PageCode =
  | 'page-changed'
  | 'text-invalid'
  | 'change-missing'
  | 'rules-changed'
  | 'page-gone'
  | 'page-taken'
  | 'page-address-invalid'
  | 'title-invalid'
  | 'too-many-pages'
  | 'version-kept'
  | 'withdrawal-reason-missing';

/** What the commands about the club's texts say. */
export interface PageWords {
  readonly commands: Readonly<Record<PageCommand, string>>;
  readonly options: Readonly<Record<PageOption, string>>;
  readonly arguments: Readonly<Record<PageArgument, string>>;
  readonly failures: Readonly<Record<PageCode, (values: Values) => FailureWords>>;
  readonly names: Readonly<Record<FixedPage, string>>;
  readonly columns: Readonly<
    Record<'page' | 'version' | 'date' | 'by' | 'change' | 'draft' | 'title' | 'audience' | 'place', string>
  >;
  readonly labels: Readonly<Record<'version' | 'date' | 'by' | 'change' | 'draft', string>>;
  readonly noDraft: string;
  readonly draft: (by: string, at: string) => string;
  readonly published: (page: string, version: number) => string;
  readonly unpublished: string;
  readonly withdrawn: string;
  /** What is on the site after a version was withdrawn. */
  readonly wasWithdrawn: (version: number) => string;
  readonly nowOnSite: (version: number) => string;
  readonly nothingOnSite: string;
  readonly added: (page: string) => string;
  readonly willStandAt: (address: string) => string;
  readonly changed: (page: string) => string;
  readonly removed: (page: string) => string;
  readonly toReturn: (page: string) => string;
  readonly removedState: string;
  readonly returned: (page: string) => string;
  readonly audiences: Readonly<Record<FreePage['audience'], string>>;
  readonly places: Readonly<Record<FreePage['place'], string>>;
  readonly asked: string;
  /** What changed, when an earlier text is put back. */
  readonly restored: (version: number) => string;
  readonly reset: string;
  readonly same: string;
  readonly confirmed: (version: number, confirmed: number, extensions: number) => string;
  readonly missing: (numbers: string) => string;
  readonly nothingAsked: string;
  readonly hints: Readonly<Record<Hint['kind'], (quote: string, value: string, better: string) => string>>;
}
