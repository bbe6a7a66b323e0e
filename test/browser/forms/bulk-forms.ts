import type { FormCase } from './form-case.ts';

const PATH = '/beheer/extensies/samen';

/** The page for those, as the list leads to it. */
function of(what: string, ...numbers: string[]): string {
  return `${PATH}?${new URLSearchParams([['wat', what], ...numbers.map((number) => ['nummer', number])])}`;
}

/** The forms for several extensions together; what takes away stands last. */
export const BULK_FORMS: readonly FormCase[] = [
  {
    form: `GET ${PATH} alles`,
    at: '/beheer/extensies',
    fill: { nummer: ['331', '332'], wat: 'limits' },
    says: /Grenzen wijzigen/,
  },
  {
    form: `${PATH} message-look`,
    at: of('message', '331', '332'),
    fill: { subject: 'Aan enkelen', text: 'Om acht uur in 900.', urgent: true },
    says: /Onderwerp: Aan enkelen .*Stuur aan 2 extensies/,
    bad: [
      { fill: { subject: '' }, field: 'subject' },
      { fill: { text: '' }, field: 'text' },
    ],
  },
  {
    form: `${PATH} message`,
    at: of('message', '331', '332'),
    after: { form: `${PATH} message-look`, fill: { subject: 'Aan enkelen', text: 'Om acht uur in 900.' } },
    says: /2 gedaan/,
    makes: ['/messages', /"Aan enkelen"/],
  },
  {
    form: `${PATH} instruction-look`,
    at: of('instruction', '331', '332'),
    fill: { template: '', text: 'Stof je toestel af.', days: '7' },
    says: /Tekst: Stof je toestel af/,
    bad: [
      { fill: { text: '' }, field: 'text' },
      { fill: { days: 'morgen' }, field: 'days' },
    ],
  },
  {
    form: `${PATH} instruction`,
    at: of('instruction', '331', '332'),
    after: {
      form: `${PATH} instruction-look`,
      fill: { template: '', text: 'Stof je toestel af.', days: '7' },
    },
    says: /2 gedaan/,
    makes: ['/instructions', /Stof je toestel af/],
  },
  {
    form: `${PATH} suspend-look`,
    at: of('suspend', '331', '332'),
    fill: { what: ['call'], seconds: '3600', reason: 'Opruimen.' },
    says: /Ze kunnen niet meer: bellen.*Schors 2 extensies/,
    bad: [{ fill: { reason: 'x'.repeat(300) }, field: 'reason' }],
  },
  {
    form: `${PATH} suspend`,
    at: of('suspend', '331', '332'),
    after: { form: `${PATH} suspend-look`, fill: { what: ['call', 'called'], seconds: '3600' } },
    says: /2 gedaan .*Geschorst/,
    makes: ['/suspensions', /\["331","332"\],"what":\["call","called"\]/],
  },
  {
    form: `${PATH} resume`,
    at: of('resume', '331', '332'),
    says: /2 gedaan .*Weer in gebruik/,
    ends: ['/extensions/331', /"suspended":\["call"/],
  },
  {
    form: `${PATH} limits-look`,
    at: of('limits', '331', '332'),
    fill: { calls: '2', codecs: ['PCMA'], transport: 'TLS' },
    says: /Gesprekken tegelijk: 2/,
    bad: [
      { fill: { calls: 'veel' }, field: 'calls' },
      { fill: { contacts: '0' }, field: 'contacts' },
    ],
  },
  {
    form: `${PATH} limits`,
    at: of('limits', '331', '332'),
    after: { form: `${PATH} limits-look`, fill: { calls: '2', codecs: ['PCMA', 'G722'] } },
    says: /2 gedaan .*Gewijzigd/,
    makes: ['/extensions/332/limits', /"codecs":\["PCMA","G722"\]/],
  },
  {
    form: `${PATH} letters`,
    at: of('letters', '331', '332'),
    says: /2 brieven .*Je extensie 331 is klaar/,
  },
  {
    form: `${PATH} remove`,
    at: of('remove', '331', '332'),
    fill: { count: '2' },
    says: /2 gedaan .*Verwijderd/,
    ends: ['/extensions', /"331"/],
    bad: [
      { fill: { count: '3' }, field: 'count' },
      { fill: { count: '' }, field: 'count' },
    ],
  },
];
