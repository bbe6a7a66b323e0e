import type { Values } from '../failure.ts';
import type { FailureWords } from './failure-words.ts';

export type SuspensionCommand = 'suspend' | 'resume' | 'suspension' | 'suspension list' | 'extension limits';
export type SuspensionOption =
  | 'what'
  | 'from'
  | 'untilEnd'
  | 'forLength'
  | 'reason'
  | 'showReason'
  | 'showEnd'
  | 'everySuspension'
  | 'limitCalls'
  | 'limitContacts'
  | 'limitNewCalls'
  | 'limitKbit'
  | 'limitCodecs'
  | 'limitRegister'
  | 'limitDigest'
  | 'limitTransport';
export type SuspensionFailure = 'period-invalid' | 'reason-invalid' | 'what-invalid' | 'limit-invalid';

/** What the commands about suspensions and limits say. */
export interface SuspensionWords {
  readonly commands: Readonly<Record<SuspensionCommand, string>>;
  readonly options: Readonly<Record<SuspensionOption, string>>;
  readonly scopeArgument: string;
  readonly failures: Readonly<Record<SuspensionFailure, (values: Values) => FailureWords>>;
  readonly everyone: string;
  /** `who` is `everyone` or numbers. */
  readonly suspended: (who: string, until: string | undefined) => string;
  readonly planned: (who: string, from: string, until: string | undefined) => string;
  /** How to undo it. */
  readonly undo: (command: string) => string;
  readonly resumed: (who: string) => string;
  readonly none: string;
  readonly columns: Readonly<Record<'id' | 'who' | 'what' | 'state' | 'period' | 'reason', string>>;
  readonly states: Readonly<Record<'planned' | 'active' | 'ended', string>>;
  readonly whats: Readonly<Record<'register' | 'call' | 'called' | 'conference', string>>;
  readonly everything: string;
  readonly endless: string;
  readonly begins: (time: string) => string;
  readonly ends: (time: string) => string;
  readonly limits: {
    readonly title: (number: string) => string;
    readonly labels: Readonly<
      Record<
        | 'calls'
        | 'contacts'
        | 'newCallsPerMinute'
        | 'kbitPerSecond'
        | 'codecs'
        | 'registerSeconds'
        | 'digest'
        | 'transport',
        string
      >
    >;
    readonly noLimit: string;
    /** The limit is this extension's own. */
    readonly own: string;
  };
}
