/**
 * The invented club. Its call signs begin with PX0 and can be assigned to nobody, its names are nobody's, its
 * addresses those of documentation (RFC 5737, RFC 2606).
 */
import type { Language } from '../../config/settings.ts';
import { FIRST_PAGE_VERSION } from '../../web/contract/pages.ts';

interface DemoMember {
  readonly number: string;
  readonly callsign: string;
  readonly name: string;
  /** Where its phone is; `none` registers nowhere. */
  readonly place: 'calls' | 'none' | `9${number}`;
}

/** Whose password is printed. */
export const SHOWN_MEMBER = '301';

export const MEMBERS: readonly DemoMember[] = [
  { number: '301', callsign: 'PX0AAA', name: 'Aagje Zendmans', place: 'calls' },
  { number: '302', callsign: 'PX0AAB', name: 'Bram Antenneveld', place: 'calls' },
  { number: '303', callsign: 'PX0AAC', name: 'Cornelis Spoelstok', place: '900' },
  { number: '304', callsign: 'PX0AAD', name: 'Dieuwke Golflengte', place: '900' },
  { number: '305', callsign: 'PX0AAE', name: 'Evert Draaicondens', place: '900' },
  { number: '306', callsign: 'PX0AAF', name: 'Femke Seinsleutel', place: '900' },
  { number: '307', callsign: 'PX0AAG', name: 'Gijs Kortegolf', place: '900' },
  { number: '308', callsign: 'PX0AAH', name: 'Hiltje Ruisonder', place: '901' },
  { number: '309', callsign: 'PX0AAI', name: 'IJsbrand Mastvoet', place: '901' },
  { number: '310', callsign: 'PX0AAJ', name: 'Jorinde Dipoolsma', place: '901' },
  { number: '311', callsign: 'PX0AAK', name: 'Klaas Zijband', place: 'calls' },
  { number: '312', callsign: 'PX0AAL', name: 'Lieske Staandegolf', place: 'calls' },
  { number: '313', callsign: 'PX0AAM', name: 'Meindert Relaisman', place: 'calls' },
  { number: '314', callsign: 'PX0AAN', name: 'Noortje Squelch', place: 'calls' },
  { number: '315', callsign: 'PX0AAO', name: 'Okke Voedingslijn', place: 'calls' },
  { number: '316', callsign: 'PX0AAP', name: 'Petronella Balun', place: 'calls' },
  { number: '317', callsign: 'PX0AAQ', name: 'Quirijn Kwartsma', place: 'calls' },
  { number: '318', callsign: 'PX0AAR', name: 'René Coaxhuis', place: 'none' },
  { number: '319', callsign: 'PX0AAS', name: 'Sjoukje Morseveen', place: 'none' },
  { number: '320', callsign: 'PX0AAT', name: 'Teun Zekering', place: 'none' },
];

/** Those who agreed to be in the list. */
export const LISTED = MEMBERS.filter((_, place) => place % 3 !== 2).map(({ number }) => number);

/** Where the stranger guesses from: loopback has plenty of addresses. */
export const STRANGER = '127.0.0.66';
export const GUESSED = '320';

interface DemoWrite {
  readonly method: 'POST' | 'PUT';
  /** Below the API's prefix. */
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What there is besides people, in the order in which it is made. */
export function clubWrites(language: Language): readonly DemoWrite[] {
  const say = TEXTS[language];
  const post = (path: string, body: DemoWrite['body']): DemoWrite => ({ method: 'POST', path, body });
  return [
    post('/conferences', { number: '900', name: say.round, moderators: ['303'] }),
    post('/conferences', { number: '901', name: say.technique, rogerBeep: true }),
    post('/conferences', { number: '902', name: say.board, pin: '246813' }),
    ...LISTED.map(
      (number): DemoWrite => ({
        method: 'PUT',
        path: `/extensions/${number}/listing`,
        body: { listed: true },
      }),
    ),
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
    post('/instructions', {
      text: say.instruction,
      targets: { kind: 'extensions', numbers: ['311', '313', '318'] },
      checks: [{ kind: 'registration-interval', atLeastS: 900 }],
      withinSeconds: 7 * 86_400,
    }),
    post('/incidents', {
      kind: 'incident',
      title: say.incident,
      parts: ['conferences'],
      text: say.incidentText,
    }),
  ];
}

const TEXTS = {
  nl: {
    round: 'Zondagronde',
    technique: 'Techniekpraat',
    board: 'Bestuur',
    fixedAddress: 'vast adres thuis',
    holidayHome: 'Ik zit twee weken in een vakantiehuis.',
    application: 'Ik hoorde jullie op de zondagronde.',
    suspension: 'Belt steeds per ongeluk',
    instruction: 'Zet het aanmeldinterval van je toestel op 900 seconden of meer.',
    incident: 'Kraken in de conferenties',
    incidentText: 'Soms kraakt het in een conferentie. We zoeken de oorzaak; gewone gesprekken gaan goed.',
  },
  en: {
    round: 'Sunday net',
    technique: 'Technical talk',
    board: 'Committee',
    fixedAddress: 'fixed address at home',
    holidayHome: 'I am in a holiday home for two weeks.',
    application: 'I heard you on the Sunday net.',
    suspension: 'Calls by accident again and again',
    instruction: 'Set the registration interval of your phone to 900 seconds or more.',
    incident: 'Crackling in the bridges',
    incidentText:
      'There is crackling in a bridge now and then. We look for its cause; ordinary calls are fine.',
  },
} as const;
