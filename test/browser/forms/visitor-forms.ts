import { ADMINISTRATOR, type BusyClub, MEMBER } from '../club/busy-club.ts';
import type { FormCase } from './form-case.ts';

const APPLICATION = {
  callsign: 'PX0NEW',
  name: 'Łódź Nieuw',
  email: 'nieuw@club.example',
  place: 'Zwolle',
  phone: 'Yealink T46',
  number: '345',
  note: 'Ik luister al jaren.',
  listing: true,
  rules: true,
  emergency: true,
};

/** What everyone may send, logged in or not. */
export const VISITOR_FORMS: readonly FormCase[] = [
  {
    form: '/weergave text-size',
    at: '/hulp',
    fill: { 'text-size': 'larger' },
    shows: /<html[^>]* data-text-size="125"/,
  },
  {
    form: '/weergave',
    fill: { theme: 'dark', 'text-size': '150' },
    shows: /<html[^>]* data-theme="dark" data-text-size="150"/,
  },
  { form: 'GET /hulp', fill: { q: 'extentie' }, says: /extentie/ },
  {
    form: '/aanvragen',
    fill: APPLICATION,
    says: /verstuurd op/i,
    makes: ['/applications', /PX0NEW.*"listingText":"\d/],
    bad: [
      { fill: { callsign: '' }, field: 'callsign' },
      { fill: { callsign: '!!' }, field: 'callsign' },
      { fill: { name: '' }, field: 'name' },
      { fill: { email: 'geen mailadres' }, field: 'email' },
      { fill: { number: 'veel' }, field: 'number' },
      { fill: { rules: false }, field: 'rules' },
      { fill: { emergency: false }, field: 'emergency' },
    ],
  },
  {
    form: '/downloads',
    fill: { number: MEMBER.number },
    says: /mail/,
    besides: async (club) => void (await club.mailWith(/[a-z2-9]{4} [a-z2-9]{4} [a-z2-9]{4}|[a-z2-9]{20}/)),
    bad: [{ fill: { number: '' }, field: 'number' }],
  },
  {
    form: '/inloggen mail',
    fill: { email: MEMBER.email },
    says: /mail/,
    besides: async (club) => void (await club.mailWith(/\/inloggen\/[\w-]+/)),
    bad: [{ fill: { email: 'geen mailadres' }, field: 'email' }],
  },
  {
    form: '/inloggen/:token',
    at: async (club) => {
      await club.host('POST', '/session/links', { email: MEMBER.email, language: 'nl' });
      return club.mailWith(/\/inloggen\/[\w-]+/);
    },
    says: /Je nummer.*301/,
  },
  {
    form: '/inloggen extension',
    at: async (club) => {
      phonePassword = await club.memberPassword();
      return undefined;
    },
    get fill() {
      return { number: MEMBER.number, password: phonePassword };
    },
    says: /Je nummer.*301/,
    bad: [
      { fill: { password: 'not-the-password' }, field: 'number' },
      { fill: { number: 'iemand' }, field: 'number' },
    ],
  },
  {
    form: '/inloggen phone',
    fill: { 'phone-number': MEMBER.number },
    says: /\*70/,
    bad: [{ fill: { 'phone-number': '' }, field: 'phone-number' }],
  },
  {
    form: '/inloggen/toestel',
    at: '/inloggen',
    after: { form: '/inloggen phone', fill: { 'phone-number': MEMBER.number } },
    says: /\*70/,
  },
  {
    form: '/inloggen password',
    fill: { name: ADMINISTRATOR.name, 'administrator-password': ADMINISTRATOR.password },
    says: /Wat heeft mij nodig/,
    bad: [{ fill: { 'administrator-password': 'not-the-password' }, field: 'name' }],
  },
  {
    form: '/live',
    at: async (club) => {
      screenKey = await club.keyOfScreen('clubhuis');
      return '/live?kiosk';
    },
    get fill() {
      return { key: screenKey };
    },
    shows: /data-island="kiosk-board"/,
    bad: [{ fill: { key: 'no-such-key' }, field: 'key' }],
  },
  { form: '/uitloggen', as: 'member', at: '/mijn', shows: /href="\/inloggen"/ },
  { form: '/start/:token open', at: invitation('derde'), says: /Welkom derde/ },
  {
    form: '/start/:token make',
    at: invitation('vierde'),
    after: { form: '/start/:token open' },
    fill: { password: 'een paar lange woorden' },
    says: /Wat heeft mij nodig/,
    makes: ['/administrators', /"vierde"[^}]*"hasPassword":true/],
    bad: [{ fill: { password: 'kort' }, field: 'password' }],
  },
  {
    form: '/welkom/:secret',
    at: async (club) => {
      const { url } = await club.host<{ url: string }>('POST', '/extensions/306/handovers', {
        purpose: 'letter',
      });
      return new URL(url).pathname;
    },
    says: /306/,
  },
];

let phonePassword = '';
let screenKey = '';

function invitation(name: string): (club: BusyClub) => Promise<string> {
  return (club) => club.invite(name);
}
