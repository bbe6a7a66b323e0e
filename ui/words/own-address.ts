import type { OwnAddress } from '../../src/web/contract/me.ts';
import { dateAndTime, duration } from './format.ts';
import { inBoth } from './in-both.ts';

type Rule = OwnAddress['rule'];

export const ownAddressWords = inBoth({
  nl: {
    title: 'Mijn internetadres',
    lead: 'Alleen jij ziet dit. Het is het internetadres (IP-adres) waarmee jouw huis of telefoon bij ons binnenkomt.',
    yours: 'Jouw adres is nu',
    copy: { copy: 'Kopieer', copied: 'Gekopieerd', refused: 'Kopiëren mag niet van je browser' },
    free: 'Je adres is niet geblokkeerd',
    freeText: 'Toestellen achter dit adres mogen zich aanmelden.',
    attempts: (n: number, rule: Rule) =>
      `Er ${n === 1 ? 'was' : 'waren'} ${n} van ${rule.attempts} foute wachtwoorden. Kijk nu eerst na wat je toestel als wachtwoord heeft.`,
    whitelisted: 'Je adres staat bij de uitzonderingen',
    whitelistedText: 'Een fout wachtwoord blokkeert dit adres niet.',
    banned: (until: string) => `Je adres is geblokkeerd tot ${dateAndTime(until, 'nl')}`,
    minutesLeft: (n: number) => `Dat duurt nog ${duration(n * 60, 'nl')}.`,
    causes: {
      failures: (rule: Rule) =>
        `Reden: ${rule.attempts} keer een fout wachtwoord binnen ${duration(rule.windowSeconds, 'nl')}, door een toestel achter dit adres.`,
      manual: () => 'Reden: een beheerder heeft dit adres geblokkeerd.',
    },
    whatNow: 'Wat nu?',
    steps: [
      'Zet het toestel uit dat zich probeert aan te melden.',
      'Controleer nummer en wachtwoord. Een nul en een O lijken op elkaar.',
      'Zet het toestel weer aan als de tijd om is. Of vraag de beheerder om vrijgave.',
    ],
    reference: (text: string) => `Noem aan de beheerder dit kenmerk: ${text}.`,
    rule: (rule: Rule) =>
      `De regel: na ${rule.attempts} foute wachtwoorden binnen ${duration(rule.windowSeconds, 'nl')} kan een adres ${duration(rule.banSeconds, 'nl')} niet aanmelden. Deze website blijft dan gewoon open.`,
  },
  en: {
    title: 'My internet address',
    lead: 'Only you see this. It is the internet address (IP address) by which your home or telephone reaches us.',
    yours: 'Your address is now',
    copy: { copy: 'Copy', copied: 'Copied', refused: 'Your browser does not allow copying' },
    free: 'Your address is not blocked',
    freeText: 'Phones behind this address may register.',
    attempts: (n: number, rule: Rule) =>
      `There ${n === 1 ? 'was' : 'were'} ${n} of ${rule.attempts} wrong passwords. First look at the password that your phone has.`,
    whitelisted: 'Your address is on the whitelist',
    whitelistedText: 'A wrong password does not block this address.',
    banned: (until: string) => `Your address is blocked until ${dateAndTime(until, 'en')}`,
    minutesLeft: (n: number) => `That takes another ${duration(n * 60, 'en')}.`,
    causes: {
      failures: (rule: Rule) =>
        `Reason: ${rule.attempts} times a wrong password within ${duration(rule.windowSeconds, 'en')}, by a phone behind this address.`,
      manual: () => 'Reason: an administrator blocked this address.',
    },
    whatNow: 'What now?',
    steps: [
      'Switch off the phone that tries to register.',
      'Check number and password. A zero and an O look alike.',
      'Switch the phone on again when the time is over. Or ask the administrator to lift the ban.',
    ],
    reference: (text: string) => `Tell the administrator this reference: ${text}.`,
    rule: (rule: Rule) =>
      `The rule: after ${rule.attempts} wrong passwords within ${duration(rule.windowSeconds, 'en')} an address cannot register for ${duration(rule.banSeconds, 'en')}. This web site stays open meanwhile.`,
  },
});
