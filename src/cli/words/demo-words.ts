import type { Values } from '../failure.ts';
import type { FailureWords } from './failure-words.ts';

export type DemoCommand = 'demo';

/** What `hamvoip demo` says. */
export interface DemoWords {
  readonly commands: Readonly<Record<DemoCommand, string>>;
  readonly failures: Readonly<Record<'demo-failed', (values: Values) => FailureWords>>;
  readonly club: string;
  readonly title: (phones: number) => string;
  readonly labels: Readonly<Record<'site' | 'administrator' | 'member', string>>;
  readonly login: (name: string, password: string) => string;
  readonly invented: string;
  readonly end: string;
}
