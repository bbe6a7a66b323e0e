import { type BackupFailures, type BackupWords, formatSize } from './backup-words.ts';

export const EN_BACKUP: BackupWords = {
  progress: 'Backup',
  made: (file) => `The backup is in ${file}.`,
  size: (bytes) => formatSize('en', bytes),
  labels: { size: 'Size', passphrase: 'Passphrase' },
  keepPassphrase:
    'Write the passphrase down and keep it apart from the file. It is shown this once.\nWithout it nobody can open the backup.',
  notNoted: 'The backup is good, but it could not be entered in the log.',
  restored: (made) => `The backup of ${made} is restored.`,
  startIt: (command) => `Start it: ${command}`,
};

export const EN_BACKUP_FAILURES: BackupFailures = {
  'backup-exists': ({ path }) => ({
    what: `The file ${path} is there already.`,
    why: 'A backup never overwrites another file.',
    todo: 'Give another name.',
  }),
  'backup-not-written': ({ path }) => ({
    what: `The file ${path} cannot be written.`,
    why: 'The folder is not there, or you may not write in it.',
    todo: `ls -ld "$(dirname ${path})"`,
  }),
  'backup-damaged': ({ path }) => ({
    what: `The backup ${path} is damaged. Nothing was changed.`,
    why: 'The file is not what was written: it was cut off or changed.',
    todo: 'Take another copy of the backup.',
  }),
  'not-a-backup': ({ path }) => ({
    what: `${path} is not a backup of HamVoIP.`,
    why: 'A backup begins with HAMVOIP-BACKUP.',
    todo: 'Check the name of the file.',
  }),
  'backup-newer': ({ path }) => ({
    what: `The backup ${path} is of a later version. Nothing was changed.`,
    why: 'This version does not know everything that is in it.',
    todo: 'Install the version that made the backup, or a later one.',
  }),
  'passphrase-missing': ({ variable }) => ({
    what: 'The passphrase is missing.',
    why: 'A backup opens only with the passphrase that was shown when it was made.',
    todo: `Put it in a file and add --passphrase-file FILE, or set ${variable}.`,
  }),
  'passphrase-short': ({ shortest }) => ({
    what: 'This passphrase is too short.',
    why: `A passphrase has at least ${shortest} characters.`,
    todo: 'Give none: then a strong one is made.',
  }),
  'backup-running': () => ({
    what: 'A backup is being made already.',
    why: 'One is made at a time.',
    todo: 'Wait a minute and try again.',
  }),
  'passphrase-wrong': () => ({
    what: 'This is not the passphrase. Nothing was changed.',
    why: 'The backup was made with another passphrase.',
    todo: 'Check the passphrase. Every backup has its own, unless you gave one.',
  }),
  'data-missing': ({ path }) => ({
    what: `There is no exchange in ${path}.`,
    why: 'The data folder holds no database.',
    todo: 'Give the folder with --data.',
  }),
  'data-not-empty': ({ path }) => ({
    what: `There is an exchange in ${path} already. Nothing was changed.`,
    why: 'A backup is restored into an empty data folder only.',
    todo: 'Move that folder away, or give another one with --data.',
  }),
};
