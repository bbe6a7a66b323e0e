/** What administrators write to holders, and what holders say to that. */

/** A message of an administrator. */
export interface MemberMessageRecord {
  readonly id: string;
  readonly state: 'draft' | 'sent' | 'retracted';
  readonly subject: string;
  readonly text: string;
  /** JSON. */
  readonly targets: string;
  /** 1: it stands on the holder's first page until he has read it. */
  readonly urgent: number;
  /** 1: it goes to the mail address on file as well. */
  readonly byMail: number;
  readonly createdAtMs: number;
  readonly createdBy: string;
  readonly sentAtMs: number | null;
  readonly retractedAtMs: number | null;
}

/** That a message was sent to an extension. */
export interface MessageReceiptRecord {
  /** `receiptId`. */
  readonly id: string;
  readonly message: string;
  readonly extension: string;
  readonly readAtMs: number | null;
  /** Id of the mail it went by; null when there was no address, or it was not to go by mail. */
  readonly mail: string | null;
}

/** There is one for each message and extension. */
export function receiptId(message: string, extension: string): string {
  return `${message}/${extension}`;
}

/** What a holder says about a message or an instruction. */
export interface MemberReplyRecord {
  readonly id: string;
  readonly extension: string;
  readonly aboutKind: 'message' | 'instruction';
  /** Id of the message or the instruction, which may be gone. */
  readonly about: string;
  /** Empty: he wants help, and said no more. */
  readonly text: string;
  readonly createdAtMs: number;
  readonly handledAtMs: number | null;
  readonly handledBy: string | null;
}
