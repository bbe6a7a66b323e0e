import type { LocalTime } from '../../base/local-time.ts';

/** What the exchange writes to people, in Dutch and in English. No phone's password is in it, and no address. */

export type Language = 'nl' | 'en';

export interface LetterText {
  readonly subject: string;
  readonly body: string;
}

/** Mission H1: it stands under everything the exchange writes. */
const FOOT: Readonly<Record<Language, string>> = {
  nl: 'Deze dienst is een experiment. Storingen horen erbij. Vragen? Antwoord op deze mail, of kijk op:',
  en: 'This service is experimental. Outages belong to it. Questions? Answer this mail, or look at:',
};

/** With the line that stands under everything. */
export function letter(
  language: Language,
  site: string,
  subject: string,
  ...paragraphs: readonly string[]
): LetterText {
  return { subject, body: `${[...paragraphs, '--', `${FOOT[language]}\n${site}`].join('\n\n')}\n` };
}

export function loginLetter(
  language: Language,
  site: string,
  links: readonly { readonly extension: string; readonly url: string }[],
): LetterText {
  const lines = links.map(({ extension, url }) => `${extension}: ${url}`).join('\n');
  return language === 'nl'
    ? letter(
        language,
        site,
        'Je link om in te loggen',
        'Open deze link om in te loggen. Hij werkt 15 minuten, en één keer.',
        lines,
        'Heb je dit niet gevraagd? Dan hoef je niets te doen.',
      )
    : letter(
        language,
        site,
        'Your link to log in',
        'Open this link to log in. It works for 15 minutes, and once.',
        lines,
        'Did you not ask for it? Then there is nothing you need to do.',
      );
}

export function voiceLetter(
  language: Language,
  site: string,
  message: {
    readonly extension: string;
    /** Null when nobody knows any more. */
    readonly caller: { readonly number: string; readonly callsign: string } | null;
    readonly time: LocalTime;
    readonly seconds: number;
  },
): LetterText {
  const { extension, caller, time, seconds } = message;
  const two = (value: number): string => `${value}`.padStart(2, '0');
  const clock = `${two(time.hour)}.${two(time.minute)}`;
  const day = `${time.day}-${time.month}-${time.year}`;
  const who = caller === null ? '' : `${caller.number} ${caller.callsign}`.trim();
  return language === 'nl'
    ? letter(
        language,
        site,
        who === '' ? 'Een voicemailbericht' : `Een voicemailbericht van ${who}`,
        `${who === '' ? 'Iemand' : who} sprak op ${day} om ${clock} uur een bericht van ${seconds} seconden in voor extensie ${extension}.`,
        'Het zit bij deze mail. Het blijft ook in je voicemail: bel *97 of 9097.',
      )
    : letter(
        language,
        site,
        who === '' ? 'A voice message' : `A voice message from ${who}`,
        `${who === '' ? 'Somebody' : who} left a message of ${seconds} seconds for extension ${extension} on ${day} at ${clock}.`,
        'It comes with this mail. It also stays in your voicemail: dial *97 or 9097.',
      );
}

export function directoryLetter(
  language: Language,
  site: string,
  { issue, password }: { readonly issue: number; readonly password: string },
): LetterText {
  return language === 'nl'
    ? letter(
        language,
        site,
        'Het wachtwoord van de extensielijst',
        `Dit opent uitgave ${issue} van de extensielijst:`,
        password,
        'De lijst is alleen voor extensiehouders. Geef haar en dit wachtwoord niet door.',
        'Heb je dit niet gevraagd? Dan hoef je niets te doen.',
      )
    : letter(
        language,
        site,
        'The password of the directory',
        `This opens issue ${issue} of the directory:`,
        password,
        'The directory is for extension holders only. Pass neither it nor this password on.',
        'Did you not ask for it? Then there is nothing you need to do.',
      );
}

export function welcomeMail(
  language: Language,
  site: string,
  { extension, url }: { readonly extension: string; readonly url: string },
): LetterText {
  return language === 'nl'
    ? letter(
        language,
        site,
        `Je extensie ${extension} is klaar`,
        'Open je welkomstbrief. Daar staat alles in om te bellen. Hij gaat één keer open, in de komende 7 dagen.',
        url,
        'Te laat, of al open geweest? Antwoord op deze mail voor een nieuwe.',
      )
    : letter(
        language,
        site,
        `Your extension ${extension} is ready`,
        'Open your welcome letter. It has all you need for calling. It opens once, within 7 days.',
        url,
        'Too late, or opened already? Answer this mail for a new one.',
      );
}

export function questionLetter(
  language: Language,
  site: string,
  callsign: string,
  question: string,
): LetterText {
  return language === 'nl'
    ? letter(
        language,
        site,
        `Een vraag over je aanvraag, ${callsign}`,
        'Een beheerder wil nog iets weten voordat je een extensie krijgt:',
        question,
        'Antwoord op deze mail.',
      )
    : letter(
        language,
        site,
        `A question about your application, ${callsign}`,
        'An administrator would like to know something before you get an extension:',
        question,
        'Answer this mail.',
      );
}

export function refusalLetter(
  language: Language,
  site: string,
  callsign: string,
  reason: string,
): LetterText {
  const why = reason === '' ? [] : [reason];
  return language === 'nl'
    ? letter(language, site, `Je aanvraag, ${callsign}`, 'Je krijgt nu geen extensie.', ...why)
    : letter(language, site, `Your application, ${callsign}`, 'You get no extension now.', ...why);
}
