import { inBoth } from './in-both.ts';

/** One thing that people notice, and what to look at, the likeliest first. */
export interface Symptom {
  /** In the address of its page. */
  readonly id: string;
  readonly title: string;
  readonly lead: string;
  readonly steps: readonly { readonly look: string; readonly doThis: string }[];
  /** Other words that people search by. */
  readonly alsoCalled: string;
}

interface HelpWords {
  readonly title: string;
  readonly lead: string;
  readonly search: string;
  readonly searchHint: string;
  readonly find: string;
  readonly nothing: (wanted: string) => string;
  readonly found: (wanted: string) => string;
  readonly all: string;
  readonly look: string;
  readonly still: string;
  readonly stillText: string;
  readonly diagnose: string;
  readonly status: string;
  readonly numbersTitle: string;
  readonly numbers: readonly (readonly [number: string, what: string])[];
  readonly symptoms: readonly Symptom[];
  /** Of a code. */
  readonly problem: Readonly<Record<'why' | 'todo' | 'code' | 'still', string>>;
}

export const helpWords = inBoth<HelpWords>({
  nl: {
    title: 'Hulp',
    lead: 'Kies wat je merkt. Meestal vind je het zelf in een paar minuten.',
    search: 'Zoek in de hulp',
    searchHint: 'Bijvoorbeeld: geluid, wachtwoord, router',
    find: 'Zoek',
    nothing: (wanted) => `Niets gevonden op “${wanted}”. Probeer een ander woord of vraag het ons.`,
    found: (wanted) => `Gevonden op “${wanted}”`,
    all: 'Alle hulp',
    look: 'Kijk hier naar, in deze volgorde',
    still: 'Werkt het nog niet?',
    stillText: 'Log in en open “Waar zit het?”. Daar zie je wat er bij de centrale aankomt van jouw toestel.',
    diagnose: 'Zoek uit waar het zit',
    status: 'Kijk of er een storing is',
    problem: {
      why: 'Waarom',
      todo: 'Doe dit',
      code: 'Code:',
      still: 'Helpt het niet? Geef de code door aan een beheerder. Dan weet die meteen wat er was.',
    },
    numbersTitle: 'Nummers om te proberen',
    numbers: [
      ['9043 of *43', 'Echotest: je hoort jezelf terug'],
      ['9065 of *65', 'Je eigen nummer'],
      ['9060 of *60', 'De tijd'],
      ['9044 of *44', 'De kwaliteit van je verbinding, voorgelezen'],
      ['9055 of *55', 'Of er een storing is'],
      ['9070 of *70', 'Inloggen op deze site, met de code die je daar ziet'],
    ],
    symptoms: [
      {
        id: 'niet-aangemeld',
        title: 'Mijn toestel meldt zich niet aan',
        lead: 'Het toestel toont “geen dienst”, een rood of oranje lampje, of “registratie mislukt”.',
        alsoCalled: 'registreren registratie aanmelden 401 403 408 rood oranje lampje server',
        steps: [
          {
            look: 'Is je internetadres geblokkeerd?',
            doThis: 'Open “Mijn internetadres”, onderaan elke pagina. Daar staat het.',
          },
          {
            look: 'Klopt het wachtwoord?',
            doThis: 'Typ het opnieuw, met de hand. Een nul en een O, of een 1 en een l, lijken op elkaar.',
          },
          {
            look: 'Staat bij de server alleen de naam?',
            doThis: 'Haal “http://”, spaties en een poort achter de naam weg. De poort heeft een eigen veld.',
          },
          {
            look: 'Is je extensienummer ook de gebruikersnaam?',
            doThis: 'Vul je nummer in bij gebruikersnaam én bij authenticatienaam (auth ID).',
          },
          {
            look: 'Verandert je router de berichten (SIP ALG)?',
            doThis:
              'Zet SIP ALG in de router uit. Of kies in het toestel TLS, poort 5061: daar kan een router niet bij.',
          },
        ],
      },
      {
        id: 'geblokkeerd',
        title: 'Ik ben geblokkeerd',
        lead: 'Na een paar foute wachtwoorden kan je internetadres een uur niet aanmelden.',
        alsoCalled: 'ban blokkade ip whitelist uitzondering vrijgave 60 minuten',
        steps: [
          {
            look: 'Tot hoe laat duurt het?',
            doThis: 'Open “Mijn internetadres”, onderaan elke pagina. Daar staat de tijd en de reden.',
          },
          {
            look: 'Welk toestel probeert het?',
            doThis: 'Zet elk toestel en elke app uit die zich aanmeldt. Ook het oude toestel in de kast.',
          },
          {
            look: 'Kun je niet wachten?',
            doThis: 'Log in en vraag om vrijgave. De beheerder krijgt je verzoek met het adres erbij.',
          },
        ],
      },
      {
        id: 'ik-hoor-niets',
        title: 'Ik hoor niemand',
        lead: 'Het gesprek komt tot stand, maar je hoort niets.',
        alsoCalled: 'geluid stil audio een kant one-way nat rtp',
        steps: [
          {
            look: 'Hoor je jezelf als je 9043 belt?',
            doThis: 'Ja: dan is jouw kant goed en zit het bij de ander. Nee: ga verder.',
          },
          {
            look: 'Staat het volume open?',
            doThis: 'Zet het harder tijdens een gesprek. Veel toestellen onthouden dat per gesprek.',
          },
          {
            look: 'Staat SRTP of “versleuteld geluid” op verplicht?',
            doThis: 'Zet het uit of op “als het kan”.',
          },
          {
            look: 'Heeft je router SIP ALG aan?',
            doThis: 'Zet het uit, herstart de router en daarna het toestel.',
          },
        ],
      },
      {
        id: 'ander-hoort-mij-niet',
        title: 'De ander hoort mij niet',
        lead: 'Jij hoort de ander wel.',
        alsoCalled: 'microfoon dempen mute geluid een kant',
        steps: [
          {
            look: 'Staat je microfoon uit?',
            doThis: 'Kijk naar de dempknop. In een brug zet de toets 1 de microfoon weer aan.',
          },
          {
            look: 'Bel 9043 en praat. Hoor je jezelf?',
            doThis: 'Nee: probeer een andere hoorn of headset.',
          },
          {
            look: 'Gebruik je een app?',
            doThis: 'Geef de app toegang tot de microfoon, in de instellingen van je telefoon.',
          },
          {
            look: 'Staat STUN of “NAT traversal” aan?',
            doThis: 'Zet STUN uit. De centrale zoekt zelf uit waar je geluid vandaan komt.',
          },
        ],
      },
      {
        id: 'gaat-niet-over',
        title: 'Mijn toestel gaat niet over',
        lead: 'Anderen bellen, maar bij jou gebeurt niets.',
        alsoCalled: 'rinkelen bel niet storen dnd doorschakelen onbereikbaar slaap app iphone',
        steps: [
          {
            look: 'Ben je bereikbaar?',
            doThis: 'Log in. Op “Vandaag” staat of je toestel is aangemeld.',
          },
          {
            look: 'Staat “niet storen” aan?',
            doThis: 'Bel 9079 of *79. Kijk ook op het toestel zelf.',
          },
          {
            look: 'Wordt je nummer doorgeschakeld?',
            doThis: 'Kijk in het toestel en bij je eigen gegevens op deze site.',
          },
          {
            look: 'Is het een app op een iPhone?',
            doThis:
              'Niet elke app gaat over als hij op de achtergrond staat. Kijk bij Toestellen welke dat wel doet.',
          },
        ],
      },
      {
        id: 'gesprek-valt-weg',
        title: 'Het gesprek valt weg',
        lead: 'Steeds na ongeveer dezelfde tijd, of op willekeurige momenten.',
        alsoCalled: 'ophangen verbroken 30 seconden 15 minuten weg',
        steps: [
          {
            look: 'Steeds na ongeveer 30 seconden?',
            doThis: 'Dan bereikt een bevestiging de centrale niet. Zet SIP ALG in de router uit.',
          },
          {
            look: 'Steeds na een kwartier of een uur?',
            doThis:
              'Zet de aanmeldtijd (registration interval) op 3600 seconden. Bij Grandstream is dat 60 minuten.',
          },
          {
            look: 'Op willekeurige momenten?',
            doThis: 'Probeer een kabel in plaats van wifi. Bel 9044 en luister naar het verlies.',
          },
        ],
      },
      {
        id: 'geluid-hapert',
        title: 'Het geluid hapert of klinkt slecht',
        lead: 'Woorden vallen weg, of het klinkt als een robot.',
        alsoCalled: 'kraakt robot vertraging verlies jitter kwaliteit wifi codec',
        steps: [
          {
            look: 'Bel 9044. Wat zegt de stem over verlies?',
            doThis: 'Meer dan 2 procent is hoorbaar. Meestal is het de wifi of een volle lijn.',
          },
          {
            look: 'Gebruik je wifi of mobiel internet?',
            doThis: 'Probeer een kabel, of ga dichter bij de router staan.',
          },
          {
            look: 'Welke codec staat bovenaan?',
            doThis: 'Zet G.722 of Opus bovenaan voor het beste geluid, daarna PCMA (G.711 A-law).',
          },
        ],
      },
      {
        id: 'nummer-werkt-niet',
        title: 'Een nummer werkt niet',
        lead: 'Je belt een nummer of een code en krijgt een toon of een melding.',
        alsoCalled: 'ster sterretje code 404 bestaat niet kiesplan dial plan 112',
        steps: [
          {
            look: 'Begint het met een ster?',
            doThis:
              'Sommige toestellen houden sterren zelf. Bel dan 9043 in plaats van *43, 9060 in plaats van *60.',
          },
          {
            look: 'Zet je toestel er cijfers voor?',
            doThis: 'Zet het toevoegen van een netnummer uit, en maak het kiesplan (dial plan) leeg of ruim.',
          },
          {
            look: 'Is het 112?',
            doThis: '112 werkt hier niet. Gebruik je gewone telefoon.',
          },
        ],
      },
    ],
  },
  en: {
    title: 'Help',
    lead: 'Choose what you notice. Mostly you find it yourself in a few minutes.',
    search: 'Search the help',
    searchHint: 'For example: sound, password, router',
    find: 'Search',
    nothing: (wanted) => `Nothing found for “${wanted}”. Try another word or ask us.`,
    found: (wanted) => `Found for “${wanted}”`,
    all: 'All help',
    look: 'Look at these, in this order',
    still: 'Still not working?',
    stillText: 'Log in and open “Where is it?”. There you see what reaches the exchange from your phone.',
    diagnose: 'Find out where it is',
    status: 'See whether there is an outage',
    problem: {
      why: 'Why',
      todo: 'Do this',
      code: 'Code:',
      still: 'Does it not help? Tell an administrator the code, who then knows what it was.',
    },
    numbersTitle: 'Numbers to try',
    numbers: [
      ['9043 or *43', 'Echo test: you hear yourself'],
      ['9065 or *65', 'Your own number'],
      ['9060 or *60', 'The time'],
      ['9044 or *44', 'The quality of your connection, read aloud'],
      ['9055 or *55', 'Whether there is an outage'],
      ['9070 or *70', 'Log in on this site, with the code you see there'],
    ],
    symptoms: [
      {
        id: 'niet-aangemeld',
        title: 'My phone does not register',
        lead: 'The phone shows “no service”, a red or orange light, or “registration failed”.',
        alsoCalled: 'register registration 401 403 408 red orange light server',
        steps: [
          {
            look: 'Is your internet address blocked?',
            doThis: 'Open “My internet address”, at the foot of every page. It says so there.',
          },
          {
            look: 'Is the password right?',
            doThis: 'Type it again, by hand. A zero and an O, or a 1 and an l, look alike.',
          },
          {
            look: 'Does the server field hold the name only?',
            doThis:
              'Take away “http://”, spaces and a port behind the name. The port has a field of its own.',
          },
          {
            look: 'Is your extension number the user name, too?',
            doThis: 'Fill in your number as user name and as authentication name (auth ID).',
          },
          {
            look: 'Does your router change the messages (SIP ALG)?',
            doThis:
              'Switch SIP ALG off in the router. Or choose TLS, port 5061, in the phone: a router cannot touch that.',
          },
        ],
      },
      {
        id: 'geblokkeerd',
        title: 'I am blocked',
        lead: 'After a few wrong passwords your internet address cannot register for an hour.',
        alsoCalled: 'ban ip whitelist lift 60 minutes',
        steps: [
          {
            look: 'Until when does it last?',
            doThis:
              'Open “My internet address”, at the foot of every page. It tells the time and the reason.',
          },
          {
            look: 'Which phone tries it?',
            doThis: 'Switch off every phone and app that registers. Also the old one in the cupboard.',
          },
          {
            look: 'Can you not wait?',
            doThis:
              'Log in and ask for the ban to be lifted. The administrator gets your request with the address.',
          },
        ],
      },
      {
        id: 'ik-hoor-niets',
        title: 'I hear nobody',
        lead: 'The call comes about, but you hear nothing.',
        alsoCalled: 'sound silent audio one-way nat rtp',
        steps: [
          {
            look: 'Do you hear yourself when you dial 9043?',
            doThis: 'Yes: then your side is fine and it is at the other end. No: go on.',
          },
          {
            look: 'Is the volume up?',
            doThis: 'Turn it up during a call. Many phones remember it for each call.',
          },
          {
            look: 'Is SRTP or “encrypted sound” compulsory?',
            doThis: 'Switch it off or to “if possible”.',
          },
          {
            look: 'Has your router SIP ALG switched on?',
            doThis: 'Switch it off, restart the router and then the phone.',
          },
        ],
      },
      {
        id: 'ander-hoort-mij-niet',
        title: 'The other does not hear me',
        lead: 'You do hear the other.',
        alsoCalled: 'microphone mute sound one-way',
        steps: [
          {
            look: 'Is your microphone off?',
            doThis: 'Look at the mute key. In a bridge key 1 switches the microphone on again.',
          },
          {
            look: 'Dial 9043 and talk. Do you hear yourself?',
            doThis: 'No: try another handset or headset.',
          },
          {
            look: 'Do you use an app?',
            doThis: 'Allow the app to use the microphone, in the settings of your telephone.',
          },
          {
            look: 'Is STUN or “NAT traversal” switched on?',
            doThis: 'Switch STUN off. The exchange finds out by itself where your sound comes from.',
          },
        ],
      },
      {
        id: 'gaat-niet-over',
        title: 'My phone does not ring',
        lead: 'Others call, but nothing happens at yours.',
        alsoCalled: 'ring bell do not disturb dnd forward unreachable sleep app iphone',
        steps: [
          {
            look: 'Are you reachable?',
            doThis: 'Log in. “Today” says whether your phone is registered.',
          },
          {
            look: 'Is “do not disturb” on?',
            doThis: 'Dial 9079 or *79. Look at the phone itself as well.',
          },
          {
            look: 'Is your number forwarded?',
            doThis: 'Look in the phone and at your own data on this site.',
          },
          {
            look: 'Is it an app on an iPhone?',
            doThis: 'Not every app rings while it is in the background. See Phones for those that do.',
          },
        ],
      },
      {
        id: 'gesprek-valt-weg',
        title: 'The call drops',
        lead: 'Always after about the same time, or at random.',
        alsoCalled: 'hang up broken 30 seconds 15 minutes gone',
        steps: [
          {
            look: 'Always after about 30 seconds?',
            doThis: 'Then a confirmation does not reach the exchange. Switch SIP ALG off in the router.',
          },
          {
            look: 'Always after a quarter of an hour or an hour?',
            doThis: 'Set the registration interval to 3600 seconds. On a Grandstream that is 60 minutes.',
          },
          {
            look: 'At random?',
            doThis: 'Try a cable instead of wifi. Dial 9044 and listen to the loss.',
          },
        ],
      },
      {
        id: 'geluid-hapert',
        title: 'The sound falters or is poor',
        lead: 'Words are missing, or it sounds like a robot.',
        alsoCalled: 'crackle robot delay loss jitter quality wifi codec',
        steps: [
          {
            look: 'Dial 9044. What does the voice say about loss?',
            doThis: 'More than 2 per cent can be heard. Mostly it is the wifi or a full line.',
          },
          {
            look: 'Do you use wifi or mobile internet?',
            doThis: 'Try a cable, or stand nearer to the router.',
          },
          {
            look: 'Which codec stands first?',
            doThis: 'Put G.722 or Opus first for the best sound, then PCMA (G.711 A-law).',
          },
        ],
      },
      {
        id: 'nummer-werkt-niet',
        title: 'A number does not work',
        lead: 'You dial a number or a code and get a tone or a notice.',
        alsoCalled: 'star code 404 unknown dial plan 112',
        steps: [
          {
            look: 'Does it begin with a star?',
            doThis: 'Some phones keep stars for themselves. Dial 9043 instead of *43, 9060 instead of *60.',
          },
          {
            look: 'Does your phone put digits before it?',
            doThis: 'Switch off adding an area code, and make the dial plan empty or wide.',
          },
          {
            look: 'Is it 112?',
            doThis: '112 does not work here. Use your ordinary telephone.',
          },
        ],
      },
    ],
  },
});
