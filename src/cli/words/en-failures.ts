import { EN_ACCESS_FAILURES } from './en-access.ts';
import { EN_ACCOUNT_FAILURES } from './en-accounts.ts';
import { EN_BACKUP_FAILURES } from './en-backup.ts';
import { EN_CONFERENCE } from './en-conference.ts';
import { EN_DEMO } from './en-demo.ts';
import { EN_DIRECTORY } from './en-directory.ts';
import { EN_EVENTS } from './en-events.ts';
import { EN_FEATURES } from './en-features.ts';
import { EN_IMPORT } from './en-import.ts';
import { EN_MAILBOXES } from './en-mailboxes.ts';
import { EN_MESSAGE } from './en-message.ts';
import { EN_PAGES } from './en-pages.ts';
import { EN_PROMPTS } from './en-prompts.ts';
import { EN_SETTINGS } from './en-settings.ts';
import { EN_SUSPENSION } from './en-suspension.ts';
import { EN_WATCH } from './en-watch.ts';
import type { Words } from './words.ts';

const HELP = 'npx hamvoip --help';

/** What may go wrong, why, and what helps. */
export const EN_FAILURES: Words['failures'] = {
  ...EN_ACCOUNT_FAILURES,
  ...EN_BACKUP_FAILURES,
  ...EN_SUSPENSION.failures,
  ...EN_FEATURES.failures,
  ...EN_CONFERENCE.failures,
  ...EN_EVENTS.failures,
  ...EN_WATCH.failures,
  ...EN_MESSAGE.failures,
  ...EN_PROMPTS.failures,
  ...EN_DEMO.failures,
  ...EN_MAILBOXES.failures,
  ...EN_DIRECTORY.failures,
  ...EN_SETTINGS.failures,
  usage: () => ({ what: 'This command is not right.', why: '', todo: HELP }),
  'settings-invalid': () => ({ what: 'A setting is not right.', why: '', todo: 'npx hamvoip config' }),
  'file-missing': ({ path }) => ({
    what: `There is no file ${path}.`,
    why: 'Nothing has this name here.',
    todo: 'Check the name and the folder.',
  }),
  'file-unreadable': ({ path }) => ({
    what: `The file ${path} cannot be read.`,
    why: 'It is not a text file, or you may not read it.',
    todo: `ls -l ${path}`,
  }),
  'not-running': () => ({
    what: 'The exchange is not running.',
    why: 'This command works only on an exchange that runs.',
    todo: 'npx hamvoip start',
  }),
  'already-running': ({ path }) => ({
    what: 'The exchange is already running.',
    why: `Another exchange uses the data folder ${path}.`,
    todo: 'npx hamvoip status',
  }),
  'answer-unreadable': () => ({
    what: 'The exchange gave an answer this command does not understand.',
    why: 'The exchange that runs is of another version than this command.',
    todo: 'Restart the exchange and try again.',
  }),
  'port-in-use': () => ({
    what: 'The exchange cannot use a port.',
    why: 'Another program uses that port already.',
    todo: 'Stop that program, or choose another port: npx hamvoip start --sip-port 5070',
  }),
  'port-not-allowed': () => ({
    what: 'The exchange may not use a port.',
    why: 'Ports below 1024 are for the system administrator.',
    todo: 'npx hamvoip start --sip-port 5060 --http-port 8080',
  }),
  'address-not-here': () => ({
    what: 'The exchange cannot listen on an address.',
    why: 'That address is not one of this machine.',
    todo: 'npx hamvoip start --bind 0.0.0.0',
  }),
  'out-of-descriptors': () => ({
    what: 'The exchange can open no more connections.',
    why: 'The system allows this process too few open files.',
    todo: 'ulimit -n 65536',
  }),
  'socket-failed': () => ({
    what: 'The exchange cannot use the network.',
    why: 'The system refused a port or an address.',
    todo: 'ip address',
  }),
  'data-in-use': ({ path, pid }) => ({
    what: `The data folder ${path} is in use.`,
    why: pid === undefined ? 'Another process uses the folder.' : `Process ${pid} uses the folder.`,
    todo: 'Wait until the other process is done, or choose another folder with --data.',
  }),
  'data-not-a-folder': ({ path }) => ({
    what: `${path} is not a folder.`,
    why: 'There is a file in its place.',
    todo: 'Choose another data folder with --data.',
  }),
  'data-not-allowed': ({ path }) => ({
    what: `You may not write in ${path}.`,
    why: 'The folder belongs to another user.',
    todo: 'Run the command as the user of the exchange, or choose another folder with --data.',
  }),
  'data-read-only': ({ path }) => ({
    what: `Writing does not work${path === undefined ? '' : ` in ${path}`}.`,
    why: 'The disk can only be read.',
    todo: 'Make the disk writable, or choose another folder with --data.',
  }),
  'data-full': () => ({ what: 'Storing does not work.', why: 'The disk is full.', todo: 'df -h' }),
  'data-failed': ({ path }) => ({
    what: `The data folder ${path} cannot be used.`,
    why: 'The system reported a fault.',
    todo: 'Check the disk, or choose another folder with --data.',
  }),
  'store-busy': () => ({
    what: 'The database is busy.',
    why: 'Another process is writing to it.',
    todo: 'Try again in a few seconds.',
  }),
  'store-newer': () => ({
    what: 'The database is of a newer version.',
    why: 'This version of hamvoip does not know its layout.',
    todo: 'Use the newer version again, or choose another folder with --data.',
  }),
  'store-broken': () => ({
    what: 'The database cannot be read.',
    why: 'The file is damaged, or it is not a database of hamvoip.',
    todo: 'Put a copy of the data folder back.',
  }),
  'request-invalid': () => ({
    what: 'The exchange does not understand this command.',
    why: 'A value is too long, or not of the right form.',
    todo: HELP,
  }),
  'not-found': ({ what, name }) => notFound(String(what), String(name)),
  'route-unknown': () => ({
    what: 'The exchange does not know this command.',
    why: 'The exchange that runs is of another version than this command.',
    todo: 'Restart the exchange and try again.',
  }),
  'number-taken': ({ number, row }) => ({
    what:
      number === undefined
        ? 'No number is free any more.'
        : row === undefined
          ? `Number ${number} is in use already.`
          : `Number ${number} stands in row ${row} already.`,
    why: 'A number can exist only once. Services and emergency numbers are fixed.',
    todo: 'Choose another number. See what there is: npx hamvoip extension list',
  }),
  'too-many-open': ({ most }) => ({
    what: 'There are too many at a time already.',
    why: `There can be ${most} at a time.`,
    todo: 'End or remove another one first, then try again.',
  }),
  'already-decided': ({ state }) => ({
    what: 'This was decided before.',
    why: decided(String(state)),
    todo: state === 'closed' ? 'npx hamvoip incident list' : 'npx hamvoip whitelist requests',
  }),
  ...EN_PAGES.failures,
  ...EN_IMPORT.failures,
  ...EN_ACCESS_FAILURES,
  'body-too-large': () => ({
    what: 'The command is too large.',
    why: 'The file or text is larger than the exchange takes.',
    todo: 'Make it shorter, or split the file.',
  }),
  'media-type-unknown': () => ({
    what: 'The exchange does not understand this command.',
    why: 'The form of the message is unknown.',
    todo: HELP,
  }),
  'number-invalid': ({ number }) => ({
    what: `${number} cannot be a number.`,
    why: 'A number has 2 to 8 digits.',
    todo: 'Choose a free one, such as 301, or 901 for a conference.',
  }),
  'callsign-invalid': ({ callsign }) => ({
    what: callsign ? `${callsign} is not a call sign.` : 'The call sign is missing.',
    why: 'A call sign has letters and digits, such as PA3XYZ, without /P or /M.',
    todo: 'Give it like this: --callsign PA3XYZ',
  }),
  'name-invalid': ({ longest }) => ({
    what: 'This name cannot be used.',
    why: `A name has 1 to ${longest} readable characters.`,
    todo: 'Give the name like this: --name "Jan"',
  }),
  'email-invalid': () => ({
    what: 'This is not an e-mail address.',
    why: 'An e-mail address looks like name@example.net.',
    todo: 'Correct the address, or leave out --email.',
  }),
  'password-invalid': () => ({
    what: 'This password cannot be used.',
    why: 'A password has 8 to 64 plain letters, digits and signs, without accents.',
    todo: 'Leave out --password. The exchange then makes a strong one.',
  }),
  'password-weak': () => ({
    what: 'This password is too short.',
    why: 'A password of fewer than 8 characters is soon guessed.',
    todo: 'Leave out --password. If the phone can take no more, add --weak.',
  }),
  'pin-invalid': ({ shortest, longest }) => ({
    what: 'This PIN cannot be used.',
    why: `A PIN has ${shortest} to ${longest} digits.`,
    todo: 'Give the PIN like this: --pin 482913',
  }),
  'address-invalid': ({ address }) => ({
    what: `${address} is not an address.`,
    why: 'An address looks like 192.0.2.7 or 2001:db8::7.',
    todo: 'Correct it. The whitelist also takes a network or a name: 192.0.2.0/24, home.example.net',
  }),
  'network-too-wide': ({ entry }) => ({
    what: `The network ${entry} is too wide.`,
    why: 'A whitelist entry is at most as wide as /16 (IPv4) or /32 (IPv6).',
    todo: "Give the holder's own address only.",
  }),
  'duration-invalid': () => ({
    what: 'This duration cannot be used.',
    why: 'It is a whole number with a unit: s, m, h or d. A ban lasts from 1 second to 10 years; an end lies in the future.',
    todo: 'Give the duration with its unit: --for 90s, --for 60m, --for 2h or --for 7d',
  }),
  'csv-invalid': ({ reason, column, line }) => ({
    what: 'This file is not a list of extensions.',
    why: csvReason(String(reason), String(column), String(line)),
    todo: 'Begin the file with this line: number,callsign,name,email,password',
  }),
  'rows-refused': ({ refused, rows }) => ({
    what: 'Nothing was changed.',
    why: `${refused} of ${rows} rows cannot be used.`,
    todo: 'Correct these rows and give the same command again.',
  }),
  'internal-fault': () => ({
    what: 'The exchange made a mistake.',
    why: 'It is in hamvoip, not in what you did.',
    todo: 'Give the command with --debug and report what it prints.',
  }),
  'store-failed': ({ reason }) => ({
    what: 'It could not be stored. Nothing was changed.',
    why: storeReason(String(reason)),
    todo: reason === 'busy' ? 'Try again in a few seconds.' : 'df -h',
  }),
  'store-unread': ({ reason }) => ({
    what: 'This could not be read from the database. Whether there is anything is not known now.',
    why: storeReason(String(reason)),
    todo: reason === 'busy' ? 'Try again in a few seconds.' : 'npx hamvoip doctor',
  }),
};

/** Requests, applications and incidents. */
function decided(state: string): string {
  switch (state) {
    case 'granted':
      return 'The request was granted.';
    case 'approved':
      return 'The application was approved.';
    case 'refused':
      return 'It was refused.';
    case 'closed':
      return 'The incident is closed.';
    default:
      return 'Somebody else was first.';
  }
}

function notFound(what: string, name: string) {
  const list: Readonly<Record<string, readonly [subject: string, command: string]>> = {
    extension: ['extension', 'extension list'],
    conference: ['conference', 'conference list'],
    participant: ['participant', 'conference show'],
    radio: ['radio', 'radio list'],
    suspension: ['suspension', 'suspension list'],
    ban: ['ban of', 'ban list'],
    'whitelist-entry': ['whitelist entry', 'whitelist list'],
    'whitelist-request': ['request', 'whitelist requests'],
    token: ['token', 'token list'],
    phone: ['phone', 'phones'],
    application: ['application', 'extension list'],
    incident: ['incident', 'incident list'],
    'voice-message': ['voice message', 'mailbox list'],
    greeting: ['greeting of', 'mailbox list'],
    page: ['page', 'pages list'],
    'page-version': ['version', 'pages list'],
    'page-draft': ['draft of', 'pages list'],
    administrator: ['administrator', 'admin list'],
    session: ['session', 'admin list'],
    passkey: ['passkey', 'admin list'],
    trace: ['trace', 'trace list'],
    instruction: ['instruction', 'instruction list'],
    message: ['message', 'message list'],
    reply: ['answer', 'message replies'],
    template: ['template', 'instruction templates'],
    prompt: ['prompt', 'prompt list'],
    backup: ['backup', 'backup --help'],
    call: ['call', 'call list'],
    'directory-issue': ['issue of the directory with number', 'directory list'],
    handover: ['letter or address for settings', 'extension list'],
    'directory-build': ['issue in the making', 'directory show'],
    certificate: ['certificate for', 'config'],
  };
  const [subject, command] = list[what] ?? ['', '--help'];
  return {
    what: `There is no ${subject} ${name}.`,
    why: 'Perhaps it has another name, or is gone already.',
    todo: `npx hamvoip ${command}`,
  };
}

function csvReason(reason: string, column: string, line: string): string {
  switch (reason) {
    case 'unknown-column':
      return `The column "${column}" is unknown.`;
    case 'missing-column':
      return `The column "${column}" is missing.`;
    case 'too-many-cells':
      return `Line ${line} has more fields than there are columns.`;
    case 'open-quote':
      return `A closing quote is missing on line ${line}.`;
    default:
      return 'There are no extensions in it.';
  }
}

function storeReason(reason: string): string {
  switch (reason) {
    case 'full':
      return 'The disk is full.';
    case 'read-only':
      return 'The disk can only be read.';
    case 'busy':
      return 'The database is busy.';
    default:
      return 'The database reported a fault.';
  }
}
