import type { MailboxCounts } from '../../sip/event/message-summary.ts';

/** What is known of voice messages: voicemail keeps them, this tells phones how many there are. */
export interface Mailboxes {
  countsOf(extension: string): MailboxCounts;
  /** Told of every mailbox whose counts have changed. */
  watch(onChanged: (extension: string) => void): void;
}

/** An exchange without voicemail: no message waits for anybody. */
export const NO_MAILBOXES: Mailboxes = {
  countsOf: () => ({ unheard: 0, heard: 0 }),
  watch() {},
};
