import type { AccountFailures, AccountWords } from './account-words.ts';

export const EN_ACCOUNTS: AccountWords = {
  created: (name) => `Administrator ${name} is made.`,
  removed: (name) => `${name} is no administrator any more.`,
  none: (command) => `Nobody is an administrator yet. Make the first:\n  ${command}`,
  openLink: (until) => `This link chooses the password. It works once, until ${until}:`,
  tunnel: [
    'Over the internet it has to be encrypted. Make a tunnel on your own computer:',
    'Leave it open, and open this link there:',
  ],
  setupLink: (until) => `This link makes the first administrator. It works once, until ${until}:`,
  columns: { name: 'name', means: 'logs in with', lastLogin: 'last log-in', by: 'made by' },
  means: { password: 'password', totp: 'code', passkey: 'passkey', none: 'nothing yet' },
  never: 'never',
  notSetUp: [
    'The exchange runs, but is not set up yet.',
    'Open this link within 30 minutes on your phone or computer:',
  ],
  expired: (command) => `Link expired?  ${command}`,
};

export const EN_ACCOUNT_FAILURES: AccountFailures = {
  'login-needed': () => ({
    what: 'This is for who has logged in.',
    why: 'The page shows what is somebody’s own.',
    todo: 'Log in on the site.',
  }),
  'login-failed': () => ({
    what: 'The log-in failed.',
    why: 'Name and password do not belong together.',
    todo: 'Try again, or have a link sent to your mail.',
  }),
  'second-factor-needed': () => ({
    what: 'A code is needed, too.',
    why: 'This administrator has set an authenticator app.',
    todo: 'Type the six digits the app shows.',
  }),
  'code-wrong': () => ({
    what: 'The code is wrong.',
    why: 'It is mistyped, too old, or was used already.',
    todo: 'Wait for the next code and type that. Check the clock of the phone.',
  }),
  'passkey-refused': () => ({
    what: 'The passkey was not accepted.',
    why: 'It belongs to another site or was removed, or it took longer than 5 minutes.',
    todo: 'Try again, or log in another way.',
  }),
  'session-ended': () => ({
    what: 'You are logged out.',
    why: 'You were away for long, or the session was ended.',
    todo: 'Log in again.',
  }),
  'member-only': () => ({
    what: 'This is for extension holders.',
    why: 'It shows what belongs to one extension.',
    todo: 'Log in with your extension.',
  }),
  'csrf-missing': () => ({
    what: 'The page is too old.',
    why: 'It was opened in another session.',
    todo: 'Load the page again and try once more.',
  }),
  'origin-foreign': () => ({
    what: 'The request comes from another site.',
    why: 'Only pages of this site may do this.',
    todo: 'Open the page of this site and try there.',
  }),
  'connection-insecure': () => ({
    what: 'The connection is not encrypted.',
    why: 'A password over plain HTTP can be read on the way.',
    todo: 'Set HAMVOIP_HTTPS=true, or go through a tunnel: ssh -L 8080:localhost:8080 <host>',
  }),
  'last-administrator': ({ name }) => ({
    what: `${name ?? 'This'} is the last administrator.`,
    why: 'Without one nobody could log in to the console.',
    todo: 'Make another one first: npx hamvoip admin add NAME',
  }),
  'link-spent': () => ({
    what: 'The link works no longer.',
    why: 'It was used, its time is over, or another browser opened it first.',
    todo: 'Ask for a new one.',
  }),
  'phone-login-off': () => ({
    what: 'Nobody can log in with a phone here.',
    why: 'The administrator has switched it off (HAMVOIP_PHONE_LOGIN=false).',
    todo: 'Log in with a link by mail or with a password.',
  }),
  'phone-login-waiting': () => ({
    what: 'The phone has not called yet.',
    why: 'The code has to come from a phone of the extension.',
    todo: 'Dial *70 and the code behind it.',
  }),
  'phone-login-ended': () => ({
    what: 'The code works no longer.',
    why: 'It was used, or is older than two minutes.',
    todo: 'Ask for a new one.',
  }),
  'setup-done': () => ({
    what: 'The exchange is set up already.',
    why: 'There is an administrator.',
    todo: 'npx hamvoip admin list',
  }),
  'password-short': ({ shortest }) => ({
    what: 'The password is too short.',
    why: `A password of an administrator has ${shortest ?? 12} characters or more.`,
    todo: 'Take a few words in a row.',
  }),
  'confirmation-wrong': ({ number }) => ({
    what: 'Nothing was deleted.',
    why: `The number that was typed is not ${number ?? 'that of the extension'}.`,
    todo: 'Type the number of the extension once more.',
  }),
};
