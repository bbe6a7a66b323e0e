import type { GuardWords } from './guard-words.ts';

export const NL_GUARD: GuardWords = {
  bans: {
    none: 'Er zijn de laatste zeven dagen geen blokkades afgelopen.',
    columns: {
      address: 'adres',
      cause: 'oorzaak',
      since: 'sinds',
      ended: 'afgelopen',
      username: 'laatste gebruikersnaam',
    },
  },
  requests: {
    none: 'Er zijn geen aanvragen.',
    granted: (entry, extension) => `${entry} is een uitzondering voor extensie ${extension}.`,
    refused: (entry, extension) => `De aanvraag van extensie ${extension} voor ${entry} is afgewezen.`,
    columns: {
      id: 'kenmerk',
      entry: 'adres',
      extension: 'extensie',
      state: 'staat',
      asked: 'gevraagd',
      note: 'notitie',
    },
    states: { open: 'open', granted: 'toegekend', refused: 'afgewezen' },
  },
  bannedByHand: (command) => `Een blokkade met de hand geldt hier nog. Opheffen: ${command}`,
  trace: {
    begun: (extension, until) => `SIP-berichten van extensie ${extension} worden bewaard tot ${until}.`,
    look: (command) => `Bekijk ze zo: ${command}`,
    stopped: (extension) => `Van extensie ${extension} wordt niets meer bewaard.`,
    removed: (extension) => `De bewaarde berichten van extensie ${extension} zijn weg.`,
    none: 'Er zijn geen bewaarde SIP-berichten.',
    noMessages: 'Er zijn nog geen berichten.',
    columns: { id: 'kenmerk', extension: 'extensie', from: 'van', until: 'tot', by: 'door' },
    running: 'loopt',
    directions: { in: 'van het toestel', out: 'naar het toestel' },
  },
};
