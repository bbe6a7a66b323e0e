/** What the exchange sees of the phones of one extension, since it started. */
import { z } from 'zod';

/** Whether sound arrives: `badly` is less than nine packets of ten. */
const heard = z.enum(['well', 'badly', 'nothing']);

export const observationSchema = z.object({
  extension: z.string(),
  registersPerHour: z.number(),
  /** By programs that were registered here before, and by others: a new phone, or a stranger. */
  wrongPasswordsPerHour: z.object({ own: z.number(), others: z.number() }),
  /** Encrypted sound (SRTP) in the last offer of its own; null before there was one. */
  srtp: z.enum(['none', 'optional', 'required']).nullable(),
  /** Whether an address that a phone of it is registered from is banned. */
  banned: z.boolean(),
  /** How its last call sounded, or sounds; null when there was none since the exchange started. */
  lastCall: z
    .object({
      fromPhone: heard,
      /** As the phone reports; null when it does not. */
      toPhone: heard.nullable(),
    })
    .nullable(),
});
export type Observation = z.infer<typeof observationSchema>;
