import { dateAndTime, duration } from '../format.ts';
import { inBoth } from '../in-both.ts';

/** The steps in which a new exchange is set up. */
export const setUpWords = inBoth({
  nl: {
    title: 'Inrichten',
    lead: 'In acht korte stappen naar een centrale die klaar is voor je leden. Alles wat je bewaart geldt meteen. Je kunt stoppen wanneer je wilt en hier verder gaan.',
    count: (step: number, of: number) => `Stap ${step} van ${of}`,
    overview: 'Alle stappen',
    back: 'Terug',
    skip: 'Sla over',
    next: 'Verder',
    begin: 'Begin bij stap 1',
    save: 'Bewaar en ga verder',
    fixed: 'Dit ligt vast bij de start',
    again: 'Kijk opnieuw',
    settings: 'instellingen',
    done: {
      saved: 'Bewaard. Het geldt nu.',
      totp: 'De app is ingesteld. Bij het inloggen vragen we voortaan ook een code.',
      passkey: 'De passkey is gemaakt. Je kunt er voortaan mee inloggen.',
      making: 'De backup wordt gemaakt.',
    },
    steps: {
      taal: {
        title: 'De taal van de centrale',
        lead: 'Deze taal spreekt de centrale aan de telefoon, in opdrachten en in mail. Wie deze site bezoekt kiest zelf.',
      },
      begin: {
        title: 'Nieuw of een backup terugzetten',
        lead: 'Begin je nieuw, ga dan verder. Heb je een backup van een eerdere centrale, zet die dan nu terug, voordat je iets invult.',
      },
      beheerder: {
        title: 'Jouw inlog als beheerder',
        lead: 'Een beheerder mag alles. Een wachtwoord alleen kan uitlekken: bescherm je inlog ook met je telefoon.',
      },
      club: {
        title: 'De club',
        lead: 'De naam en het mailadres staan op elke pagina, zodat leden weten waar ze zijn en wie ze kunnen vragen.',
      },
      bereik: {
        title: 'Bereikbaar van buiten',
        lead: 'Leden bellen van huis en onderweg. Dit is er nodig om de centrale via internet te bereiken.',
      },
      nummers: {
        title: 'Nummers en blokkades',
        lead: 'Welke nummers je uitdeelt, welke nooit werken, en wat er gebeurt bij verkeerde wachtwoorden.',
      },
      mail: {
        title: 'Mail',
        lead: 'Met een mailserver krijgen leden hun welkomstbrief, inloglink en berichten per mail. Dit kan ook later.',
      },
      klaar: {
        title: 'Klaar',
        lead: 'Maak nog een eerste backup. Daarna kun je de eerste extensie uitdelen.',
      },
    },
    holds: {
      languages: { nl: 'Nederlands', en: 'Engels' },
      begin: 'Alleen nodig als je een backup hebt.',
      protection: (totp: boolean, passkeys: number): string =>
        totp || passkeys > 0 ? 'Je inlog heeft meer dan een wachtwoord.' : 'Nu alleen een wachtwoord.',
      club: (name: string) => (name === '' ? 'Nog geen naam.' : name),
      reach: 'Naam, certificaat, poorten, en een test met je telefoon.',
      numbers: (extensions: string, bridges: string) => `Extensies ${extensions}, bruggen ${bridges}.`,
      mail: (server: string) => (server === '' ? 'Nog geen mailserver: mail wacht.' : server),
      backup: (at: string | null) =>
        at === null ? 'Nog geen backup.' : `Laatste backup: ${dateAndTime(at, 'nl')}.`,
      parts: {
        settings: 'instellingen',
        people: 'beheerders',
        backup: 'backups',
      },
    },
    language: {
      now: (language: string) => `De centrale spreekt nu ${language}.`,
      own: 'Elke extensie kan een eigen taal krijgen. Deze site is er altijd in beide talen: bovenaan wissel je.',
    },
    start: {
      fresh: 'Ik begin nieuw',
      freshText: 'Er is niets te doen. Ga verder met de volgende stap.',
      restore: 'Ik heb een backup',
      why: 'Een backup vervangt de hele centrale, ook jouw inlog. Dat kan niet via deze site. Het gaat op de machine zelf:',
      stop: 'Stop de centrale: Ctrl-C in haar venster, of stop haar dienst.',
      aside: 'Zet de nieuwe, lege datamap opzij:',
      put: 'Zet de backup terug. In het bestand wachtzin.txt staat de wachtzin van de backup:',
      start: 'Start de centrale weer, en log in zoals je gewend was:',
      later: 'Later kan het ook nog, maar dan is weg wat je intussen hebt ingevuld.',
    },
    administrator: {
      name: 'Naam',
      email: 'E-mail',
      noEmail: 'geen: je krijgt geen nieuwe link als je je wachtwoord kwijt bent',
      protection: 'Bescherming',
      kinds: (totp: boolean, passkeys: number) =>
        ['wachtwoord', totp ? 'code van een app' : '', passkeys > 0 ? `${passkeys} × passkey` : '']
          .filter(Boolean)
          .join(', '),
      passkey: 'Een passkey',
      passkeyText:
        'Je telefoon of computer logt je in met een vinger, je gezicht of een pincode. Een passkey kan niet uitlekken, en er is geen wachtwoord voor nodig.',
      passkeys: {
        name: 'Passkey',
        make: 'Maak een passkey',
        asking: 'Je browser vraagt nu om een passkey.',
        failed: 'Dat lukte niet. Een passkey kan alleen over HTTPS, en niet zonder domeinnaam.',
      },
      app: 'Een code van een app',
      appText:
        'Een authenticator-app op je telefoon maakt elke halve minuut een nieuwe code. Wie alleen je wachtwoord heeft, komt er dan niet in.',
      appOn: 'Dit is ingesteld.',
      appNew: 'Stel de app opnieuw in',
      appStart: 'Stel een app in',
      enter: 'Zet deze sleutel in je app',
      enterText:
        'Kies in de app “sleutel invoeren”. Op je telefoon opent de knop de app vanzelf. De sleutel geldt pas als je hieronder een code geeft.',
      open: 'Open de app',
      code: 'Code van de app',
      codeHint: 'Zes cijfers.',
      confirm: 'Zet de code aan',
      lost: 'Raak je de telefoon kwijt, dan maakt een andere beheerder een nieuwe link. Ben je de enige, dan kan dat op de machine:',
      second: 'Maak ook een tweede beheerder: wie alleen is, sluit zichzelf eens buiten.',
      people: 'Naar beheerders',
    },
    numbers: {
      title: 'Nummers',
      plan: (extensions: string, bridges: string) =>
        `Extensies krijgen een nummer van ${extensions}, bruggen van ${bridges}. Elk ander vrij nummer mag ook.`,
      free: (extension: string, bridge: string) =>
        `Het eerste vrije nummer is ${extension}, voor een brug ${bridge}.`,
      extensions: 'extensies',
      bridges: 'bruggen',
      services: 'diensten, zoals 9043 om jezelf te horen',
      emergency: 'noodnummers: geblokkeerd',
      blocked:
        '112 en 911 werken hier nooit, en dat is niet te wijzigen. Wie ze belt, hoort dat hij zijn gewone telefoon moet pakken.',
      ban: 'Blokkades',
      rule: (attempts: number, window: number, ban: number) =>
        `Na ${attempts} verkeerde wachtwoorden binnen ${duration(window, 'nl')} is een adres ${duration(ban, 'nl')} geblokkeerd.`,
      spared: 'Toestellen die al aangemeld zijn, blijven werken.',
      change: 'Wijzig dit',
    },
    mail: {
      state: 'Hoe het nu staat',
      on: 'Er is een mailserver.',
      off: 'Er is nog geen mailserver. Mail wacht hooguit drie dagen.',
      waiting: (count: number) => (count === 0 ? 'Er wacht geen mail.' : `Er wacht mail: ${count}.`),
      fault: 'De mailserver nam de laatste mail niet aan. Kijk of server, poort en wachtwoord kloppen.',
      test: 'Zo test je het: nodig bij Beheerders jezelf uit met een tweede naam en je mailadres, of laat een lid een inloglink vragen.',
      known: 'de stand van de mail',
      form: 'De mailserver',
    },
    finish: {
      backup: 'De eerste backup',
      where: (folder: string) =>
        `Hij komt versleuteld in ${folder}. Haal hem daarna op: een backup op dezelfde schijf is er geen.`,
      passphrase: 'Wachtzin',
      passphraseHint:
        'Ten minste 12 tekens. Schrijf hem op papier: hij wordt nergens bewaard of getoond, en zonder wachtzin is de backup niets waard. Leeg: die van de nachtelijke backups.',
      make: 'Maak de backup',
      last: (at: string) => `De laatste backup is van ${dateAndTime(at, 'nl')}.`,
      running: 'Er wordt nu een backup gemaakt.',
      failed: 'De laatste backup is mislukt.',
      download: 'Haal de backup op',
      nightly: 'Elke nacht wordt er een nieuwe gemaakt.',
      notNightly:
        'Elke nacht een nieuwe? Zet HAMVOIP_BACKUP_PASSPHRASE_FILE op een bestand met een wachtzin en start opnieuw.',
      doctor: 'Wat doctor ervan zegt',
      doctorCounts: (good: number, attention: number, fault: number) =>
        `${good} goed, ${attention} let op, ${fault} fout.`,
      doctorMore: 'De hele controle, ook van de database:',
      first: 'De eerste extensie',
      firstText: 'Drie velden, en je hebt een nummer en een wachtwoord voor in een toestel.',
      make1: 'Maak de eerste extensie',
      today: 'Naar Vandaag',
    },
  },
  en: {
    title: 'Set up',
    lead: 'In eight short steps to an exchange that is ready for your members. What you save holds at once. You may stop when you like and go on here.',
    count: (step: number, of: number) => `Step ${step} of ${of}`,
    overview: 'All steps',
    back: 'Back',
    skip: 'Skip',
    next: 'Go on',
    begin: 'Begin at step 1',
    save: 'Save and go on',
    fixed: 'This is set at the start',
    again: 'Look again',
    settings: 'settings',
    done: {
      saved: 'Saved. It holds now.',
      totp: 'The app is set up. From now on we ask for a code as well when you log in.',
      passkey: 'The passkey is made. You can log in with it from now on.',
      making: 'The backup is being made.',
    },
    steps: {
      taal: {
        title: 'The language of the exchange',
        lead: 'The exchange speaks this language on the phone, in commands and in mail. Who visits this site chooses for himself.',
      },
      begin: {
        title: 'New, or restore a backup',
        lead: 'If you begin anew, go on. If you have a backup of an earlier exchange, restore it now, before you fill in anything.',
      },
      beheerder: {
        title: 'Your log-in as administrator',
        lead: 'An administrator may do everything. A password alone can leak: protect your log-in with your phone as well.',
      },
      club: {
        title: 'The club',
        lead: 'Name and mail address stand on every page, so that members know where they are and whom to ask.',
      },
      bereik: {
        title: 'Reachable from outside',
        lead: 'Members call from home and on the way. This is what it takes to reach the exchange over the internet.',
      },
      nummers: {
        title: 'Numbers and bans',
        lead: 'Which numbers you hand out, which never work, and what happens with wrong passwords.',
      },
      mail: {
        title: 'Mail',
        lead: 'With a mail server members get their welcome letter, log-in link and messages by mail. It can wait.',
      },
      klaar: {
        title: 'Done',
        lead: 'Make a first backup. Then you can hand out the first extension.',
      },
    },
    holds: {
      languages: { nl: 'Dutch', en: 'English' },
      begin: 'Only needed when you have a backup.',
      protection: (totp: boolean, passkeys: number): string =>
        totp || passkeys > 0 ? 'Your log-in has more than a password.' : 'A password only at the moment.',
      club: (name: string) => (name === '' ? 'No name yet.' : name),
      reach: 'Name, certificate, ports, and a test with your phone.',
      numbers: (extensions: string, bridges: string) => `Extensions ${extensions}, bridges ${bridges}.`,
      mail: (server: string) => (server === '' ? 'No mail server yet: mail waits.' : server),
      backup: (at: string | null) =>
        at === null ? 'No backup yet.' : `Last backup: ${dateAndTime(at, 'en')}.`,
      parts: {
        settings: 'settings',
        people: 'administrators',
        backup: 'backups',
      },
    },
    language: {
      now: (language: string) => `The exchange speaks ${language} now.`,
      own: 'Each extension can have a language of its own. This site is always there in both: change it at the top.',
    },
    start: {
      fresh: 'I begin anew',
      freshText: 'There is nothing to do. Go on with the next step.',
      restore: 'I have a backup',
      why: 'A backup replaces the whole exchange, your log-in included. That cannot be done by this site. It is done on the machine itself:',
      stop: 'Stop the exchange: Ctrl-C in its window, or stop its service.',
      aside: 'Put the new, empty data folder aside:',
      put: 'Restore the backup. The file passphrase.txt holds the passphrase of the backup:',
      start: 'Start the exchange again, and log in as you used to:',
      later: 'Later is possible too, but then all you filled in meanwhile is gone.',
    },
    administrator: {
      name: 'Name',
      email: 'E-mail',
      noEmail: 'none: you get no new link when you lose your password',
      protection: 'Protection',
      kinds: (totp: boolean, passkeys: number) =>
        ['password', totp ? 'code of an app' : '', passkeys > 0 ? `${passkeys} × passkey` : '']
          .filter(Boolean)
          .join(', '),
      passkey: 'A passkey',
      passkeyText:
        'Your phone or computer logs you in with a finger, your face or a PIN. A passkey cannot leak, and needs no password.',
      passkeys: {
        name: 'Passkey',
        make: 'Make a passkey',
        asking: 'Your browser asks for a passkey now.',
        failed: 'That did not work. A passkey needs HTTPS, and a domain name.',
      },
      app: 'A code of an app',
      appText:
        'An authenticator app on your phone makes a new code every half minute. Who has nothing but your password does not get in then.',
      appOn: 'This is set up.',
      appNew: 'Set up the app anew',
      appStart: 'Set up an app',
      enter: 'Put this key into your app',
      enterText:
        'Choose “enter a key” in the app. On your phone the button opens the app by itself. The key counts only once you give a code below.',
      open: 'Open the app',
      code: 'Code of the app',
      codeHint: 'Six digits.',
      confirm: 'Switch the code on',
      lost: 'If you lose the phone, another administrator makes you a new link. If you are the only one, it is done on the machine:',
      second: 'Make a second administrator too: who is alone locks himself out one day.',
      people: 'To administrators',
    },
    numbers: {
      title: 'Numbers',
      plan: (extensions: string, bridges: string) =>
        `Extensions get a number from ${extensions}, bridges from ${bridges}. Any other free number will do, too.`,
      free: (extension: string, bridge: string) =>
        `The first free number is ${extension}, for a bridge ${bridge}.`,
      extensions: 'extensions',
      bridges: 'bridges',
      services: 'services, such as 9043 to hear yourself',
      emergency: 'emergency numbers: blocked',
      blocked:
        '112 and 911 never work here, and that cannot be changed. Who dials them hears to take his ordinary phone.',
      ban: 'Bans',
      rule: (attempts: number, window: number, ban: number) =>
        `After ${attempts} wrong passwords within ${duration(window, 'en')} an address is banned for ${duration(ban, 'en')}.`,
      spared: 'Phones that are registered already go on working.',
      change: 'Change this',
    },
    mail: {
      state: 'How it is now',
      on: 'There is a mail server.',
      off: 'There is no mail server yet. Mail waits for three days at most.',
      waiting: (count: number) => (count === 0 ? 'No mail is waiting.' : `Mail is waiting: ${count}.`),
      fault: 'The mail server did not take the last mail. See whether server, port and password are right.',
      test: 'To test it: invite yourself at Administrators under a second name with your mail address, or let a member ask for a log-in link.',
      known: 'the state of the mail',
      form: 'The mail server',
    },
    finish: {
      backup: 'The first backup',
      where: (folder: string) =>
        `It comes encrypted into ${folder}. Download it then: a backup on the same disk is none.`,
      passphrase: 'Passphrase',
      passphraseHint:
        'At least 12 characters. Write it down on paper: it is kept and shown nowhere, and without it the backup is worth nothing. Empty: that of the nightly backups.',
      make: 'Make the backup',
      last: (at: string) => `The last backup is of ${dateAndTime(at, 'en')}.`,
      running: 'A backup is being made now.',
      failed: 'The last backup failed.',
      download: 'Download the backup',
      nightly: 'A new one is made every night.',
      notNightly:
        'A new one every night? Set HAMVOIP_BACKUP_PASSPHRASE_FILE to a file with a passphrase and start anew.',
      doctor: 'What doctor says',
      doctorCounts: (good: number, attention: number, fault: number) =>
        `${good} good, ${attention} attention, ${fault} wrong.`,
      doctorMore: 'The whole examination, of the database too:',
      first: 'The first extension',
      firstText: 'Three fields, and you have a number and a password to put into a phone.',
      make1: 'Make the first extension',
      today: 'To Today',
    },
  },
});
