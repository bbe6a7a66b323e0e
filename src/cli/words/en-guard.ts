import type { GuardWords } from './guard-words.ts';

export const EN_GUARD: GuardWords = {
  bans: {
    none: 'No ban ended in the last seven days.',
    columns: {
      address: 'address',
      cause: 'cause',
      since: 'since',
      ended: 'ended',
      username: 'last user name',
    },
  },
  requests: {
    none: 'There are no requests.',
    granted: (entry, extension) => `${entry} is on the whitelist for extension ${extension}.`,
    refused: (entry, extension) => `The request of extension ${extension} for ${entry} is refused.`,
    columns: {
      id: 'id',
      entry: 'address',
      extension: 'extension',
      state: 'state',
      asked: 'asked',
      note: 'note',
    },
    states: { open: 'open', granted: 'granted', refused: 'refused' },
  },
  bannedByHand: (command) => `A ban by hand goes on here. Lift it: ${command}`,
  trace: {
    begun: (extension, until) => `SIP messages of extension ${extension} are kept until ${until}.`,
    look: (command) => `Look at them: ${command}`,
    stopped: (extension) => `Nothing more is kept of extension ${extension}.`,
    removed: (extension) => `The kept messages of extension ${extension} are gone.`,
    none: 'There are no kept SIP messages.',
    noMessages: 'There are no messages yet.',
    columns: { id: 'id', extension: 'extension', from: 'from', until: 'until', by: 'by' },
    running: 'running',
    directions: { in: 'from the phone', out: 'to the phone' },
  },
};
