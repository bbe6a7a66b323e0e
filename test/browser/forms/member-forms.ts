import { writePcmWav } from '../../../src/media/prompts/wav.ts';
import { sine } from '../../../testkit/tone.ts';
import { type BusyClub, MEMBER } from '../club/busy-club.ts';
import type { FormCase } from './form-case.ts';
import { writeMessage } from './messages.ts';

async function ownMessage(club: BusyClub, subject: string): Promise<string> {
  return `/mijn/berichten/${await writeMessage(club, { to: MEMBER.number, subject, send: true })}`;
}

/** What a member does on his own pages. What ends his session, or him, stands last. */
export const MEMBER_FORMS: readonly FormCase[] = [
  {
    form: '/mijn/blokkade ask',
    fill: { note: 'Het toestel was nieuw.' },
    says: /Je verzoek is verstuurd/,
    makes: ['/whitelist-requests', /Het toestel was nieuw/],
    bad: [{ fill: { note: 'x'.repeat(600) }, field: 'note' }],
  },
  {
    form: '/mijn/toestellen/nieuw make',
    at: '/mijn/toestellen/nieuw?device=yealink',
    fill: { name: 'mobiel', short: true },
    says: /[a-z2-9]{4} [a-z2-9]{4} [a-z2-9]{2}/,
    makes: ['/me', /"name":"mobiel","short":true/],
    bad: [
      { fill: { name: '' }, field: 'name' },
      { fill: { name: 'shack' }, field: 'name' },
      { fill: { name: 'x'.repeat(70) }, field: 'name' },
    ],
  },
  {
    form: '/mijn/toestellen remove',
    says: /verwijderd|weg/,
    ends: ['/me', /"name":"shack"/],
  },
  {
    form: '/mijn/lijst password',
    says: /Wachtwoord van deze uitgave [a-z2-9]{4} [a-z2-9]{4}/,
  },
  {
    form: '/mijn/lijst leave',
    says: /Nee, je staat niet in de lijst/,
    ends: ['/me/directory/listing', /"listed":true/],
  },
  {
    form: '/mijn/lijst join',
    says: /Ja, je staat in de lijst/,
    makes: ['/me/directory/listing', /"listed":true/],
  },
  {
    form: '/mijn/gesprekken wipe',
    at: async (club) => void (await club.recordCall()),
    says: /gewist/,
    ends: ['/me/calls', /"9043"/],
  },
  { form: '/mijn/gesprekken stop', says: /bewaard/, makes: ['/me', /"callHistory":false/] },
  { form: '/mijn/gesprekken start', says: /bewaard/, makes: ['/me', /"callHistory":true/] },
  {
    form: '/mijn/berichten open',
    at: async (club) => {
      await ownMessage(club, 'Open mij');
      return '/mijn/berichten';
    },
    says: /Open mij/,
    makes: ['/me/messages', /"subject":"Open mij"[^}]*"readAt":"/],
  },
  {
    form: '/mijn/berichten/:id read',
    at: (club) => ownMessage(club, 'Lees mij'),
    makes: ['/me/messages', /"subject":"Lees mij"[^}]*"readAt":"/],
    says: /Lees mij/,
  },
  {
    form: '/mijn/berichten/:id answer',
    at: (club) => ownMessage(club, 'Wat vind jij?'),
    fill: { text: 'Een goed plan.' },
    says: /Een goed plan\./,
    makes: ['/me/replies', /Een goed plan/],
    bad: [{ fill: { text: '' }, field: 'text' }],
  },
  {
    form: '/mijn/berichten help',
    fill: { 'help-*': 'Welke knop is dat?' },
    makes: ['/me/replies', /Welke knop is dat/],
  },
  {
    form: '/mijn/berichten done',
    says: /gedaan/i,
    makes: ['/instructions', new RegExp(`"extension":"${MEMBER.number}","state":"done"`)],
  },
  {
    form: '/mijn/gegevens shown',
    fill: { 'caller-id': 'number' },
    says: /bewaard/i,
    makes: ['/me', /"callerId":"number"/],
  },
  {
    form: '/mijn/voicemail settings',
    fill: { takes: true, mail: true },
    says: /bewaard/i,
    makes: ['/me/voicemail', /"byMail":true/],
  },
  {
    form: '/mijn/voicemail greet',
    fill: { file: writePcmWav({ rate: 8000, samples: sine(440, 8_000, 0, 16_000) }) },
    says: /eigen/,
    makes: ['/me/voicemail', /"ownGreeting":true/],
    bad: [{ fill: { file: Buffer.from('no sound') }, field: 'file' }],
  },
  {
    form: '/mijn/voicemail usual',
    says: /De gewone begroeting/,
    ends: ['/me/voicemail', /"ownGreeting":true/],
  },
  {
    form: '/mijn/voicemail heard',
    ends: ['/me/voicemail', /"unheard":1/],
  },
  { form: '/mijn/voicemail new', makes: ['/me/voicemail', /"unheard":1/] },
  { form: '/mijn/voicemail keep', says: /Dat is gewijzigd/ },
  {
    form: '/mijn/voicemail remove',
    says: /Het bericht is verwijderd/,
    ends: ['/me/voicemail/messages', /"id"/],
  },
  {
    form: '/mijn/huisregels confirm',
    forged: ['version'],
    makes: ['/me/house-rules', /"confirmed":\{/],
  },
  {
    form: '/mijn/gegevens banMail',
    fill: { 'ban-mail': true },
    says: /Dat is bewaard/,
    makes: ['/me', /"banMail":true/],
  },
  {
    form: '/mijn/gegevens company',
    forged: ['version'],
    says: /bewaard/i,
    makes: ['/me/company', /"shown":true/],
  },
  {
    form: '/mijn/gegevens others',
    at: async (club) => void (await club.logIn('member')),
    says: /uitgelogd/,
    ends: ['/sessions', /"current":false/],
  },
  { form: '/mijn/toestellen renew', says: /Je nieuwe hoofdwachtwoord [a-z2-9]{4} [a-z2-9]{4}/ },
  {
    form: '/mijn/gegevens leave',
    fill: { confirm: MEMBER.number },
    says: /gestopt|opgeheven|weg/,
    ends: ['/extensions', new RegExp(`"number":"${MEMBER.number}"`)],
    bad: [{ fill: { confirm: '999' }, field: 'confirm' }],
  },
];
