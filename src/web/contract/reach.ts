/** Whether the exchange can be found and reached from outside, as far as it can tell by itself. */
import { z } from 'zod';

export const reachSchema = z.object({
  /** SIP domain. */
  domain: z.string(),
  /** False when it is an address, which needs nobody who knows it. */
  named: z.boolean(),
  /** Where the name leads at this moment; null when it is no name, or nobody can look. */
  addresses: z.array(z.string()).nullable(),
  /** Whether one of them is known to be this machine's; null when nobody looked. */
  here: z.boolean().nullable(),
  /** What this machine takes for its own address outside; null when nothing runs. */
  own: z.string().nullable(),
  /** Behind a router, which alone knows its address outside. */
  ownIsPrivate: z.boolean(),
  /** Phones that are registered from an address that is not one of a home network. */
  outsidePhones: z.number(),
});
export type Reach = z.infer<typeof reachSchema>;
