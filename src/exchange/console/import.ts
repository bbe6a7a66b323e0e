import type { Refusal } from './outcome.ts';

export interface ImportWish {
  /**
   * A row whose number is there changes that extension: call sign, name, mail address and password, each where the row
   * has one. Otherwise such a row is refused.
   */
  readonly update?: boolean | undefined;
  /** Of a plan: exactly that is done, or nothing. */
  readonly version?: string | undefined;
}

export const IMPORT_ACTS = ['create', 'change', 'keep', 'refuse'] as const;
export type ImportAct = (typeof IMPORT_ACTS)[number];

export interface ImportChange {
  readonly field: 'callsign' | 'name' | 'email' | 'password';
  /** Null: there was none, or it is a secret. */
  readonly before: string | null;
  readonly after: string | null;
}

/** What becomes of one row. */
export interface PlannedRow {
  /** From 1. */
  readonly row: number;
  readonly act: ImportAct;
  /** As it will be; of a refused row as it was given. */
  readonly number: string | null;
  readonly callsign: string;
  readonly name: string;
  readonly email: string | null;
  readonly password: 'made' | 'given' | 'kept';
  readonly changes: readonly ImportChange[];
  /** Undefined unless it is refused. */
  readonly refusal: Refusal | undefined;
}

export interface ImportPlan {
  readonly rows: readonly PlannedRow[];
  /** Says for each row what becomes of it, so that an import can tell which of them are another case meanwhile. */
  readonly version: string;
}

export interface RefusedRow {
  readonly row: number;
  readonly refusal: Refusal;
}
