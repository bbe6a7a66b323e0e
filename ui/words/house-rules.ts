import { longDate } from './format.ts';
import { inBoth } from './in-both.ts';

export const houseRulesWords = inBoth({
  nl: {
    title: 'Huisregels',
    always: 'Dit geldt altijd',
    emergency: '112 en andere noodnummers werken hier niet. Gebruik in nood je gewone telefoon.',
    notPrivate: 'In een conferentiebrug luistert iedereen mee. Een gesprek daar is niet privé.',
    version: (version: number, at: string) => `Versie ${version}, ${longDate(at, 'nl')}.`,
    changed: 'Wat is er veranderd:',
    earlier: 'Eerdere versies',
    away: 'De huisregels kunnen nu niet worden getoond. Probeer het over een minuut nog eens.',
    versions: {
      title: 'Versies van de huisregels',
      lead: 'Elke versie die op deze site heeft gestaan. De bovenste geldt nu.',
      current: 'geldt nu',
      unknown: 'Deze versie is er niet, of niet meer.',
      old: (version: number) => `Dit is een oude versie. Nu geldt versie ${version}.`,
      toCurrent: 'Naar de huisregels die nu gelden',
      changes: (since: number) => `Wat veranderde er sinds versie ${since}`,
      all: 'Alle versies',
    },
    mine: {
      lead: 'Lees de huisregels die nu gelden. Ga je akkoord, druk dan op de knop.',
      asked: (version: number) => `De huisregels zijn veranderd (versie ${version}). Wil je ze bevestigen?`,
      confirm: 'Ik heb ze gelezen en houd me eraan',
      read: 'Lees ze eerst',
      confirmed: (version: number, at: string) => `Je bevestigde versie ${version} op ${longDate(at, 'nl')}.`,
      none: 'Je hebt de huisregels hier nog niet bevestigd.',
      done: 'Bedankt. Je bevestiging is bewaard, met de datum.',
      outdated: 'De huisregels veranderden intussen nog een keer. Lees ze opnieuw.',
      open: 'Bekijk de huisregels',
    },
  },
  en: {
    title: 'House rules',
    always: 'This always holds',
    emergency:
      '112 and other emergency numbers do not work here. In an emergency use your ordinary telephone.',
    notPrivate: 'In a conference bridge everyone listens. A conversation there is not private.',
    version: (version: number, at: string) => `Version ${version}, ${longDate(at, 'en')}.`,
    changed: 'What changed:',
    earlier: 'Earlier versions',
    away: 'The house rules cannot be shown now. Try again in a minute.',
    versions: {
      title: 'Versions of the house rules',
      lead: 'Every version that was on this site. The first one holds now.',
      current: 'holds now',
      unknown: 'This version is not there, or not any more.',
      old: (version: number) => `This is an old version. Version ${version} holds now.`,
      toCurrent: 'To the house rules that hold now',
      changes: (since: number) => `What changed since version ${since}`,
      all: 'All versions',
    },
    mine: {
      lead: 'Read the house rules that hold now. If you agree, press the button.',
      asked: (version: number) => `The house rules have changed (version ${version}). Will you confirm them?`,
      confirm: 'I have read them and keep to them',
      read: 'Read them first',
      confirmed: (version: number, at: string) =>
        `You confirmed version ${version} on ${longDate(at, 'en')}.`,
      none: 'You have not confirmed the house rules here yet.',
      done: 'Thank you. Your confirmation is kept, with its date.',
      outdated: 'The house rules changed once more meanwhile. Read them again.',
      open: 'See the house rules',
    },
  },
});
