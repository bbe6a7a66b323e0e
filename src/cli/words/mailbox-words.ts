export type MailboxCommand = 'mailbox' | 'mailbox list' | 'mailbox show' | 'mailbox set' | 'mailbox empty';
export type MailboxArgument = 'mailboxSwitch';

/** What the commands about voicemail say. */
export interface MailboxWords {
  readonly commands: Readonly<Record<MailboxCommand, string>>;
  readonly arguments: Readonly<Record<MailboxArgument, string>>;
  readonly columns: Readonly<Record<'extension' | 'takesMessages' | 'unheard' | 'heard', string>>;
  readonly title: (number: string) => string;
  readonly labels: Readonly<Record<'takesMessages' | 'messages' | 'greeting', string>>;
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
