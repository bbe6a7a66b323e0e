import type { ErrorCode } from '../../src/web/contract.ts';
import { inBoth } from './in-both.ts';

/** What the API refuses, said to a person: what is wrong and what to do. Codes without a text of their own share one. */
const SAID = inBoth<Partial<Readonly<Record<ErrorCode, string>>>>({
  nl: {
    'not-found': 'Dit is er niet meer. Misschien was iemand anders je voor.',
    'csrf-missing': 'Dit formulier was te oud. Probeer het nog eens.',
    'last-administrator': 'Dit is de enige beheerder die kan inloggen. Maak eerst een ander.',
    'scope-invalid': 'Vink ten minste één recht aan.',
    'session-ended': 'Je bent niet meer ingelogd. Log opnieuw in.',
    'number-taken': 'Dit nummer is al in gebruik. Kies een ander.',
    'code-wrong':
      'Deze code klopt niet, of hij is al gebruikt. Neem de volgende, en kijk of de klok van je telefoon gelijk loopt.',
    'name-taken': 'Deze naam is al in gebruik. Kies een andere.',
    'already-decided': 'Hier is al over beslist.',
    'page-changed':
      'Iemand anders wijzigde deze tekst intussen. Lees wat er nu staat en probeer het opnieuw.',
    'text-invalid': 'Deze tekst is te lang, of er staan tekens in die niemand kan lezen.',
    'change-missing': 'Vertel in één regel wat er veranderde, in beide talen.',
    'withdrawal-reason-missing': 'Vertel in één regel waarom, in hooguit 300 tekens.',
    'page-gone': 'Dit is al van de site gehaald. Misschien was iemand anders je voor.',
    'page-taken': 'Er is of was al een pagina met dit adres. Kies een ander, of zet die terug.',
    'page-address-invalid': 'Gebruik 2 tot 40 letters en cijfers, met streepjes ertussen.',
    'title-invalid': 'Een titel heeft 1 tot 60 tekens, op één regel.',
    'too-many-pages': 'Er zijn al te veel eigen pagina’s. Haal er eerst een weg.',
    'version-kept': 'De tekst waarmee de centrale begon kan niet worden ingetrokken.',
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
    'setting-unknown': 'Deze instelling is er niet.',
    'setting-fixed': 'Deze instelling wordt alleen bij de start gelezen.',
    'setting-pinned': 'Deze instelling ligt vast bij de start van de centrale.',
    'setting-changed': 'Iemand anders heeft deze instelling intussen gewijzigd. Er is niets bewaard.',
    'setting-value-invalid': 'Deze waarde kan niet.',
    'moderator-invalid': 'Een gespreksleider is een extensie die bestaat.',
    'instruction-invalid': 'Deze instructie kan niet worden gegeven.',
    'message-invalid':
      'Een bericht heeft een onderwerp van hooguit 100 tekens, een tekst van hooguit 4.000, en iemand voor wie het is.',
    'message-state': 'Dat kan met dit bericht niet meer. Misschien was iemand anders je voor.',
    'csv-invalid':
      'Dit bestand is geen lijst van extensies. De eerste regel noemt de kolommen: number, callsign, name, email, password.',
    'rows-refused': 'Sommige regels kloppen niet. Er is niets gewijzigd.',
    'import-changed': 'Er is intussen iets gewijzigd. Er is niets ingelezen.',
    'passphrase-missing': 'Er is nog geen wachtzin voor backups ingesteld.',
    'backup-running': 'Er wordt al een backup gemaakt.',
    'scope-missing': 'Dit mag je niet met deze inlog.',
    'too-many-requests': 'Dat gaat te snel. Wacht een paar seconden.',
    'store-failed':
      'Het kon niet worden bewaard. Er is niets gewijzigd. Kijk bij Systeem of de schijf vol is.',
    'store-unread': 'Dit kon nu niet gelezen worden. Probeer het over een paar seconden nog eens.',
    'request-invalid': 'Dit ontbreekt, is te lang, of is niet wat er gevraagd wordt.',
  },
  en: {
    'not-found': 'This is not there any more. Perhaps somebody else was first.',
    'csrf-missing': 'This form was too old. Try again.',
    'last-administrator': 'This is the only administrator who can log in. Make another one first.',
    'scope-invalid': 'Tick one right at least.',
    'session-ended': 'You are not logged in any more. Log in again.',
    'number-taken': 'This number is in use. Choose another one.',
    'code-wrong':
      'This code is wrong, or was used already. Take the next one, and see whether the clock of your phone is right.',
    'name-taken': 'This name is in use. Choose another one.',
    'already-decided': 'This was decided before.',
    'page-changed': 'Somebody else changed this text meanwhile. Read what is there now and try again.',
    'text-invalid': 'This text is too long, or has signs in it that nobody can read.',
    'change-missing': 'Tell in one line what changed, in both languages.',
    'withdrawal-reason-missing': 'Tell in one line why, in at most 300 characters.',
    'page-gone': 'This is off the site already. Perhaps somebody else was first.',
    'page-taken': 'There is or was a page at this address. Choose another one, or bring that one back.',
    'page-address-invalid': 'Use 2 to 40 letters and digits, with hyphens between them.',
    'title-invalid': 'A title has 1 to 60 characters, in one line.',
    'too-many-pages': 'There are too many pages of your own. Remove one first.',
    'version-kept': 'The text the exchange came with cannot be withdrawn.',
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
    'setting-unknown': 'There is no such setting.',
    'setting-fixed': 'This setting is read at the start only.',
    'setting-pinned': 'This setting is pinned at the start of the exchange.',
    'setting-changed': 'Somebody else changed this setting meanwhile. Nothing was saved.',
    'setting-value-invalid': 'This value cannot be used.',
    'moderator-invalid': 'A moderator is an extension that exists.',
    'instruction-invalid': 'This instruction cannot be given.',
    'message-invalid':
      'A message has a subject of at most 100 characters, a text of at most 4,000, and somebody it is for.',
    'message-state': 'That cannot be done with this message any more. Perhaps somebody else was first.',
    'csv-invalid':
      'This file is not a list of extensions. Its first line names the columns: number, callsign, name, email, password.',
    'rows-refused': 'Some rows are not right. Nothing was changed.',
    'import-changed': 'Something was changed meanwhile. Nothing was imported.',
    'passphrase-missing': 'No passphrase for backups is configured yet.',
    'backup-running': 'A backup is being made already.',
    'scope-missing': 'You may not do this with this login.',
    'too-many-requests': 'That goes too fast. Wait a few seconds.',
    'store-failed': 'It could not be stored. Nothing was changed. See under System whether the disk is full.',
    'store-unread': 'This could not be read now. Try again in a few seconds.',
    'request-invalid': 'This is missing, too long, or not what is asked for.',
  },
});

const OTHER = inBoth({
  nl: (code: string) => `Dat lukte niet (${code}). Er is niets gewijzigd.`,
  en: (code: string) => `That did not work (${code}). Nothing was changed.`,
});

const PARTICULAR = inBoth({
  nl: {
    noExtension: (number: string) =>
      number === '' ? 'Vul het nummer van een extensie in.' : `Extensie ${number} is er niet.`,
    longest: (characters: number) => `Schrijf hier 1 tot ${characters} tekens.`,
    between: (least: number, most: number) => `Vul een heel getal in van ${least} tot en met ${most}.`,
    shortest: (characters: number) => `Gebruik ten minste ${characters} tekens.`,
    twice: (row: number) => `Dit nummer staat al in rij ${row}.`,
    csv: {
      empty: 'Er staat geen regel onder de kolommen.',
      'unknown-column': (column: string) =>
        `De kolom ‘${column}’ kennen we niet. Dit kan: number, callsign, name, email, password.`,
      'missing-column': (column: string) => `De kolom ‘${column}’ ontbreekt.`,
      'too-many-cells': (line: number) => `Regel ${line} heeft meer velden dan er kolommen zijn.`,
      'open-quote': (line: number) =>
        `Op regel ${line} begint een tekst met een aanhalingsteken, maar eindigt niet.`,
    },
  },
  en: {
    noExtension: (number: string) =>
      number === '' ? 'Fill in the number of an extension.' : `There is no extension ${number}.`,
    longest: (characters: number) => `Write 1 to ${characters} characters here.`,
    between: (least: number, most: number) => `Fill in a whole number from ${least} to ${most}.`,
    shortest: (characters: number) => `Use at least ${characters} characters.`,
    twice: (row: number) => `This number stands in row ${row} already.`,
    csv: {
      empty: 'There is no line below the columns.',
      'unknown-column': (column: string) =>
        `We do not know the column ‘${column}’. These are: number, callsign, name, email, password.`,
      'missing-column': (column: string) => `The column ‘${column}’ is missing.`,
      'too-many-cells': (line: number) => `Line ${line} has more fields than there are columns.`,
      'open-quote': (line: number) => `On line ${line} a text begins with a quotation mark and does not end.`,
    },
  },
});

type Values = Readonly<Record<string, unknown>>;

/** What a problem of the API (RFC 9457) says, in the visitor's language. */
export function problemText(code: string, language: 'nl' | 'en', values: Values = {}): string {
  return particular(code, language, values) ?? SAID[language][code as ErrorCode] ?? OTHER[language](code);
}

/** Where the values of the problem say more than its code. */
function particular(code: string, language: 'nl' | 'en', values: Values): string | undefined {
  const words = PARTICULAR[language];
  const { what, name, field, longest, shortest, least, most, row } = values;
  if (code === 'not-found' && what === 'extension') return words.noExtension(String(name));
  if (code === 'reason-invalid' && field !== undefined) return words.longest(Number(longest));
  if (code === 'setting-invalid' && least !== undefined) return words.between(Number(least), Number(most));
  if (code === 'number-taken' && row !== undefined) return words.twice(Number(row));
  if (code === 'csv-invalid') return aboutCsv(language, values);
  return code === 'passphrase-short' ? words.shortest(Number(shortest)) : undefined;
}

function aboutCsv(language: 'nl' | 'en', { reason, column, line }: Values): string | undefined {
  const { csv } = PARTICULAR[language];
  switch (reason) {
    case 'empty':
      return csv.empty;
    case 'unknown-column':
    case 'missing-column':
      return csv[reason](String(column));
    case 'too-many-cells':
    case 'open-quote':
      return csv[reason](Number(line));
    default:
      return undefined;
  }
}
