import type { PageWords } from './page-words.ts';

export const NL_PAGES: PageWords = {
  commands: {
    pages: 'huisregels en andere teksten van de club',
    'pages list': 'toon elke tekst, zijn versie, en wie eraan schrijft',
    'pages show': 'toon een tekst zoals hij op de site staat',
    'pages history': 'toon de versies van een tekst',
    'pages changes': 'toon wat er veranderde sinds een versie',
    'pages export': 'schrijf een tekst als Markdown, om in een bestand te bewaren',
    'pages publish': 'zet een tekst uit een bestand op de site, als nieuwe versie',
    'pages restore': 'zet een eerdere versie terug, als nieuwe versie',
    'pages reset': 'zet de tekst terug waarmee de centrale begon, als nieuwe versie',
    'pages confirmations': 'toon wie de huisregels bevestigde',
  },
  options: {
    pageNl: 'bestand met de Nederlandse tekst in Markdown; anders blijft die zoals hij is',
    pageEn: 'bestand met de Engelse tekst in Markdown; anders blijft die zoals hij is',
    pageChange: 'wat er veranderd is, in één regel',
    pageChangeEn: 'hetzelfde in het Engels; anders de regel hierboven',
    pageConfirm: 'vraag leden deze huisregels te bevestigen',
  },
  arguments: {
    page: 'house-rules, welcome, contact, privacy, accessibility of apply',
    pageVersion: 'nummer van de versie; anders de huidige',
    pageSince: 'nummer van de eerdere versie',
    pageLanguage: 'nl of en',
  },
  failures: {
    'page-changed': ({ page, by }) => ({
      what: `De pagina ${page} is intussen gewijzigd. Er is nu niets gewijzigd.`,
      why: `${by} bewaarde haar nadat ze hier is gelezen.`,
      todo: `npx hamvoip pages show ${page}`,
    }),
    'text-invalid': ({ longest }) => ({
      what: 'Deze tekst kan niet.',
      why: `Hij is langer dan ${longest} tekens, of er staan stuurtekens in.`,
      todo: 'Maak hem korter, of bewaar hem als gewone tekst (UTF-8).',
    }),
    'change-missing': ({ longest }) => ({
      what: 'Er staat niet bij wat er is veranderd.',
      why: `Lezers willen dat weten. Het is één regel van hooguit ${longest} tekens.`,
      todo: 'Zet erbij: --change "Regel 3 is korter"',
    }),
    'rules-changed': ({ version }) => ({
      what: 'De huisregels zijn intussen veranderd.',
      why: `Nu geldt versie ${version}.`,
      todo: 'npx hamvoip pages show house-rules',
    }),
  },
  names: {
    'house-rules': 'huisregels',
    welcome: 'inleiding van de eerste pagina',
    contact: 'contact',
    privacy: 'aanvulling bij privacy',
    accessibility: 'contact over toegankelijkheid',
    apply: 'inleiding van het aanvragen',
  },
  columns: {
    page: 'pagina',
    version: 'versie',
    date: 'sinds',
    by: 'door',
    change: 'veranderd',
    draft: 'concept',
  },
  labels: { version: 'Versie', date: 'Sinds', by: 'Door', change: 'Veranderd', draft: 'Concept' },
  noDraft: 'geen',
  draft: (by, at) => `${by}, ${at}`,
  published: (page, version) => `Versie ${version} van de ${page} staat op de site.`,
  asked: 'Leden krijgen de vraag haar te bevestigen.',
  restored: (version) => `Versie ${version} is terug.`,
  reset: 'De tekst waarmee de centrale begon is terug.',
  same: 'Er is niets veranderd.',
  confirmed: (version, confirmed, extensions) =>
    `Versie ${version} is bevestigd door ${confirmed} van ${extensions} extensies.`,
  missing: (numbers) => `Nog niet: ${numbers}`,
  nothingAsked: 'Van geen versie van de huisregels is gevraagd haar te bevestigen.',
  hints: {
    average: (_quote, value) => `De zinnen zijn lang: gemiddeld ${value} woorden.`,
    'long-sentence': (quote, value) => `Een zin van ${value} woorden: "${quote}"`,
    'long-word': (quote, value) => `Een woord van ${value} letters: "${quote}"`,
    'hard-word': (quote, _value, better) =>
      better === ''
        ? `Een moeilijk woord: "${quote}"`
        : `Een moeilijk woord: "${quote}". Makkelijker: "${better}"`,
    'not-shown': (quote) => `Dit wordt getoond zoals het getypt is: "${quote}"`,
    empty: () => 'Er is geen Nederlandse tekst.',
  },
};
