import { number } from './format.ts';
import { inBoth } from './in-both.ts';

export const welcomeWords = inBoth({
  nl: {
    title: 'Welkom',
    heading: (club: string | null) => (club === null ? 'Bellen met zendamateurs' : `Bellen met ${club}`),
    works: 'Alles werkt',
    stopped: 'De centrale is nu niet bereikbaar',
    noIncidents: 'Of er een storing is, weten we nu niet',
    noFigures: 'Actuele cijfers zijn er nu niet. De rest van de site werkt wel.',
    newClub: 'Deze centrale is net gestart. Er zijn nog geen extensies.',
    phones: (n: number) => `${number(n, 'nl')} ${n === 1 ? 'toestel' : 'toestellen'} bereikbaar`,
    extensions: (n: number) => `${number(n, 'nl')} ${n === 1 ? 'extensie' : 'extensies'}`,
    calls: (n: number) => `${number(n, 'nl')} ${n === 1 ? 'gesprek' : 'gesprekken'}`,
    more: 'Kijk bij storingen en onderhoud',
    doors: {
      join: {
        title: 'Ik wil meedoen',
        text: 'Vraag een extensie aan. Je hebt roepletters nodig, en een toestel of app.',
      },
      member: {
        title: 'Ik heb al een extensie',
        text: 'Log in. Zie of je bereikbaar bent, voeg een toestel toe of haal de lijst op.',
      },
      trouble: {
        title: 'Er werkt iets niet',
        text: 'Kies wat je merkt. We zoeken samen uit waar het zit.',
      },
    },
    knowTitle: 'Goed om te weten',
    know: [
      'De dienst is een experiment. Je hebt er geen recht op en storingen horen erbij.',
      'In een conferentiebrug luistert iedereen mee. Een gesprek daar is niet privé.',
      'Je internetadres geven we aan niemand. De ledenlijst bestaat alleen als PDF met wachtwoord.',
    ],
    rules: 'Lees de huisregels',
  },
  en: {
    title: 'Welcome',
    heading: (club: string | null) => (club === null ? 'Calls between radio amateurs' : `Calls with ${club}`),
    works: 'All is working',
    stopped: 'The exchange cannot be reached now',
    noIncidents: 'Whether there is an outage is not known now',
    noFigures: 'There are no current figures now. The rest of the site works.',
    newClub: 'This exchange has just started. There are no extensions yet.',
    phones: (n: number) => `${number(n, 'en')} ${n === 1 ? 'phone' : 'phones'} reachable`,
    extensions: (n: number) => `${number(n, 'en')} ${n === 1 ? 'extension' : 'extensions'}`,
    calls: (n: number) => `${number(n, 'en')} ${n === 1 ? 'call' : 'calls'}`,
    more: 'See outages and maintenance',
    doors: {
      join: {
        title: 'I want to join',
        text: 'Apply for an extension. You need a call sign, and a phone or an app.',
      },
      member: {
        title: 'I have an extension',
        text: 'Log in. See whether you are reachable, add a phone or get the directory.',
      },
      trouble: {
        title: 'Something does not work',
        text: 'Choose what you notice. Together we find out where it is.',
      },
    },
    knowTitle: 'Good to know',
    know: [
      'The service is an experiment. You have no right to it, and outages are part of it.',
      'In a conference bridge everyone listens. A conversation there is not private.',
      'We give your internet address to nobody. The directory exists only as a PDF with a password.',
    ],
    rules: 'Read the house rules',
  },
});
