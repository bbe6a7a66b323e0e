/** What a holder agrees to. A text that says something else has another version. */
interface ConsentText {
  readonly version: string;
  readonly text: Readonly<Record<'nl' | 'en', readonly string[]>>;
}

/** To be listed. */
export const LISTING_CONSENT: ConsentText = {
  version: '2026-11',
  text: {
    nl: [
      'Ik wil in de extensielijst staan met mijn nummer, mijn roepletters en mijn naam.',
      'De lijst is een PDF met een wachtwoord. Alleen extensiehouders van deze centrale krijgen hem.',
      'Ik kan er altijd uit. In de volgende uitgave sta ik dan niet meer. Uitgaven die iemand al heeft, blijven bestaan.',
    ],
    en: [
      'I want to be listed in the directory with my number, my call sign and my name.',
      'The directory is a PDF with a password. Only extension holders of this exchange get it.',
      'I can leave it at any time. The next issue then no longer names me. Issues that somebody has already stay as they are.',
    ],
  },
};

/** To be seen in a bridge. */
export const COMPANY_CONSENT: ConsentText = {
  version: '2026-11',
  text: {
    nl: [
      'Ben ik in een conferentiebrug, dan mogen andere extensiehouders mijn roepletters zien op de pagina Wie is er?',
      'Ze zien ook of ik spreek. Mijn naam en mijn nummer zien ze niet, en bezoekers zien alleen aantallen.',
      'Er wordt niets van bewaard. Ik kan dit altijd uitzetten, en dat geldt meteen.',
    ],
    en: [
      'When I am in a conference bridge, other extension holders may see my call sign on the page Who is there?',
      'They also see whether I talk. They see neither my name nor my number, and visitors see counts only.',
      'Nothing of it is kept. I can switch this off at any time, and that holds at once.',
    ],
  },
};
