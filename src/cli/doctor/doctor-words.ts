import type { Values } from '../failure.ts';
import type { CheckId, ExtensionCheckId } from './finding.ts';
import type { Mend } from './mends.ts';

/** Values hold times as ISO 8601; people read them as this writes them. */
export type ReadableTime = (iso: string) => string;

/** One check in one language: a line when all is well, else what, why and one thing that helps. */
export interface CheckWords {
  readonly good: (values: Values, time: ReadableTime) => string;
  readonly what: (values: Values, time: ReadableTime) => string;
  readonly why: string;
  readonly todo: (values: Values, time: ReadableTime) => string;
}

export type ExtensionChecksWords = Readonly<Record<ExtensionCheckId, CheckWords>>;

export interface DoctorWords {
  readonly title: (domain: string, checks: number) => string;
  readonly titleOf: (number: string, checks: number) => string;
  readonly groups: Readonly<
    Record<'SYS' | 'NET' | 'TLS' | 'SIP' | 'ALG' | 'BAN' | 'BAK' | 'PRV' | 'PHN', string>
  >;
  readonly labels: { readonly why: string; readonly todo: string };
  /** Below the checks of one extension: what its phones did last. */
  readonly events: { readonly title: string; readonly none: string };
  readonly end: (good: number, attention: number, fault: number) => string;
  readonly checks: Readonly<Record<CheckId, CheckWords>> & ExtensionChecksWords;
  readonly mends: {
    readonly title: string;
    readonly done: Readonly<Record<Mend, string>>;
    readonly failed: Readonly<Record<Mend, string>>;
    /** Below findings that `--fix` mends. */
    readonly hint: (command: string) => string;
  };
  /** `--fix` goes with the whole machine only. */
  readonly fixOrExt: { readonly what: string; readonly why: string };
  readonly options: { readonly ext: string; readonly fix: string };
}
