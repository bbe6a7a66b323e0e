import { NL_ACCESS_FAILURES } from './nl-access.ts';
import { NL_ACCOUNT_FAILURES } from './nl-accounts.ts';
import { NL_BACKUP_FAILURES } from './nl-backup.ts';
import { NL_CONFERENCE } from './nl-conference.ts';
import { NL_DEMO } from './nl-demo.ts';
import { NL_DIRECTORY } from './nl-directory.ts';
import { NL_EVENTS } from './nl-events.ts';
import { NL_FEATURES } from './nl-features.ts';
import { NL_IMPORT } from './nl-import.ts';
import { NL_MAILBOXES } from './nl-mailboxes.ts';
import { NL_MESSAGE } from './nl-message.ts';
import { NL_PAGES } from './nl-pages.ts';
import { NL_PROMPTS } from './nl-prompts.ts';
import { NL_SETTINGS } from './nl-settings.ts';
import { NL_SUSPENSION } from './nl-suspension.ts';
import { NL_WATCH } from './nl-watch.ts';
import type { Words } from './words.ts';

const HELP = 'npx hamvoip --help';

/** What may go wrong, why, and what helps. */
export const NL_FAILURES: Words['failures'] = {
  ...NL_ACCOUNT_FAILURES,
  ...NL_BACKUP_FAILURES,
  ...NL_SUSPENSION.failures,
  ...NL_FEATURES.failures,
  ...NL_CONFERENCE.failures,
  ...NL_EVENTS.failures,
  ...NL_WATCH.failures,
  ...NL_MESSAGE.failures,
  ...NL_PROMPTS.failures,
  ...NL_DEMO.failures,
  ...NL_MAILBOXES.failures,
  ...NL_DIRECTORY.failures,
  ...NL_SETTINGS.failures,
  usage: () => ({ what: 'Deze opdracht klopt niet.', why: '', todo: HELP }),
  'settings-invalid': () => ({ what: 'Een instelling klopt niet.', why: '', todo: 'npx hamvoip config' }),
  'file-missing': ({ path }) => ({
    what: `Het bestand ${path} is er niet.`,
    why: 'Onder deze naam staat hier geen bestand.',
    todo: 'Controleer de naam en de map.',
  }),
  'file-unreadable': ({ path }) => ({
    what: `Het bestand ${path} is niet te lezen.`,
    why: 'Het is geen tekstbestand, of je mag het niet lezen.',
    todo: `ls -l ${path}`,
  }),
  'not-running': () => ({
    what: 'De centrale draait niet.',
    why: 'Deze opdracht werkt alleen op een centrale die draait.',
    todo: 'npx hamvoip start',
  }),
  'already-running': ({ path }) => ({
    what: 'De centrale draait al.',
    why: `Een andere centrale gebruikt de datamap ${path}.`,
    todo: 'npx hamvoip status',
  }),
  'answer-unreadable': () => ({
    what: 'De centrale gaf een antwoord dat deze opdracht niet begrijpt.',
    why: 'De centrale die draait, is een andere versie dan deze opdracht.',
    todo: 'Start de centrale opnieuw en probeer het nog eens.',
  }),
  'port-in-use': () => ({
    what: 'De centrale kan een poort niet gebruiken.',
    why: 'Een ander programma gebruikt die poort al.',
    todo: 'Stop dat programma, of kies een andere poort: npx hamvoip start --sip-port 5070',
  }),
  'port-not-allowed': () => ({
    what: 'De centrale mag een poort niet gebruiken.',
    why: 'Poorten onder 1024 zijn voor de systeembeheerder.',
    todo: 'npx hamvoip start --sip-port 5060 --http-port 8080',
  }),
  'address-not-here': () => ({
    what: 'De centrale kan niet luisteren op een adres.',
    why: 'Dat adres hoort niet bij deze machine.',
    todo: 'npx hamvoip start --bind 0.0.0.0',
  }),
  'out-of-descriptors': () => ({
    what: 'De centrale kan geen verbindingen meer openen.',
    why: 'Het systeem staat dit proces te weinig open bestanden toe.',
    todo: 'ulimit -n 65536',
  }),
  'socket-failed': () => ({
    what: 'De centrale kan het netwerk niet gebruiken.',
    why: 'Het systeem weigerde een poort of adres.',
    todo: 'ip address',
  }),
  'data-in-use': ({ path, pid }) => ({
    what: `De datamap ${path} is bezet.`,
    why: pid === undefined ? 'Een ander proces gebruikt die map.' : `Proces ${pid} gebruikt die map.`,
    todo: 'Wacht tot het andere proces klaar is, of kies een andere map met --data.',
  }),
  'data-not-a-folder': ({ path }) => ({
    what: `${path} is geen map.`,
    why: 'Op deze plaats staat een bestand.',
    todo: 'Kies een andere datamap met --data.',
  }),
  'data-not-allowed': ({ path }) => ({
    what: `Je mag niet schrijven in ${path}.`,
    why: 'De map is van een andere gebruiker.',
    todo: 'Voer de opdracht uit als de gebruiker van de centrale, of kies een andere map met --data.',
  }),
  'data-read-only': ({ path }) => ({
    what: `Schrijven lukt niet${path === undefined ? '' : ` in ${path}`}.`,
    why: 'De schijf is alleen te lezen.',
    todo: 'Maak de schijf schrijfbaar, of kies een andere map met --data.',
  }),
  'data-full': () => ({
    what: 'Opslaan lukt niet.',
    why: 'De schijf is vol.',
    todo: 'df -h',
  }),
  'data-failed': ({ path }) => ({
    what: `De datamap ${path} is niet te gebruiken.`,
    why: 'Het systeem gaf een fout.',
    todo: 'Controleer de schijf, of kies een andere map met --data.',
  }),
  'store-busy': () => ({
    what: 'De database is bezet.',
    why: 'Een ander proces schrijft er nu in.',
    todo: 'Probeer het over een paar tellen nog eens.',
  }),
  'store-newer': () => ({
    what: 'De database is van een nieuwere versie.',
    why: 'Deze versie van hamvoip kent haar indeling niet.',
    todo: 'Gebruik weer de nieuwere versie, of kies een andere map met --data.',
  }),
  'store-broken': () => ({
    what: 'De database is niet te lezen.',
    why: 'Het bestand is beschadigd, of het is geen database van hamvoip.',
    todo: 'Zet een kopie van de datamap terug.',
  }),
  'request-invalid': () => ({
    what: 'De centrale begrijpt deze opdracht niet.',
    why: 'Een waarde is te lang, of ze heeft niet de juiste vorm.',
    todo: HELP,
  }),
  'not-found': ({ what, name }) => notFound(String(what), String(name)),
  'route-unknown': () => ({
    what: 'De centrale kent deze opdracht niet.',
    why: 'De centrale die draait, is een andere versie dan deze opdracht.',
    todo: 'Start de centrale opnieuw en probeer het nog eens.',
  }),
  'number-taken': ({ number, row }) => ({
    what:
      number === undefined
        ? 'Er is geen nummer meer vrij.'
        : row === undefined
          ? `Nummer ${number} is al in gebruik.`
          : `Nummer ${number} staat al in rij ${row}.`,
    why: 'Elk nummer kan maar één keer bestaan. Diensten en noodnummers liggen vast.',
    todo: 'Kies een ander nummer. Wat er is, zie je zo: npx hamvoip extension list',
  }),
  'too-many-open': ({ most }) => ({
    what: 'Er zijn er al te veel tegelijk.',
    why: `Er mogen er hoogstens ${most} tegelijk zijn.`,
    todo: 'Rond er eerst een af of verwijder er een, en probeer het dan nog eens.',
  }),
  'already-decided': ({ state }) => ({
    what: 'Hier is al over beslist.',
    why: decided(String(state)),
    todo: state === 'closed' ? 'npx hamvoip incident list' : 'npx hamvoip whitelist requests',
  }),
  ...NL_PAGES.failures,
  ...NL_IMPORT.failures,
  ...NL_ACCESS_FAILURES,
  'body-too-large': () => ({
    what: 'De opdracht is te groot.',
    why: 'Het bestand of de tekst is groter dan de centrale aanneemt.',
    todo: 'Maak het korter, of splits het bestand.',
  }),
  'media-type-unknown': () => ({
    what: 'De centrale begrijpt deze opdracht niet.',
    why: 'De vorm van het bericht is onbekend.',
    todo: HELP,
  }),
  'number-invalid': ({ number }) => ({
    what: `${number} kan geen nummer zijn.`,
    why: 'Een nummer heeft 2 tot 8 cijfers.',
    todo: 'Kies een vrij nummer, zoals 301, of 901 voor een brug.',
  }),
  'callsign-invalid': ({ callsign }) => ({
    what: callsign ? `${callsign} zijn geen roepletters.` : 'De roepletters ontbreken.',
    why: 'Roepletters bestaan uit letters en cijfers, zoals PA3XYZ, zonder /P of /M.',
    todo: 'Geef ze zo: --callsign PA3XYZ',
  }),
  'name-invalid': ({ longest }) => ({
    what: 'Deze naam kan niet.',
    why: `Een naam heeft 1 tot ${longest} leesbare tekens.`,
    todo: 'Geef de naam zo: --name "Jan"',
  }),
  'email-invalid': () => ({
    what: 'Dit is geen e-mailadres.',
    why: 'Een e-mailadres ziet eruit als naam@example.net.',
    todo: 'Verbeter het adres, of laat --email weg.',
  }),
  'password-invalid': () => ({
    what: 'Dit wachtwoord kan niet.',
    why: 'Een wachtwoord heeft 8 tot 64 gewone letters, cijfers en leestekens, zonder accenten.',
    todo: 'Laat --password weg. De centrale maakt dan een sterk wachtwoord.',
  }),
  'password-weak': () => ({
    what: 'Dit wachtwoord is te kort.',
    why: 'Een wachtwoord van minder dan 8 tekens is snel te raden.',
    todo: 'Laat --password weg. Kan het toestel niet meer aan, geef dan ook --weak.',
  }),
  'pin-invalid': ({ shortest, longest }) => ({
    what: 'Deze pincode kan niet.',
    why: `Een pincode heeft ${shortest} tot ${longest} cijfers.`,
    todo: 'Geef de pincode zo: --pin 482913',
  }),
  'address-invalid': ({ address }) => ({
    what: `${address} is geen adres.`,
    why: 'Een adres ziet eruit als 192.0.2.7 of 2001:db8::7.',
    todo: 'Verbeter het adres. Op de whitelist mag ook een netwerk of een naam: 192.0.2.0/24, thuis.example.net',
  }),
  'network-too-wide': ({ entry }) => ({
    what: `Het netwerk ${entry} is te groot.`,
    why: 'Een uitzondering is hoogstens /16 (IPv4) of /32 (IPv6) groot.',
    todo: 'Geef het adres van de houder alleen.',
  }),
  'duration-invalid': () => ({
    what: 'Deze duur kan niet.',
    why: 'Het is een heel getal met een eenheid: s, m, h of d. Een blokkade duurt 1 seconde tot 10 jaar; een einde ligt in de toekomst.',
    todo: 'Geef de duur met een eenheid: --for 90s, --for 60m, --for 2h of --for 7d',
  }),
  'csv-invalid': ({ reason, column, line }) => ({
    what: 'Dit bestand is geen lijst van extensies.',
    why: csvReason(String(reason), String(column), String(line)),
    todo: 'Begin het bestand met deze regel: number,callsign,name,email,password',
  }),
  'rows-refused': ({ refused, rows }) => ({
    what: 'Niets gewijzigd.',
    why: `${refused} van de ${rows} rijen kunnen niet.`,
    todo: 'Verbeter deze rijen en geef dezelfde opdracht nog eens.',
  }),
  'internal-fault': () => ({
    what: 'De centrale maakte een fout.',
    why: 'Dit ligt aan hamvoip, niet aan jou.',
    todo: 'Geef de opdracht met --debug en meld wat er dan staat.',
  }),
  'store-failed': ({ reason }) => ({
    what: 'Opslaan lukte niet. Er is niets gewijzigd.',
    why: storeReason(String(reason)),
    todo: reason === 'busy' ? 'Probeer het over een paar tellen nog eens.' : 'df -h',
  }),
  'store-unread': ({ reason }) => ({
    what: 'Dit kon niet uit de database gelezen worden. Of er iets is, is nu niet bekend.',
    why: storeReason(String(reason)),
    todo: reason === 'busy' ? 'Probeer het over een paar tellen nog eens.' : 'npx hamvoip doctor',
  }),
};

/** Requests, applications and incidents. */
function decided(state: string): string {
  switch (state) {
    case 'granted':
      return 'De aanvraag is toegekend.';
    case 'approved':
      return 'De aanvraag is goedgekeurd.';
    case 'refused':
      return 'De aanvraag is afgewezen.';
    case 'closed':
      return 'De storing is gesloten.';
    default:
      return 'Iemand anders was eerder.';
  }
}

function notFound(what: string, name: string) {
  const list: Readonly<Record<string, readonly [subject: string, command: string]>> = {
    extension: ['extensie', 'extension list'],
    conference: ['conferentiebrug', 'conference list'],
    participant: ['deelnemer', 'conference show'],
    radio: ['radio', 'radio list'],
    suspension: ['schorsing', 'suspension list'],
    ban: ['blokkade van', 'ban list'],
    'whitelist-entry': ['uitzondering', 'whitelist list'],
    'whitelist-request': ['aanvraag', 'whitelist requests'],
    token: ['sleutel', 'token list'],
    phone: ['toestel', 'phones'],
    application: ['aanvraag', 'extension list'],
    incident: ['storing', 'incident list'],
    'voice-message': ['bericht in de voicemail met nummer', 'mailbox list'],
    greeting: ['eigen begroeting van', 'mailbox list'],
    page: ['pagina', 'pages list'],
    'page-version': ['versie', 'pages list'],
    'page-draft': ['concept van', 'pages list'],
    administrator: ['beheerder', 'admin list'],
    session: ['sessie', 'admin list'],
    passkey: ['passkey', 'admin list'],
    trace: ['bewaarde SIP-berichten met kenmerk', 'trace list'],
    instruction: ['instructie', 'instruction list'],
    message: ['bericht', 'message list'],
    reply: ['antwoord', 'message replies'],
    prompt: ['gesproken tekst', 'prompt list'],
    backup: ['backup', 'backup --help'],
    template: ['sjabloon', 'instruction templates'],
    call: ['gesprek', 'call list'],
    'directory-issue': ['uitgave van de extensielijst met nummer', 'directory list'],
    handover: ['brief of instellink', 'extension list'],
    'directory-build': ['uitgave in de maak', 'directory show'],
    certificate: ['certificaat voor', 'config'],
  };
  const [subject, command] = list[what] ?? ['', '--help'];
  return {
    what: `Er is geen ${subject} ${name}.`,
    why: 'Misschien is het nummer anders, of is het al weg.',
    todo: `npx hamvoip ${command}`,
  };
}

function csvReason(reason: string, column: string, line: string): string {
  switch (reason) {
    case 'unknown-column':
      return `De kolom "${column}" is onbekend.`;
    case 'missing-column':
      return `De kolom "${column}" ontbreekt.`;
    case 'too-many-cells':
      return `Regel ${line} heeft meer velden dan er kolommen zijn.`;
    case 'open-quote':
      return `Op regel ${line} ontbreekt een aanhalingsteken.`;
    default:
      return 'Er staan geen extensies in.';
  }
}

function storeReason(reason: string): string {
  switch (reason) {
    case 'full':
      return 'De schijf is vol.';
    case 'read-only':
      return 'De schijf is alleen te lezen.';
    case 'busy':
      return 'De database is bezet.';
    default:
      return 'De database gaf een fout.';
  }
}
