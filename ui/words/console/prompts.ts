import type { Prompt } from '../../../src/web/contract/prompts.ts';
import { number } from '../format.ts';
import { inBoth } from '../in-both.ts';

type Situation = Prompt['situation'];

export const promptWords = inBoth({
  nl: {
    title: 'Gesproken tekst',
    lead: 'Wat de centrale zegt, in het Nederlands en in het Engels. Elke opname kan door een eigen stem worden vervangen.',
    situation: 'Wanneer',
    count: 'Opnamen',
    own: 'Eigen',
    languages: { nl: 'Nederlands', en: 'Engels' },
    situations: {
      calls: 'Bellen en niet doorkomen',
      conferences: 'Conferentiebruggen',
      services: 'Tijd, eigen nummer, toetsen',
      quality: 'Gespreksmeting',
      outages: 'Storing en onderhoud',
      voicemail: 'Voicemail',
      login: 'Inloggen met een toestel',
      numbers: 'Getallen',
      letters: 'Spelalfabet',
      words: 'Dagen, maanden en losse woorden',
    } satisfies Record<Situation, string>,
    back: 'Alle gesproken tekst',
    says: 'Zegt',
    ownVoice: 'eigen opname',
    shipped: 'meegeleverd',
    seconds: (seconds: number) => `${number(seconds, 'nl')} s`,
    listen: (text: string) => `Luister: ${text}`,
    replace: 'Vervang…',
    file: 'WAV-bestand',
    fileHint:
      '0,3 tot 20 seconden; 16 bits PCM, A-law of µ-law; 8 tot 48 kHz; mono of stereo. We maken hem zo hard als de rest. Hij wordt meteen gebruikt.',
    use: 'Gebruik deze opname',
    reset: 'Terug naar de meegeleverde',
    shortSilence: 'Van deze opnamen worden zinnen gemaakt: laat er hooguit een tiende seconde stilte omheen.',
    done: { replaced: 'De opname is vervangen.', reset: 'De meegeleverde opname is terug.' },
  },
  en: {
    title: 'Spoken text',
    lead: 'What the exchange says, in Dutch and in English. Each recording can be replaced by a voice of your own.',
    situation: 'When',
    count: 'Recordings',
    own: 'Own',
    languages: { nl: 'Dutch', en: 'English' },
    situations: {
      calls: 'Calling and not getting through',
      conferences: 'Conference bridges',
      services: 'Time, own number, keys',
      quality: 'Measurement of a call',
      outages: 'Outages and maintenance',
      voicemail: 'Voicemail',
      login: 'Logging in with a phone',
      numbers: 'Numbers',
      letters: 'Spelling alphabet',
      words: 'Days, months and single words',
    } satisfies Record<Situation, string>,
    back: 'All spoken text',
    says: 'Says',
    ownVoice: 'own recording',
    shipped: 'shipped',
    seconds: (seconds: number) => `${number(seconds, 'en')} s`,
    listen: (text: string) => `Listen: ${text}`,
    replace: 'Replace…',
    file: 'WAV file',
    fileHint:
      '0.3 to 20 seconds; 16-bit PCM, A-law or µ-law; 8 to 48 kHz; one channel or two. We make it as loud as the rest. It is used at once.',
    use: 'Use this recording',
    reset: 'Back to the shipped one',
    shortSilence:
      'Lines are put together from these recordings: leave no more silence around them than a tenth of a second.',
    done: { replaced: 'The recording is replaced.', reset: 'The shipped recording is back.' },
  },
});
