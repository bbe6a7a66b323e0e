import type { AccessFailures, AccessWords } from './access-words.ts';

export const EN_ACCESS: AccessWords = {
  token: {
    created: (name) => `Token ${name} is made.`,
    revoked: (name) => `Token ${name} works no longer.`,
    none: (command) => `There are no tokens yet. Make one:\n  ${command}`,
    keepSecret: 'Keep the token: it is shown this once.',
    useAs: 'A script sends it as header: Authorization: Bearer <token>',
    labels: { secret: 'Token', scopes: 'May', until: 'Until' },
    columns: { name: 'name', scopes: 'may', until: 'until', used: 'last used', by: 'made by' },
    forEver: 'no end',
    never: 'never',
    noLonger: (at) => `revoked ${at}`,
    expired: (at) => `ended ${at}`,
  },
  audit: {
    none: 'The log is empty.',
    columns: { seq: 'no.', at: 'time', actor: 'who', action: 'what', target: 'on what', detail: 'how' },
    intact: (rows) => (rows === 1 ? 'The log is whole: 1 row.' : `The log is whole: ${rows} rows.`),
    keepHead: 'To see later that nothing was cut off, keep this command:',
    more: (command) => `There is more: ${command}`,
  },
};

export const EN_ACCESS_FAILURES: AccessFailures = {
  'token-missing': () => ({
    what: 'This needs a token.',
    why: 'Over the network the exchange works for tokens only.',
    todo: 'npx hamvoip token create --scope read',
  }),
  'token-invalid': () => ({
    what: 'The token does not work.',
    why: 'It is mistyped, revoked, or its time is over.',
    todo: 'npx hamvoip token list',
  }),
  'scope-missing': ({ scope }) => ({
    what: 'The token may not do this.',
    why: `It lacks the scope ${scope ?? 'admin'}.`,
    todo: `npx hamvoip token create --scope ${scope ?? 'admin'}`,
  }),
  'scope-invalid': () => ({
    what: 'There is no such scope.',
    why: 'The scopes are: read, people, write, bans, suspend, kiosk and admin.',
    todo: 'npx hamvoip token create --scope read,people',
  }),
  'name-taken': ({ name }) => ({
    what: `The name ${name} is in use.`,
    why: 'Two things that work at one time have two names.',
    todo: 'Choose another name.',
  }),
  'too-many-tokens': ({ most }) => ({
    what: 'There are too many tokens.',
    why: `At most ${most ?? 100} work at one time.`,
    todo: 'Revoke one that is not needed: npx hamvoip token list',
  }),
  'too-many-requests': () => ({
    what: 'That was too fast.',
    why: 'More requests came than the exchange takes from one caller.',
    todo: 'Wait a moment and try again.',
  }),
  'request-in-progress': () => ({
    what: 'The exchange is working on this request.',
    why: 'The same request came before and has no answer yet.',
    todo: 'Wait a moment and try again.',
  }),
  'request-key-reused': () => ({
    what: 'The key belongs to another request.',
    why: 'An Idempotency-Key stands for one request only.',
    todo: 'Take a new key for each request.',
  }),
  'audit-broken': ({ seq, reason }) => ({
    what: `The log is not whole: row ${seq}.`,
    why: reason === 'missing' ? 'The row is missing.' : 'The row was changed after it was written.',
    todo: 'Compare it with a backup, and ask who could write to the database.',
  }),
  'audit-head-differs': ({ seq }) => ({
    what: `Row ${seq} is not the one you kept.`,
    why: 'The log was written anew, or it is the log of another exchange.',
    todo: 'Compare it with a backup, and ask who could write to the database.',
  }),
};
