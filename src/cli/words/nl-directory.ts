import type { DirectoryWords } from './directory-words.ts';

const WHY: Readonly<Record<string, readonly [why: string, todo: string]>> = {
  full: ['De schijf is vol.', 'df -h'],
  'not-written': ['Het bestand is niet te schrijven in de datamap.', 'npx hamvoip doctor'],
  'store-failed': ['De uitgave kon niet in de database worden gezet.', 'df -h'],
  stopped: ['De centrale stopte intussen.', 'Geef de opdracht nog eens.'],
};
const OURS = [
  'Dit ligt aan hamvoip, niet aan jou.',
  'Geef de opdracht nog eens, en meld het als het weer misgaat.',
] as const;

export const NL_DIRECTORY: DirectoryWords = {
  commands: {
    directory: 'extensielijst: een PDF met wachtwoord',
    'directory build': 'maak een nieuwe uitgave, met een eigen wachtwoord',
    'directory show': 'toon de laatste uitgave en wat er sindsdien veranderde',
    'directory list': 'toon alle uitgaven die er nog zijn',
    'directory password': 'toon het wachtwoord van een uitgave',
    'extension set-up': 'maak een welkomstbrief, of een adres waar een toestel zijn instellingen haalt',
    'extension listed': 'zet een extensie in de extensielijst, of haal haar eruit',
  },
  arguments: {
    handoverPurpose: 'letter, yealink, grandstream, snom, fanvil, polycom of linphone',
    onOrOff: 'on: de houder wil in de lijst; off: hij wil eruit',
  },
  options: {
    listFormat: 'papier: a4, a4-large (grote letter) of a5',
    listOrder: 'volgorde: number, callsign of name',
    ownPassword: 'wachtwoord van de extensie; anders komt er een nieuw (linphone heeft er geen nodig)',
    mailLetter: 'stuur het adres van de brief naar het e-mailadres van de houder',
    issue: 'nummer van de uitgave; anders de laatste',
  },
  failures: {
    'directory-running': () => ({
      what: 'Er wordt al een uitgave van de extensielijst gemaakt.',
      why: 'Ze worden één voor één gemaakt.',
      todo: 'Wacht een paar tellen: npx hamvoip directory show',
    }),
    'directory-locked': ({ issue }) => ({
      what: `Het wachtwoord van uitgave ${issue} is niet meer te tonen.`,
      why: 'De sleutel waarmee het bewaard is, ligt niet meer in de datamap (seal.key).',
      todo: 'Maak een nieuwe uitgave: npx hamvoip directory build',
    }),
    'consent-outdated': () => ({
      what: 'Deze toestemming is niet bewaard.',
      why: 'De tekst waar ja op gezegd wordt, is intussen een andere.',
      todo: 'Lees de tekst van nu, en zeg dan nog eens ja.',
    }),
    'handover-gone': () => ({
      what: 'Dit adres werkt niet, of niet meer.',
      why: 'Een brief gaat één keer open. Een instellink werkt een dag, voor één toestel.',
      todo: 'Vraag een beheerder om een nieuwe.',
    }),
    'directory-failed': ({ reason }) => {
      const [why, todo] = WHY[String(reason)] ?? OURS;
      return { what: 'De extensielijst is niet gemaakt. De vorige uitgave geldt nog.', why, todo };
    },
  },
  progress: 'Extensielijst',
  made: (issue, entries, pages) =>
    `Uitgave ${issue} van de extensielijst is klaar: ${entries} ${entries === 1 ? 'extensie' : 'extensies'}, ${pages} ${pages === 1 ? 'pagina' : 'pagina’s'}.`,
  labels: {
    file: 'Bestand',
    password: 'Wachtwoord',
    changes: 'Sindsdien',
    issue: 'Uitgave',
    listed: 'In de lijst',
    made: 'Gemaakt',
    automatic: 'Vanzelf',
  },
  changes: (added, removed, changed) =>
    added + removed + changed === 0
      ? 'niets veranderd'
      : `${added} nieuw, ${removed} vervallen, ${changed} gewijzigd`,
  counts: (listed, extensions) => `${listed} van ${extensions} extensies`,
  automatic: {
    yes: 'elke dag een nieuwe uitgave als er iets veranderde',
    no: 'nee, alleen op verzoek',
  },
  issue: (issue) => `Uitgave ${issue}`,
  keepPassword:
    'Elke uitgave heeft een eigen wachtwoord. Een oudere gaat open met het hare.\nToon het later zo: npx hamvoip directory password',
  undrawable: (numbers) => `In de naam van ${numbers} staat een teken dat de PDF niet kan tonen.`,
  none: (command) => `Er is nog geen extensielijst. Maak de eerste:\n${command}`,
  nobody: (command) =>
    `Nog niemand staat in de lijst. Heeft een houder het je gevraagd, zet hem erin: ${command}`,
  columns: {
    issue: 'uitgave',
    made: 'gemaakt',
    entries: 'extensies',
    pages: 'pagina’s',
    by: 'door',
    file: 'bestand',
  },
  listed: (number, version, since) =>
    `Extensie ${number} wil in de extensielijst sinds ${since} (tekst ${version}).`,
  notListed: (number) =>
    `Extensie ${number} wil niet in de extensielijst. De volgende uitgave noemt haar niet.`,
  setUp: { address: 'Adres', until: 'Werkt tot', newPassword: 'Nieuw wachtwoord' },
  setUpHint: {
    letter: 'De brief gaat één keer open. Geef het adres alleen aan de houder.',
    phone: 'Vul het adres in het toestel in. Het werkt voor één toestel. Geef het niet door.',
  },
};
