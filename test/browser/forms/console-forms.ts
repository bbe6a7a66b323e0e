import assert from 'node:assert/strict';
import { until } from '../../faults/waiting.ts';
import { STRANGER } from '../club/busy-club.ts';
import { BRIDGE_FORMS } from './bridge-forms.ts';
import { BULK_FORMS } from './bulk-forms.ts';
import type { FormCase } from './form-case.ts';
import { pageOfMessage } from './messages.ts';
import { PAGE_FORMS } from './page-forms.ts';
import { SET_UP_FORMS } from './set-up-forms.ts';

/** As a field for date and time holds it. */
function tomorrowAt(time: string): string {
  return `${new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)}T${time}`;
}

/** What administrators do. What takes something away that others need stands last. */
export const CONSOLE_FORMS: readonly FormCase[] = [
  { form: 'GET /beheer/extensies', fill: { q: 'PX0DAF' }, says: /1 extensie\b/ },
  { form: 'GET /beheer/zoeken', at: '/beheer', fill: { q: 'PX0DAF' }, says: /PX0DAF/ },
  { form: 'GET /beheer/logboek', fill: { wie: 'beheerder' }, says: /beheerder/ },
  {
    form: '/beheer/extensies/nieuw make',
    fill: { callsign: 'PX0NEW', name: 'Nieuw Lid', number: '321', email: 'nieuw@club.example' },
    says: /Extensie 321 is klaar/,
    makes: ['/extensions', /"number":"321"/],
    bad: [
      { fill: { callsign: '' }, field: 'callsign' },
      { fill: { callsign: '!!' }, field: 'callsign' },
      { fill: { name: '' }, field: 'name' },
      { fill: { name: 'x'.repeat(70) }, field: 'name' },
      { fill: { number: '302' }, field: 'number' },
      { fill: { number: '1' }, field: 'number' },
      { fill: { email: 'geen mailadres' }, field: 'email' },
    ],
  },
  {
    form: '/beheer/extensies/importeer preview',
    fill: { csv: 'number,callsign,name\n331,PX0IMA,Een\n302,PX0IMB,Twee', update: true },
    says: /Dit gaat er gebeuren 2 regels.*Nieuw 1/,
    bad: [
      { fill: { csv: '' }, field: 'csv' },
      { fill: { csv: 'number,name\n331,Een' }, field: 'csv' },
    ],
  },
  {
    form: '/beheer/extensies/:number callerId',
    at: '/beheer/extensies/305',
    says: /gewijzigd|alleen het nummer/i,
    makes: ['/extensions/305', /"callerId":"number"/],
  },
  {
    form: '/beheer/extensies/:number password',
    at: '/beheer/extensies/305',
    says: /[a-z2-9]{4}/,
  },
  {
    form: '/beheer/extensies/:number remove',
    at: '/beheer/extensies/321',
    fill: { confirm: '321' },
    says: /De extensie is verwijderd/,
    ends: ['/extensions', /"number":"321"/],
    bad: [{ fill: { confirm: '302' }, field: 'confirm' }],
  },
  {
    form: '/beheer/aanvragen ask',
    fill: { text: 'Welk toestel heb je?' },
    says: /De vraag is gesteld/,
    makes: ['/applications', /Welk toestel heb je/],
    bad: [
      { fill: { text: '' }, field: 'text' },
      { fill: { text: 'x'.repeat(500) }, field: 'text' },
    ],
  },
  {
    form: '/beheer/aanvragen approve',
    fill: { number: '341' },
    says: /Extensie 341 is gemaakt/,
    makes: ['/extensions', /"number":"341"/],
    bad: [
      { fill: { number: '302' }, field: 'number' },
      { fill: { number: 'abc' }, field: 'number' },
    ],
  },
  {
    form: '/beheer/aanvragen refuse',
    at: async (club) => void (await club.apply('PX0APB')),
    fill: { reason: 'We zitten vol.' },
    says: /De aanvraag is afgewezen/,
    makes: ['/applications', /We zitten vol/],
    bad: [{ fill: { reason: 'x'.repeat(500) }, field: 'reason' }],
  },
  {
    form: '/beheer/blokkades block',
    fill: { address: '203.0.113.77', seconds: '86400' },
    says: /Het adres is geblokkeerd/,
    makes: ['/bans', /203\.0\.113\.77/],
    bad: [
      { fill: { address: '' }, field: 'address' },
      { fill: { address: 'ergens' }, field: 'address' },
    ],
  },
  {
    form: '/beheer/blokkades exempt',
    says: /Het adres staat nu bij de uitzonderingen/,
    makes: ['/whitelist', new RegExp(STRANGER.replaceAll('.', '\\.'))],
  },
  { form: '/beheer/blokkades lift', says: /De blokkade is opgeheven/, ends: ['/bans', /203\.0\.113\.77/] },
  {
    form: '/beheer/whitelist add',
    fill: { address: '198.51.100.200', number: '305', note: 'vast adres' },
    says: /De uitzondering staat erin/,
    makes: ['/whitelist', /198\.51\.100\.200/],
    bad: [
      { fill: { address: '' }, field: 'address' },
      { fill: { address: '0.0.0.0/0' }, field: 'address' },
      { fill: { number: '999' }, field: 'number' },
      { fill: { note: 'x'.repeat(600) }, field: 'note' },
    ],
  },
  {
    form: '/beheer/whitelist grant',
    says: /De uitzondering staat erin/,
    makes: ['/whitelist-requests', /"state":"granted"/],
  },
  {
    form: '/beheer/whitelist refuse',
    says: /Het verzoek is geweigerd/,
    makes: ['/whitelist-requests', /"state":"refused"/],
  },
  { form: '/beheer/whitelist remove', says: /De uitzondering is verwijderd/ },
  {
    form: '/beheer/schorsingen suspend',
    fill: {
      scope: '306, 901',
      what: ['call', 'conference'],
      seconds: '3600',
      reason: 'Onderzoek.',
      show: true,
    },
    says: /De schorsing geldt/,
    makes: ['/suspensions', /\["306","901"\],"what":\["call","conference"\]/],
    bad: [
      { fill: { scope: '' }, field: 'scope' },
      { fill: { scope: '999' }, field: 'scope' },
      { fill: { reason: 'x'.repeat(600) }, field: 'reason' },
    ],
  },
  {
    form: '/beheer/schorsingen lift',
    says: /De schorsing is opgeheven/,
    makes: ['/suspensions', /"state":"ended"/],
  },
  {
    form: '/beheer/instructies give',
    fill: { template: '', who: '302', text: 'Zet je klok gelijk.', days: '7' },
    says: /De instructie is gegeven/,
    makes: ['/instructions', /Zet je klok gelijk/],
    bad: [
      { fill: { text: '' }, field: 'text' },
      { fill: { who: '999' }, field: 'who' },
      { fill: { days: 'morgen' }, field: 'days' },
    ],
  },
  { form: '/beheer/instructies mail', says: /De mail gaat naar wie het nog niet deed/ },
  {
    form: '/beheer/instructies close',
    says: /De instructie is gesloten/,
    makes: ['/instructions', /"state":"closed"/],
  },
  {
    form: '/beheer/status open',
    fill: {
      kind: 'maintenance',
      title: 'Nieuwe router',
      part: ['calls', 'conferences'],
      notice: 'Bellen valt een uur uit.',
      from: tomorrowAt('10:00'),
      until: tomorrowAt('11:00'),
    },
    says: /Het staat op de statuspagina/,
    makes: ['/incidents', /"Nieuwe router","parts":\["calls","conferences"\]/],
    bad: [
      { fill: { title: '' }, field: 'title' },
      { fill: { notice: '' }, field: 'notice' },
      { fill: { until: tomorrowAt('09:00') }, field: 'until' },
    ],
  },
  {
    form: '/beheer/status update',
    fill: { text: 'Er wordt aan gewerkt.' },
    says: /Het bericht staat erbij/,
    makes: ['/incidents', /Er wordt aan gewerkt/],
    bad: [
      { fill: { text: '' }, field: 'text' },
      { fill: { text: 'x'.repeat(5_000) }, field: 'text' },
    ],
  },
  {
    form: '/beheer/status close',
    fill: { text: 'Een stekker zat los.' },
    says: /De storing is afgesloten/,
    makes: ['/incidents', /Een stekker zat los/],
    bad: [{ fill: { text: '' }, field: 'text' }],
  },
  {
    form: '/beheer/lijst build',
    fill: { format: 'a4-large', order: 'callsign' },
    says: /De PDF/,
    besides: async (club) => {
      await until('issue 2 is made', async () => /"issue":2\b/.test(await club.read('/directory')));
    },
  },
  { form: '/beheer/lijst password', says: /Wachtwoord van uitgave 2 [a-z2-9]{16,}/ },
  { form: '/beheer/systeem reload', says: /Het certificaat is opnieuw gelezen/ },
  {
    form: '/beheer/systeem backup',
    fill: { passphrase: 'een lange wachtzin voor later' },
    says: /De backup wordt gemaakt/,
    bad: [
      { fill: { passphrase: 'kort' }, field: 'passphrase' },
      { fill: { passphrase: '' }, field: 'passphrase' },
    ],
  },
  { form: '/beheer/systeem remove', says: /De backup is verwijderd/ },
  {
    form: '/beheer/beheerders invite',
    fill: { name: 'vijfde', email: 'vijfde@club.example' },
    says: /Link voor vijfde .*\/start\//,
    makes: ['/administrators', /"vijfde"/],
    bad: [
      { fill: { name: '' }, field: 'name' },
      { fill: { name: 'tweede' }, field: 'name' },
      { fill: { email: 'geen mailadres' }, field: 'email' },
    ],
  },
  { form: '/beheer/beheerders again', says: /Link voor .*\/start\// },
  {
    form: '/beheer/beheerders token',
    fill: { token: 'wandbord', scope: ['read'] },
    says: /De sleutel wandbord/,
    makes: ['/tokens', /"wandbord"/],
    bad: [
      { fill: { token: 'kiosk' }, field: 'token' },
      { fill: { scope: [] }, field: 'scope' },
    ],
  },
  { form: '/beheer/beheerders revoke', says: /De sleutel werkt niet meer/ },
  {
    form: '/beheer/live/schermen make',
    fill: { name: 'zaal', life: '30' },
    says: /zaal .*\/live\?kiosk=/,
    makes: ['/tokens', /"zaal"/],
    bad: [
      { fill: { name: '' }, field: 'name' },
      { fill: { name: 'de zaal' }, field: 'name' },
    ],
  },
  { form: '/beheer/live/schermen revoke', says: /De sleutel werkt niet meer/ },
  { form: '/beheer/beheerders remove', says: /De beheerder is verwijderd/ },
  ...BRIDGE_FORMS,
  ...PAGE_FORMS,
  {
    form: '/beheer/radio add',
    fill: {
      name: 'hub',
      conference: '900',
      address: '127.0.0.9',
      remotePort: '34001',
      localPort: '32001',
      transmits: 'voice',
      talkLimitS: '180',
    },
    says: /hub/,
    makes: ['/radios', /"hub"/],
    bad: [
      { fill: { name: '' }, field: 'name' },
      { fill: { address: 'ergens' }, field: 'address' },
      { fill: { remotePort: 'x' }, field: 'remotePort' },
      { fill: { localPort: '99999' }, field: 'localPort' },
      { fill: { talkLimitS: 'lang' }, field: 'talkLimitS' },
    ],
  },
  {
    form: '/beheer/radio/:name change',
    at: '/beheer/radio/hub',
    fill: { talkLimitS: '120', courtesyTone: false },
    says: /hub/,
    makes: ['/radios', /"talkLimitSeconds":120/],
    bad: [{ fill: { address: '' }, field: 'address' }],
  },
  { form: '/beheer/radio/:name remove', at: '/beheer/radio/hub', ends: ['/radios', /"hub"/] },
  {
    form: '/beheer/voicemail add',
    fill: { extension: '305' },
    says: /gewijzigd/,
    makes: ['/mailboxes', /"305"/],
    bad: [
      { fill: { extension: '' }, field: 'extension' },
      { fill: { extension: '999' }, field: 'extension' },
    ],
  },
  { form: '/beheer/voicemail off', says: /gewijzigd/, makes: ['/mailboxes', /"takesMessages":false/] },
  { form: '/beheer/voicemail on', says: /gewijzigd/, ends: ['/mailboxes', /"takesMessages":false/] },
  {
    form: '/beheer/voicemail empty',
    says: /De berichten zijn verwijderd/,
    ends: ['/mailboxes', /"unheard":1/],
  },
  {
    form: '/beheer/berichten/nieuw write',
    fill: { to: 'extensions', who: '305', subject: 'Ronde van vanavond', text: 'Om acht uur in 900.' },
    says: /Om acht uur in 900\./,
    makes: ['/messages', /"Ronde van vanavond"/],
    bad: [
      { fill: { who: '' }, field: 'who' },
      { fill: { who: '399' }, field: 'who' },
      { fill: { subject: '' }, field: 'subject' },
      { fill: { text: '' }, field: 'text' },
    ],
  },
  {
    form: '/beheer/berichten/:id change',
    at: (club) => pageOfMessage(club, 'Te wijzigen'),
    fill: { subject: 'Anders dan eerst' },
    says: /Het concept is bewaard/,
    makes: ['/messages', /"Anders dan eerst"/],
    bad: [
      { fill: { subject: '' }, field: 'subject' },
      { fill: { text: '' }, field: 'text' },
    ],
  },
  {
    form: '/beheer/berichten/:id send',
    at: (club) => pageOfMessage(club, 'Te versturen'),
    says: /Het bericht is verstuurd/,
    besides: async (club) => assert.match(await club.read('/messages'), /"state":"sent"/),
  },
  {
    form: '/beheer/berichten/:id retract',
    at: (club) => pageOfMessage(club, 'In te trekken', true),
    says: /Het bericht is ingetrokken/,
    besides: async (club) => assert.match(await club.read('/messages'), /"state":"retracted"/),
  },
  {
    form: '/beheer/berichten/:id remove',
    at: (club) => pageOfMessage(club, 'Weg ermee'),
    says: /Het bericht is verwijderd/,
    besides: async (club) => assert.doesNotMatch(await club.read('/messages'), /Weg ermee/),
  },
  {
    // The first of them that the host of these tests leaves open: the club.
    form: '/beheer/systeem/instellingen save',
    fill: { 'set-web-url': 'https://tel.example.net/' },
    forged: ['was-web-url'],
    shows: /Bewaard\. Het geldt nu/,
    besides: async (club) => {
      const { items } = JSON.parse(await club.read('/settings')) as {
        readonly items: readonly { readonly key: string; readonly value: string; readonly origin: string }[];
      };
      const url = items.find(({ key }) => key === 'web-url');
      assert.deepEqual([url?.value, url?.origin], ['https://tel.example.net/', 'console']);
    },
    bad: [{ fill: { 'set-web-url': 'geen adres' }, field: 'set-web-url' }],
  },
  { form: '/beheer/live end', at: '/beheer', says: /Het gesprek is beëindigd/, ends: ['/calls', /"302"/] },
  {
    form: '/beheer/extensies/importeer import',
    after: {
      form: '/beheer/extensies/importeer preview',
      fill: { csv: 'number,callsign,name\n331,PX0IMA,Een\n332,PX0IMB,Twee' },
    },
    says: /Ingelezen/,
    makes: ['/extensions', /"331"/],
  },
  ...BULK_FORMS,
  ...SET_UP_FORMS,
];
