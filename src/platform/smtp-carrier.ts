import type { createTransport, SendMailOptions, Transporter } from 'nodemailer';
import type { MailAttachment, MailCarrier, MailFault, OutgoingMail } from '../base/mail-carrier.ts';

const CONNECT_MS = 15_000;
const SILENCE_MS = 30_000;
const LOOPBACK = /^(localhost|127(\.\d+){3}|::1)$/;

/** Hands mail to a mail server (RFC 5321, RFC 6409). */
export class SmtpCarrier implements MailCarrier {
  readonly #parts: ConstructorParameters<typeof SmtpCarrier>[0];
  #transport: Transporter | undefined;

  constructor(parts: {
    readonly server: {
      readonly secure: boolean;
      readonly host: string;
      readonly port: number;
      readonly user: string | undefined;
    };
    /** Undefined when there is none; asked for again after a log-in that was refused. */
    readonly readPassword: () => string | undefined;
    readonly from: string;
  }) {
    this.#parts = parts;
  }

  async send({ id, to, subject, text, attachment }: OutgoingMail): Promise<MailFault | undefined> {
    const { from } = this.#parts;
    const mail: SendMailOptions = {
      from: { name: 'hamvoip', address: from },
      to: { name: '', address: to },
      subject,
      text,
      messageId: `<${id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
      // RFC 3834 §5: what answers mail by itself does not answer this.
      headers: { 'Auto-Submitted': 'auto-generated' },
      ...(attachment && { attachments: [attached(attachment)] }),
      disableUrlAccess: true,
      disableFileAccess: true,
    };
    // Loaded with the first mail: it takes megabytes that an exchange without mail never needs.
    const { createTransport: create } = await import('nodemailer');
    try {
      this.#transport ??= this.#connect(create);
      await this.#transport.sendMail(mail);
      return undefined;
    } catch (error) {
      this.close();
      return faultOf(error);
    }
  }

  close(): void {
    this.#transport?.close();
    this.#transport = undefined;
  }

  #connect(create: typeof createTransport): Transporter {
    const { server, readPassword } = this.#parts;
    const { host, port, secure, user } = server;
    return create({
      host,
      port,
      secure,
      requireTLS: !secure && !LOOPBACK.test(host),
      ...(user !== undefined && { auth: { user, pass: readPassword() ?? '' } }),
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      socketTimeout: SILENCE_MS,
    });
  }
}

function attached({ name, type, bytes }: MailAttachment) {
  return { filename: name, contentType: type, content: Buffer.from(bytes) };
}

/** RFC 5321 §4.2.1: 4yz may be tried again, 5yz not. */
function faultOf(error: unknown): MailFault {
  const { code, responseCode } = Object(error) as {
    readonly code?: unknown;
    readonly responseCode?: unknown;
  };
  if (code === 'EAUTH') return { reason: 'refused-login', isFinal: false };
  if (typeof responseCode !== 'number') return { reason: 'unreachable', isFinal: false };
  if (responseCode < 500) return { reason: 'later', isFinal: false };
  return { reason: code === 'EENVELOPE' ? 'refused-recipient' : 'refused', isFinal: true };
}
