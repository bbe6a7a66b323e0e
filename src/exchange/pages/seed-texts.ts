import type { FixedPageName, InTwoLanguages } from '../console/pages.ts';
import { SEED_HOUSE_RULES } from './seed-house-rules.ts';

/** What each page says until the club publishes a text of its own; empty: the page adds nothing. */
export const SEED_TEXTS: Readonly<Record<FixedPageName, InTwoLanguages>> = {
  'house-rules': SEED_HOUSE_RULES,
  welcome: {
    nl: 'Dit is een telefooncentrale voor zendamateurs. Je sluit een gewone IP-telefoon of een app aan, krijgt een nummer, en belt elkaar gratis. In een conferentiebrug praat je met velen tegelijk.',
    en: 'This is a telephone exchange for radio amateurs. You connect an ordinary IP phone or an app, get a number, and call each other for free. In a conference bridge you talk with many at once.',
  },
  contact: {
    nl: `Achter deze centrale zitten vrijwilligers. Ze lezen je mail meestal binnen een paar dagen.

## Zet dit in je mail

- Je nummer en je roepletters.
- Wat je doet, en wat er dan gebeurt.
- Welk toestel of welke app je hebt.

Ben je ingelogd? Dan kan “Waar zit het?” dat voor je verzamelen.

## Eerst zelf kijken

Op de pagina Hulp staat wat je kunt proberen. Op de pagina “Werkt het?” staat of er een storing is.`,
    en: `Behind this exchange are volunteers. They mostly read your mail within a few days.

## Put this in your mail

- Your number and your call sign.
- What you do, and what happens then.
- Which phone or app you have.

Are you logged in? Then “Where is it?” can collect it for you.

## Look for yourself first

The page Help says what you can try. The page “Is it working?” says whether there is an outage.`,
  },
  privacy: { nl: '', en: '' },
  accessibility: {
    nl: 'Loop je ergens tegenaan? Mail ons. Schrijf erbij welke pagina het is, en wat je gebruikt: een telefoon, een computer of een voorleesprogramma.',
    en: 'Do you meet a barrier? Send us a mail. Tell which page it is, and what you use: a telephone, a computer or a screen reader.',
  },
  apply: {
    nl: 'Een beheerder leest je aanvraag. Meestal hoor je binnen een paar dagen iets, per mail.',
    en: 'An administrator reads your application. Mostly you hear within a few days, by mail.',
  },
};

/** Since when the texts above are what they are. */
export const SEEDED_AT_MS = Date.UTC(2026, 10, 27);

export const SEED_CHANGE: InTwoLanguages = {
  nl: 'De tekst waarmee de centrale begon.',
  en: 'The text the exchange began with.',
};
