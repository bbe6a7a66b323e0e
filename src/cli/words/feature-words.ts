import type { Values } from '../failure.ts';
import type { FailureWords } from './failure-words.ts';

export type FeatureCommand =
  | 'extension forward'
  | 'extension do-not-disturb'
  | 'extension pickup-group'
  | 'extension language';
export type FeatureOption = 'forwardAlways' | 'forwardBusy' | 'forwardNoAnswer' | 'forwardAfter';
export type FeatureArgument = 'doNotDisturb' | 'pickupGroup' | 'extensionLanguage';
export type FeatureFailure = 'forward-invalid' | 'ring-time-invalid' | 'group-invalid';

/** What the commands about calls to an extension say. */
export interface FeatureWords {
  readonly commands: Readonly<Record<FeatureCommand, string>>;
  readonly options: Readonly<Record<FeatureOption, string>>;
  readonly arguments: Readonly<Record<FeatureArgument, string>>;
  readonly failures: Readonly<Record<FeatureFailure, (values: Values) => FailureWords>>;
  readonly title: (number: string) => string;
  readonly labels: Readonly<Record<'doNotDisturb' | 'always' | 'busy' | 'noAnswer' | 'pickupGroup', string>>;
  /** `isUsual`: that of the exchange, because none was set. */
  readonly language: (extension: string, language: 'nl' | 'en', isUsual: boolean) => string;
  readonly on: string;
  readonly off: string;
  /** Calls are not forwarded. */
  readonly nowhere: string;
  /** No group. */
  readonly none: string;
  readonly after: (seconds: number) => string;
}
