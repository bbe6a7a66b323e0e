export interface MailView {
  readonly id: string;
  readonly recipient: string;
  readonly subject: string;
  readonly topic: string;
  readonly state: 'waiting' | 'sent' | 'given-up';
  readonly attempts: number;
  readonly createdAtMs: number;
  readonly endedAtMs: number | null;
  /** Why it was not taken the last time. */
  readonly fault: string | null;
}

export interface MailState {
  /** Whether a mail server is set; without one mail waits. */
  readonly canSend: boolean;
  readonly waiting: number;
  readonly lastFault: string | null;
  /** Of the last 30 days, the newest first; what they said is gone once they were sent. */
  readonly mails: readonly MailView[];
}
