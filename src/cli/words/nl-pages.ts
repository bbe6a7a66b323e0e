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
    'pages withdraw': 'haal een versie van de site; de versie ervoor komt terug',
    'pages confirmations': 'toon wie de huisregels bevestigde',
    'pages add': 'voeg een eigen pagina van de club toe',
    'pages change': 'wijzig titel, plaats of publiek van een eigen pagina',
    'pages remove': 'haal een eigen pagina van de site; wat geschreven is blijft bewaard',
    'pages return': 'zet een eigen pagina terug die is weggehaald',
  },
  options: {
    pageNl: 'bestand met de Nederlandse tekst in Markdown; anders blijft die zoals hij is',
    pageEn: 'bestand met de Engelse tekst in Markdown; anders blijft die zoals hij is',
    pageChange: 'wat er veranderd is, in één regel',
    pageChangeEn: 'hetzelfde in het Engels; anders de regel hierboven',
    pageConfirm: 'vraag leden deze huisregels te bevestigen',
    pageReason: 'waarom; komt in het logboek',
    pageTitle: 'titel in het Nederlands',
    pageTitleEn: 'titel in het Engels; anders de titel hierboven',
    pageFor: 'everyone (iedereen) of members (alleen leden)',
    pagePlace: 'menu (in het menu) of link (alleen met het adres)',
    pagePosition: 'plaats in het menu, vanaf 1',
  },
  arguments: {
    page: 'house-rules, welcome, contact, privacy, accessibility, apply, of een eigen pagina, zoals club:velddag',
    pageVersion: 'nummer van de versie; anders de huidige',
    pageSince: 'nummer van de eerdere versie',
    pageLanguage: 'nl of en',
    pageAddress: 'adres achter /club/, zoals velddag: letters, cijfers en streepjes',
    pageOfClub: 'eigen pagina van de club, zoals club:velddag',
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
    'page-gone': ({ page, version }) => ({
      what:
        version === undefined
          ? `De pagina ${page} is weggehaald.`
          : `Versie ${version} van ${page} is ingetrokken.`,
      why: 'Een beheerder haalde dit van de site.',
      todo: 'npx hamvoip pages list',
    }),
    'page-taken': ({ page, state }) => ({
      what: `Het adres van ${page} is bezet.`,
      why:
        state === 'removed'
          ? 'De pagina die er stond is weggehaald en wordt bewaard.'
          : 'Er staat al een pagina.',
      todo: state === 'removed' ? `npx hamvoip pages return ${page}` : 'Kies een ander adres.',
    }),
    'page-address-invalid': ({ longest }) => ({
      what: 'Dit kan geen adres van een pagina zijn.',
      why: `Een adres heeft 2 tot ${longest} letters en cijfers, met streepjes ertussen.`,
      todo: 'Geef het zo: npx hamvoip pages add velddag --title Velddag',
    }),
    'title-invalid': ({ longest }) => ({
      what: 'Deze titel kan niet.',
      why: `Een titel is één regel van 1 tot ${longest} tekens.`,
      todo: 'Geef hem zo: --title Velddag --title-en "Field day"',
    }),
    'too-many-pages': ({ most }) => ({
      what: 'Er zijn te veel eigen pagina’s.',
      why: `Er kunnen er ${most} zijn.`,
      todo: 'Haal er eerst een weg: npx hamvoip pages remove',
    }),
    'version-kept': ({ page }) => ({
      what: 'Deze versie kan niet worden ingetrokken.',
      why: 'Het is de tekst waarmee de centrale begon.',
      todo: `Publiceer een andere tekst: npx hamvoip pages publish ${page}`,
    }),
    'withdrawal-reason-missing': ({ longest }) => ({
      what: 'Er staat niet bij waarom.',
      why: `De reden komt in het logboek. Het is één regel van hooguit ${longest} tekens.`,
      todo: 'Zet erbij: --reason "Het adres klopte niet"',
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
    title: 'titel',
    audience: 'voor wie',
    place: 'waar',
  },
  labels: { version: 'Versie', date: 'Sinds', by: 'Door', change: 'Veranderd', draft: 'Concept' },
  noDraft: 'geen',
  draft: (by, at) => `${by}, ${at}`,
  published: (page, version) => `Versie ${version} van de ${page} staat op de site.`,
  unpublished: 'niet gepubliceerd',
  withdrawn: 'ingetrokken',
  wasWithdrawn: (version) => `Versie ${version} is van de site.`,
  nowOnSite: (version) => `Op de site staat nu versie ${version}.`,
  nothingOnSite: 'De pagina is weer een concept; op de site staat niets.',
  added: (page) => `De pagina ${page} is gemaakt.`,
  willStandAt: (address) => `Na het publiceren staat ze op ${address}.`,
  changed: (page) => `De pagina ${page} is gewijzigd.`,
  removed: (page) => `De pagina ${page} is van de site.`,
  toReturn: (page) => `Terugzetten: npx hamvoip pages return ${page}`,
  removedState: 'weggehaald',
  returned: (page) => `De pagina ${page} is terug, als laatste in het menu.`,
  audiences: { everyone: 'iedereen', members: 'leden' },
  places: { menu: 'menu', link: 'adres' },
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
