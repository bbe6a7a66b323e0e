import type { WatchWords } from './watch-words.ts';

export const NL_WATCH: WatchWords = {
  commands: {
    instruction: 'instructies aan houders over hun toestel',
    'instruction add': 'geef een instructie; de centrale ziet zelf of het gedaan is',
    'instruction list': 'toon alle instructies',
    'instruction show': 'toon een instructie en hoe ver iedereen is',
    'instruction templates': 'toon de instructies die klaarliggen',
    'instruction done': 'meld dat iemand deed wat de centrale niet kan zien',
    'instruction close': 'sluit een instructie',
    'instruction mail': 'mail een instructie aan wie haar nog niet deed',
    phones: 'toon de toestellen om over te praten, de ergste eerst',
    'call history': 'toon de gesprekken van de laatste 30 dagen',
    'extension usage': 'toon het verbruik van de laatste 30 dagen',
  },
  options: {
    template: 'een uit instruction templates',
    values: 'waarden bij het sjabloon: seconds=3600, meer met spaties ertussen',
    instructionText: 'de tekst; nodig zonder sjabloon',
    forExtensions: 'all, of nummers met komma’s: 318,319',
    forProduct: 'iedereen van wie het toestel zo heet, bijvoorbeeld Yealink',
    forBehaviour: 'iedereen van wie het toestel het nog niet doet',
    deadline: 'tot wanneer, bijvoorbeeld 2030-01-31T20:00',
    within: 'hoeveel tijd ervoor is: 2h of 7d',
    byMail: 'mail haar ook, aan wie een mailadres heeft',
    ofExtension: 'alleen gesprekken van één extensie',
    days: 'hoeveel dagen terug, hoogstens 30',
  },
  arguments: {
    instructionId: 'het kenmerk uit instruction list',
    usageNumber: 'nummer van de extensie; anders alle',
  },
  failures: {
    'instruction-invalid': ({ reason, names }) => ({
      what: 'Deze instructie kan niet.',
      why: whyInvalid(`${reason}`, `${names}`),
      todo: 'npx hamvoip instruction add --help',
    }),
  },
  instruction: {
    given: (id, count) =>
      `Instructie ${id} is gegeven aan ${count === 1 ? '1 extensie' : `${count} extensies`}.`,
    closed: (id) => `Instructie ${id} is gesloten.`,
    doneBy: (extension) => `Extensie ${extension} heeft het gedaan.`,
    show: (command) => `Zie hoe ver iedereen is: ${command}`,
    mailed: (count) => (count === 1 ? '1 mail gaat op weg.' : `${count} mails gaan op weg.`),
    mailedBefore: (count) => `${count} kregen haar het laatste uur al.`,
    withoutAddress: (extensions) => `Zonder mailadres: ${extensions}.`,
    none: (command) => `Er zijn geen instructies. Bekijk wat er klaarligt:\n  ${command}`,
    nobody: 'Er is nog niemand bedoeld.',
    columns: { id: 'kenmerk', state: 'toestand', done: 'gedaan', deadline: 'tot', text: 'instructie' },
    progressColumns: { extension: 'extensie', state: 'toestand', since: 'sinds', seen: 'gezien' },
    labels: { text: 'Tekst', for: 'Voor', state: 'Toestand', deadline: 'Tot', given: 'Gegeven' },
    states: { open: 'open', done: 'gedaan', overdue: 'te laat', closed: 'gesloten' },
    checks: {
      'registration-interval': 'aanmeldtijd',
      transport: 'transport',
      'codec-order': 'codecs',
      'keep-alive': 'levensteken',
      'no-retry-loop': 'verkeerde wachtwoorden',
      contacts: 'toestellen',
      firmware: 'firmware',
      'without-user-agent': 'toestel',
      ptime: 'pakketlengte',
      router: 'router',
      srtp: 'versleuteling',
    },
    unknown: 'nog niet gezien',
    everyone: 'iedereen',
    withProduct: (product) => `iedereen met ${product}`,
    byBehaviour: 'iedereen van wie het toestel het anders doet',
    beforeAfter: 'Voor en na:',
    figures: {
      registrationInterval: 'aanmeldtijd in s',
      registersPerHour: 'aanmeldingen per uur',
      wrongPasswords: 'verkeerde wachtwoorden per uur',
      transports: 'transport',
      codec: 'codec',
      ptime: 'pakketlengte in ms',
      kbit: 'kbit/s in een gesprek',
      keepAlive: 'levensteken in s',
      phones: 'toestellen',
    },
    templateColumns: { id: 'sjabloon', title: 'waarvoor', values: 'waarden' },
  },
  phones: {
    none: 'Er is geen toestel om over te praten.',
    columns: { extension: 'extensie', evidence: 'gezien', phone: 'toestel' },
    complaints: {
      'registers-too-often': (seen, usual) => `meldt zich ${seen}x per uur aan (${usual} is gewoon)`,
      'wrong-password': (seen) => `${seen}x een verkeerd wachtwoord in een uur`,
      'keep-alive-too-often': (seen, usual) => `elke ${seen} s een levensteken (${usual} is genoeg)`,
      'many-phones': (seen, usual) => `${seen} toestellen tegelijk (${usual} is gewoon)`,
      'small-packets': (seen, usual) => `pakketten van ${seen} ms (${usual} is gewoon)`,
      'much-bandwidth': (seen, usual) => `${seen} kbit/s in een gesprek (${usual} is gewoon)`,
      'router-meddles': (seen) => `router verandert SIP (${seen} tekenen)`,
      'encrypted-only': () => 'biedt alleen versleuteld geluid aan: geen gesprek lukt',
    },
    hint: (command) => `Vraag het recht te zetten:\n  ${command}`,
  },
  history: {
    none: 'De laatste 30 dagen waren er geen gesprekken.',
    columns: { began: 'begin', from: 'van', to: 'naar', result: 'afloop', duration: 'duur', lost: 'verlies' },
    results: {
      answered: 'gesproken',
      cancelled: 'opgegeven',
      busy: 'in gesprek',
      declined: 'geweigerd',
      'no-answer': 'geen antwoord',
      unreachable: 'onbereikbaar',
      refused: 'afgewezen',
      failed: 'mislukt',
      vanished: 'lijn weg',
      transferred: 'doorverbonden',
      'ended-by-administrator': 'beëindigd door beheerder',
      suspended: 'geschorst',
    },
  },
  usage: {
    none: 'In deze tijd is niets verbruikt.',
    columns: {
      extension: 'extensie',
      day: 'dag',
      in: 'van het toestel',
      out: 'naar het toestel',
      registrations: 'aanmeldingen',
    },
  },
};

function whyInvalid(reason: string, names: string): string {
  switch (reason) {
    case 'values':
      return names === '' ? 'Bij dit sjabloon horen geen waarden.' : `Bij dit sjabloon horen: ${names}.`;
    case 'no-target':
      return 'Er staat niet voor wie.';
    case 'no-checks':
      return 'Zonder sjabloon ziet de centrale niet wie het anders doet.';
    case 'closed':
      return 'Ze is gesloten.';
    case 'checked':
      return 'De centrale ziet zelf of deze gedaan is.';
    case 'too-long':
      return 'De tekst is langer dan 2000 tekens.';
    case 'empty':
      return 'Er is geen sjabloon en geen tekst.';
    default:
      return 'Er staat iets in wat geen toestel kan.';
  }
}
