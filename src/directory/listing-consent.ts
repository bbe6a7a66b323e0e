/** What a holder agrees to who wants to be listed. A text that says something else has another version. */
interface ConsentText {
  readonly version: string;
  readonly text: Readonly<Record<'nl' | 'en', readonly string[]>>;
}

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
