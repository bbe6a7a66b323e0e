/** Reason phrases, because phones show them: short, ASCII, in the language of the exchange. */
const REASONS = {
  nl: {
    unknownNumber: 'Nummer bestaat niet',
    unreachable: 'Niet bereikbaar',
    noEmergencyCalls: 'Bel 112 met je gewone telefoon',
    notYet: 'Dienst is er nog niet',
    foreignDomain: 'Onbekend domein',
    tooManyCalls: 'Te veel gesprekken tegelijk',
    tooManyNewCalls: 'Te veel gesprekken achter elkaar',
    conferenceFull: 'Brug is vol',
    conferenceClosed: 'Brug is gesloten',
    suspended: 'Buiten gebruik',
    busy: 'In gesprek',
    maintenance: 'Onderhoud',
  },
  en: {
    unknownNumber: 'No such number',
    unreachable: 'Not reachable',
    noEmergencyCalls: 'Use your ordinary telephone for 112',
    notYet: 'Service not there yet',
    foreignDomain: 'Unknown domain',
    tooManyCalls: 'Too many calls at once',
    tooManyNewCalls: 'Too many calls in a row',
    conferenceFull: 'Conference is full',
    conferenceClosed: 'Conference is closed',
    suspended: 'Suspended',
    busy: 'Busy',
    maintenance: 'Maintenance',
  },
} as const;

export type Reason = keyof (typeof REASONS)['en'];

export function reasonText(language: keyof typeof REASONS, reason: Reason): string {
  return REASONS[language][reason];
}
