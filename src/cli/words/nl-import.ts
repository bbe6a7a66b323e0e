import type { ImportWords } from './import-words.ts';

export const NL_IMPORT: ImportWords = {
  options: {
    dryRun: 'laat zien wat er met elke rij zou gebeuren, en wijzig niets',
    updateRows: 'wijzig extensies die er al zijn, waar hun rij iets anders zegt',
  },
  failures: {
    'import-changed': ({ refused, rows, row }) => ({
      what:
        row === undefined
          ? 'Er is intussen iets gewijzigd. Er is nu niets ingelezen.'
          : 'Met deze rij gebeurt nu iets anders dan eerst.',
      why:
        row === undefined
          ? `Met ${refused} van de ${rows} rijen gebeurt iets anders dan je zag.`
          : 'Een extensie is intussen gemaakt, gewijzigd of verwijderd.',
      todo: 'Bekijk de lijst opnieuw: npx hamvoip extension import <bestand> --dry-run',
    }),
  },
  made: (count) => (count === 1 ? '1 extensie is gemaakt.' : `${count} extensies zijn gemaakt.`),
  changed: (count) => (count === 1 ? '1 extensie is gewijzigd.' : `${count} extensies zijn gewijzigd.`),
  kept: (count) => (count === 1 ? '1 rij zei niets nieuws.' : `${count} rijen zeiden niets nieuws.`),
  nothingChanged: 'Dit zou er gebeuren. Er is nog niets gewijzigd.',
  totals: ({ create, change, keep, refuse }) =>
    `${create} nieuw, ${change} gewijzigd, ${keep} hetzelfde, ${refuse} kan niet.`,
  acts: { create: 'nieuw', change: 'wijzigt', keep: 'hetzelfde', refuse: 'kan niet' },
  fields: {
    number: 'nummer',
    callsign: 'roepletters',
    name: 'naam',
    email: 'e-mail',
    password: 'wachtwoord',
  },
  none: 'geen',
  newPassword: 'nieuw wachtwoord',
  more: (rows) => (rows === 1 ? 'En nog 1 rij.' : `En nog ${rows} rijen.`),
  notUtf8: 'Dit bestand is geen UTF-8. Het is gelezen als Windows-1252; kijk of de accenten kloppen.',
};
