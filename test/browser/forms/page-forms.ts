import type { FormCase } from './form-case.ts';

const TEXTS = { nl: '# Regels\n\nZwaai naar elkaar.', en: '# Rules\n\nBe kind.' };

/** The club's texts and its own pages; what withdraws and removes them stands last. */
export const PAGE_FORMS: readonly FormCase[] = [
  {
    form: '/beheer/paginas/:page save',
    at: '/beheer/paginas/house-rules',
    fill: TEXTS,
    says: /Je concept is bewaard/,
    makes: ['/pages/house-rules/draft', /Zwaai naar elkaar/],
  },
  {
    form: '/beheer/paginas/:page publish',
    at: '/beheer/paginas/house-rules',
    fill: { 'change-nl': 'Veel korter.', 'change-en': 'Much shorter.', confirm: true },
    says: /De nieuwe versie staat op de site/,
    makes: ['/pages/house-rules/history', /Veel korter/],
    bad: [
      { fill: { 'change-nl': '' }, field: 'change-nl' },
      { fill: { 'change-en': '' }, field: 'change-en' },
    ],
  },
  {
    form: '/beheer/paginas/:page drop',
    at: '/beheer/paginas/house-rules',
    after: { form: '/beheer/paginas/:page save', fill: TEXTS },
    says: /Het concept is weg/,
  },
  {
    form: '/beheer/paginas/:page/versies/:version restore',
    at: '/beheer/paginas/house-rules/versies/1',
    fill: { 'change-nl': 'Toch de oude.', 'change-en': 'The old ones after all.' },
    says: /De nieuwe versie staat op de site/,
    makes: ['/pages/house-rules/history', /Toch de oude/],
    bad: [{ fill: { 'change-nl': '' }, field: 'change-nl' }],
  },
  {
    form: '/beheer/paginas/:page/versies restore',
    at: '/beheer/paginas/house-rules/versies',
    fill: { 'change-nl': 'Weer die van het begin.', 'change-en': 'Those of the beginning again.' },
    says: /De nieuwe versie staat op de site/,
    makes: ['/pages/house-rules/history', /die van het begin/],
    bad: [{ fill: { 'change-en': '' }, field: 'change-en' }],
  },
  {
    form: '/beheer/paginas/:page/versies/:version withdraw',
    at: '/beheer/paginas/club:velddag/versies/1',
    fill: { reason: 'De datum klopt niet.' },
    says: /De versie staat niet meer op de site/,
    ends: ['/pages/free', /"club:velddag"(?:(?!"club:).)*"version":1/],
    bad: [
      { fill: { reason: '' }, field: 'reason' },
      { fill: { reason: 'x'.repeat(301) }, field: 'reason' },
    ],
  },
  {
    form: '/beheer/paginas/nieuw make',
    fill: {
      id: 'werkgroep',
      'title-nl': 'Werkgroep',
      'title-en': 'Working group',
      audience: 'members',
      place: 'link',
    },
    says: /De pagina is gemaakt/,
    makes: ['/pages/free', /"page":"club:werkgroep"/],
    bad: [
      { fill: { id: '' }, field: 'id' },
      { fill: { id: 'werk groep' }, field: 'id' },
      { fill: { id: 'velddag' }, field: 'id' },
      { fill: { 'title-nl': '' }, field: 'title-nl' },
      { fill: { 'title-en': 'x'.repeat(61) }, field: 'title-en' },
    ],
  },
  {
    form: '/beheer/paginas/:page/instellen change',
    at: '/beheer/paginas/club:werkgroep/instellen',
    fill: {
      'title-nl': 'Werkgroep antennes',
      'title-en': 'Aerials group',
      audience: 'everyone',
      place: 'menu',
    },
    says: /Het is bewaard/,
    makes: ['/pages/free', /Werkgroep antennes/],
    bad: [
      { fill: { 'title-nl': 'x'.repeat(61) }, field: 'title-nl' },
      { fill: { 'title-en': '' }, field: 'title-en' },
    ],
  },
  {
    form: '/beheer/paginas move',
    says: /De volgorde is gewijzigd/,
    makes: ['/pages/free', /^\{"items":\[\{"page":"club:ledenavond"/],
  },
  {
    form: '/beheer/paginas/:page/instellen remove',
    at: '/beheer/paginas/club:werkgroep/instellen',
    says: /De pagina is van de site/,
    makes: ['/pages/free', /"position":0/],
  },
  {
    form: '/beheer/paginas/:page/instellen back',
    at: '/beheer/paginas/club:werkgroep/instellen',
    says: /De pagina is terug/,
    ends: ['/pages/free', /"position":0/],
  },
];
