import type { DirectoryWords } from './directory-words.ts';

const WHY: Readonly<Record<string, readonly [why: string, todo: string]>> = {
  full: ['The disk is full.', 'df -h'],
  'not-written': ['The file cannot be written in the data folder.', 'npx hamvoip doctor'],
  'store-failed': ['The issue could not be put into the database.', 'df -h'],
  stopped: ['The exchange stopped meanwhile.', 'Give the command again.'],
};
const OURS = [
  'This is a fault of hamvoip, not of yours.',
  'Give the command again, and report it when it fails again.',
] as const;

export const EN_DIRECTORY: DirectoryWords = {
  commands: {
    directory: 'directory of extensions: a PDF with a password',
    'directory build': 'make a new issue, with a password of its own',
    'directory show': 'show the current issue and what changed since',
    'directory list': 'show all issues there still are',
    'directory password': 'show the password of an issue',
    'extension set-up': 'make a welcome letter, or an address where a phone fetches its settings',
    'extension listed': 'put an extension into the directory, or take it out',
  },
  arguments: {
    handoverPurpose: 'letter, yealink, grandstream, snom, fanvil, polycom or linphone',
    onOrOff: 'on: the holder wants to be listed; off: he does not',
  },
  options: {
    listFormat: 'paper: a4, a4-large (large print) or a5',
    listOrder: 'order: number, callsign or name',
    ownPassword: 'password of the extension; else a new one is made (linphone needs none)',
    mailLetter: "send the letter's address to the holder by mail",
    issue: 'number of the issue; else the current one',
  },
  failures: {
    'directory-running': () => ({
      what: 'An issue of the directory is being made already.',
      why: 'They are made one after the other.',
      todo: 'Wait a few seconds: npx hamvoip directory show',
    }),
    'directory-locked': ({ issue }) => ({
      what: `The password of issue ${issue} cannot be shown any more.`,
      why: 'The key it is kept with is no longer in the data folder (seal.key).',
      todo: 'Make a new issue: npx hamvoip directory build',
    }),
    'consent-outdated': () => ({
      what: 'This consent was not kept.',
      why: 'The text that one says yes to is another one by now.',
      todo: 'Read the text as it is now, and say yes once more.',
    }),
    'handover-gone': () => ({
      what: 'This address does not work, or no longer.',
      why: 'A letter opens once. An address for settings works a day, for one phone.',
      todo: 'Ask an administrator for a new one.',
    }),
    'directory-failed': ({ reason }) => {
      const [why, todo] = WHY[String(reason)] ?? OURS;
      return { what: 'The directory was not made. The previous issue still holds.', why, todo };
    },
  },
  progress: 'Directory',
  made: (issue, entries, pages) =>
    `Issue ${issue} of the directory is ready: ${entries} ${entries === 1 ? 'extension' : 'extensions'}, ${pages} ${pages === 1 ? 'page' : 'pages'}.`,
  labels: {
    file: 'File',
    password: 'Password',
    changes: 'Since then',
    issue: 'Issue',
    listed: 'Listed',
    made: 'Made',
    automatic: 'By itself',
  },
  changes: (added, removed, changed) =>
    added + removed + changed === 0 ? 'nothing changed' : `${added} new, ${removed} gone, ${changed} changed`,
  counts: (listed, extensions) => `${listed} of ${extensions} extensions`,
  automatic: { yes: 'a new issue every day on which something changed', no: 'no, only when asked' },
  issue: (issue) => `Issue ${issue}`,
  keepPassword:
    'Every issue has a password of its own. An older one opens with its own.\nShow it later: npx hamvoip directory password',
  undrawable: (numbers) => `The name of ${numbers} has a character that the PDF cannot show.`,
  none: (command) => `There is no directory yet. Make the first:\n${command}`,
  nobody: (command) => `Nobody is listed yet. Did a holder ask you to be listed, put him in: ${command}`,
  columns: { issue: 'issue', made: 'made', entries: 'extensions', pages: 'pages', by: 'by', file: 'file' },
  listed: (number, version, since) =>
    `Extension ${number} wants to be listed since ${since} (text ${version}).`,
  notListed: (number) => `Extension ${number} does not want to be listed. The next issue will not name it.`,
  setUp: { address: 'Address', until: 'Works until', newPassword: 'New password' },
  setUpHint: {
    letter: 'The letter opens once. Give the address to the holder only.',
    phone: 'Enter the address on the phone. It works for one phone. Do not pass it on.',
  },
};
