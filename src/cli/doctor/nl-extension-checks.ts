import { NL_EVENTS } from '../words/nl-events.ts';
import { NL_SUSPENSION } from '../words/nl-suspension.ts';
import type { ExtensionChecksWords } from './doctor-words.ts';
import { named } from './named.ts';

export const NL_EXTENSION_CHECKS: ExtensionChecksWords = {
  'PHN-001': {
    good: () => 'Niet geschorst',
    what: ({ number, what, until }, time) => {
      const end = until === '' ? 'tot je het opheft' : `tot ${time(String(until))}`;
      return `${number} is geschorst: ${named(what, NL_SUSPENSION.whats)}, ${end}`;
    },
    why: 'Een beheerder heeft dit zo gezet. De houder kan dit nu niet.',
    todo: ({ number }) => `Opheffen als het niet meer nodig is: npx hamvoip resume ${number}`,
  },
  'PHN-002': {
    good: ({ phones, since }, time) => `Aangemeld: ${phones} toestel(len), sinds ${time(String(since))}`,
    what: ({ last }, time) =>
      last === ''
        ? 'Geen toestel aangemeld, ook niet in de laatste 30 dagen'
        : `Geen toestel aangemeld; voor het laatst in het uur vanaf ${time(String(last))}`,
    why: 'Wie dit nummer belt, hoort dat het niet bereikbaar is.',
    todo: ({ number }) => `Vergelijk met wat in het toestel staat: npx hamvoip extension show ${number}`,
  },
  'PHN-003': {
    good: () => 'Elk toestel geeft antwoord',
    what: ({ silent, phones, since }, time) =>
      `${silent} van ${phones} toestellen zwijgen, sinds ${time(String(since))}`,
    why: 'Een gesprek bereikt zo’n toestel niet; vaak is de weg door de router dicht.',
    todo: () => 'Start toestel en router opnieuw, of zet het toestel op TCP of TLS.',
  },
  'PHN-004': {
    good: () => 'De router laat SIP met rust',
    what: ({ signs }) => `De router: ${named(signs, NL_EVENTS.signs)}`,
    why: 'Geluid of aanmelding kan daardoor wegvallen.',
    todo: () => 'Zet "SIP ALG" in de router uit, of zet het toestel op TLS.',
  },
  'PHN-005': {
    good: () => 'Geen verkeerd wachtwoord in het laatste uur',
    what: ({ own, others }) =>
      `Verkeerd wachtwoord in het laatste uur: ${own}× van een bekend toestel, ${others}× van een ander`,
    why: 'Na drie keer in vijf minuten is het adres een uur geblokkeerd, ook voor huisgenoten.',
    todo: ({ number }) =>
      `Zet het goede wachtwoord erin, of maak een nieuw: npx hamvoip extension password ${number}`,
  },
  'PHN-006': {
    good: () => 'Geen blokkade raakt dit nummer',
    what: ({ number, by }) =>
      by === 'phone'
        ? `Een adres waar een toestel van ${number} staat, is geblokkeerd`
        : `Een adres is geblokkeerd na pogingen met ${number}`,
    why: 'Toestellen daar kunnen zich niet aanmelden zolang het duurt.',
    todo: () => 'Herstel eerst het wachtwoord in het toestel, dan: npx hamvoip ban list',
  },
  'PHN-007': {
    good: ({ count }) => `Meldt zich gewoon aan (${count}× in het laatste uur)`,
    what: ({ count }) => `Meldt zich ${count}× in het laatste uur aan`,
    why: 'Zo raakt een accu leeg, en vaak wijst het op een verbinding die steeds breekt.',
    todo: ({ number }) =>
      `Vraag een langere tijd: npx hamvoip instruction add --template registration-interval --for ${number}`,
  },
  'PHN-008': {
    good: () => 'Het toestel kan gewoon geluid geven',
    what: () => 'Het toestel wil alleen versleuteld geluid (SRTP)',
    why: 'Dat spreekt de centrale niet: geen gesprek komt tot stand.',
    todo: ({ number }) =>
      `Zet SRTP in het toestel uit: npx hamvoip instruction add --template srtp-off --for ${number}`,
  },
  'PHN-009': {
    good: () => 'Geen limiet bereikt',
    what: ({ number, reached }) =>
      `${number} is aan de limiet: ${named(reached, { calls: 'gesprekken tegelijk', contacts: 'toestellen tegelijk' })}`,
    why: 'Wat erbij komt, wordt geweigerd.',
    todo: ({ number }) => `Bekijk of verruim de limieten: npx hamvoip extension limits ${number}`,
  },
  'PHN-010': {
    good: () => 'Niet storen staat uit',
    what: () => 'Niet storen staat aan',
    why: 'Geen toestel gaat over; bellers horen dat het in gesprek is.',
    todo: ({ number }) => `De houder draait *79, of: npx hamvoip extension do-not-disturb ${number} off`,
  },
  'PHN-011': {
    good: () => 'Niet altijd doorgeschakeld',
    what: ({ to }) => `Elk gesprek gaat door naar ${to}`,
    why: 'De eigen toestellen gaan niet over.',
    todo: ({ number }) => `Uitzetten: npx hamvoip extension forward ${number} --always off`,
  },
  'PHN-012': {
    good: () => 'Het wachtwoord is sterk genoeg',
    what: () => 'Het wachtwoord is zwak',
    why: 'Een kort wachtwoord is zo geraden.',
    todo: ({ number }) => `Geef een nieuw: npx hamvoip extension password ${number}`,
  },
  'PHN-013': {
    good: () => 'Geen instructie aan de houder staat open',
    what: ({ open, overdue }) => `Opdrachten aan de houder: ${open} open, ${overdue} te laat`,
    why: 'Het toestel doet nog niet wat gevraagd is.',
    todo: ({ first }) => `Bekijk wat ontbreekt: npx hamvoip instruction show ${first}`,
  },
  'PHN-015': {
    good: ({ known }) =>
      known === ''
        ? 'Nog geen gesprek sinds de centrale draait'
        : 'Het laatste gesprek was over en weer te horen',
    what: ({ from, to }) =>
      from === 'nothing'
        ? 'In het laatste gesprek kwam er geen geluid van het toestel'
        : to === 'nothing'
          ? 'In het laatste gesprek hoorde het toestel niets'
          : 'In het laatste gesprek ging veel geluid verloren',
    why: 'Geluid één kant op ligt bijna altijd aan een router die het niet doorlaat.',
    todo: () => 'Laat de houder 9044 bellen, dat meet beide kanten, en zet “SIP ALG” uit in de router.',
  },
  'PHN-014': {
    good: () => 'De verbinding mag zo',
    what: () => 'Mag alleen via TLS verbinden, en geen toestel doet dat',
    why: 'Een toestel dat op UDP of TCP staat krijgt 403 Alleen via TLS.',
    todo: ({ number }) =>
      `Zet het toestel op TLS, of sta de andere toe: npx hamvoip extension limits ${number} --transport off`,
  },
};
