/** What the exchange sees of the phones of one extension, since it started. */
import { z } from 'zod';

export const observationSchema = z.object({
  extension: z.string(),
  registersPerHour: z.number(),
  /** By programs that were registered here before, and by others: a new phone, or a stranger. */
  wrongPasswordsPerHour: z.object({ own: z.number(), others: z.number() }),
  /** Encrypted sound (SRTP) in the last offer of its own; null before there was one. */
  srtp: z.enum(['none', 'optional', 'required']).nullable(),
  /** Whether an address that a phone of it is registered from is banned. */
  banned: z.boolean(),
});
export type Observation = z.infer<typeof observationSchema>;
