import { grouped, spelled } from './spelling.ts';

type Language = 'nl' | 'en';

/** What a new holder is told, once. */
export interface LetterFacts {
  readonly extension: string;
  readonly callsign: string;
  readonly name: string;
  readonly password: string;
  readonly server: string;
  readonly port: number;
  /** Of the newest issue of the directory; null before the first, or where its key is lost. */
  readonly directory: { readonly issue: number; readonly password: string } | null;
  /** Of the club; null when it set none. */
  readonly contact: string | null;
  /** Of the site. */
  readonly url: string;
  /** The short version, in the letter's language. */
  readonly houseRules: readonly string[];
}

export interface LetterRow {
  readonly label: string;
  readonly value: string;
  /** To be read aloud, a line for each group; empty where it reads itself. */
  readonly spelled: readonly string[];
}

/** A page of A4 as data, in one language. */
export interface WelcomeLetter {
  readonly language: Language;
  readonly title: string;
  readonly greeting: string;
  readonly number: string;
  readonly callsign: string;
  /** To be typed into the phone. */
  readonly settings: readonly LetterRow[];
  readonly directory: readonly LetterRow[];
  readonly dialFirst: readonly LetterRow[];
  readonly houseRules: readonly string[];
  /** What the club cannot take out of its rules. */
  readonly notPrivate: string;
  readonly emergency: string;
  readonly contact: string;
  readonly keep: string;
}

const WORDS = {
  nl: {
    title: (number: string) => `Je extensie ${number} is klaar`,
    greeting: (name: string) =>
      `Dag ${name}, dit heb je nodig om te bellen. Vul het in je toestel of app in.`,
    labels: {
      server: 'Server',
      port: 'Poort',
      username: 'Gebruiker',
      password: 'Wachtwoord',
      transport: 'Transport',
    },
    directory: (issue: number) => `Wachtwoord van de extensielijst, uitgave ${issue}`,
    dial: [
      ['9043', 'echotest: je hoort jezelf'],
      ['9065', 'je eigen nummer'],
      ['9060', 'de tijd'],
    ],
    notPrivate: 'In een conferentiebrug luistert iedereen mee. Een gesprek daar is niet privé.',
    emergency: '112 werkt hier niet. Gebruik je gewone telefoon.',
    contact: (contact: string | null, url: string) =>
      `Vragen? ${contact === null ? '' : `${contact} · `}${url}`,
    keep: 'Bewaar deze brief. Het wachtwoord van je toestel zie je alleen nu.',
  },
  en: {
    title: (number: string) => `Your extension ${number} is ready`,
    greeting: (name: string) =>
      `Hello ${name}, this is what you need for calling. Fill it in on your phone or app.`,
    labels: {
      server: 'Server',
      port: 'Port',
      username: 'User',
      password: 'Password',
      transport: 'Transport',
    },
    directory: (issue: number) => `Password of the directory, issue ${issue}`,
    dial: [
      ['9043', 'echo test: you hear yourself'],
      ['9065', 'your own number'],
      ['9060', 'the time'],
    ],
    notPrivate: 'In a conference bridge everyone listens. A conversation there is not private.',
    emergency: '112 does not work here. Use your ordinary telephone.',
    contact: (contact: string | null, url: string) =>
      `Questions? ${contact === null ? '' : `${contact} · `}${url}`,
    keep: 'Keep this letter. The password of your phone is shown this once only.',
  },
} as const;

export function welcomeLetter(facts: LetterFacts, language: Language): WelcomeLetter {
  const { extension, callsign, name, password, server, port, directory, contact, url } = facts;
  const words = WORDS[language];
  const row = (label: string, value: string): LetterRow => ({ label, value, spelled: [] });
  const secret = (label: string, value: string): LetterRow => ({
    label,
    value: grouped(value),
    spelled: spelled(value, language),
  });
  return {
    language,
    title: words.title(extension),
    greeting: words.greeting(name),
    number: extension,
    callsign,
    settings: [
      row(words.labels.server, server),
      row(words.labels.port, String(port)),
      row(words.labels.transport, 'UDP'),
      row(words.labels.username, extension),
      secret(words.labels.password, password),
    ],
    directory: directory === null ? [] : [secret(words.directory(directory.issue), directory.password)],
    dialFirst: words.dial.map(([number, what]) => row(what, number)),
    houseRules: facts.houseRules,
    notPrivate: words.notPrivate,
    emergency: words.emergency,
    contact: words.contact(contact, url),
    keep: words.keep,
  };
}
