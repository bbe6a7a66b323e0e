import type { ListDocument } from './list-document.ts';

interface ListWords {
  readonly title: string;
  readonly issue: (number: number) => string;
  readonly count: (entries: number) => string;
  /** What whoever holds the list is asked (mission H8). */
  readonly restriction: string;
  readonly advice: string;
  readonly columns: Readonly<Record<'number' | 'callsign' | 'name', string>>;
  readonly page: (page: number, of: number) => string;
  readonly nobody: string;
}

const WORDS: Readonly<Record<ListDocument['language'], ListWords>> = {
  nl: {
    title: 'Extensielijst',
    issue: (number) => `uitgave ${number}`,
    count: (entries) => (entries === 1 ? '1 extensie' : `${entries} extensies`),
    restriction: 'Alleen voor extensiehouders',
    advice:
      'Geef deze lijst en haar wachtwoord niet door. Er staat alleen in wie daarmee akkoord ging. Een nieuwe uitgave vervangt deze.',
    columns: { number: 'Nummer', callsign: 'Roepletters', name: 'Naam' },
    page: (page, of) => `pagina ${page} van ${of}`,
    nobody: 'Nog niemand heeft gezegd in de lijst te willen staan.',
  },
  en: {
    title: 'Directory of extensions',
    issue: (number) => `issue ${number}`,
    count: (entries) => (entries === 1 ? '1 extension' : `${entries} extensions`),
    restriction: 'For extension holders only',
    advice:
      'Pass neither this list nor its password on. It names only those who agreed to it. A new issue takes its place.',
    columns: { number: 'Number', callsign: 'Call sign', name: 'Name' },
    page: (page, of) => `page ${page} of ${of}`,
    nobody: 'Nobody has said yet to want to be listed.',
  },
};

export function listWords(language: ListDocument['language']): ListWords {
  return WORDS[language];
}

/** `27 november 2026` */
export function listDate({
  madeAtMs,
  language,
  timeZone,
}: Pick<ListDocument, 'madeAtMs' | 'language' | 'timeZone'>): string {
  const locale = language === 'nl' ? 'nl-NL' : 'en-GB';
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }).format(madeAtMs);
}

/** What stands on every page: which issue of what, of when. */
export function issueLine(document: ListDocument): string {
  const { title, issue } = listWords(document.language);
  return `${title} · ${document.exchange} · ${issue(document.issue)} · ${listDate(document)}`;
}
