import type { PromptName } from './prompt.ts';

/** When something is said. Single words, from which lines are put together, are of three kinds. */
export const SITUATIONS = [
  'calls',
  'conferences',
  'services',
  'quality',
  'outages',
  'voicemail',
  'login',
  'numbers',
  'letters',
  'words',
] as const;

export type Situation = (typeof SITUATIONS)[number];

/** Sentences, and the words of a measurement; numbers and letters are told by their names, the rest are words. */
const BY_SITUATION: Readonly<Partial<Record<Situation, readonly PromptName[]>>> = {
  calls: [
    'emergency',
    'unknown-number',
    'unreachable',
    'suspended',
    'too-many-calls',
    'forward-loop',
    'call-ends',
    'maintenance',
    'not-possible-now',
    'goodbye',
  ],
  conferences: [
    'not-private',
    'conference-closed',
    'conference-full',
    'conference-locked',
    'participants-here',
    'enter-pin',
    'wrong-pin',
    'too-many-pins',
  ],
  services: ['the-time', 'universal-time', 'your-number', 'your-callsign', 'press-keys'],
  quality: [
    'measure',
    'measured',
    'previous-call',
    'no-previous-call',
    'nothing-heard',
    'to-exchange',
    'to-phone',
    'packet-loss',
    'jitter',
    'delay',
    'quality',
    'excellent',
    'good',
    'fair',
    'poor',
    'bad',
    'out-of-five',
  ],
  outages: [
    'all-works',
    'outage',
    'outage-calls',
    'outage-conferences',
    'outage-registration',
    'outage-website',
    'planned-maintenance',
  ],
  voicemail: [
    'voicemail-of',
    'leave-message',
    'mailbox-full',
    'message-saved',
    'message-not-saved',
    'message-empty',
    'you-have',
    'new-message',
    'new-messages',
    'kept-message',
    'kept-messages',
    'no-messages',
    'no-more-messages',
    'message',
    'from-number',
    'message-keys',
    'message-deleted',
    'message-kept',
    'mailbox-keys',
    'greeting-keys',
    'record-greeting',
    'greeting-saved',
    'greeting-usual',
    'nothing-recorded',
    'voicemail-on',
    'voicemail-off',
  ],
  login: ['enter-login-code', 'login-confirmed', 'login-code-wrong', 'too-many-codes'],
};

const SITUATION_OF: ReadonlyMap<PromptName, Situation> = new Map(
  SITUATIONS.flatMap((situation) =>
    (BY_SITUATION[situation] ?? []).map((name): [PromptName, Situation] => [name, situation]),
  ),
);

export function situationOf(name: PromptName): Situation {
  const known = SITUATION_OF.get(name);
  if (known !== undefined) return known;
  if (name.startsWith('number-')) return 'numbers';
  return name.startsWith('letter-') ? 'letters' : 'words';
}
