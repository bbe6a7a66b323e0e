import type { Hint, PageName } from '../../web/contract/pages.ts';
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
  | 'pages confirmations';
export type PageOption = 'pageNl' | 'pageEn' | 'pageChange' | 'pageChangeEn' | 'pageConfirm';
export type PageArgument = 'page' | 'pageVersion' | 'pageSince' | 'pageLanguage';
type PageCode = 'page-changed' | 'text-invalid' | 'change-missing' | 'rules-changed';

/** What the commands about the club's texts say. */
export interface PageWords {
  readonly commands: Readonly<Record<PageCommand, string>>;
  readonly options: Readonly<Record<PageOption, string>>;
  readonly arguments: Readonly<Record<PageArgument, string>>;
  readonly failures: Readonly<Record<PageCode, (values: Values) => FailureWords>>;
  readonly names: Readonly<Record<PageName, string>>;
  readonly columns: Readonly<Record<'page' | 'version' | 'date' | 'by' | 'change' | 'draft', string>>;
  readonly labels: Readonly<Record<'version' | 'date' | 'by' | 'change' | 'draft', string>>;
  readonly noDraft: string;
  readonly draft: (by: string, at: string) => string;
  readonly published: (page: string, version: number) => string;
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
