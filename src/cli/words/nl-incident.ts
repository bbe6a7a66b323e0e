import type { IncidentWords } from './incident-words.ts';

export const NL_INCIDENT: IncidentWords = {
  commands: {
    incident: 'storingen en gepland onderhoud',
    'incident open': 'meld leden dat iets niet werkt, of straks niet',
    'incident update': 'zet een bericht bij een storing',
    'incident close': 'meld dat het voorbij is, en wat het was',
    'incident list': 'toon de storingen van de laatste 90 dagen',
  },
  options: {
    incidentParts: 'calls, conferences, website, registration, met komma’s; anders alles',
    incidentMaintenance: 'gepland werk, geen storing',
    incidentFrom: 'wanneer het begint; anders nu',
    incidentUntil: 'wanneer het werk klaar is',
  },
  arguments: {
    incident: 'de storing, zoals `incident list` haar toont',
    incidentTitle: 'in een paar woorden: wat is er',
    incidentText: 'wat leden ervan merken',
    incidentCause: 'wat het was en wat eraan gedaan is',
  },
  opened: (id) => `Het staat op de statuspagina, en *55 vertelt het. Het heet ${id}.`,
  updated: 'Het bericht staat op de statuspagina.',
  closed: 'De storing is afgesloten.',
  none: 'Er was de laatste 90 dagen geen storing.',
  columns: { id: 'storing', title: 'wat', state: 'toestand', from: 'van' },
  states: { planned: 'gepland', open: 'open', closed: 'voorbij' },
};
