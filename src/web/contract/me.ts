/** What the exchange tells whoever asks about his own address, and about no other (security 1.8). */
import { z } from 'zod';

export const ownAddressSchema = z.object({
  /** The address as the exchange sees it; nobody else is shown it. */
  address: z.string(),
  banned: z.boolean(),
  /** Wrong passwords, or an administrator. */
  cause: z.enum(['failures', 'manual']).nullable(),
  until: z.string().nullable(),
  /** What an administrator finds the ban by, today. */
  reference: z.string().nullable(),
  /** Wrong passwords that count at this moment. */
  attempts: z.number(),
  whitelisted: z.boolean(),
  rule: z.object({ attempts: z.number(), windowSeconds: z.number(), banSeconds: z.number() }),
});
export type OwnAddress = z.infer<typeof ownAddressSchema>;
