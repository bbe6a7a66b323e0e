import type { IconName } from '../components/icon.tsx';
import { inBoth } from '../words/in-both.ts';

/** One entry of the navigation. It is shown when its page exists. */
export interface Place {
  readonly path: string;
  readonly icon: IconName;
  readonly nl: string;
  readonly en: string;
}

/** The rail on wide screens, and the list at the foot of narrow ones. */
export const PUBLIC_PLACES: readonly Place[] = [
  { path: '/', icon: 'home', nl: 'Welkom', en: 'Welcome' },
  { path: '/status', icon: 'status', nl: 'Werkt het?', en: 'Is it working?' },
  { path: '/huisregels', icon: 'rules', nl: 'Huisregels', en: 'House rules' },
  { path: '/conferenties', icon: 'bridge', nl: 'Conferentiebruggen', en: 'Conference bridges' },
  { path: '/toestellen', icon: 'phone', nl: 'Toestellen', en: 'Phones' },
  { path: '/aanvragen', icon: 'apply', nl: 'Extensie aanvragen', en: 'Apply for an extension' },
  { path: '/downloads', icon: 'download', nl: 'Downloads', en: 'Downloads' },
  { path: '/hulp', icon: 'help', nl: 'Hulp', en: 'Help' },
  { path: '/contact', icon: 'mail', nl: 'Contact', en: 'Contact' },
];

/** What is a member's own. */
export const MEMBER_PLACES: readonly Place[] = [
  { path: '/mijn', icon: 'home', nl: 'Vandaag', en: 'Today' },
  { path: '/mijn/toestellen', icon: 'phone', nl: 'Mijn toestellen', en: 'My phones' },
  { path: '/mijn/diagnose', icon: 'router', nl: 'Waar zit het?', en: 'Where is it?' },
  { path: '/mijn/berichten', icon: 'message', nl: 'Berichten', en: 'Messages' },
  { path: '/mijn/voicemail', icon: 'voicemail', nl: 'Voicemail', en: 'Voicemail' },
  { path: '/mijn/lijst', icon: 'list', nl: 'Extensielijst', en: 'Directory' },
  { path: '/mijn/live', icon: 'bridge', nl: 'Wie is er?', en: 'Who is there?' },
  { path: '/mijn/gesprekken', icon: 'calls', nl: 'Mijn gesprekken', en: 'My calls' },
  { path: '/mijn/gegevens', icon: 'person', nl: 'Mijn gegevens', en: 'My data' },
];

/** What administrators do. */
export const CONSOLE_PLACES: readonly Place[] = [
  { path: '/beheer', icon: 'home', nl: 'Vandaag', en: 'Today' },
  { path: '/beheer/extensies', icon: 'phone', nl: 'Extensies', en: 'Extensions' },
  { path: '/beheer/aanvragen', icon: 'apply', nl: 'Aanvragen', en: 'Applications' },
  { path: '/beheer/live', icon: 'status', nl: 'Live', en: 'Live' },
  { path: '/beheer/conferenties', icon: 'bridge', nl: 'Conferentiebruggen', en: 'Conference bridges' },
  { path: '/beheer/radio', icon: 'radio', nl: 'Radio’s', en: 'Radios' },
  { path: '/beheer/gesproken', icon: 'message', nl: 'Gesproken tekst', en: 'Spoken text' },
  { path: '/beheer/voicemail', icon: 'voicemail', nl: 'Voicemail', en: 'Voicemail' },
  { path: '/beheer/blokkades', icon: 'lock', nl: 'Blokkades', en: 'Bans' },
  { path: '/beheer/whitelist', icon: 'shield', nl: 'Uitzonderingen', en: 'Whitelist' },
  { path: '/beheer/schorsingen', icon: 'clock', nl: 'Schorsingen', en: 'Suspensions' },
  { path: '/beheer/instructies', icon: 'rules', nl: 'Instructies', en: 'Instructions' },
  { path: '/beheer/bandbreedte', icon: 'router', nl: 'Bandbreedte', en: 'Bandwidth' },
  { path: '/beheer/lijst', icon: 'list', nl: 'Extensielijst', en: 'Directory' },
  { path: '/beheer/status', icon: 'calendar', nl: 'Storingen en onderhoud', en: 'Incidents and maintenance' },
  { path: '/beheer/berichten', icon: 'message', nl: 'Berichten', en: 'Messages' },
  { path: '/beheer/paginas', icon: 'copy', nl: 'Pagina’s en huisregels', en: 'Pages and house rules' },
  { path: '/beheer/systeem', icon: 'gear', nl: 'Systeem', en: 'System' },
  { path: '/beheer/logboek', icon: 'eye', nl: 'Logboek', en: 'Audit log' },
  { path: '/beheer/beheerders', icon: 'person', nl: 'Beheerders en sleutels', en: 'Administrators and keys' },
];

/** Smaller, at the foot of every page. */
export const FOOT_PLACES: readonly Place[] = [
  { path: '/112', icon: 'phone', nl: '112 werkt hier niet', en: '112 does not work here' },
  { path: '/mijn-ip', icon: 'router', nl: 'Mijn internetadres', en: 'My internet address' },
  { path: '/weergave', icon: 'eye', nl: 'Weergave', en: 'Display' },
  { path: '/privacy', icon: 'shield', nl: 'Privacy', en: 'Privacy' },
  { path: '/toegankelijkheid', icon: 'person', nl: 'Toegankelijkheid', en: 'Accessibility' },
];

/** The bar at the bottom of narrow screens: these, and one that leads to the whole list. */
export const VISITOR_BAR = ['/', '/status', '/toestellen', '/hulp'];
export const CONSOLE_BAR = ['/beheer', '/beheer/extensies', '/beheer/live', '/beheer/blokkades'];
export const MEMBER_BAR = ['/mijn', '/mijn/toestellen', '/hulp', '/mijn/lijst'];

/** Shorter than in the rail. */
export const BAR_WORDS = inBoth<Readonly<Record<string, string>>>({
  nl: {
    '/': 'Welkom',
    '/status': 'Status',
    '/toestellen': 'Toestellen',
    '/hulp': 'Hulp',
    '/mijn': 'Vandaag',
    '/mijn/toestellen': 'Toestellen',
    '/mijn/lijst': 'Lijst',
    '/beheer': 'Vandaag',
    '/beheer/extensies': 'Extensies',
    '/beheer/live': 'Live',
    '/beheer/blokkades': 'Blokkades',
    more: 'Meer',
  },
  en: {
    '/': 'Welcome',
    '/status': 'Status',
    '/toestellen': 'Phones',
    '/hulp': 'Help',
    '/mijn': 'Today',
    '/mijn/toestellen': 'Phones',
    '/mijn/lijst': 'Directory',
    '/beheer': 'Today',
    '/beheer/extensies': 'Extensions',
    '/beheer/live': 'Live',
    '/beheer/blokkades': 'Bans',
    more: 'More',
  },
});
