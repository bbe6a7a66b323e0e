import type { MailCarrier } from '../base/mail-carrier.ts';
import type { Settings } from '../config/settings.ts';
import { readTextFile } from '../platform/files/files.ts';
import { SmtpCarrier } from '../platform/smtp-carrier.ts';
import { serverName } from './phone-defaults.ts';

/** Undefined when no mail server is set: mail waits until there is one. `own.password` is in place of the file's. */
export function mailCarrierOf(
  settings: Settings,
  own: { readonly password?: string | undefined } = {},
): MailCarrier | undefined {
  const { smtp, smtpPasswordFile, mailFrom } = settings;
  if (smtp === undefined) return undefined;
  const user = smtp.user?.includes('@') ? smtp.user : undefined;
  return new SmtpCarrier({
    server: smtp,
    // Read when mail is sent: it may be changed while the exchange runs.
    readPassword: () =>
      'password' in own
        ? own.password
        : (smtpPasswordFile === '' ? undefined : readTextFile(smtpPasswordFile))?.replace(/\r?\n$/, ''),
    from: mailFrom || user || `hamvoip@${serverName(settings)}`,
  });
}
