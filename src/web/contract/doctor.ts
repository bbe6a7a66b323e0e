/** What `hamvoip doctor` checks, as the exchange can tell it of itself while it runs. */
import { z } from 'zod';
import { bothSchema } from './in-both.ts';

export const doctorFindingSchema = z.object({
  /** `HC-TLS-001`: docs/operate/doctor.md and `/hulp/HC-TLS-001` explain it. */
  code: z.string(),
  verdict: z.enum(['good', 'attention', 'fault']),
  what: bothSchema,
  /** Null when all is well. */
  why: bothSchema.nullable(),
  todo: bothSchema.nullable(),
});
export type DoctorFinding = z.infer<typeof doctorFindingSchema>;
