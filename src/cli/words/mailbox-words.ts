import type { Values } from '../failure.ts';
import type { FailureWords } from './failure-words.ts';

export type MailboxCommand =
  | 'mailbox'
  | 'mailbox list'
  | 'mailbox show'
  | 'mailbox set'
  | 'mailbox mail'
  | 'mailbox empty';
export type MailboxArgument = 'mailboxSwitch';

export type MailboxFailure = 'email-missing';

/** What the commands about voicemail say. */
export interface MailboxWords {
  readonly commands: Readonly<Record<MailboxCommand, string>>;
  readonly arguments: Readonly<Record<MailboxArgument, string>>;
  readonly failures: Readonly<Record<MailboxFailure, (values: Values) => FailureWords>>;
  readonly columns: Readonly<Record<'extension' | 'takesMessages' | 'unheard' | 'heard', string>>;
  readonly title: (number: string) => string;
  readonly labels: Readonly<Record<'takesMessages' | 'byMail' | 'messages' | 'greeting', string>>;
  readonly messages: (counts: {
    readonly unheard: number;
    readonly heard: number;
    readonly seconds: number;
  }) => string;
  readonly on: string;
  readonly off: string;
  readonly own: string;
  readonly usual: string;
  /** Nobody has voicemail. */
  readonly empty: string;
}
