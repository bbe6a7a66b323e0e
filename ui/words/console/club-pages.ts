import type { FixedPage, Hint } from '../../../src/web/contract/pages.ts';
import { dateAndTime } from '../format.ts';
import { inBoth } from '../in-both.ts';

interface ClubPageWords {
  readonly title: string;
  readonly lead: string;
  readonly names: Readonly<Record<FixedPage, string>>;
  readonly about: Readonly<Record<FixedPage, string>>;
  readonly columns: Readonly<
    Record<'page' | 'version' | 'since' | 'by' | 'change' | 'draft' | 'state', string>
  >;
  readonly version: (version: number, at: string, by: string) => string;
  readonly draftOf: (by: string, at: string) => string;
  readonly by: (actor: string) => string;
  readonly noDraft: string;
  readonly see: string;
  readonly versions: string;
  readonly edit: string;
  readonly write: string;
  readonly languages: Readonly<Record<'nl' | 'en', string>>;
  readonly help: string;
  readonly save: string;
  readonly saveAnyway: string;
  readonly preview: string;
  readonly previewLead: string;
  readonly empty: string;
  readonly changes: string;
  readonly reading: (sentences: number, words: number, average: string) => string;
  readonly hints: Readonly<Record<Hint['kind'], (hint: Hint) => string>>;
  readonly noHints: string;
  readonly publish: string;
  readonly publishLead: string;
  readonly changeNl: string;
  readonly changeEn: string;
  readonly changeHint: string;
  readonly confirm: string;
  readonly confirmHint: string;
  readonly publishButton: string;
  readonly drop: string;
  readonly behind: (version: number) => string;
  readonly clash: (by: string) => string;
  readonly clashText: string;
  readonly theirs: string;
  readonly confirmations: string;
  readonly confirmed: (version: number, confirmed: number, extensions: number) => string;
  readonly missing: string;
  readonly nothingAsked: string;
  readonly sinceThen: string;
  readonly restore: string;
  readonly restored: (version: number) => string;
  readonly reset: string;
  readonly resetLead: string;
  readonly wasReset: string;
  readonly kept: (most: number) => string;
  readonly keptFree: (most: number) => string;
  readonly noVersions: string;
  readonly onSite: string;
  readonly withdraw: string;
  readonly withdrawLead: string;
  readonly withdrawFreeLead: string;
  readonly withdrawRules: string;
  readonly withdrawn: (at: string, by: string) => string;
  readonly reason: string;
  readonly reasonHint: string;
  readonly unknown: string;
  readonly done: Readonly<Record<'saved' | 'published' | 'dropped' | 'withdrawn', string>>;
}

export const clubPageWords = inBoth<ClubPageWords>({
  nl: {
    title: 'Pagina’s en huisregels',
    lead: 'De teksten van jullie club, in het Nederlands en het Engels. Wat je schrijft, staat pas op de site als je het publiceert.',
    names: {
      'house-rules': 'Huisregels',
      welcome: 'Inleiding van de eerste pagina',
      contact: 'Contact',
      privacy: 'Aanvulling bij privacy',
      accessibility: 'Contact over toegankelijkheid',
      apply: 'Inleiding bij het aanvragen',
    },
    about: {
      'house-rules':
        'De eerste lijst is de korte versie. Die staat ook in de welkomstbrief. Dat 112 niet werkt en dat een brug niet privé is, staat er altijd bij.',
      welcome: 'Wat iemand leest die hier voor het eerst komt. De stand van de dienst staat eronder.',
      contact:
        'Wie er achter de centrale zit en hoe je een goede vraag stelt. De knop met het mailadres staat er altijd.',
      privacy:
        'Wat jullie zelf bewaren, bijvoorbeeld een ledenlijst. Wat de centrale bewaart, staat erboven.',
      accessibility:
        'Wat iemand moet doen die een pagina niet kan gebruiken. De rest van de verklaring staat erboven.',
      apply: 'Wat iemand weet voordat hij het formulier invult.',
    },
    columns: {
      page: 'Tekst',
      version: 'Versie',
      since: 'Sinds',
      by: 'Door',
      change: 'Veranderd',
      draft: 'Concept',
      state: 'Stand',
    },
    version: (version, at, by) => `Versie ${version}, ${dateAndTime(at, 'nl')}, door ${by}.`,
    draftOf: (by, at) => `${by}, ${dateAndTime(at, 'nl')}`,
    by: (actor) => (actor === 'hamvoip' ? 'de maker' : actor.replace(/^admin:/, '')),
    noDraft: 'geen',
    see: 'Bekijk op de site',
    versions: 'Versies',
    edit: 'Wijzig',
    write: 'Schrijven',
    languages: { nl: 'Nederlands', en: 'Engels' },
    help: 'Begin een kop met ## en een regel van een lijst met een streepje. **Vet**, *schuin* en [tekst](https://…) kan ook. HTML en plaatjes niet.',
    save: 'Bewaar en bekijk',
    saveAnyway: 'Bewaar mijn tekst toch',
    preview: 'Zo komt het eruit te zien',
    previewLead: 'Alleen beheerders zien dit.',
    empty: 'Leeg: hier komt niets te staan.',
    changes: 'Wat verandert er',
    reading: (sentences, words, average) =>
      `${sentences} zinnen, ${words} woorden, gemiddeld ${average} woorden per zin.`,
    hints: {
      average: () => 'De zinnen zijn lang. Probeer gemiddeld onder de 15 woorden te blijven.',
      'long-sentence': ({ quote, value }) => `Lange zin (${value} woorden). Maak er twee van: “${quote}”`,
      'long-word': ({ quote, value }) => `Lang woord (${value} letters): “${quote}”`,
      'hard-word': ({ quote, better }) =>
        better === undefined
          ? `Moeilijk woord: “${quote}”`
          : `Moeilijk woord: “${quote}”. Makkelijker: “${better}”`,
      'not-shown': ({ quote }) => `Dit staat straks letterlijk op de pagina: “${quote}”`,
      empty: () => 'Deze taal is leeg. Bezoekers in deze taal zien dan niets.',
    },
    noHints: 'Dit leest makkelijk.',
    publish: 'Publiceren',
    publishLead: 'Dit wordt een nieuwe versie. De vorige blijft bewaard.',
    changeNl: 'Wat is er veranderd, in het Nederlands',
    changeEn: 'Wat is er veranderd, in het Engels',
    changeHint: 'Eén regel. Bezoekers lezen hem.',
    confirm: 'Vraag leden deze versie te bevestigen',
    confirmHint: 'Ze zien bovenaan hun pagina’s wat er veranderde, met één knop.',
    publishButton: 'Zet op de site',
    drop: 'Gooi het concept weg',
    behind: (version) =>
      `Sinds dit concept begon is versie ${version} gepubliceerd. Kijk of dit daar nog bij past.`,
    clash: (by) => `Intussen wijzigde ${by} deze tekst`,
    clashText:
      'Jouw tekst staat hieronder en is nog niet bewaard. Neem over wat je nodig hebt. Bewaar je toch, dan komt jouw tekst ervoor in de plaats.',
    theirs: 'De tekst die er nu is',
    confirmations: 'Wie bevestigde de huisregels',
    confirmed: (version, confirmed, extensions) =>
      `Versie ${version}: ${confirmed} van de ${extensions} extensies.`,
    missing: 'Nog niet',
    nothingAsked: 'Nog van geen versie is gevraagd haar te bevestigen.',
    sinceThen: 'Wat veranderde er sindsdien',
    restore: 'Zet deze versie terug',
    restored: (version) => `Versie ${version} is terug.`,
    reset: 'Zet de eerste tekst terug',
    resetLead: 'De tekst waarmee de centrale begon wordt een nieuwe versie. Wat er nu staat blijft bewaard.',
    wasReset: 'De tekst waarmee de centrale begon is terug.',
    keptFree: (most) => `De nieuwste ${most} versies blijven bewaard.`,
    noVersions: 'Er is nog niets gepubliceerd.',
    onSite: 'staat op de site',
    withdraw: 'Trek deze versie in',
    withdrawLead:
      'De versie ervoor staat dan weer op de site. Is die er niet, dan komt de tekst terug waarmee de centrale begon.',
    withdrawFreeLead:
      'De versie ervoor staat dan weer op de site. Is die er niet, dan is de pagina weer een concept en ziet niemand haar.',
    withdrawRules:
      'Wat leden bevestigden blijft bewaard. Wie de versie ervoor al bevestigde, krijgt die vraag niet nog eens.',
    withdrawn: (at, by) => `Ingetrokken op ${dateAndTime(at, 'nl')} door ${by}.`,
    reason: 'Waarom',
    reasonHint: 'Komt in het logboek, niet op de site.',
    kept: (most) => `De nieuwste ${most} versies blijven bewaard, en huisregels die een lid bevestigde.`,
    unknown: 'Deze tekst of versie is er niet.',
    done: {
      saved: 'Je concept is bewaard. Kijk hieronder of het goed is.',
      published: 'De nieuwe versie staat op de site.',
      withdrawn: 'De versie staat niet meer op de site.',
      dropped: 'Het concept is weg. Op de site veranderde niets.',
    },
  },
  en: {
    title: 'Pages and house rules',
    lead: 'The texts of your club, in Dutch and English. What you write is on the site only when you publish it.',
    names: {
      'house-rules': 'House rules',
      welcome: 'Introduction of the first page',
      contact: 'Contact',
      privacy: 'Addition to privacy',
      accessibility: 'Contact about accessibility',
      apply: 'Introduction of applying',
    },
    about: {
      'house-rules':
        'The first list is the short version. It is in the welcome letter, too. That 112 does not work and that a bridge is not private is always there.',
      welcome:
        'What somebody reads who comes here for the first time. How the service is doing stands below it.',
      contact:
        'Who is behind the exchange and how to ask a good question. The button with the mail address is always there.',
      privacy:
        'What you keep yourselves, a list of members for instance. What the exchange keeps stands above it.',
      accessibility: 'What somebody does who cannot use a page. The rest of the statement stands above it.',
      apply: 'What somebody knows before filling in the form.',
    },
    columns: {
      page: 'Text',
      version: 'Version',
      since: 'Since',
      by: 'By',
      change: 'Changed',
      draft: 'Draft',
      state: 'State',
    },
    version: (version, at, by) => `Version ${version}, ${dateAndTime(at, 'en')}, by ${by}.`,
    draftOf: (by, at) => `${by}, ${dateAndTime(at, 'en')}`,
    by: (actor) => (actor === 'hamvoip' ? 'the maker' : actor.replace(/^admin:/, '')),
    noDraft: 'none',
    see: 'See it on the site',
    versions: 'Versions',
    edit: 'Change',
    write: 'Write',
    languages: { nl: 'Dutch', en: 'English' },
    help: 'Begin a heading with ## and a line of a list with a hyphen. **Bold**, *slanted* and [text](https://…) work, too. HTML and pictures do not.',
    save: 'Store and look',
    saveAnyway: 'Store my text all the same',
    preview: 'This is how it will look',
    previewLead: 'Only administrators see this.',
    empty: 'Empty: nothing will stand here.',
    changes: 'What changes',
    reading: (sentences, words, average) =>
      `${sentences} sentences, ${words} words, ${average} words a sentence on average.`,
    hints: {
      average: () => 'The sentences are long. Try to stay below 17 words on average.',
      'long-sentence': ({ quote, value }) => `A long sentence (${value} words). Make two of it: “${quote}”`,
      'long-word': ({ quote, value }) => `A long word (${value} letters): “${quote}”`,
      'hard-word': ({ quote, better }) =>
        better === undefined ? `A hard word: “${quote}”` : `A hard word: “${quote}”. Easier: “${better}”`,
      'not-shown': ({ quote }) => `This will stand on the page as it is typed: “${quote}”`,
      empty: () => 'This language is empty. Visitors in it see nothing then.',
    },
    noHints: 'This reads easily.',
    publish: 'Publish',
    publishLead: 'This becomes a new version. The one before is kept.',
    changeNl: 'What changed, in Dutch',
    changeEn: 'What changed, in English',
    changeHint: 'One line. Visitors read it.',
    confirm: 'Ask members to confirm this version',
    confirmHint: 'At the top of their pages they see what changed, with one button.',
    publishButton: 'Put it on the site',
    drop: 'Throw the draft away',
    behind: (version) =>
      `Since this draft was begun version ${version} was published. See whether it still fits.`,
    clash: (by) => `Meanwhile ${by} changed this text`,
    clashText:
      'Your text stands below and is not stored yet. Take over what you need. If you store it all the same, it takes the place of theirs.',
    theirs: 'The text there is now',
    confirmations: 'Who confirmed the house rules',
    confirmed: (version, confirmed, extensions) =>
      `Version ${version}: ${confirmed} of ${extensions} extensions.`,
    missing: 'Not yet',
    nothingAsked: 'No version asks to be confirmed yet.',
    sinceThen: 'What changed since then',
    restore: 'Put this version back',
    restored: (version) => `Version ${version} is back.`,
    reset: 'Put the first text back',
    resetLead: 'The text the exchange began with becomes a new version. What is there now is kept.',
    wasReset: 'The text the exchange began with is back.',
    keptFree: (most) => `The newest ${most} versions are kept.`,
    noVersions: 'Nothing was published yet.',
    onSite: 'on the site',
    withdraw: 'Withdraw this version',
    withdrawLead:
      'The version before is on the site again then. Without one the text comes back that the exchange began with.',
    withdrawFreeLead:
      'The version before is on the site again then. Without one the page is a draft again and nobody sees it.',
    withdrawRules:
      'What members confirmed is kept. Who confirmed the version before is not asked for it once more.',
    withdrawn: (at, by) => `Withdrawn on ${dateAndTime(at, 'en')} by ${by}.`,
    reason: 'Why',
    reasonHint: 'Goes into the audit log, not on the site.',
    kept: (most) => `The newest ${most} versions are kept, and house rules that a member confirmed.`,
    unknown: 'There is no such text or version.',
    done: {
      saved: 'Your draft is stored. See below whether it is right.',
      published: 'The new version is on the site.',
      dropped: 'The draft is gone. Nothing changed on the site.',
      withdrawn: 'The version is not on the site any more.',
    },
  },
});
