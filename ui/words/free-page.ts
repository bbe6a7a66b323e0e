import { longDate } from './format.ts';
import { inBoth } from './in-both.ts';

/** What stands around a page of the club's own. */
export const freePageWords = inBoth({
  nl: {
    membersOnly: 'Alleen voor leden. Je ziet dit omdat je bent ingelogd.',
    otherLanguage: 'Deze pagina is er alleen in het Engels.',
    since: (at: string) => `Zo sinds ${longDate(at, 'nl')}.`,
    edit: 'Wijzig deze pagina',
    home: 'Naar de voorpagina',
    gone: {
      title: 'Deze pagina is weg',
      text: 'De club heeft deze pagina van de site gehaald. Zoek je iets dat erop stond, vraag het een beheerder.',
    },
    maybeForMembers: 'Sommige pagina’s zijn alleen voor leden. Ben je lid?',
    logIn: 'Log in en kijk nog eens',
  },
  en: {
    membersOnly: 'For members only. You see this because you have logged in.',
    otherLanguage: 'This page is there in Dutch only.',
    since: (at: string) => `Like this since ${longDate(at, 'en')}.`,
    edit: 'Change this page',
    home: 'To the front page',
    gone: {
      title: 'This page is gone',
      text: 'The club took this page off the site. If you look for something that stood on it, ask an administrator.',
    },
    maybeForMembers: 'Some pages are for members only. Are you a member?',
    logIn: 'Log in and look again',
  },
});
