import type { ImportWords } from './import-words.ts';

export const EN_IMPORT: ImportWords = {
  options: {
    dryRun: 'show what would become of each row, and change nothing',
    updateRows: 'change extensions that are there already, where their row says something else',
  },
  failures: {
    'import-changed': ({ refused, rows, row }) => ({
      what:
        row === undefined
          ? 'Something was changed meanwhile. Nothing was imported.'
          : 'Another thing would become of this row now.',
      why:
        row === undefined
          ? `Of ${refused} of ${rows} rows another thing would become than you saw.`
          : 'An extension was made, changed or removed meanwhile.',
      todo: 'Look at the list again: npx hamvoip extension import <file> --dry-run',
    }),
  },
  made: (count) => (count === 1 ? '1 extension is made.' : `${count} extensions are made.`),
  changed: (count) => (count === 1 ? '1 extension is changed.' : `${count} extensions are changed.`),
  kept: (count) => (count === 1 ? '1 row said nothing new.' : `${count} rows said nothing new.`),
  nothingChanged: 'This would happen. Nothing was changed yet.',
  totals: ({ create, change, keep, refuse }) =>
    `${create} new, ${change} changed, ${keep} the same, ${refuse} cannot be used.`,
  acts: { create: 'new', change: 'changes', keep: 'the same', refuse: 'refused' },
  fields: {
    number: 'number',
    callsign: 'call sign',
    name: 'name',
    email: 'e-mail',
    password: 'password',
  },
  none: 'none',
  newPassword: 'new password',
  more: (rows) => (rows === 1 ? 'And 1 more row.' : `And ${rows} more rows.`),
  notUtf8: 'This file is not UTF-8. It was read as Windows-1252; see whether the accents are right.',
};
