import type { CertificateFault } from '../../base/certificate.ts';
import { NL_CERTIFICATE } from '../words/nl-certificate.ts';
import type { DoctorWords } from './doctor-words.ts';
import { NL_EXTENSION_CHECKS } from './nl-extension-checks.ts';

export const NL_DOCTOR: DoctorWords = {
  title: (domain, checks) => `Controle van ${domain} · ${checks} punten`,
  titleOf: (number, checks) => `Controle van extensie ${number} · ${checks} punten`,
  groups: {
    SYS: 'Machine',
    NET: 'Netwerk',
    TLS: 'Certificaat',
    SIP: 'Extensies',
    BAN: 'Blokkades',
    ALG: 'Toestellen',
    BAK: 'Backups',
    PRV: 'Privacy',
    PHN: 'Extensie',
  },
  labels: { why: 'Gevolg', todo: 'Doe dit' },
  events: { title: 'Wat er het laatst gebeurde', none: 'Niets, in de laatste 24 uur' },
  end: (good, attention, fault) => `Klaar: ${good} goed, ${attention} let op, ${fault} fout`,
  checks: {
    'SYS-001': {
      good: ({ platform }) => `Deze machine wordt ondersteund (${platform})`,
      what: ({ platform }) => `Op ${platform} is de centrale niet getest`,
      why: 'Het kan werken, maar niemand weet het zeker.',
      todo: () => 'Gebruik Linux op x64 of arm64.',
    },
    'SYS-002': {
      good: ({ mb }) => `Geheugen: ${mb} MB vrij`,
      what: ({ mb }) => `Er is nog ${mb} MB geheugen vrij`,
      why: 'Bij te weinig geheugen stopt het systeem de centrale.',
      todo: () => 'Kijk wat er veel gebruikt: ps aux --sort=-rss | head',
    },
    'SYS-003': {
      good: ({ mb }) => `Schijf: ${mb} MB vrij`,
      what: ({ mb }) => `Er is nog ${mb} MB op de schijf vrij`,
      why: 'Op een volle schijf kan niets nieuws worden bewaard.',
      todo: () => 'Maak ruimte vrij: df -h',
    },
    'SYS-004': {
      good: ({ percent }) => `Ruimte voor bestanden: ${percent} % vrij`,
      what: ({ percent }) => `Er kan nog maar ${percent} % van de bestanden bij (inodes)`,
      why: 'Zonder inodes kan niets nieuws worden bewaard.',
      todo: () => 'Ruim kleine bestanden op: df -i',
    },
    'SYS-005': {
      good: () => 'De datamap is er en is alleen van de centrale',
      what: ({ reason }) =>
        reason === 'missing'
          ? 'De datamap is er niet'
          : reason === 'not-writable'
            ? 'In de datamap mag niet geschreven worden'
            : 'Anderen op deze machine kunnen in de datamap',
      why: 'De datamap bevat alles wat blijft, ook geheimen van wachtwoorden.',
      todo: () => 'Zet eigenaar en rechten goed: chmod 700 op de datamap, met de gebruiker van de centrale.',
    },
    'SYS-006': {
      good: () => 'Bestanden in de datamap zijn alleen van de centrale',
      what: ({ files }) => `Anderen kunnen bij: ${files}`,
      why: 'Wie erbij kan, kan wachtwoorden van toestellen namaken.',
      todo: () => 'Geef ze mode 600: chmod 600 met die bestanden.',
    },
    'SYS-007': {
      good: () => 'De database is heel',
      what: () => 'De database is beschadigd',
      why: 'Gegevens kunnen weg zijn, of wegraken.',
      todo: () => 'Zet een backup terug: npx hamvoip restore BESTAND',
    },
    'SYS-008': {
      good: () => 'Het journaal van de database is klein',
      what: ({ mb }) => `Het journaal van de database is ${mb} MB`,
      why: 'Een ander programma houdt de database vast, of de schijf is heel traag.',
      todo: () => 'Start de centrale opnieuw.',
    },
    'SYS-009': {
      good: ({ files }) => `Er mogen ${files} bestanden en verbindingen open`,
      what: ({ files }) => `Er mogen maar ${files} bestanden en verbindingen tegelijk open`,
      why: 'Bij veel toestellen over TCP kan er dan niemand meer bij.',
      todo: () => 'Verhoog de grens: ulimit -n 65536, of LimitNOFILE=65536 in de systemd-unit.',
    },
    'SYS-011': {
      good: () => 'De klok wordt gelijkgezet',
      what: () => 'Niets zet de klok van deze machine gelijk',
      why: 'Loopt hij weg, dan gaan certificaten, schorsingen en tijden mis.',
      todo: () => 'sudo timedatectl set-ntp true (met chrony: zet rtcsync in chrony.conf)',
    },
    'SYS-013': {
      good: () => 'De klok heeft niet gesprongen sinds de centrale startte',
      what: ({ seconds }) => `De klok sprong ${seconds} s sinds de centrale startte`,
      why: 'Tijden van voor en na de sprong sluiten niet aan. Blokkades lopen goed door.',
      todo: () => 'Kijk of hij nu goed staat: timedatectl. Na een herstart telt dit opnieuw.',
    },
    'NET-001': {
      good: () => 'De poorten zijn van de centrale, of vrij',
      what: ({ ports }) => `Een ander programma gebruikt ${ports}`,
      why: 'De centrale kan zo niet starten.',
      todo: () => 'Zoek het op met ss -tulpn en stop het, of kies andere poorten.',
    },
    'NET-005': {
      good: () => 'De kernel verandert geen SIP',
      what: () => 'De kernelmodule nf_conntrack_sip verandert SIP',
      why: 'Toestellen horen dan niets, of raken hun aanmelding kwijt.',
      todo: () => 'sudo modprobe -r nf_nat_sip nf_conntrack_sip',
    },
    'NET-006': {
      good: ({ kb }) => `De ontvangstbuffer mag ${kb} kB zijn`,
      what: ({ kb }) => `De ontvangstbuffer mag maar ${kb} kB zijn`,
      why: 'Bij een piek raken berichten weg, en dan gaat alles traag.',
      todo: () => 'sudo sysctl -w net.core.rmem_max=4194304',
    },
    'NET-007': {
      good: () => 'Geen eigen netwerk in een container',
      what: () => 'De centrale draait in een container met een eigen netwerk',
      why: 'Geluid heeft duizenden poorten nodig; toestellen horen dan vaak niets.',
      todo: () => 'Start de container met network_mode: host.',
    },
    'TLS-001': {
      good: ({ days }) => `Het certificaat is nog ${days} dagen geldig`,
      what: ({ days, fault }) =>
        fault === 'ends-soon'
          ? `Het certificaat verloopt over ${days} dagen`
          : `Het certificaat voor TLS: ${NL_CERTIFICATE.faults[fault as CertificateFault]}`,
      why: 'Toestellen die op TLS staan melden zich zonder goed certificaat niet aan.',
      todo: () =>
        'Vernieuw het, of herstel HAMVOIP_TLS_CERTIFICATE en HAMVOIP_TLS_KEY; het wordt vanzelf gelezen.',
    },
    'TLS-002': {
      good: ({ domain }) => `Het certificaat is voor ${domain}`,
      what: ({ domain }) => `Het certificaat is niet voor ${domain}`,
      why: 'Toestellen die naar de naam kijken weigeren het.',
      todo: ({ domain }) => `Haal een certificaat voor ${domain}, of zet HAMVOIP_DOMAIN op de naam ervan.`,
    },
    'SIP-004': {
      good: () => 'Geen zwakke wachtwoorden',
      what: ({ extensions }) => `Een zwak wachtwoord hebben: ${extensions}`,
      why: 'Een kort wachtwoord is zo geraden.',
      todo: () => 'Geef een nieuw: npx hamvoip extension password NUMMER',
    },
    'ALG-001': {
      good: () => 'Geen router verandert de SIP van een toestel',
      what: ({ extensions }) => `Waarschijnlijk verandert een router de SIP van: ${extensions}`,
      why: 'Toestellen horen dan niets, of raken hun aanmelding kwijt.',
      todo: () => 'Kijk wat er gezien is: npx hamvoip doctor --ext NUMMER',
    },
    'BAN-001': {
      good: ({ attempts, window, ban }) => `Blokkade na ${attempts} pogingen in ${window} s, voor ${ban} s`,
      what: ({ attempts, window, ban }) =>
        `De blokkade wijkt af van de huisregel: ${attempts} in ${window} s, voor ${ban} s`,
      why: 'De huisregel is 3 pogingen in 300 s, dan 3600 s geblokkeerd.',
      todo: () => 'Met opzet? Dan is het goed. Anders: haal HAMVOIP_BAN weg.',
    },
    'BAN-002': {
      good: () => 'Geen blokkade raakt een extensie die er is',
      what: ({ extensions }) => `Geblokkeerd na pogingen met: ${extensions}`,
      why: 'Misschien is het een houder met een verkeerd wachtwoord.',
      todo: () => 'npx hamvoip ban list',
    },
    'BAN-003': {
      good: () => 'Geen brede uitzonderingen',
      what: ({ entries }) => `Brede uitzonderingen: ${entries}`,
      why: 'Iedereen in dat netwerk mag eindeloos wachtwoorden proberen.',
      todo: () => 'Maak ze smaller: npx hamvoip whitelist list',
    },
    'BAK-001': {
      good: ({ days }) =>
        days === 0 ? 'De laatste backup is van vandaag' : `De laatste backup is ${days} dagen oud`,
      what: ({ days, last }, time) =>
        last === ''
          ? 'Er is nog geen backup gemaakt'
          : `De laatste backup is ${days} dagen oud (${time(String(last))})`,
      why: 'Gaat de schijf stuk, dan is alles van daarna weg.',
      todo: () => 'Elke nacht: zet HAMVOIP_BACKUP_PASSPHRASE_FILE. Nu: npx hamvoip backup BESTAND',
    },
    'PRV-001': {
      good: ({ endpoint }) => `Meetwaarden alleen voor deze machine (${endpoint})`,
      what: ({ endpoint }) => `Meetwaarden zijn van buiten te zien op ${endpoint}`,
      why: 'Anderen zien zo hoe druk het is.',
      todo: () => 'Haal HAMVOIP_METRICS weg, of zet die op 127.0.0.1:9464.',
    },
    ...NL_EXTENSION_CHECKS,
  },
  mends: {
    title: 'Hersteld',
    done: {
      'SYS-005': 'De datamap is nu alleen van de centrale.',
      'SYS-006': 'De bestanden van de centrale zijn nu alleen van haar.',
      'SYS-008': 'Het journaal van de database is verwerkt.',
    },
    failed: {
      'SYS-005': 'De datamap kon niet worden afgesloten: probeer het met sudo.',
      'SYS-006': 'Niet elk bestand kon worden afgesloten: wat je zelf neerzette blijft zo, of sudo is nodig.',
      'SYS-008': 'Het journaal kon niet worden verwerkt: de database is in gebruik.',
    },
    hint: (command) => `Dit herstelt wat zonder risico kan: ${command}`,
  },
  fixOrExt: {
    what: '--ext en --fix gaan niet samen.',
    why: 'Wat aan een extensie schort, herstelt de houder of een beheerder.',
  },
  options: {
    ext: 'kijk wat er met deze extensie is',
    fix: 'herstel wat zonder risico kan, en zeg wat er is gedaan',
  },
};
