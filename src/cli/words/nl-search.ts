import type { SearchWords } from './search-words.ts';

export const NL_SEARCH: SearchWords = {
  commands: { search: 'zoek in alles waar een beheerder mee werkt' },
  arguments: { wanted: 'een of meer woorden: een nummer, naam, adres of code; alle moeten erin staan' },
  none: (wanted) => `Niets gevonden op “${wanted}”. Probeer een ander woord, of een deel ervan.`,
  columns: { kind: 'soort', what: 'wat', detail: 'erbij', when: 'wanneer' },
  kinds: {
    extension: 'extensie',
    phone: 'toestel',
    bridge: 'conferentiebrug',
    ban: 'blokkade',
    whitelist: 'uitzondering',
    suspension: 'schorsing',
    incident: 'storing',
    instruction: 'instructie',
    page: 'eigen pagina',
    message: 'bericht',
    'ended-ban': 'afgelopen blokkade',
    'ended-suspension': 'afgelopen schorsing',
    setting: 'instelling',
    problem: 'code',
  },
  everyone: 'iedereen',
  messageStates: { draft: 'concept', sent: 'verstuurd', retracted: 'ingetrokken' },
  more: 'Er is meer. Zoek met een woord erbij.',
  unknown: (kinds) =>
    `Onbekend, want nu niet te doorzoeken: ${kinds}. Probeer het over een paar tellen nog eens.`,
};
