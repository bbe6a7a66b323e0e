import { number } from './format.ts';
import { inBoth } from './in-both.ts';

export const bridgeWords = inBoth({
  nl: {
    title: 'Conferentiebruggen',
    lead: 'Bel het nummer van een brug en praat met iedereen die er ook is. Zoals een ronde op de band.',
    notPrivate: 'Niet privé: iedereen in de brug hoort wat je zegt. Wij nemen niets op.',
    none: 'Er zijn nog geen bruggen.',
    pin: 'Je hebt een pincode nodig',
    badge: 'Niet privé',
    inside: (n: number) =>
      n === 0
        ? 'Nu niemand in de brug'
        : `Nu ${number(n, 'nl')} ${n === 1 ? 'persoon' : 'personen'} in de brug`,
    talk: 'Er wordt gesproken',
    talks: 'spreekt',
    others: (n: number) => `en ${number(n, 'nl')} ${n === 1 ? 'ander' : 'anderen'}`,
    keys: 'Toetsen in een brug',
    key: 'Toets',
    does: 'Wat die doet',
    keyList: [
      ['1 of *6', 'Je microfoon uit of aan'],
      ['4 en 6', 'Anderen zachter of harder horen'],
      ['7 en 9', 'Jezelf zachter of harder maken'],
      ['*5', 'Je hand opsteken, of laten zakken'],
      ['3', 'Horen hoeveel deelnemers er zijn'],
      ['#', 'De brug verlaten'],
    ],
    test: 'Nieuw? Bel eerst 9043. Je hoort jezelf terug, en weet dan dat je toestel goed werkt.',
  },
  en: {
    title: 'Conference bridges',
    lead: 'Dial the number of a bridge and talk with all who are there. Like a net on the air.',
    notPrivate: 'Not private: everyone in the bridge hears what you say. We record nothing.',
    none: 'There are no bridges yet.',
    pin: 'You need a PIN',
    badge: 'Not private',
    inside: (n: number) =>
      n === 0
        ? 'Nobody in the bridge now'
        : `${number(n, 'en')} ${n === 1 ? 'person' : 'people'} in the bridge now`,
    talk: 'Somebody is talking',
    talks: 'talking',
    others: (n: number) => `and ${number(n, 'en')} ${n === 1 ? 'other' : 'others'}`,
    keys: 'Keys in a bridge',
    key: 'Key',
    does: 'What it does',
    keyList: [
      ['1 or *6', 'Your microphone off or on'],
      ['4 and 6', 'Hear others softer or louder'],
      ['7 and 9', 'Make yourself softer or louder'],
      ['*5', 'Raise your hand, or lower it'],
      ['3', 'Hear how many are here'],
      ['#', 'Leave the bridge'],
    ],
    test: 'New here? Dial 9043 first. You hear yourself, and then you know that your phone works.',
  },
});
