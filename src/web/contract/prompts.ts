/** What the exchange says, and in whose voice. */
import { z } from 'zod';

export const promptSchema = z.object({
  /** A language and a name: `nl/emergency`. */
  id: z.string(),
  /** What the recording that came with the program says. */
  words: z.string(),
  /** When it is said. */
  situation: z.enum([
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
  ]),
  /** Whether a recording of the club's own is in its place. */
  own: z.boolean(),
  seconds: z.number(),
});
export type Prompt = z.infer<typeof promptSchema>;

/** Twenty seconds of two channels at 48 kHz, and what stands around them. */
export const LARGEST_RECORDING_BYTES = 4 * 1024 * 1024;
