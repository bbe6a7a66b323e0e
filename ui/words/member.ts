import { inBoth } from './in-both.ts';

/** What several pages of a member say. */
export const memberWords = inBoth<{
  readonly refusals: Readonly<Record<string, string>>;
  readonly otherRefusal: string;
}>({
  nl: {
    refusals: {
      'csrf-missing': 'Dit formulier was te oud. Probeer het nog eens.',
      'too-many-requests': 'Dat gaat te snel. Wacht een paar seconden.',
      'too-many-open': 'Je hebt er al zoveel als kan. Ruim er eerst een op, of wacht op antwoord.',
      'name-invalid': 'Vul een naam in van hooguit 64 letters.',
      'name-taken': 'Die naam heb je al gebruikt. Kies een andere.',
      'not-found': 'Dit is er niet meer.',
      'store-failed': 'Het kon niet worden bewaard. Er is niets gewijzigd.',
      'already-decided': 'Hier is al over beslist.',
      'email-invalid': 'Dit is geen mailadres.',
      'request-invalid': 'Dit ontbreekt of is te lang.',
      'reason-invalid': 'Maak dit korter.',
      'address-invalid': 'Dit adres is nu niet van jou. Open de pagina opnieuw.',
      'consent-outdated': 'De tekst is intussen veranderd. Lees hem en zeg dan nog eens ja.',
      'email-missing': 'Bij je extensie staat geen mailadres. Vraag de beheerder om het in te vullen.',
    },
    otherRefusal: 'Dat lukte nu niet. Er is niets gewijzigd. Probeer het over een minuut nog eens.',
  },
  en: {
    refusals: {
      'csrf-missing': 'This form was too old. Try again.',
      'too-many-requests': 'That goes too fast. Wait a few seconds.',
      'too-many-open': 'You have as many as there can be. Remove one first, or wait for an answer.',
      'name-invalid': 'Fill in a name of at most 64 letters.',
      'name-taken': 'You have used that name already. Choose another.',
      'not-found': 'This is not there any more.',
      'store-failed': 'It could not be stored. Nothing was changed.',
      'already-decided': 'This was decided before.',
      'email-invalid': 'This is not a mail address.',
      'request-invalid': 'This is missing or too long.',
      'reason-invalid': 'Make this shorter.',
      'address-invalid': 'This address is not yours now. Open the page again.',
      'consent-outdated': 'The text has changed meanwhile. Read it and say yes once more.',
      'email-missing': 'Your extension has no mail address. Ask the administrator to fill it in.',
    },
    otherRefusal: 'That did not work now. Nothing was changed. Try again in a minute.',
  },
});
