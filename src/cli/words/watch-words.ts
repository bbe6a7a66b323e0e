import type { Values } from '../failure.ts';
import type { FailureWords } from './failure-words.ts';

export type WatchCommand =
  | 'instruction'
  | 'instruction add'
  | 'instruction list'
  | 'instruction show'
  | 'instruction templates'
  | 'instruction done'
  | 'instruction close'
  | 'instruction mail'
  | 'phones'
  | 'call history'
  | 'extension usage';
export type WatchOption =
  | 'template'
  | 'values'
  | 'instructionText'
  | 'forExtensions'
  | 'forProduct'
  | 'forBehaviour'
  | 'deadline'
  | 'within'
  | 'byMail'
  | 'ofExtension'
  | 'days';
export type WatchArgument = 'instructionId' | 'usageNumber';
type State = 'open' | 'done' | 'overdue' | 'closed';
type Check =
  | 'registration-interval'
  | 'transport'
  | 'codec-order'
  | 'keep-alive'
  | 'no-retry-loop'
  | 'contacts'
  | 'firmware'
  | 'without-user-agent'
  | 'ptime'
  | 'router'
  | 'srtp';
type Figure =
  | 'registrationInterval'
  | 'registersPerHour'
  | 'wrongPasswords'
  | 'transports'
  | 'codec'
  | 'ptime'
  | 'kbit'
  | 'keepAlive'
  | 'phones';
export type ComplaintKind =
  | 'registers-too-often'
  | 'wrong-password'
  | 'keep-alive-too-often'
  | 'many-phones'
  | 'small-packets'
  | 'much-bandwidth'
  | 'router-meddles'
  | 'encrypted-only';

/** What the commands about instructions, phones to talk to and history say. */
export interface WatchWords {
  readonly commands: Readonly<Record<WatchCommand, string>>;
  readonly options: Readonly<Record<WatchOption, string>>;
  readonly arguments: Readonly<Record<WatchArgument, string>>;
  readonly failures: Readonly<Record<'instruction-invalid', (values: Values) => FailureWords>>;
  readonly instruction: {
    readonly given: (id: string, count: number) => string;
    readonly closed: (id: string) => string;
    readonly doneBy: (extension: string) => string;
    readonly show: (command: string) => string;
    readonly mailed: (count: number) => string;
    readonly mailedBefore: (count: number) => string;
    readonly withoutAddress: (extensions: string) => string;
    readonly none: (command: string) => string;
    readonly nobody: string;
    readonly columns: Readonly<Record<'id' | 'state' | 'done' | 'deadline' | 'text', string>>;
    readonly progressColumns: Readonly<Record<'extension' | 'state' | 'since' | 'seen', string>>;
    readonly labels: Readonly<Record<'text' | 'for' | 'state' | 'deadline' | 'given', string>>;
    readonly states: Readonly<Record<State, string>>;
    readonly checks: Readonly<Record<Check, string>>;
    readonly unknown: string;
    readonly everyone: string;
    readonly withProduct: (product: string) => string;
    readonly byBehaviour: string;
    readonly beforeAfter: string;
    readonly figures: Readonly<Record<Figure, string>>;
    readonly templateColumns: Readonly<Record<'id' | 'title' | 'values', string>>;
  };
  readonly phones: {
    readonly none: string;
    readonly columns: Readonly<Record<'extension' | 'evidence' | 'phone', string>>;
    readonly complaints: Readonly<Record<ComplaintKind, (seen: number, usual: number) => string>>;
    readonly hint: (command: string) => string;
  };
  readonly history: {
    readonly none: string;
    readonly columns: Readonly<Record<'began' | 'from' | 'to' | 'result' | 'duration' | 'lost', string>>;
    readonly results: Readonly<Record<string, string>>;
  };
  readonly usage: {
    readonly none: string;
    readonly columns: Readonly<Record<'extension' | 'day' | 'in' | 'out' | 'registrations', string>>;
  };
}
