import type { ImportAct } from '../../web/contract/imports.ts';
import type { Values } from '../failure.ts';
import type { FailureWords } from './failure-words.ts';

export type ImportOption = 'dryRun' | 'updateRows';

/** What the import of many extensions says. */
export interface ImportWords {
  readonly options: Readonly<Record<ImportOption, string>>;
  readonly failures: Readonly<Record<'import-changed', (values: Values) => FailureWords>>;
  readonly made: (count: number) => string;
  readonly changed: (count: number) => string;
  readonly kept: (count: number) => string;
  /** Of the look before it. */
  readonly nothingChanged: string;
  readonly totals: (counts: Readonly<Record<ImportAct, number>>) => string;
  readonly acts: Readonly<Record<ImportAct, string>>;
  readonly fields: Readonly<Record<'number' | 'callsign' | 'name' | 'email' | 'password', string>>;
  readonly none: string;
  readonly newPassword: string;
  readonly more: (rows: number) => string;
  readonly notUtf8: string;
}
