import type { PromptName } from '../../media/prompts/prompt.ts';

/** Reason phrases, because phones show them: short, ASCII, in the language of the exchange. */
const REASONS = {
  nl: {
    unknownNumber: 'Nummer bestaat niet',
    unreachable: 'Niet bereikbaar',
    noEmergencyCalls: 'Bel 112 met je gewone telefoon',
    foreignDomain: 'Onbekend domein',
    onlySecure: 'Alleen via TLS',
    tooManyCalls: 'Te veel gesprekken tegelijk',
    tooManyNewCalls: 'Te veel gesprekken achter elkaar',
    conferenceFull: 'Brug is vol',
    conferenceClosed: 'Brug is gesloten',
    conferenceLocked: 'Brug is op slot',
    tooManyPins: 'Te vaak een verkeerde pincode',
    suspended: 'Buiten gebruik',
    busy: 'In gesprek',
    nothingToPickUp: 'Er is niets op te nemen',
    loop: 'Doorschakelen draait rond',
    tooManyHops: 'Te vaak doorgeschakeld',
    notWatchable: 'Geen toestemming om te volgen',
    tooManyMessages: 'Te veel berichten achter elkaar',
    tooManyStored: 'Te veel berichten wachten',
    noTexts: 'Toestel kan geen berichten tonen',
    maintenance: 'Onderhoud',
  },
  en: {
    unknownNumber: 'No such number',
    unreachable: 'Not reachable',
    noEmergencyCalls: 'Use your ordinary telephone for 112',
    foreignDomain: 'Unknown domain',
    onlySecure: 'Only over TLS',
    tooManyCalls: 'Too many calls at once',
    tooManyNewCalls: 'Too many calls in a row',
    conferenceFull: 'Conference is full',
    conferenceClosed: 'Conference is closed',
    conferenceLocked: 'Conference is locked',
    tooManyPins: 'Too many wrong PINs',
    suspended: 'Suspended',
    busy: 'Busy',
    nothingToPickUp: 'Nothing to pick up',
    loop: 'Forwarding goes round',
    tooManyHops: 'Forwarded too often',
    notWatchable: 'No consent to watch',
    tooManyMessages: 'Too many messages in a row',
    tooManyStored: 'Too many messages are waiting',
    noTexts: 'Phone cannot show messages',
    maintenance: 'Maintenance',
  },
} as const;

/** The same said aloud, where a caller needs to hear it: a phone without a display says nothing else. */
const PROMPTS: Partial<Record<Reason, PromptName>> = {
  noEmergencyCalls: 'emergency',
  suspended: 'suspended',
  conferenceClosed: 'conference-closed',
  conferenceLocked: 'conference-locked',
  unknownNumber: 'unknown-number',
  unreachable: 'unreachable',
  conferenceFull: 'conference-full',
  tooManyPins: 'too-many-pins',
  tooManyCalls: 'too-many-calls',
  loop: 'forward-loop',
  tooManyHops: 'forward-loop',
};

export type Reason = keyof (typeof REASONS)['en'];

export function reasonText(language: keyof typeof REASONS, reason: Reason): string {
  return REASONS[language][reason];
}

export function promptOf(reason: Reason): PromptName | undefined {
  return PROMPTS[reason];
}
