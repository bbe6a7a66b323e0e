import type { ErrorCode } from '../../src/web/contract.ts';
import { inBoth } from './in-both.ts';

/** What the API refuses, said to a person: what is wrong and what to do. Codes without a text of their own share one. */
const SAID = inBoth<Partial<Readonly<Record<ErrorCode, string>>>>({
  nl: {
    'not-found': 'Dit is er niet meer. Misschien was iemand anders je voor.',
    'number-taken': 'Dit nummer is al in gebruik. Kies een ander.',
    'name-taken': 'Deze naam is al in gebruik. Kies een andere.',
    'already-decided': 'Hier is al over beslist.',
    'too-many-open': 'Er staan er al te veel open. Handel er eerst een paar af.',
    'number-invalid': 'Dit nummer kan niet worden gegeven. Kies een vrij nummer van 2 tot 8 cijfers.',
    'callsign-invalid': 'Dit zijn geen roepletters. Gebruik alleen letters en cijfers.',
    'name-invalid': 'Vul een naam in van hooguit 64 letters.',
    'email-invalid': 'Dit is geen e-mailadres.',
    'password-invalid': 'Dit wachtwoord kan niet. Gebruik 8 tot 64 tekens.',
    'password-weak': 'Dit wachtwoord is te kort.',
    'pin-invalid': 'Een pincode heeft 6 tot 12 cijfers.',
    'address-invalid': 'Dit is geen internetadres.',
    'network-too-wide': 'Dit netwerk is te groot. Neem er een kleiner deel van.',
    'duration-invalid': 'Deze duur kan niet.',
    'period-invalid': 'Het einde moet na het begin liggen, en in de toekomst.',
    'reason-invalid': 'Maak de reden korter.',
    'what-invalid': 'Kies ten minste één ding.',
    'limit-invalid': 'Deze grens kan niet.',
    'forward-invalid': 'Naar dit nummer kan niet worden doorgeschakeld.',
    'setting-invalid': 'Deze instelling kan niet.',
    'moderator-invalid': 'Een gespreksleider is een extensie die bestaat.',
    'instruction-invalid': 'Deze instructie kan niet worden gegeven.',
    'csv-invalid':
      'Dit bestand is geen lijst van extensies. De eerste regel noemt de kolommen: number, callsign, name, email, password.',
    'rows-refused': 'Sommige regels kloppen niet. Er is niets gewijzigd.',
    'passphrase-missing': 'Er is nog geen wachtzin voor backups ingesteld.',
    'backup-running': 'Er wordt al een backup gemaakt.',
    'scope-missing': 'Dit mag je niet met deze inlog.',
    'too-many-requests': 'Dat gaat te snel. Wacht een paar seconden.',
    'store-failed':
      'Het kon niet worden bewaard. Er is niets gewijzigd. Kijk bij Systeem of de schijf vol is.',
    'request-invalid': 'Er ontbreekt iets, of iets is te lang.',
  },
  en: {
    'not-found': 'This is not there any more. Perhaps somebody else was first.',
    'number-taken': 'This number is in use. Choose another one.',
    'name-taken': 'This name is in use. Choose another one.',
    'already-decided': 'This was decided before.',
    'too-many-open': 'Too many are open already. Deal with a few first.',
    'number-invalid': 'This number cannot be given. Choose a free number of 2 to 8 digits.',
    'callsign-invalid': 'This is not a call sign. Use letters and digits only.',
    'name-invalid': 'Fill in a name of at most 64 letters.',
    'email-invalid': 'This is not an e-mail address.',
    'password-invalid': 'This password cannot be used. Take 8 to 64 characters.',
    'password-weak': 'This password is too short.',
    'pin-invalid': 'A PIN has 6 to 12 digits.',
    'address-invalid': 'This is not an internet address.',
    'network-too-wide': 'This network is too wide. Take a smaller part of it.',
    'duration-invalid': 'This duration cannot be used.',
    'period-invalid': 'The end must lie after the begin, and in the future.',
    'reason-invalid': 'Make the reason shorter.',
    'what-invalid': 'Choose one thing at least.',
    'limit-invalid': 'This limit cannot be used.',
    'forward-invalid': 'Calls cannot be forwarded to this number.',
    'setting-invalid': 'This setting cannot be used.',
    'moderator-invalid': 'A moderator is an extension that exists.',
    'instruction-invalid': 'This instruction cannot be given.',
    'csv-invalid':
      'This file is not a list of extensions. Its first line names the columns: number, callsign, name, email, password.',
    'rows-refused': 'Some rows are not right. Nothing was changed.',
    'passphrase-missing': 'No passphrase for backups is configured yet.',
    'backup-running': 'A backup is being made already.',
    'scope-missing': 'You may not do this with this login.',
    'too-many-requests': 'That goes too fast. Wait a few seconds.',
    'store-failed': 'It could not be stored. Nothing was changed. See under System whether the disk is full.',
    'request-invalid': 'Something is missing, or too long.',
  },
});

const OTHER = inBoth({
  nl: (code: string) => `Dat lukte niet (${code}). Er is niets gewijzigd.`,
  en: (code: string) => `That did not work (${code}). Nothing was changed.`,
});

/** What a problem of the API (RFC 9457) says, in the visitor's language. */
export function problemText(code: string, language: 'nl' | 'en'): string {
  return SAID[language][code as ErrorCode] ?? OTHER[language](code);
}
