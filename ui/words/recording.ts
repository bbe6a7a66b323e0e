import type { PageLanguage } from '../../src/web/contract/pages-bundle.ts';
import { problemSchema } from '../../src/web/contract.ts';
import { number } from './format.ts';
import { inBoth } from './in-both.ts';

interface Measured {
  readonly seconds: string;
}

const FAULTS = inBoth<Readonly<Record<string, (measured: Measured) => string>>>({
  nl: {
    'not-wav': () =>
      'Dit is geen WAV-bestand. Bewaar de opname als WAV (16 bits PCM) en probeer het opnieuw.',
    encoding: () =>
      'Dit soort WAV lezen we niet. Bewaar de opname als 16 bits PCM, 8.000 tot 48.000 Hz, mono of stereo.',
    'too-long': ({ seconds }) => `De opname duurt ${seconds} seconden. Dat is te lang. Knip er iets af.`,
    'too-short': ({ seconds }) => `De opname duurt maar ${seconds} seconden. Spreek iets langer in.`,
    'too-quiet': () => 'De opname is te zacht. Spreek dichter bij de microfoon.',
    clipped: () => 'De opname is te hard en daardoor vervormd. Zet de microfoon zachter.',
  },
  en: {
    'not-wav': () => 'This is no WAV file. Save the recording as WAV (16-bit PCM) and try again.',
    encoding: () =>
      'We do not read this kind of WAV. Save the recording as 16-bit PCM, 8,000 to 48,000 Hz, mono or stereo.',
    'too-long': ({ seconds }) =>
      `The recording lasts ${seconds} seconds. That is too long. Cut something off.`,
    'too-short': ({ seconds }) => `The recording lasts only ${seconds} seconds. Speak a little longer.`,
    'too-quiet': () => 'The recording is too soft. Speak closer to the microphone.',
    clipped: () => 'The recording is too loud and so distorted. Turn the microphone down.',
  },
});

const NO_FILE = inBoth<string>({ nl: 'Kies eerst een bestand.', en: 'Choose a file first.' });

export function noFile(language: PageLanguage): string {
  return NO_FILE[language];
}

/** Why the API does not take a recording; undefined when it is for another reason. */
export function recordingFault(body: unknown, language: PageLanguage): string | undefined {
  const { success, data } = problemSchema.safeParse(body);
  if (!success || data.code !== 'recording-invalid') return undefined;
  const { reason, seconds } = data.values;
  return FAULTS[language][String(reason)]?.({ seconds: number(Number(seconds ?? 0), language) });
}
