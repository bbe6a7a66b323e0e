import type { Section } from '../components/prose.tsx';
import { inBoth } from './in-both.ts';

export interface DutyPage {
  readonly title: string;
  readonly lead: string;
  readonly sections: readonly Section[];
}

interface DutyPages {
  readonly emergency: DutyPage;
  readonly contactTitle: string;
  /** Above what the club tells of it itself. */
  readonly ownPrivacy: string;
  readonly barrier: string;
  readonly privacy: DutyPage;
  readonly accessibility: DutyPage;
  readonly mail: string;
  readonly address: string;
  readonly noAddress: string;
}

export const dutyPages = inBoth<DutyPages>({
  nl: {
    contactTitle: 'Contact',
    ownPrivacy: 'Van onze club',
    barrier: 'Meld een drempel',
    mail: 'Mail naar',
    address: 'het mailadres',
    noAddress: 'Deze centrale heeft nog geen mailadres ingevuld. Vraag het aan wie je de extensie gaf.',
    emergency: {
      title: '112 werkt hier niet',
      lead: 'In nood bel je 112 met je gewone vaste of mobiele telefoon. Nooit met een toestel van deze centrale.',
      sections: [
        {
          title: 'Waarom niet?',
          text: [
            'Dit is een experiment van zendamateurs en geen openbare telefoondienst. We weten niet waar je bent en kunnen niemand naar je toe sturen.',
            'Bel je toch 112 of 911, dan zegt een stem dat het hier niet kan. Je wordt niet doorverbonden.',
          ],
        },
        {
          title: 'Wat je nu kunt doen',
          text: [
            [
              'Plak bij je toestel een briefje: “Geen 112”.',
              'Zeg het tegen huisgenoten en gasten.',
              'Houd een gewone telefoon bij de hand.',
            ],
          ],
        },
      ],
    },
    privacy: {
      title: 'Privacy',
      lead: 'We bewaren zo weinig als kan, en geven niets door.',
      sections: [
        {
          title: 'Wat we van je bewaren',
          text: [
            [
              'Je nummer, roepletters, naam en mailadres: zolang je een extensie hebt.',
              'Welk soort toestel zich meldt en of het bereikbaar is: zolang het is aangemeld.',
              'Wie je belde, wanneer en hoe lang, nooit wat er gezegd is: 30 dagen. Je ziet het zelf en kunt het wissen.',
              'Berichten van beheerders aan jou, en of je ze op je pagina opende: 180 dagen. Wat jij antwoordde: tot 90 dagen nadat een beheerder ernaar keek.',
              'Mail aan jou: na 30 dagen weten we niet meer dat ze is verstuurd. Wat erin stond, wissen we meteen na het versturen.',
              'Je toestemmingen, met datum: zolang je een extensie hebt.',
            ],
          ],
        },
        {
          title: 'Je internetadres',
          text: [
            'We gebruiken het om je te laten bellen en om misbruik te stoppen, en nergens anders voor. Niemand anders ziet het, ook niet degene met wie je belt.',
            'Na een fout wachtwoord of een blokkade bewaren we het kort. Een uitzondering bewaren we zolang die geldt.',
          ],
        },
        {
          title: 'De extensielijst',
          text: [
            'Nummer, naam en roepletters staan alleen in een PDF met wachtwoord, en alleen als jij dat goedvindt. Je kunt er op elk moment weer uit.',
          ],
        },
        {
          title: 'Wie er in een brug is',
          text: [
            'Bezoekers en het scherm in de clubruimte zien alleen aantallen. Andere extensiehouders zien je roepletters alleen als jij dat goedvindt. Zet het aan of uit bij Mijn gegevens, het geldt meteen.',
          ],
        },
        {
          title: 'Wat we niet doen',
          text: [
            [
              'Gesprekken opnemen of meeluisteren.',
              'Gegevens verkopen, delen of naar andere landen sturen.',
              'Je volgen: deze site laadt niets van anderen en heeft geen reclame.',
            ],
            'Deze site zet een cookie als je inlogt, en één voor je lettergrootte en kleur als je die kiest. Een scherm in de clubruimte heeft er een met zijn sleutel.',
          ],
        },
        {
          title: 'Jouw rechten',
          text: [
            'Je mag je gegevens inzien, verbeteren, meenemen en laten verwijderen. Dat kan op je eigen pagina of per mail.',
          ],
        },
      ],
    },
    accessibility: {
      title: 'Toegankelijkheid',
      lead: 'Iedereen moet deze site kunnen gebruiken. We volgen WCAG 2.2, niveau AA.',
      sections: [
        {
          title: 'Wat we doen',
          text: [
            [
              'Letters die groter kunnen, bovenaan elke pagina, tot twee keer zo groot.',
              'Licht en donker, met sterk contrast.',
              'Alles werkt met het toetsenbord, en met een voorleesprogramma.',
              'Elke toestand heeft een vorm en een woord, niet alleen een kleur.',
              'Elke pagina werkt zonder scripts, en op een smal scherm.',
            ],
          ],
        },
        {
          title: 'Hoe we het controleren',
          text: ['Bij elke versie controleert een programma (axe) alle pagina’s, licht en donker.'],
        },
        {
          title: 'Wat nog niet goed is',
          text: ['We hebben nog niet met alle voorleesprogramma’s getest.'],
        },
      ],
    },
  },
  en: {
    contactTitle: 'Contact',
    ownPrivacy: 'Of our club',
    barrier: 'Tell us of a barrier',
    mail: 'Mail to',
    address: 'the mail address',
    noAddress: 'This exchange has not told its mail address yet. Ask whoever gave you the extension.',
    emergency: {
      title: '112 does not work here',
      lead: 'In an emergency dial 112 with your ordinary fixed or mobile telephone. Never with a phone of this exchange.',
      sections: [
        {
          title: 'Why not?',
          text: [
            'This is an experiment of radio amateurs and no public telephone service. We do not know where you are and cannot send anyone to you.',
            'If you dial 112 or 911 all the same, a voice says that it is not possible here. You are not put through.',
          ],
        },
        {
          title: 'What you can do now',
          text: [
            [
              'Put a note at your phone: “No 112”.',
              'Tell the people in your house and your guests.',
              'Keep an ordinary telephone at hand.',
            ],
          ],
        },
      ],
    },
    privacy: {
      title: 'Privacy',
      lead: 'We keep as little as can be, and pass on nothing.',
      sections: [
        {
          title: 'What we keep of you',
          text: [
            [
              'Your number, call sign, name and mail address: as long as you have an extension.',
              'What kind of phone registers and whether it is reachable: as long as it is registered.',
              'Whom you called, when and how long, never what was said: 30 days. You see it yourself and can erase it.',
              'Messages of administrators to you, and whether you opened them on your page: 180 days. What you answered: until 90 days after an administrator saw to it.',
              'Mail to you: after 30 days we no longer know that it was sent. What it said we erase as soon as it is sent.',
              'Your consents, with their date: as long as you have an extension.',
            ],
          ],
        },
        {
          title: 'Your internet address',
          text: [
            'We use it to let you telephone and to stop abuse, and for nothing else. Nobody else sees it, not even whom you talk to.',
            'After a wrong password or a ban we keep it for a short time. An entry of the whitelist we keep as long as it holds.',
          ],
        },
        {
          title: 'The directory',
          text: [
            'Number, name and call sign stand only in a PDF with a password, and only if you agree. You can leave it at any moment.',
          ],
        },
        {
          title: 'Who is in a bridge',
          text: [
            'Visitors and the screen in the club room see counts only. Other extension holders see your call sign only if you agree. Switch it on or off in My data; it holds at once.',
          ],
        },
        {
          title: 'What we do not do',
          text: [
            [
              'Record calls or listen in.',
              'Sell or share data, or send it to other countries.',
              'Follow you: this site loads nothing from others and has no advertising.',
            ],
            'This site sets a cookie when you log in, and one for your text size and colour when you choose them. A screen in the club room has one with its key.',
          ],
        },
        {
          title: 'Your rights',
          text: [
            'You may see, correct, take along and erase your data. You can do so on your own page or by mail.',
          ],
        },
      ],
    },
    accessibility: {
      title: 'Accessibility',
      lead: 'Everyone must be able to use this site. We follow WCAG 2.2, level AA.',
      sections: [
        {
          title: 'What we do',
          text: [
            [
              'Letters that can be larger, at the top of every page, up to twice the size.',
              'Light and dark, with strong contrast.',
              'All works with the keyboard, and with a screen reader.',
              'Every state has a shape and a word, not only a colour.',
              'Every page works without scripts, and on a narrow screen.',
            ],
          ],
        },
        {
          title: 'How we check it',
          text: ['With every version a program (axe) checks all pages, light and dark.'],
        },
        {
          title: 'What is not good yet',
          text: ['We have not tested with all screen readers yet.'],
        },
      ],
    },
  },
});
