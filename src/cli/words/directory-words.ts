import type { Values } from '../failure.ts';
import type { FailureWords } from './failure-words.ts';

export type DirectoryCommand =
  | 'directory'
  | 'directory build'
  | 'directory show'
  | 'directory list'
  | 'directory password'
  | 'extension listed'
  | 'extension set-up';
export type DirectoryArgument = 'onOrOff' | 'handoverPurpose';
export type DirectoryOption = 'listFormat' | 'listOrder' | 'issue' | 'ownPassword' | 'mailLetter';
export type DirectoryCode =
  | 'directory-running'
  | 'directory-locked'
  | 'consent-outdated'
  | 'directory-failed'
  | 'handover-gone';

/** What the commands about the list of extensions say. */
export interface DirectoryWords {
  readonly commands: Readonly<Record<DirectoryCommand, string>>;
  readonly arguments: Readonly<Record<DirectoryArgument, string>>;
  readonly options: Readonly<Record<DirectoryOption, string>>;
  readonly failures: Readonly<Record<DirectoryCode, (values: Values) => FailureWords>>;
  readonly progress: string;
  readonly made: (issue: number, entries: number, pages: number) => string;
  readonly labels: Readonly<
    Record<'file' | 'password' | 'changes' | 'issue' | 'listed' | 'made' | 'automatic', string>
  >;
  readonly changes: (added: number, removed: number, changed: number) => string;
  readonly counts: (listed: number, extensions: number) => string;
  readonly automatic: Readonly<Record<'yes' | 'no', string>>;
  readonly issue: (issue: number) => string;
  readonly keepPassword: string;
  readonly undrawable: (numbers: string) => string;
  readonly none: (command: string) => string;
  readonly nobody: (command: string) => string;
  readonly columns: Readonly<Record<'issue' | 'made' | 'entries' | 'pages' | 'by' | 'file', string>>;
  readonly listed: (number: string, version: string, since: string) => string;
  readonly notListed: (number: string) => string;
  readonly setUp: Readonly<Record<'address' | 'until' | 'newPassword', string>>;
  readonly setUpHint: Readonly<Record<'letter' | 'phone', string>>;
}
