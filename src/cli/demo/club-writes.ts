/** What there is in the invented club besides people, and what its members do at the site. */
import type { Language } from '../../config/settings.ts';
import { FIRST_PAGE_VERSION } from '../../web/contract/pages.ts';
import type { ApiMethod } from '../parts.ts';
import { LISTED, SHOWN_MEMBER } from './club.ts';
import { CLUB_TEXTS } from './club-texts.ts';

export interface DemoWrite {
  readonly method: ApiMethod;
  /** Below the API's prefix; `:name` is the id of what was made `as` that name. */
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly as?: string;
  /** The member who does it, at the site; the host when left out. */
  readonly by?: string;
}

export interface DemoCircumstances {
  readonly language: Language;
  /** Wall clock. */
  readonly nowMs: number;
  /** Free on this machine. */
  readonly radioPort: number;
  /** Nobody has to know it. */
  readonly passphrase: string;
}

type Texts = (typeof CLUB_TEXTS)[Language];

const HOUR_MS = 3_600_000;

/** In the order in which it is made. */
export function clubWrites(circumstances: DemoCircumstances): readonly DemoWrite[] {
  const say = CLUB_TEXTS[circumstances.language];
  return [
    ...bridges(say, circumstances),
    ...LISTED.map((number) => put(`/extensions/${number}/listing`, { listed: true })),
    ...guard(say, circumstances),
    ...instructions(say),
    ...incidents(say, circumstances),
    ...messages(say),
    ...voicemail(),
    ...house(say, circumstances),
  ];
}

/** What is done once the voice messages were spoken. */
export const LATER_WRITES: readonly DemoWrite[] = [
  { method: 'PATCH', path: `/extensions/${SHOWN_MEMBER}/features`, body: { doNotDisturb: false } },
];

function post(path: string, body: DemoWrite['body'], more: Pick<DemoWrite, 'as' | 'by'> = {}): DemoWrite {
  return { method: 'POST', path, body, ...more };
}

function put(path: string, body: DemoWrite['body'], more: Pick<DemoWrite, 'by'> = {}): DemoWrite {
  return { method: 'PUT', path, body, ...more };
}

function bridges(say: Texts, { radioPort }: DemoCircumstances): DemoWrite[] {
  return [
    post('/conferences', { number: '900', name: say.round, moderators: ['303'] }),
    post('/conferences', { number: '901', name: say.technique, rogerBeep: true }),
    post('/conferences', { number: '902', name: say.board, pin: '246813' }),
    // Of a computer that is off. Nothing is sent to it: nobody keys the radio.
    post('/radios', {
      name: say.roof,
      conference: '901',
      address: '127.0.0.70',
      remotePort: radioPort,
      localPort: radioPort,
      transmits: 'keyed',
    }),
    ...['303', '304', '306', '308'].map((by) => put('/me/company', { shown: true }, { by })),
  ];
}

function guard(say: Texts, { language }: DemoCircumstances): DemoWrite[] {
  return [
    post('/bans', { address: '203.0.113.9', durationSeconds: 3_600 }),
    post('/whitelist', { entry: '198.51.100.20', owner: '311', note: say.fixedAddress }),
    post('/whitelist-requests', { extension: '312', entry: '198.51.100.77', note: say.holidayHome }),
    post('/applications', {
      callsign: 'PX0ABA',
      name: 'Ubbo Nieuwkomer',
      email: 'ubbo@example.org',
      place: 'Ergenshuizen',
      wishedNumber: '321',
      note: say.application,
      language,
      rulesVersion: String(FIRST_PAGE_VERSION),
    }),
    post('/suspensions', {
      scope: ['319'],
      what: ['call'],
      durationSeconds: 7_200,
      reason: say.suspension,
    }),
  ];
}

/** One that runs, and one that nobody has carried out in time: it is over as soon as it is given. */
function instructions(say: Texts): DemoWrite[] {
  return [
    post('/instructions', {
      text: say.interval,
      targets: { kind: 'extensions', numbers: ['311', '313', '318'] },
      checks: [{ kind: 'registration-interval', atLeastS: 900 }],
      withinSeconds: 7 * 86_400,
    }),
    post(
      '/instructions',
      {
        text: say.secure,
        targets: { kind: 'extensions', numbers: ['310', '314'] },
        checks: [{ kind: 'transport', oneOf: ['tls'] }],
        withinSeconds: 1,
      },
      { as: 'secure' },
    ),
    post('/me/instructions/:secure/help', { text: say.secureHelp }, { by: '314' }),
  ];
}

function incidents(say: Texts, { nowMs }: DemoCircumstances): DemoWrite[] {
  const at = (hours: number) => new Date(nowMs + hours * HOUR_MS).toISOString();
  const outage = { kind: 'incident', title: say.outage, parts: ['calls'], text: say.outageText };
  const trouble = { kind: 'incident', title: say.incident, parts: ['conferences'], text: say.incidentText };
  const work = { kind: 'maintenance', title: say.work, parts: ['calls', 'website'], text: say.workText };
  return [
    post('/incidents', { ...outage, from: at(-1) }, { as: 'outage' }),
    post('/incidents/:outage/closing', { text: say.outageOver }),
    post('/incidents', trouble, { as: 'trouble' }),
    post('/incidents/:trouble/updates', { text: say.incidentUpdate }),
    post('/incidents', { ...work, from: at(30), until: at(30.5) }),
  ];
}

function messages(say: Texts): DemoWrite[] {
  const often = { kind: 'extensions', numbers: ['311', '313'] };
  const readers = [SHOWN_MEMBER, '303', '305', '306', '308', '312'];
  return [
    post(
      '/messages',
      { subject: say.moved, text: say.movedText, targets: { kind: 'all' }, send: true },
      { as: 'moved' },
    ),
    ...readers.map((by) => post('/me/messages/:moved/read', {}, { by })),
    post('/me/messages/:moved/replies', { text: say.movedYes }, { by: '305' }),
    post('/me/messages/:moved/replies', { text: say.movedNo }, { by: '312' }),
    post('/messages', { subject: say.often, text: say.oftenText, targets: often, urgent: true, send: true }),
    post('/messages', { subject: say.draft, text: say.draftText, targets: { kind: 'all' } }),
  ];
}

/** The shown member is not to be disturbed until somebody has spoken to him. */
function voicemail(): DemoWrite[] {
  return [
    ...[SHOWN_MEMBER, '318', '320'].map((number): DemoWrite => {
      return { method: 'PATCH', path: `/mailboxes/${number}`, body: { takesMessages: true } };
    }),
    { method: 'PATCH', path: `/extensions/${SHOWN_MEMBER}/features`, body: { doNotDisturb: true } },
  ];
}

function house(say: Texts, { passphrase }: DemoCircumstances): DemoWrite[] {
  return [
    post('/directory/builds', {}),
    post('/backups', { passphrase }),
    post('/administrators', { name: 'zendmans', email: 'zendmans@example.org' }),
    post('/tokens', { name: say.screen, scopes: ['kiosk'] }),
    post('/tokens', { name: say.script, scopes: ['read'] }),
    post('/me/phone-passwords', { name: say.phone }, { by: SHOWN_MEMBER }),
  ];
}
