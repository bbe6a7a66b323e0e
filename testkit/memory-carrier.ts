import type { MailCarrier, MailFault, OutgoingMail } from '../src/base/mail-carrier.ts';

/** A mail server that takes everything, or what it is told to say. */
export class MemoryCarrier implements MailCarrier {
  readonly mails: OutgoingMail[] = [];
  fault: MailFault | undefined;

  async send(mail: OutgoingMail): Promise<MailFault | undefined> {
    if (this.fault === undefined) this.mails.push(mail);
    return this.fault;
  }

  close(): void {}
}
