import { latin1ToBytes } from '../../base/bytes.ts';

export const MESSAGE_SUMMARY = 'application/simple-message-summary';

/** Voice messages in one mailbox. */
export interface MailboxCounts {
  readonly unheard: number;
  readonly heard: number;
}

/** RFC 3842 §5. The urgent ones in parentheses are always 0: a caller has no way to say that it is. */
export function writeMessageSummary(account: string, { unheard, heard }: MailboxCounts): Uint8Array {
  return latin1ToBytes(
    [
      `Messages-Waiting: ${unheard > 0 ? 'yes' : 'no'}`,
      `Message-Account: ${account}`,
      `Voice-Message: ${unheard}/${heard} (0/0)`,
      '',
    ].join('\r\n'),
  );
}
