import type { FreePage } from '../../../src/web/contract/free-pages.ts';
import { inBoth } from '../in-both.ts';

interface FreePageWords {
  readonly title: string;
  readonly lead: string;
  readonly none: string;
  readonly add: string;
  readonly full: (most: number) => string;
  readonly bound: (most: number) => string;
  readonly columns: Readonly<Record<'page' | 'audience' | 'place' | 'state' | 'order' | 'settings', string>>;
  readonly audiences: Readonly<Record<FreePage['audience'], string>>;
  readonly audienceHints: Readonly<Record<FreePage['audience'], string>>;
  readonly places: Readonly<Record<FreePage['place'], string>>;
  readonly placeHints: Readonly<Record<FreePage['place'], string>>;
  readonly states: {
    readonly published: (version: number) => string;
    readonly unpublished: string;
    readonly draft: (by: string) => string;
  };
  readonly up: string;
  readonly down: string;
  readonly newTitle: string;
  readonly newLead: string;
  readonly address: string;
  readonly addressHint: string;
  readonly titleNl: string;
  readonly titleEn: string;
  readonly titleHint: string;
  readonly forWhom: string;
  readonly where: string;
  readonly make: string;
  /** What changed, when a page is published for the first time. */
  readonly isNew: string;
  readonly settings: string;
  readonly settingsTitle: string;
  readonly keep: string;
  readonly remove: string;
  readonly removeLead: string;
  readonly removedTitle: string;
  readonly removedLead: string;
  readonly removedBy: (at: string, by: string) => string;
  readonly removedText: string;
  readonly bringBack: string;
  readonly unpublished: string;
  readonly back: string;
  readonly done: Readonly<Record<'made' | 'kept' | 'moved' | 'removed' | 'broughtBack', string>>;
}

export const freePageConsoleWords = inBoth<FreePageWords>({
  nl: {
    title: 'Eigen pagina’s',
    lead: 'Pagina’s die jullie zelf aan de site toevoegen, bijvoorbeeld over de velddag of de werkgroep. Ze staan in deze volgorde in het menu.',
    none: 'Er is nog geen eigen pagina.',
    add: 'Nieuwe pagina',
    full: (most) => `Er zijn ${most} eigen pagina’s. Meer gaat niet: haal er eerst een weg.`,
    bound: (most) => `Er kunnen er ${most} zijn.`,
    columns: {
      page: 'Pagina',
      audience: 'Voor wie',
      place: 'Waar',
      state: 'Stand',
      order: 'Volgorde',
      settings: 'Instellen',
    },
    audiences: { everyone: 'voor iedereen', members: 'alleen voor leden' },
    audienceHints: {
      everyone: 'Ook wie niet is ingelogd leest haar.',
      members: 'Alleen wie is ingelogd. Een ander merkt niet eens dat ze er is.',
    },
    places: { menu: 'in het menu', link: 'alleen met het adres' },
    placeHints: {
      menu: 'Onder de andere pagina’s van de site.',
      link: 'Geef zelf het adres door. Dat is geen slot: wie het kent, leest mee.',
    },
    states: {
      published: (version) => `versie ${version} op de site`,
      unpublished: 'nog niet op de site',
      draft: (by) => `concept van ${by}`,
    },
    up: 'Omhoog',
    down: 'Omlaag',
    newTitle: 'Nieuwe pagina',
    newLead: 'Maak eerst de pagina. Daarna schrijf je de tekst. Niemand ziet haar voordat je publiceert.',
    address: 'Adres, achter /club/',
    addressHint: 'Letters, cijfers en streepjes, zoals velddag-2027. Het adres verandert later niet meer.',
    titleNl: 'Titel, in het Nederlands',
    titleEn: 'Titel, in het Engels',
    titleHint: 'Staat boven de pagina en in het menu.',
    forWhom: 'Voor wie',
    where: 'Waar te vinden',
    make: 'Maak de pagina',
    isNew: 'De pagina is nieuw.',
    settings: 'Instellen',
    settingsTitle: 'Titel, voor wie en waar',
    keep: 'Bewaar',
    remove: 'Haal de pagina weg',
    removeLead:
      'Ze is dan meteen van de site. Wie het adres opent, leest dat ze weg is. Alle versies blijven bewaard en je kunt haar terugzetten.',
    removedTitle: 'Weggehaald',
    removedLead: 'De laatste tien blijven bewaard.',
    removedBy: (at, by) => `Weggehaald op ${at} door ${by}`,
    removedText: 'Bezoekers lezen dat ze weg is. Zet haar terug voordat je eraan schrijft.',
    bringBack: 'Zet de pagina terug',
    unpublished: 'Nog niet op de site: er is niets gepubliceerd.',
    back: 'Naar alle pagina’s',
    done: {
      made: 'De pagina is gemaakt. Schrijf nu de tekst.',
      kept: 'Het is bewaard.',
      moved: 'De volgorde is gewijzigd.',
      removed: 'De pagina is van de site.',
      broughtBack: 'De pagina is terug, als laatste in het menu.',
    },
  },
  en: {
    title: 'Pages of your own',
    lead: 'Pages that you add to the site yourselves, about the field day or a working group for instance. They stand in the menu in this order.',
    none: 'There is no page of your own yet.',
    add: 'New page',
    full: (most) => `There are ${most} pages of your own. More cannot be: remove one first.`,
    bound: (most) => `There can be ${most}.`,
    columns: {
      page: 'Page',
      audience: 'For whom',
      place: 'Where',
      state: 'State',
      order: 'Order',
      settings: 'Settings',
    },
    audiences: { everyone: 'for everyone', members: 'for members only' },
    audienceHints: {
      everyone: 'Also who has not logged in reads it.',
      members: 'Only who has logged in. Others do not even notice that it is there.',
    },
    places: { menu: 'in the menu', link: 'by its address only' },
    placeHints: {
      menu: 'Below the other pages of the site.',
      link: 'Pass on the address yourself. It is no lock: who knows it can read along.',
    },
    states: {
      published: (version) => `version ${version} on the site`,
      unpublished: 'not on the site yet',
      draft: (by) => `draft by ${by}`,
    },
    up: 'Up',
    down: 'Down',
    newTitle: 'New page',
    newLead: 'Make the page first, and write its text then. Nobody sees it before you publish.',
    address: 'Address, after /club/',
    addressHint: 'Letters, digits and hyphens, such as field-day-2027. The address does not change later.',
    titleNl: 'Title, in Dutch',
    titleEn: 'Title, in English',
    titleHint: 'Stands above the page and in the menu.',
    forWhom: 'For whom',
    where: 'Where it is found',
    make: 'Make the page',
    isNew: 'The page is new.',
    settings: 'Settings',
    settingsTitle: 'Title, for whom and where',
    keep: 'Keep',
    remove: 'Remove the page',
    removeLead:
      'It is off the site at once. Who opens its address reads that it is gone. All versions are kept and you can bring it back.',
    removedTitle: 'Removed',
    removedLead: 'The last ten are kept.',
    removedBy: (at, by) => `Removed on ${at} by ${by}`,
    removedText: 'Visitors read that it is gone. Bring it back before you write on it.',
    bringBack: 'Bring the page back',
    unpublished: 'Not on the site yet: nothing is published.',
    back: 'To all pages',
    done: {
      made: 'The page is made. Write its text now.',
      kept: 'It is kept.',
      moved: 'The order is changed.',
      removed: 'The page is off the site.',
      broughtBack: 'The page is back, as the last one of the menu.',
    },
  },
});
