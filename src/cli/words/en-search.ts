import type { SearchWords } from './search-words.ts';

export const EN_SEARCH: SearchWords = {
  commands: { search: 'look through everything an administrator works with' },
  arguments: { wanted: 'one or more words: a number, name, address or code; all must be there' },
  none: (wanted) => `Nothing found for “${wanted}”. Try another word, or a part of it.`,
  columns: { kind: 'kind', what: 'what', detail: 'with it', when: 'when' },
  kinds: {
    extension: 'extension',
    phone: 'phone',
    bridge: 'conference bridge',
    ban: 'ban',
    whitelist: 'whitelist entry',
    suspension: 'suspension',
    incident: 'incident',
    instruction: 'instruction',
    page: 'page of your own',
    message: 'message',
    'ended-ban': 'ended ban',
    'ended-suspension': 'ended suspension',
    setting: 'setting',
    problem: 'code',
  },
  everyone: 'everyone',
  messageStates: { draft: 'draft', sent: 'sent', retracted: 'retracted' },
  more: 'There is more. Search with one more word.',
  unknown: (kinds) =>
    `Unknown, because these cannot be looked through now: ${kinds}. Try again in a few seconds.`,
};
