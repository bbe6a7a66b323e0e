import type { Values } from '../failure.ts';
import type { CheckId } from './checks.ts';

/** One check in one language: a line when all is well, else what, why and one thing that helps. */
export interface CheckWords {
  readonly good: (values: Values) => string;
  readonly what: (values: Values) => string;
  readonly why: string;
  readonly todo: (values: Values) => string;
}

export interface DoctorWords {
  readonly title: (domain: string, checks: number) => string;
  readonly groups: Readonly<Record<'SYS' | 'NET' | 'TLS' | 'SIP' | 'BAN' | 'PRV', string>>;
  readonly labels: { readonly why: string; readonly todo: string };
  readonly end: (good: number, attention: number, fault: number) => string;
  readonly checks: Readonly<Record<CheckId, CheckWords>>;
}
