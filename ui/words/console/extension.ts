import { inBoth } from '../in-both.ts';

export const extensionWords = inBoth<{
  readonly done: Readonly<Record<string, string>>;
  readonly email: string;
  readonly callerId: string;
  readonly callerIds: Readonly<Record<'number' | 'number-and-callsign', string>>;
  readonly showAs: Readonly<Record<'number' | 'number-and-callsign', string>>;
  readonly weak: string;
  readonly created: string;
  readonly phones: string;
  readonly noPhones: string;
  readonly program: string;
  readonly transport: string;
  readonly since: string;
  readonly expires: string;
  readonly roundTrip: string;
  readonly router: string;
  routerSigns(n: number): string;
  readonly watched: string;
  readonly registers: string;
  readonly wrongOwn: string;
  readonly wrongOthers: string;
  readonly banned: string;
  readonly features: string;
  readonly doNotDisturb: string;
  readonly forwardAlways: string;
  readonly forwardBusy: string;
  readonly forwardNoAnswer: string;
  readonly pickupGroup: string;
  readonly usage: string;
  readonly heard: string;
  readonly sent: string;
  readonly registrations: string;
  readonly calls: string;
  readonly noCalls: string;
  readonly when: string;
  readonly from: string;
  readonly to: string;
  readonly result: string;
  readonly results: Readonly<Record<string, string>>;
  readonly length: string;
  readonly acts: string;
  readonly suspend: string;
  readonly message: string;
  readonly newPassword: string;
  newPasswordOf(number: string): string;
  readonly password: string;
  readonly once: string;
  confirm(number: string): string;
  readonly confirmHint: string;
  readonly confirmWrong: string;
  readonly remove: string;
}>({
  nl: {
    done: { changed: 'Dat is gewijzigd.' },
    email: 'E-mail',
    callerId: 'Wat een gebelde ziet',
    callerIds: { number: 'alleen het nummer', 'number-and-callsign': 'nummer en roepletters' },
    showAs: { number: 'Laat alleen het nummer zien', 'number-and-callsign': 'Laat ook de roepletters zien' },
    weak: 'Kort wachtwoord',
    created: 'Gemaakt',
    phones: 'Toestellen',
    noPhones: 'Er is nu geen toestel aangemeld.',
    program: 'Toestel',
    transport: 'Over',
    since: 'Aangemeld',
    expires: 'Geldig tot',
    roundTrip: 'Heen en terug',
    router: 'Router',
    routerSigns: (n) => `verandert SIP (${n} ${n === 1 ? 'teken' : 'tekens'})`,
    watched: 'Het laatste uur',
    registers: 'Aanmeldingen',
    wrongOwn: 'Foute wachtwoorden, eigen toestel',
    wrongOthers: 'Foute wachtwoorden, anderen',
    banned: 'Adres van een toestel geblokkeerd',
    features: 'Bellen naar dit nummer',
    doNotDisturb: 'Niet storen',
    forwardAlways: 'Altijd doorschakelen',
    forwardBusy: 'Bij in gesprek',
    forwardNoAnswer: 'Bij geen antwoord',
    pickupGroup: 'Overneemgroep',
    usage: 'De afgelopen 30 dagen',
    heard: 'Geluid van het toestel',
    sent: 'Geluid naar het toestel',
    registrations: 'Aanmeldingen',
    calls: 'Gesprekken',
    noCalls: 'Nog geen gesprekken.',
    when: 'Wanneer',
    from: 'Van',
    to: 'Naar',
    result: 'Afloop',
    results: {
      answered: 'gesproken',
      busy: 'in gesprek',
      cancelled: 'opgehangen',
      'no-answer': 'geen antwoord',
      declined: 'geweigerd',
      unreachable: 'onbereikbaar',
      refused: 'afgewezen',
      failed: 'mislukt',
      vanished: 'lijn weg',
      transferred: 'doorverbonden',
      'ended-by-administrator': 'beëindigd door beheerder',
      suspended: 'geschorst',
    },
    length: 'Duur',
    acts: 'Wat wil je doen?',
    suspend: 'Schors',
    message: 'Schrijf een bericht',
    newPassword: 'Nieuw wachtwoord',
    newPasswordOf: (number) => `Nieuw wachtwoord van ${number}`,
    password: 'Wachtwoord',
    once: 'Alle toestellen met het oude wachtwoord melden zich niet meer aan. Het nieuwe is alleen hier te zien.',
    confirm: (number) => `Typ ${number} om de extensie te verwijderen`,
    confirmHint: 'Toestellen, berichten en instellingen gaan mee. Dit is niet terug te draaien.',
    confirmWrong: 'Dat is niet het nummer van deze extensie. Er is niets verwijderd.',
    remove: 'Verwijder de extensie',
  },
  en: {
    done: { changed: 'That is changed.' },
    email: 'E-mail',
    callerId: 'What the called see',
    callerIds: { number: 'the number only', 'number-and-callsign': 'number and call sign' },
    showAs: { number: 'Show the number only', 'number-and-callsign': 'Show the call sign, too' },
    weak: 'Short password',
    created: 'Made',
    phones: 'Phones',
    noPhones: 'No phone is registered now.',
    program: 'Phone',
    transport: 'Over',
    since: 'Registered',
    expires: 'Valid until',
    roundTrip: 'Round trip',
    router: 'Router',
    routerSigns: (n) => `changes SIP (${n} ${n === 1 ? 'sign' : 'signs'})`,
    watched: 'The last hour',
    registers: 'Registrations',
    wrongOwn: 'Wrong passwords, own phone',
    wrongOthers: 'Wrong passwords, others',
    banned: 'Address of a phone banned',
    features: 'Calls to this number',
    doNotDisturb: 'Do not disturb',
    forwardAlways: 'Always forward',
    forwardBusy: 'When busy',
    forwardNoAnswer: 'When not answered',
    pickupGroup: 'Pick-up group',
    usage: 'The last 30 days',
    heard: 'Sound from the phone',
    sent: 'Sound to the phone',
    registrations: 'Registrations',
    calls: 'Calls',
    noCalls: 'No calls yet.',
    when: 'When',
    from: 'From',
    to: 'To',
    result: 'Result',
    results: {
      answered: 'talked',
      busy: 'busy',
      cancelled: 'hung up',
      'no-answer': 'no answer',
      declined: 'declined',
      unreachable: 'unreachable',
      refused: 'refused',
      failed: 'failed',
      vanished: 'line gone',
      transferred: 'transferred',
      'ended-by-administrator': 'ended by administrator',
      suspended: 'suspended',
    },
    length: 'Length',
    acts: 'What do you want to do?',
    suspend: 'Suspend',
    message: 'Write a message',
    newPassword: 'New password',
    newPasswordOf: (number) => `New password of ${number}`,
    password: 'Password',
    once: 'Phones with the old password will not register any more. The new one is shown here only.',
    confirm: (number) => `Type ${number} to remove the extension`,
    confirmHint: 'Phones, messages and settings go with it. This cannot be undone.',
    confirmWrong: 'That is not the number of this extension. Nothing was removed.',
    remove: 'Remove the extension',
  },
});
