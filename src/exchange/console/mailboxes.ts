import type { Outcome } from './outcome.ts';

/** A voice mailbox, as far as an administrator may know it: no callers, no sound. */
export interface MailboxView {
  readonly extension: string;
  /** Callers who do not get through may leave a message. */
  readonly takesMessages: boolean;
  /** Each message goes to the holder's mail address, too. */
  readonly byMail: boolean;
  readonly unheard: number;
  readonly heard: number;
  /** Of all messages together. */
  readonly seconds: number;
  /** So much room they take. */
  readonly bytes: number;
  readonly ownGreeting: boolean;
}

export interface MailboxChange {
  readonly takesMessages?: boolean | undefined;
  readonly byMail?: boolean | undefined;
}

/** Voicemail. What was said to a holder is for his ears: here are switches and counts. */
export interface MailboxConsole {
  /** Of extensions that have messages, a greeting, or voicemail switched on. */
  list(): readonly MailboxView[];
  show(extension: string): Outcome<MailboxView>;
  /** What is left out stays. */
  set(extension: string, change: MailboxChange): Promise<Outcome<MailboxView>>;
  /** All its messages go; the greeting stays. */
  empty(extension: string): Promise<Outcome<MailboxView>>;
}
