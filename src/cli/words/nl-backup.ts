import { type BackupFailures, type BackupWords, formatSize } from './backup-words.ts';

export const NL_BACKUP: BackupWords = {
  progress: 'Backup',
  made: (file) => `De backup staat in ${file}.`,
  size: (bytes) => formatSize('nl', bytes),
  labels: { size: 'Grootte', passphrase: 'Wachtzin' },
  keepPassphrase:
    'Schrijf de wachtzin op en bewaar hem apart van het bestand. Je ziet hem alleen nu.\nZonder wachtzin kan niemand de backup openen.',
  notNoted: 'De backup is goed, maar kon niet in het logboek worden gezet.',
  restored: (made) => `De backup van ${made} is hersteld.`,
  startIt: (command) => `Start de centrale: ${command}`,
};

export const NL_BACKUP_FAILURES: BackupFailures = {
  'backup-exists': ({ path }) => ({
    what: `Het bestand ${path} is er al.`,
    why: 'Een backup komt nooit over een ander bestand heen.',
    todo: 'Kies een andere naam.',
  }),
  'backup-not-written': ({ path }) => ({
    what: `Het bestand ${path} is niet te schrijven.`,
    why: 'De map is er niet, of je mag er niet in schrijven.',
    todo: `ls -ld "$(dirname ${path})"`,
  }),
  'backup-damaged': ({ path }) => ({
    what: `De backup ${path} is beschadigd. Er is niets gewijzigd.`,
    why: 'Het bestand is niet wat er geschreven is: het is afgekapt of veranderd.',
    todo: 'Neem een andere kopie van de backup.',
  }),
  'not-a-backup': ({ path }) => ({
    what: `${path} is geen backup van HamVoIP.`,
    why: 'Een backup begint met HAMVOIP-BACKUP.',
    todo: 'Controleer de naam van het bestand.',
  }),
  'backup-newer': ({ path }) => ({
    what: `De backup ${path} is van een latere versie. Er is niets gewijzigd.`,
    why: 'Deze versie kent niet alles wat erin staat.',
    todo: 'Installeer de versie die de backup maakte, of een latere.',
  }),
  'passphrase-missing': ({ variable }) => ({
    what: 'De wachtzin ontbreekt.',
    why: 'Een backup gaat alleen open met de wachtzin die je zag toen hij gemaakt werd.',
    todo: `Zet hem in een bestand en geef --passphrase-file BESTAND, of zet ${variable}.`,
  }),
  'passphrase-short': ({ shortest }) => ({
    what: 'Deze wachtzin is te kort.',
    why: `Een wachtzin heeft minstens ${shortest} tekens.`,
    todo: 'Geef er geen: dan wordt er een sterke gemaakt.',
  }),
  'backup-running': () => ({
    what: 'Er wordt al een backup gemaakt.',
    why: 'Ze worden één voor één gemaakt.',
    todo: 'Wacht een minuut en probeer het opnieuw.',
  }),
  'passphrase-wrong': () => ({
    what: 'Dit is niet de wachtzin. Er is niets gewijzigd.',
    why: 'De backup is met een andere wachtzin gemaakt.',
    todo: 'Controleer de wachtzin. Elke backup heeft een eigen, tenzij je er een opgaf.',
  }),
  'data-missing': ({ path }) => ({
    what: `Er is geen centrale in ${path}.`,
    why: 'In de datamap staat geen database.',
    todo: 'Geef de map met --data.',
  }),
  'data-not-empty': ({ path }) => ({
    what: `Er is al een centrale in ${path}. Er is niets gewijzigd.`,
    why: 'Een backup wordt alleen in een lege datamap hersteld.',
    todo: 'Zet die map opzij, of geef een andere met --data.',
  }),
};
