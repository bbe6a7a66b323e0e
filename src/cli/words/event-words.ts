import type { RouterSign } from '../../web/contract.ts';
import type { Values } from '../failure.ts';
import type { FailureWords } from './failure-words.ts';

export type EventCommand = 'extension watchers';
export type EventOption = 'watchersAdd' | 'watchersRemove' | 'watchersEveryone' | 'watchersNamed';
export type EventFailure = 'watcher-invalid';

/** What is said of who watches whom, and of the ways to phones. */
export interface EventWords {
  readonly commands: Readonly<Record<EventCommand, string>>;
  readonly options: Readonly<Record<EventOption, string>>;
  readonly failures: Readonly<Record<EventFailure, (values: Values) => FailureWords>>;
  readonly title: (number: string) => string;
  readonly label: string;
  readonly everyone: string;
  readonly nobody: string;
  /** Of a phone that was not asked yet nothing is said. */
  readonly answersIn: (ms: number) => string;
  readonly silentSince: (time: string) => string;
  readonly router: string;
  readonly signs: Readonly<Record<RouterSign, string>>;
  /** What to do about a router. */
  readonly routerAdvice: string;
}
