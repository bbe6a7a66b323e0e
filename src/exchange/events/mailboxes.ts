import type { MailboxCounts } from '../../sip/event/message-summary.ts';

/** What is known of voice messages: voicemail keeps them, this tells phones how many there are. */
export interface Mailboxes {
  countsOf(extension: string): MailboxCounts;
  /** Told of every mailbox whose counts have changed. */
  watch(onChanged: (extension: string) => void): void;
}
