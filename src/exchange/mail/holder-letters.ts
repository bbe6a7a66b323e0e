/** What holders are told by mail besides their pages. */
import type { LocalTime } from '../../base/local-time.ts';
import { type Language, type LetterText, letter } from './letters.ts';

/** Where a page of the site is, in the language of the letter. */
function page(language: Language, site: string, path: string): string {
  return `${site}${language === 'nl' ? '' : 'en/'}${path}`;
}

/** A message of an administrator, in his own words. */
export function messageLetter(
  language: Language,
  site: string,
  {
    extension,
    subject,
    text,
  }: { readonly extension: string; readonly subject: string; readonly text: string },
): LetterText {
  const where = page(language, site, 'mijn/berichten');
  return language === 'nl'
    ? letter(
        language,
        site,
        subject,
        text,
        `Dit bericht is voor extensie ${extension}. Het staat ook op je eigen pagina. Daar kun je antwoorden:`,
        where,
      )
    : letter(
        language,
        site,
        subject,
        text,
        `This message is for extension ${extension}. It is on your own page as well. You can answer there:`,
        where,
      );
}

/** House rule H3. `deadline` null: there is none. */
export function instructionLetter(
  language: Language,
  site: string,
  {
    extension,
    text,
    deadline,
  }: { readonly extension: string; readonly text: string; readonly deadline: LocalTime | null },
): LetterText {
  const where = page(language, site, 'mijn/berichten');
  const until = deadline === null ? '' : `${deadline.day}-${deadline.month}-${deadline.year}`;
  return language === 'nl'
    ? letter(
        language,
        site,
        `Een instructie voor extensie ${extension}`,
        'Een beheerder vraagt je iets aan je toestel te veranderen:',
        text,
        ...(until === '' ? [] : [`Graag klaar voor ${until}.`]),
        'Op je eigen pagina zie je of het gelukt is, en kun je om hulp vragen:',
        where,
      )
    : letter(
        language,
        site,
        `An instruction for extension ${extension}`,
        'An administrator asks you to change something on your phone:',
        text,
        ...(until === '' ? [] : [`Please be done before ${until}.`]),
        'Your own page shows whether it worked, and you can ask for help there:',
        where,
      );
}

/** For who asked to be told. No address is in it: the page shows it to him alone. */
export function banLetter(
  language: Language,
  site: string,
  { extension, until }: { readonly extension: string; readonly until: LocalTime },
): LetterText {
  const where = page(language, site, 'mijn/blokkade');
  const two = (value: number): string => `${value}`.padStart(2, '0');
  const clock = `${two(until.hour)}.${two(until.minute)}`;
  return language === 'nl'
    ? letter(
        language,
        site,
        `Een adres van extensie ${extension} is geblokkeerd`,
        `Een toestel van extensie ${extension} had te vaak een fout wachtwoord. Tot ${clock} uur kan vanaf dat internetadres niemand zich aanmelden.`,
        'Op deze pagina zie je waarom, wat je eraan doet, en hoe je vrijgave vraagt:',
        where,
        'Wil je deze mails niet meer? Zet ze uit bij Mijn gegevens.',
      )
    : letter(
        language,
        site,
        `An address of extension ${extension} is banned`,
        `A phone of extension ${extension} had a wrong password too often. Until ${clock} nobody can register from that internet address.`,
        'This page shows why, what you can do, and how to ask to have it lifted:',
        where,
        'You do not want these mails? Switch them off at My data.',
      );
}
