/** Takes mail away. The composition root passes one in; without one mail waits. */
export interface MailCarrier {
  /** Never rejects. */
  send(mail: OutgoingMail): Promise<MailFault | undefined>;
  close(): void;
}

export interface OutgoingMail {
  /** The same for every try, so that a mail that was taken twice is one. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly attachment?: MailAttachment | undefined;
}

export interface MailAttachment {
  readonly name: string;
  /** A media type. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

export interface MailFault {
  /** In a few words, without addresses. */
  readonly reason: 'unreachable' | 'refused-login' | 'refused-recipient' | 'refused' | 'later';
  /** Trying again does not help. */
  readonly isFinal: boolean;
}
