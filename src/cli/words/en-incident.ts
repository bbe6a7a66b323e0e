import type { IncidentWords } from './incident-words.ts';

export const EN_INCIDENT: IncidentWords = {
  commands: {
    incident: 'incidents and planned maintenance',
    'incident open': 'tell members that something does not work, or will not',
    'incident update': 'add a message to an incident',
    'incident close': 'say that it is over, and what it was',
    'incident list': 'show the incidents of the last 90 days',
  },
  options: {
    incidentParts: 'calls, conferences, website, registration, with commas; else everything',
    incidentMaintenance: 'planned work, not an incident',
    incidentFrom: 'when it begins; else now',
    incidentUntil: 'when the work will be done',
  },
  arguments: {
    incident: 'the incident, as `incident list` shows it',
    incidentTitle: 'in a few words: what is it',
    incidentText: 'what members notice',
    incidentCause: 'what it was and what was done',
  },
  opened: (id) => `It is on the status page, and *55 tells it. It is called ${id}.`,
  updated: 'The message is on the status page.',
  closed: 'The incident is closed.',
  none: 'There was no incident in the last 90 days.',
  columns: { id: 'incident', title: 'what', state: 'state', from: 'from' },
  states: { planned: 'planned', open: 'open', closed: 'over' },
};
